"""Achievement reports of many lines at once: figures against the year before, earlier awards."""

from collections import defaultdict
from datetime import date

from django.db.models import Sum

from awards.achievements import achieved_of
from awards.local_names import LocalNames
from awards.models import Award, Dossier, ProposalLine
from campaigns.models import EntryList, Plan
from core.errors import DomainError
from core.names import lower_first
from core.numbers import vietnamese
from evidence.models import ReportCount
from participants.models import Gender
from scoring.models import Ranking, RankingLine

from ..models import Paper, PaperKind
from ..queries import REPORT_OF
from .heads import decision_text, head_of, local_names
from .lines import lines_in, names_on, recipient_of
from .wording import two_digits


def lines_reported(paper: Paper) -> list[ProposalLine]:
    """The lines that a paper is about: its own, or all in the proposal of its kind."""
    rows = lines_in(paper.proposal)
    if paper.line_id:
        rows = rows.filter(pk=paper.line_id)
    found = [row for row in rows if REPORT_OF.get(recipient_of(row)) == paper.kind]
    if not found and paper.line_id:
        raise DomainError("Dòng này không có trong đề nghị hoặc không thuộc loại báo cáo này.")
    if not found:
        raise DomainError("Trong đề nghị không có ai thuộc loại báo cáo này.")
    return found


def reports(paper: Paper, day: date) -> list[dict]:
    """One report a line; the number of queries does not depend on how many there are."""
    rows = lines_reported(paper)
    head, names = head_of(paper, day, "BC"), names_on(rows, day)
    local = local_names(paper, day)
    texts = dict(Dossier.objects.filter(line__in=rows).values_list("line_id", "text"))
    figures, note = _figures(rows, paper.proposal.ranking)
    earlier = _earlier_awards(rows, paper, local)
    sizes = _sizes(paper.proposal.ranking)
    build = _collective if paper.kind == PaperKind.REPORT_COLLECTIVE else _individual
    return [
        head
        | {
            "quyen_han": "",
            "trich_yeu": _subject(row, local),
            "ten": names[row.pk][0],
            "thanh_tich": _paragraphs(achieved_of(texts.get(row.pk, ""))),
            "so_lieu": figures[row.pk],
            "ghi_chu_so_lieu": note,
            "da_khen": earlier[_who(row)] or ["Chưa có trong sổ khen thưởng."],
        }
        | build(row, *names[row.pk], sizes[row.line.cluster_id, row.line.list])
        for row in rows
    ]


def _subject(row: ProposalLine, local: LocalNames) -> str:
    award_type = row.share.quota.award_type
    authority = local.authority_of(award_type)
    name = local.name_of(award_type)
    if local.bare_name_of(award_type, authority) != name:
        return f"Đề nghị tặng {name}"
    return f"Đề nghị tặng {name} ({lower_first(authority)})"


def _collective(row: ProposalLine, name: str, unit: str, size: int) -> dict:
    full = name if unit in name else f"{name}, {unit}"
    return {
        "co_quan": name.upper(),
        "chuc_vu": "THỦ TRƯỞNG ĐƠN VỊ",
        "nguoi_ky": "",
        "dac_diem": [
            f"Tên tập thể: {full}.",
            f"Cụm thi đua: {row.share.cluster or row.line.cluster}; {_placed(row, size)} tập thể.",
        ],
    }


def _individual(row: ProposalLine, name: str, unit: str, size: int) -> dict:
    person = row.line.entry.mandate.person
    of = EntryList(row.line.list).label.lower()
    return {
        "co_quan": unit.upper(),
        "co_quan_chu_quan": "",
        "so_hieu": "",
        "chuc_vu": "NGƯỜI BÁO CÁO",
        "nguoi_ky": name,
        "ly_lich": [
            f"Họ và tên: {name}. Giới tính: {Gender(person.gender).label}.",
            f"Đơn vị: {unit}; {of}.",
            f"Cụm thi đua: {row.share.cluster or row.line.cluster}; {_placed(row, size)} đại biểu.",
        ],
    }


def _placed(row: ProposalLine, size: int) -> str:
    of = vietnamese(size)
    return f"hạng {vietnamese(row.line.place)} trên {of}" if row.line.place else f"trong số {of}"


