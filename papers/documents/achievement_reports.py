"""Báo cáo thành tích of many lines at once: figures of two years, and earlier awards."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from awards.models import Award, Dossier, ProposalLine
from awards.wording.achievements import achieved_of
from awards.wording.local_names import LocalNames
from campaigns.models import Entry, EntryList, Plan
from core.errors import DomainError
from core.names import lower_first
from core.numbers import vietnamese
from evidence.models import ReportCount
from participants.models import Gender
from scoring.models import Ranking, RankingLine

from ..models import Paper, PaperKind
from ..queries.offers import REPORT_OF
from .common_fields import common_fields, decision_text, local_names
from .rows import lines_in, names_on, recipient_of
from .wording import two_digits

Candidate = tuple[str, int]  # ("body", its id) or ("person", their id)
NO_FIGURE = "–"


def lines_reported(paper: Paper) -> list[ProposalLine]:
    """The lines of a report: its own, or all for its kind of recipient.

    Raises DomainError where there is none.
    """
    lines = lines_in(paper.proposal)
    if paper.line_id:
        lines = lines.filter(pk=paper.line_id)
    lines = [line for line in lines if REPORT_OF.get(recipient_of(line)) == paper.kind]
    if not lines and paper.line_id:
        raise DomainError("Dòng này không có trong đề nghị hoặc không thuộc loại báo cáo này.")
    if not lines:
        raise DomainError("Trong đề nghị không có ai thuộc loại báo cáo này.")
    return lines


def reports(paper: Paper, day: date) -> list[dict]:
    """One report for each line, with a constant number of queries."""
    lines, ranking = lines_reported(paper), paper.proposal.ranking
    common, names = common_fields(paper, day, "BC"), names_on(lines, day)
    local = local_names(paper, day)
    texts = dict(Dossier.objects.filter(line__in=lines).values_list("line_id", "text"))
    figures, note = figures_of(lines, ranking)
    earlier = earlier_awards(lines, paper, local)
    sizes = Counter(RankingLine.objects.filter(ranking=ranking).values_list("cluster_id", "list"))
    is_collective = paper.kind == PaperKind.REPORT_COLLECTIVE
    profile = collective_profile if is_collective else individual_profile
    return [
        common
        | {
            "quyen_han": "",
            "trich_yeu": subject_of(line, local),
            "ten": names[line.pk][0],
            "thanh_tich": _paragraphs(achieved_of(texts.get(line.pk, ""))),
            "so_lieu": figures[line.pk],
            "ghi_chu_so_lieu": note,
            "da_khen": earlier[_candidate_of(line.ranking_line.entry)]
            or ["Chưa có trong sổ khen thưởng."],
        }
        | profile(
            line, *names[line.pk], sizes[line.ranking_line.cluster_id, line.ranking_line.list]
        )
        for line in lines
    ]


def subject_of(line: ProposalLine, local: LocalNames) -> str:
    """`Đề nghị tặng Bằng khen (chủ tịch ...)`; the authority only where the name lacks it."""
    award_type = line.share.quota.award_type
    authority = local.authority_of(award_type)
    name = local.name_of(award_type)
    if local.bare_name_of(award_type, authority) != name:
        return f"Đề nghị tặng {name}"
    return f"Đề nghị tặng {name} ({lower_first(authority)})"


def collective_profile(line: ProposalLine, name: str, unit: str, size: int) -> dict:
    full_name = name if unit in name else f"{name}, {unit}"
    cluster = line.share.cluster or line.ranking_line.cluster
    return {
        "co_quan": name.upper(),
        "chuc_vu": "THỦ TRƯỞNG ĐƠN VỊ",
        "nguoi_ky": "",
        "dac_diem": [
            f"Tên tập thể: {full_name}.",
            f"Cụm thi đua: {cluster}; {_place(line, size)} tập thể.",
        ],
    }


def individual_profile(line: ProposalLine, name: str, unit: str, size: int) -> dict:
    person = line.ranking_line.entry.mandate.person
    cluster = line.share.cluster or line.ranking_line.cluster
    return {
        "co_quan": unit.upper(),
        "co_quan_chu_quan": "",
        "so_hieu": "",
        "chuc_vu": "NGƯỜI BÁO CÁO",
        "nguoi_ky": name,
        "ly_lich": [
            f"Họ và tên: {name}. Giới tính: {Gender(person.gender).label}.",
            f"Đơn vị: {unit}; {EntryList(line.ranking_line.list).label.lower()}.",
            f"Cụm thi đua: {cluster}; {_place(line, size)} đại biểu.",
        ],
    }


def _place(line: ProposalLine, size: int) -> str:
    """`hạng 1 trên 3`, or without a place `trong số 3`; `size` of its list in its cluster."""
    of = vietnamese(size)
    place = line.ranking_line.place
    return f"hạng {vietnamese(place)} trên {of}" if place else f"trong số {of}"


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()] or [
        "(Tập thể, cá nhân bổ sung phần mô tả thành tích.)"
    ]


def _candidate_of(entry: Entry) -> Candidate:
    return ("body", entry.body_id) if entry.body_id else ("person", entry.mandate.person_id)


def _ids(candidates: Iterable[Candidate], kind: str) -> list[int]:
    return [pk for candidate_kind, pk in candidates if candidate_kind == kind]


# --- figures --------------------------------------------------------------------------------------


def figures_of(lines: list[ProposalLine], ranking: Ranking) -> tuple[dict[int, list[dict]], str]:
    """Points and counts of each line with those of the year before, and a note about them.

    At most 5 queries.
    """
    plan_before, lines_before = lines_of_year_before(lines, ranking)
    entries = {line.ranking_line.entry_id for line in lines}
    counts = verified_counts(entries | {line.entry_id for line in lines_before.values()})
    figures = {}
    for line in lines:
        before = lines_before.get(_candidate_of(line.ranking_line.entry))
        counts_before = counts[before.entry_id] if before else {}
        counts_now = counts[line.ranking_line.entry_id]
        rows = [("Tổng điểm thi đua", before.total if before else None, line.ranking_line.total)]
        for name in dict.fromkeys([*counts_now, *counts_before]):
            rows.append((name, counts_before.get(name), counts_now.get(name)))
        figures[line.pk] = [_figure(number, *row) for number, row in enumerate(rows, 1)]
    note = "Số liệu từ báo cáo hoạt động đã được văn phòng xác nhận; dấu “–” là không có số liệu."
    if plan_before is None:
        note += " Hệ thống chưa có kế hoạch của năm trước."
    return figures, note


def lines_of_year_before(
    lines: list[ProposalLine], ranking: Ranking
) -> tuple[Plan | None, dict[Candidate, RankingLine]]:
    """The plan before, and lines of the same candidates in its newest sealed ranking."""
    plan = ranking.plan
    plan_before = (
        Plan.objects.filter(
            campaign__organiser=plan.campaign.organiser_id, ends_on__lt=plan.starts_on
        )
        .order_by("-ends_on", "-pk")
        .first()
    )
    sealed = plan_before and Ranking.objects.latest_sealed_of(plan_before)
    if not sealed:
        return plan_before, {}
    candidates = {_candidate_of(line.ranking_line.entry) for line in lines}
    before = RankingLine.objects.filter(ranking=sealed).select_related("entry__mandate")
    of_bodies = before.filter(entry__body__in=_ids(candidates, "body"))
    of_people = before.filter(entry__mandate__person__in=_ids(candidates, "person"))
    return plan_before, {_candidate_of(line.entry): line for line in [*of_bodies, *of_people]}


def verified_counts(entries: set[int]) -> dict[int, dict[str, int]]:
    """Verified counts by entry and name of the criterion. 1 query."""
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    sums = (
        ReportCount.objects.filter(entry__in=entries, is_verified=True)
        .values_list("entry_id", "criterion__name")
        .annotate(number=Sum("count"))
        .order_by("criterion__position")
    )
    for entry, name, number in sums:
        counts[entry][name] = counts[entry].get(name, 0) + number
    return counts


def _figure(number: int, name: str, before: Decimal | None, now: Decimal | None) -> dict:
    change = NO_FIGURE
    if before is not None and now is not None:
        difference = now - before
        change = f"+{vietnamese(difference)}" if difference > 0 else vietnamese(difference)
    return {
        "tt": two_digits(number),
        "chi_tieu": name,
        "nam_truoc": NO_FIGURE if before is None else vietnamese(before),
        "nam_nay": NO_FIGURE if now is None else vietnamese(now),
        "so_sanh": change,
    }


# --- earlier awards -------------------------------------------------------------------------------


def earlier_awards(
    lines: list[ProposalLine], paper: Paper, local: LocalNames
) -> dict[Candidate, list[str]]:
    """Awards in force that come from other proposals, by candidate. 1 query."""
    candidates = {_candidate_of(line.ranking_line.entry) for line in lines}
    awards = (
        Award.objects.in_force()
        .filter(organiser=paper.proposal.ranking.plan.campaign.organiser_id)
        .exclude(line__proposal=paper.proposal)
        .select_related("award_type", "decision")
        .order_by("decision__decided_on", "pk")
    )
    of_people = awards.filter(person__in=_ids(candidates, "person"))
    of_bodies = awards.filter(body__in=_ids(candidates, "body"))
    sentences: dict[Candidate, list[str]] = defaultdict(list)
    for award in of_people | of_bodies:
        candidate = ("body", award.body_id) if award.body_id else ("person", award.person_id)
        sentences[candidate].append(
            f"Năm {award.year}: {local.name_of(award.award_type)}, {decision_text(award.decision)}."
        )
    return sentences
