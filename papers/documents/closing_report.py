"""Báo cáo tổng kết: the closing report of a plan."""

from collections import Counter, defaultdict
from datetime import date

from django.db.models import Count, Q

from awards.models import Award, AwardType, Recipient
from awards.wording.local_names import LocalNames
from campaigns.models import EntryList, Plan, Pledge, PledgeState
from core.names import lower_first
from core.numbers import vietnamese
from evidence.models import ActivityReport
from participants.models import Gender
from scoring.models import RankingLine, Standing
from scoring.sheets.progress import plan_progress

from ..models import Paper
from .common_fields import (
    cited,
    common_fields,
    local_names,
    organiser_unit,
    standing_committee,
)
from .wording import counted, dong, recipients, two_digits

_PLACES_SHOWN = 3
_NAMES_SHOWN = 5


def closing_report(paper: Paper, day: date) -> dict:
    """Participants, reports, ranking, and awards by type, women and level.

    The standing committee reports to its People's Council (Law 72/2025/QH15 on the organisation of
    local government), and the council supervises the People's Committee. So the report is
    addressed to the council, and the chair of the People's Committee, who decides the awards, gets
    a copy.
    """
    common = common_fields(paper, day, "BC")
    plan, unit = paper.proposal.ranking.plan, organiser_unit(paper, day)
    awards = list(
        Award.objects.in_force()
        .filter(line__proposal=paper.proposal)
        .select_related("award_type")
        .order_by("award_type__precedence", "award_type_id")
    )
    return common | {
        "trich_yeu": f"Tổng kết {lower_first(common['ke_hoach'])}",
        "kinh_gui": f"Hội đồng nhân dân {lower_first(unit.name)}",
        "tham_gia": participants(plan),
        "bao_cao": activity(plan),
        "xep_hang": standings(paper),
        "khen_thuong": awards_in_words(awards),
        "bang_khen": awards_by_type(awards, local_names(paper, day)),
        "ket_thuc": f"{standing_committee(paper, day)} trân trọng báo cáo",
        "noi_nhan": recipients(
            "Như trên",
            f"Chủ tịch Ủy ban nhân dân {lower_first(unit.name)} (để phối hợp)",
            "Các tập thể, cá nhân tham gia",
            archive="VT, hồ sơ thi đua",
        ),
    }


def participants(plan: Plan) -> list[str]:
    """Entries by list, and accepted pledges where the plan has registration."""
    number_of = Counter(plan.entries.values_list("list", flat=True))
    sentences = [
        f"Tham gia: {counted(number_of[EntryList.COLLECTIVE])} tập thể, "
        f"{counted(number_of[EntryList.FULL_TIME])} đại biểu chuyên trách, "
        f"{counted(number_of[EntryList.PART_TIME])} đại biểu kiêm nhiệm."
    ]
    if plan.has_registration:
        pledged = Pledge.objects.filter(entry__plan=plan, state=PledgeState.ACCEPTED).count()
        sentences.append(f"Đăng ký thi đua được tiếp nhận: {counted(pledged)}.")
    return sentences


def activity(plan: Plan) -> list[str]:
    """Verified reports and self-scores, where the scorecards ask for them. 3 queries."""
    progress = plan_progress(plan)
    sentences = []
    if progress.shows_reports:
        reports = (
            ActivityReport.objects.verified()
            .in_plan(plan)
            .aggregate(
                number=Count("pk"),
                late=Count("pk", filter=Q(days_late__gt=0)),
                senders=Count("entry", distinct=True),
            )
        )
        sentences.append(
            f"Văn phòng đã xác nhận {vietnamese(reports['number'])} báo cáo hoạt động của "
            f"{vietnamese(reports['senders'])} tập thể, cá nhân; "
            f"{vietnamese(reports['late'])} báo cáo gửi muộn."
        )
    if progress.scoring:
        sentences.append(
            f"{vietnamese(progress.sent)} trong {vietnamese(progress.scoring)} tập thể, cá nhân "
            f"phải tự chấm đã gửi phiếu tự chấm; {vietnamese(progress.appraised)} phiếu đã được "
            "thẩm định."
        )
    return sentences or ["Số liệu do văn phòng ghi nhận; kế hoạch không yêu cầu báo cáo, tự chấm."]


def standings(paper: Paper) -> list[str]:
    """The first places of each list of each cluster, and how many have no data.

    2 queries.
    """
    lines = RankingLine.objects.filter(ranking=paper.proposal.ranking)
    first_lines = (
        lines.filter(place__lte=_PLACES_SHOWN)
        .select_related("entry", "cluster")
        .order_by("cluster__position", "cluster_id", "list", "place", "entry__sort_key")
    )
    names_of: dict[tuple[str, EntryList], list[str]] = defaultdict(list)
    for line in first_lines:
        names_of[str(line.cluster), EntryList(line.list)].append(
            f"{vietnamese(line.place)}. {line.entry.name} ({vietnamese(line.total)} điểm)"
        )
    sentences = [f"Kết quả theo {cited(paper)}."]
    if without_data := lines.filter(standing=Standing.NO_DATA).count():
        sentences.append(
            f"{vietnamese(without_data)} tập thể, cá nhân chưa có số liệu nên không xếp hạng."
        )
    for (cluster, entry_list), names in names_of.items():
        label = "" if entry_list == EntryList.COLLECTIVE else f", {entry_list.label.lower()}"
        rest = len(names) - _NAMES_SHOWN
        more = f" và {vietnamese(rest)} đồng hạng khác" if rest > 0 else ""
        sentences.append(f"{cluster}{label}: {'; '.join(names[:_NAMES_SHOWN])}{more}.")
    return sentences


def awards_in_words(awards: list[Award]) -> list[str]:
    if not awards:
        return ["Đến ngày báo cáo chưa có quyết định khen thưởng."]
    women = sum(award.gender == Gender.FEMALE for award in awards)
    among = f", trong đó {counted(women)} nữ" if women else ""
    return [
        f"Có {counted(len(awards))} tập thể, cá nhân được khen thưởng{among}; tổng tiền thưởng "
        f"{dong(sum(award.amount for award in awards))}."
    ]


def awards_by_type(awards: list[Award], names: LocalNames) -> list[dict]:
    """One row for each award type: collectives, individuals, women, total and level."""
    by_type: dict[AwardType, list[Award]] = defaultdict(list)
    for award in awards:
        by_type[award.award_type].append(award)
    rows = []
    for award_type, awards_of_type in by_type.items():
        number_of = Counter(award.recipient for award in awards_of_type)
        level = award_type.get_level_display().removeprefix("Cấp ").partition(",")[0]
        rows.append(
            {
                "hinh_thuc": names.name_of(award_type),
                "tap_the": two_digits(number_of[Recipient.COLLECTIVE]),
                "ca_nhan": two_digits(number_of[Recipient.INDIVIDUAL]),
                "nu": two_digits(sum(a.gender == Gender.FEMALE for a in awards_of_type)),
                "cong": two_digits(len(awards_of_type)),
                "cap": level.capitalize(),
            }
        )
    return rows