def _sizes(ranking: Ranking) -> dict:
    """How many stand in each list of each cluster. 1 query."""
    found: dict = defaultdict(int)
    for key in RankingLine.objects.filter(ranking=ranking).values_list("cluster_id", "list"):
        found[key] += 1
    return found


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()] or [
        "(Tập thể, cá nhân bổ sung phần mô tả thành tích.)"
    ]


def _who(row: ProposalLine) -> tuple[str, int]:
    entry = row.line.entry
    return ("body", entry.body_id) if entry.body_id else ("person", entry.mandate.person_id)


# --- figures --------------------------------------------------------------------------------------


def _figures(rows: list[ProposalLine], ranking: Ranking) -> tuple[dict[int, list[dict]], str]:
    """Points and counts of each line beside those of the year before. At most 5 queries."""
    before, lines = _lines_before(rows, ranking)
    entries = {row.line.entry_id for row in rows} | {line.entry_id for line in lines.values()}
    counts = _counts(entries)
    found = {}
    for row in rows:
        old = lines.get(_who(row))
        pairs = [("Tổng điểm thi đua", old.total if old else None, row.line.total)]
        then = counts[old.entry_id] if old else {}
        now = counts[row.line.entry_id]
        pairs += [(name, then.get(name), now.get(name)) for name in dict.fromkeys([*now, *then])]
        found[row.pk] = [_figure(number, *pair) for number, pair in enumerate(pairs, 1)]
    note = "Số liệu từ báo cáo hoạt động đã được văn phòng xác nhận; dấu “–” là không có số liệu."
    if before is None:
        note += " Hệ thống chưa có kế hoạch của năm trước."
    return found, note


def _lines_before(rows, ranking: Ranking) -> tuple[Plan | None, dict]:
    """Lines of the same people and bodies in the newest sealed ranking of the plan before."""
    plan = ranking.plan
    before = (
        Plan.objects.filter(
            campaign__organiser=plan.campaign.organiser_id, ends_on__lt=plan.starts_on
        )
        .order_by("-ends_on", "-pk")
        .first()
    )
    sealed = before and Ranking.objects.latest_sealed_of(before)
    if not sealed:
        return before, {}
    lines = RankingLine.objects.filter(ranking=sealed).select_related("entry__mandate")
    wanted = {_who(row) for row in rows}
    of = {}
    for line in lines.filter(entry__body__in=[pk for kind, pk in wanted if kind == "body"]):
        of["body", line.entry.body_id] = line
    people = [pk for kind, pk in wanted if kind == "person"]
    for line in lines.filter(entry__mandate__person__in=people):
        of["person", line.entry.mandate.person_id] = line
    return before, of


def _counts(entries: set[int]) -> dict[int, dict[str, int]]:
    """Verified counts by entry and name of the criterion. 1 query."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    sums = (
        ReportCount.objects.filter(entry__in=entries, is_verified=True)
        .values_list("entry_id", "criterion__name")
        .annotate(number=Sum("count"))
        .order_by("criterion__position")
    )
    for entry, name, number in sums:
        found[entry][name] = found[entry].get(name, 0) + number
    return found


def _figure(number: int, name: str, then, now) -> dict:
    difference = None if then is None or now is None else now - then
    return {
        "tt": two_digits(number),
        "chi_tieu": name,
        "nam_truoc": "–" if then is None else vietnamese(then),
        "nam_nay": "–" if now is None else vietnamese(now),
        "so_sanh": _difference(difference),
    }


def _difference(difference) -> str:
    if difference is None:
        return "–"
    return f"+{vietnamese(difference)}" if difference > 0 else vietnamese(difference)


def _earlier_awards(rows, paper: Paper, local: LocalNames) -> dict:
    """Awards in force that this proposal did not bring, by person or body. 1 query."""
    wanted = {_who(row) for row in rows}
    awards = (
        Award.objects.in_force()
        .filter(organiser=paper.proposal.ranking.plan.campaign.organiser_id)
        .exclude(line__share__quota__proposal=paper.proposal)
        .select_related("award_type", "decision")
        .order_by("decision__decided_on", "pk")
    )
    people = [pk for kind, pk in wanted if kind == "person"]
    bodies = [pk for kind, pk in wanted if kind == "body"]
    found: dict = defaultdict(list)
    for award in awards.filter(person__in=people) | awards.filter(body__in=bodies):
        who = ("body", award.body_id) if award.body_id else ("person", award.person_id)
        found[who].append(
            f"Năm {award.year}: {local.name_of(award.award_type)}, {decision_text(award.decision)}."
        )
    return found
