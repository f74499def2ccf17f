"""Workbook sheets of proposals, money and the register."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from campaigns.models import EntryList
from core.workbooks import Column, Sheet

from .queries.decisions import MoneyList
from .queries.register import Totals
from .rules.codes import in_groups
from .wording import reasons, terms


def proposal_sheets(
    lines: Iterable, shares: Iterable, pools: Iterable, quotas: Iterable
) -> list[Sheet]:
    """Lines with their reasons, shares of the quota, tie decisions, and terms of all quotas."""
    return [
        Sheet("Đề nghị", _LINE_COLUMNS, _line_rows(lines)),
        Sheet("Chia chỉ tiêu", _SHARE_COLUMNS, _share_rows(shares)),
        Sheet("Lựa chọn đã ghi", _POOL_COLUMNS, _pool_rows(pools)),
        Sheet("Chỉ tiêu, quy định", _QUOTA_COLUMNS, _quota_rows(quotas)),
    ]


_LINE_COLUMNS = (
    Column("Cụm thi đua", 26),
    Column("Danh sách", 22),
    Column("Tập thể, cá nhân", 34),
    Column("Đơn vị", 30),
    Column("Điểm", 12),
    Column("Hạng trong số đủ điều kiện", 14),
    Column("Kết quả", 22),
    Column("Vì sao", 80),
)
_SHARE_COLUMNS = (
    Column("Cụm thi đua", 26),
    Column("Danh sách", 22),
    Column("Tham gia", 10),
    Column("Đủ điều kiện", 10),
    Column("Phần chính xác", 14),
    Column("Suất", 8),
    Column("Suất chung", 10),
    Column("Đề nghị", 10),
)
_POOL_COLUMNS = (
    Column("Đối tượng", 12),
    Column("Số suất", 10),
    Column("Được chọn", 60),
    Column("Căn cứ chọn", 60),
    Column("Người ghi", 24),
    Column("Ghi lúc", 17),
)
_QUOTA_COLUMNS = (
    Column("Hình thức", 36),
    Column("Đối tượng", 20),
    Column("Chỉ tiêu", 60),
    Column("Số suất", 10),
    Column("Đề nghị", 10),
    Column("Chờ chọn", 10),
    Column("Điều kiện", 60),
    Column("Căn cứ", 60),
)


def _line_rows(lines: Iterable) -> Iterator[list[Any]]:
    for row in lines:
        yield [
            row.ranking_line.cluster.name,
            EntryList(row.ranking_line.list).label,
            row.ranking_line.entry.name,
            row.ranking_line.entry.unit_name,
            row.ranking_line.total,
            row.eligible_place,
            row.get_outcome_display(),
            reasons.reason_of(row),
        ]


def _share_rows(shares: Iterable) -> Iterator[list[Any]]:
    for share in shares:
        yield [
            share.cluster.name if share.cluster else "Danh sách chung",
            share.get_list_display(),
            share.size,
            share.eligible,
            share.exact,
            share.seats,
            1 if share.is_contested else None,
            share.proposed,
        ]


def _pool_rows(pools: Iterable) -> Iterator[list[Any]]:
    for pool in pools:
        yield [
            pool.quota.get_subject_display(),
            pool.seats,
            ", ".join(pool.chosen_names),
            pool.reason,
            str(pool.decided_by),
            pool.decided_at,
        ]


# --- money and the register -----------------------------------------------------------------------

_MONEY_COLUMNS = (
    Column("TT", 6),
    Column("Tên", 34),
    Column("Đơn vị", 30),
    Column("Danh hiệu, hình thức", 36),
    Column("Hệ số", 10),
    Column("Lương cơ sở (đồng)", 16),
    Column("Cách tính", 60),
    Column("Số tiền (đồng)", 16),
    Column("Chi từ quỹ", 30),
    Column("Ký nhận", 20),
)
_REGISTER_COLUMNS = (
    Column("Năm", 8),
    Column("Danh hiệu, hình thức", 36),
    Column("Đối tượng", 12),
    Column("Tên", 34),
    Column("Đơn vị", 30),
    Column("Giới tính", 10),
    Column("Thành tích", 50),
    Column("Số quyết định", 20),
    Column("Ngày quyết định", 14),
    Column("Người quyết định", 34),
    Column("Tiền thưởng (đồng)", 16),
    Column("Hiệu lực", 40),
    Column("Mã tra cứu", 16),
)


def money_sheets(money: MoneyList) -> list[Sheet]:
    """Amounts with their arithmetic, and sums by fund."""
    rows = (
        [
            number,
            award.name,
            award.unit_name,
            award.award_type.name,
            award.coefficient,
            award.base_salary,
            award.money_note,
            award.amount,
            award.paid_from,
            None,
        ]
        for number, award in enumerate(money.awards, start=1)
    )
    funds = [(fund or "Chưa ghi quỹ", amount) for fund, amount in money.by_fund.items()]
    sums = [*funds, ("Cộng", money.total)]
    return [
        Sheet("Tiền thưởng", _MONEY_COLUMNS, rows),
        Sheet("Theo quỹ", (Column("Quỹ", 40), Column("Số tiền (đồng)", 18)), sums),
    ]


def register_sheets(awards: QuerySet, totals: Totals) -> list[Sheet]:
    """Awards row by row, and their totals."""
    sums = [
        ("Tất cả", "", totals.number),
        ("Tập thể", "", totals.collectives),
        ("Cá nhân", "", totals.individuals),
        ("Trong đó nữ", "", totals.women),
        *(("Năm", str(year), number) for year, number in totals.by_year),
        *(("Cấp", level, number) for level, number in totals.by_level),
        *(
            ("Danh hiệu, hình thức", award_type, number)
            for award_type, number in totals.by_award_type
        ),
    ]
    columns = (Column("Theo", 24), Column("Giá trị", 44), Column("Số khen thưởng", 16))
    return [
        Sheet("Sổ khen thưởng", _REGISTER_COLUMNS, _award_rows(awards)),
        Sheet("Tổng hợp", columns, sums),
    ]


def _award_rows(awards: QuerySet) -> Iterator[list[Any]]:
    for award in awards.iterator(chunk_size=2000):
        yield [
            award.year,
            award.award_type.name,
            award.get_recipient_display(),
            award.name,
            award.unit_name,
            award.get_gender_display(),
            award.achievement,
            award.decision.number,
            award.decision.decided_on,
            award.decision.authority,
            award.amount,
            "còn hiệu lực" if award.is_in_force else f"hết hiệu lực theo {award.ended_by}",
            in_groups(award.code),
        ]


def _quota_rows(quotas: Iterable) -> Iterator[list[Any]]:
    for quota in quotas:
        yield [
            quota.award_type.name,
            quota.get_subject_display(),
            terms.terms_in_words(quota),
            quota.seats,
            quota.proposed,
            quota.tied,
            "; ".join(terms.rule_in_words(quota.rule)),
            quota.rule.legal_basis if quota.rule else "",
        ]
