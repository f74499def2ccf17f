"""What is made after a decision: the money list; and the plan's closing report."""

from collections import Counter, defaultdict
from datetime import date

from django.db.models import Count, Q

from awards.local_names import LocalNames
from awards.models import Award, Decision, Recipient
from awards.queries import decisions
from campaigns.models import EntryList, Pledge
from core.errors import DomainError
from core.names import lower_first
from core.numbers import vietnamese
from evidence.models import ActivityReport
from participants.models import Gender
from scoring.models import RankingLine, Standing
from scoring.progress import plan_progress

from ..models import Paper
from .heads import (
    cited,
    decision_text,
    head_of,
    local_names,
    organiser_unit,
    standing_committee,
)
from .lines import award_order, grouped
from .wording import counted, dong, dong_in_words, recipients, two_digits


def awards_of(decision: Decision) -> list[Award]:
    """Awards in force of a decision, in the order in which they are handed out."""
    found = award_order(Award.objects.in_force().filter(decision=decision))
    if not found:
        raise DomainError("Quyết định này không có khen thưởng nào còn hiệu lực.")
    return found


def money_list(paper: Paper, day: date) -> dict:
    """Danh sách chi tiền thưởng of one decision, with totals by fund."""
    money = decisions.money_list(paper.decision)
    awards = award_order(Award.objects.filter(pk__in=[award.pk for award in money.awards]))
    if not awards:
        raise DomainError("Quyết định này không có khen thưởng nào phải chi tiền.")
    decision = decision_text(paper.decision)
    return head_of(paper, day, "DS") | {
        "trich_yeu": f"Kèm theo {decision}",
        "quyet_dinh": decision,
        "nhom_khen": grouped(
            awards,
            lambda award: (award.award_type, award.recipient),
            _money_row,
            local_names(paper, day),
        ),
        "tong_tien": dong(money.total),
        "bang_chu": dong_in_words(money.total),
        "nguon": [_fund(fund, sum_) for fund, sum_ in money.by_fund.items()],
        "noi_nhan": recipients("Kế toán", archive="VT, hồ sơ thi đua"),
    }


def _fund(fund: str, sum_: int) -> str:
    return f"Chi từ {lower_first(fund)}: {dong(sum_)}." if fund else f"Chưa ghi quỹ: {dong(sum_)}."


def _money_row(number: int, award: Award) -> dict:
    return {
        "tt": two_digits(number),
        "ten": award.name,
        "don_vi": award.unit_name,
        "cach_tinh": award.money_note or _calculation(award),
        "so_tien": vietnamese(award.amount),
        "ky_nhan": "",
    }


def _calculation(award: Award) -> str:
    if award.coefficient is None or award.base_salary is None:
        return "–"
    return f"{vietnamese(award.coefficient)} × {dong(award.base_salary)}"


def closing_report(paper: Paper, day: date) -> dict:
    """Báo cáo tổng kết: participants, reports, ranking, awards by award type, women and level.

    The standing committee answers to its People's Council (Law 72/2025/QH15 on the organisation
    of local government); the council supervises the People's Committee. So the report goes to the
    council, and the chair of the People's Committee, who decides the awards, gets a copy.
    """
    head = head_of(paper, day, "BC")
    unit = organiser_unit(paper, day)
    awards = list(
        Award.objects.in_force()
        .filter(line__share__quota__proposal=paper.proposal)
        .select_related("award_type")
        .order_by("award_type__precedence", "award_type_id")
    )
    return head | {
        "trich_yeu": f"Tổng kết {lower_first(head['ke_hoach'])}",
        "kinh_gui": f"Hội đồng nhân dân {lower_first(unit.name)}",
        "tham_gia": _participants(paper),
        "bao_cao": _activity(paper),
        "xep_hang": _standings(paper),
        "khen_thuong": _awards_in_words(awards),
        "bang_khen": _awards_by_award_type(awards, local_names(paper, day)),
        "ket_thuc": f"{standing_committee(paper, day)} trân trọng báo cáo",
        "noi_nhan": recipients(
            "Như trên",
            f"Chủ tịch Ủy ban nhân dân {lower_first(unit.name)} (để phối hợp)",
            "Các tập thể, cá nhân tham gia",
            archive="VT, hồ sơ thi đua",
        ),
    }


