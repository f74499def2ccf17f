"""Danh sách chi tiền thưởng: the money of one decision."""

from datetime import date

from awards.models import Award
from awards.queries import decisions
from core.errors import DomainError
from core.names import lower_first
from core.numbers import vietnamese

from ..models import Paper
from .common_fields import common_fields, decision_text, local_names
from .rows import award_order, grouped
from .wording import dong, dong_in_words, recipients, two_digits


def money_list(paper: Paper, day: date) -> dict:
    """Awards with money, how it was computed, and the totals of each fund."""
    money = decisions.money_list(paper.decision)
    awards = award_order(Award.objects.filter(pk__in=[award.pk for award in money.awards]))
    if not awards:
        raise DomainError("Quyết định này không có khen thưởng nào phải chi tiền.")
    decision = decision_text(paper.decision)
    return common_fields(paper, day, "DS") | {
        "trich_yeu": f"Kèm theo {decision}",
        "quyet_dinh": decision,
        "nhom_khen": grouped(
            awards,
            lambda award: (award.award_type, award.recipient),
            _row,
            local_names(paper, day),
        ),
        "tong_tien": dong(money.total),
        "bang_chu": dong_in_words(money.total),
        "nguon": [
            f"Chi từ {lower_first(fund)}: {dong(total)}."
            if fund
            else f"Chưa ghi quỹ: {dong(total)}."
            for fund, total in money.by_fund.items()
        ],
        "noi_nhan": recipients("Kế toán", archive="VT, hồ sơ thi đua"),
    }


def _row(number: int, award: Award) -> dict:
    calculation = award.money_note or "–"
    if not award.money_note and award.coefficient is not None and award.base_salary is not None:
        calculation = f"{vietnamese(award.coefficient)} × {dong(award.base_salary)}"
    return {
        "tt": two_digits(number),
        "ten": award.name,
        "don_vi": award.unit_name,
        "cach_tinh": calculation,
        "so_tien": vietnamese(award.amount),
        "ky_nhan": "",
    }