def _participants(paper: Paper) -> list[str]:
    plan = paper.proposal.ranking.plan
    of = Counter(plan.entries.values_list("list", flat=True))
    said = [
        f"Tham gia: {counted(of[EntryList.COLLECTIVE])} tập thể, "
        f"{counted(of[EntryList.FULL_TIME])} đại biểu chuyên trách, "
        f"{counted(of[EntryList.PART_TIME])} đại biểu kiêm nhiệm."
    ]
    if plan.has_registration:
        pledged = Pledge.objects.filter(entry__plan=plan, state="accepted").count()
        said.append(f"Đăng ký thi đua được tiếp nhận: {counted(pledged)}.")
    return said


def _activity(paper: Paper) -> list[str]:
    """What was reported and self-scored, of those whom the scorecards ask for it. 3 queries."""
    plan = paper.proposal.ranking.plan
    progress = plan_progress(plan)
    found = []
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
        found.append(
            f"Văn phòng đã xác nhận {vietnamese(reports['number'])} báo cáo hoạt động của "
            f"{vietnamese(reports['senders'])} tập thể, cá nhân; "
            f"{vietnamese(reports['late'])} báo cáo gửi muộn."
        )
    if progress.scoring:
        found.append(
            f"{vietnamese(progress.sent)} trong {vietnamese(progress.scoring)} tập thể, cá nhân "
            f"phải tự chấm đã gửi phiếu tự chấm; {vietnamese(progress.appraised)} phiếu đã được "
            "thẩm định."
        )
    return found or ["Số liệu do văn phòng ghi nhận; kế hoạch không yêu cầu báo cáo, tự chấm."]


def _standings(paper: Paper) -> list[str]:
    """The first three places of each list of each cluster, and how many have no data.
    2 queries."""
    best = (
        RankingLine.objects.filter(ranking=paper.proposal.ranking, place__lte=3)
        .select_related("entry", "cluster")
        .order_by("cluster__position", "cluster_id", "list", "place", "entry__sort_key")
    )
    lists: dict[tuple, list[str]] = defaultdict(list)
    for line in best:
        where = (str(line.cluster), EntryList(line.list))
        lists[where].append(
            f"{vietnamese(line.place)}. {line.entry.name} ({vietnamese(line.total)} điểm)"
        )
    found = [f"Kết quả theo {cited(paper)}."]
    lines = RankingLine.objects.filter(ranking=paper.proposal.ranking)
    if without_data := lines.filter(standing=Standing.NO_DATA).count():
        found.append(
            f"{vietnamese(without_data)} tập thể, cá nhân chưa có số liệu nên không xếp hạng."
        )
    for (cluster, of), names in lists.items():
        label = "" if of == EntryList.COLLECTIVE else f", {of.label.lower()}"
        more = f" và {vietnamese(len(names) - 5)} đồng hạng khác" if len(names) > 5 else ""
        found.append(f"{cluster}{label}: {'; '.join(names[:5])}{more}.")
    return found


def _awards_in_words(awards: list[Award]) -> list[str]:
    if not awards:
        return ["Đến ngày báo cáo chưa có quyết định khen thưởng."]
    women = sum(award.gender == Gender.FEMALE for award in awards)
    among = f", trong đó {counted(women)} nữ" if women else ""
    return [
        f"Có {counted(len(awards))} tập thể, cá nhân được khen thưởng{among}; tổng tiền thưởng "
        f"{dong(sum(award.amount for award in awards))}."
    ]


def _awards_by_award_type(awards: list[Award], names: LocalNames) -> list[dict]:
    by_award_type: dict = defaultdict(list)
    for award in awards:
        by_award_type[award.award_type].append(award)
    return [
        {
            "hinh_thuc": names.name_of(award_type),
            "tap_the": two_digits(_number(given, Recipient.COLLECTIVE)),
            "ca_nhan": two_digits(_number(given, Recipient.INDIVIDUAL)),
            "nu": two_digits(sum(award.gender == Gender.FEMALE for award in given)),
            "cong": two_digits(len(given)),
            "cap": award_type.get_level_display()
            .removeprefix("Cấp ")
            .partition(",")[0]
            .capitalize(),
        }
        for award_type, given in by_award_type.items()
    ]


def _number(awards: list[Award], recipient: str) -> int:
    return sum(award.recipient == recipient for award in awards)
