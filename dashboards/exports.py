"""The leader's overview as sheets of a workbook."""

from collections.abc import Iterable

from campaigns.models import EntryList
from core.workbooks import Column, Sheet
from scoring.sheets.progress import PlanProgress

from .clusters import ClusterStanding
from .waiting import Waiting


def overview_sheets(
    progress: PlanProgress, waiting: list[Waiting], quotas: Iterable, standings
) -> list[Sheet]:
    """The numbers of the page, and every list of every cluster with its leaders."""
    return [
        Sheet("Số chung", _NUMBER_COLUMNS, _numbers(progress, waiting, quotas)),
        Sheet("Cụm, danh sách", _STANDING_COLUMNS, map(_standing, standings)),
    ]


_NUMBER_COLUMNS = (Column("Mục", 44), Column("Số", 12), Column("Ghi chú", 30))
_STANDING_COLUMNS = (
    Column("Cụm thi đua", 28),
    Column("Danh sách", 22),
    Column("Tham gia", 10),
    Column("Có thứ hạng", 10),
    Column("Chưa có số liệu", 12),
    Column("Chưa có hoạt động được xác nhận", 16),
    Column("Chưa gửi phiếu tự chấm", 16),
    Column("Dẫn đầu", 34),
    Column("Số khác cùng hạng nhất", 14),
    Column("Cao nhất", 12),
    Column("Trung bình (làm tròn 2 chữ số)", 14),
    Column("Thấp nhất", 12),
)


def _numbers(progress: PlanProgress, waiting: list[Waiting], quotas: Iterable):
    states = progress.reports
    yield ["Tập thể, cá nhân tham gia", progress.entries, None]
    if progress.reporting:
        note = f"trong {progress.reporting} phải báo cáo"
        yield ["Đã có hoạt động được xác nhận", progress.reported, note]
    if progress.scoring:
        note = f"trong {progress.scoring} phải tự chấm"
        yield ["Đã gửi phiếu tự chấm", progress.sent, note]
        yield ["Đã thẩm định lần 1", progress.appraised, note]
    if progress.shows_reports:
        yield ["Báo cáo đã gửi", progress.all_reports, None]
        yield ["Báo cáo đã xác nhận", states["verified"], None]
        yield ["Báo cáo chờ xác nhận", states["sent"], None]
        yield ["Báo cáo trả lại", states["returned"], None]
        yield ["Báo cáo từ chối", states["refused"], None]
    for item in waiting:
        if item.kind not in ("reports", "returned"):
            yield [f"{item.words[:1].upper()}{item.words[1:]}", item.number, None]
    for quota in quotas:
        label = f"Đề nghị khen: {quota.get_subject_display().lower()}"
        yield [label, quota.proposed, f"chỉ tiêu {quota.seats}"]


def _standing(row: ClusterStanding) -> list:
    return [
        row.cluster.name,
        EntryList(row.list).label,
        row.size,
        row.ranked,
        row.without_data,
        row.without_report if row.reporting else None,
        row.without_sheet if row.scoring else None,
        row.first and row.first.entry.name,
        row.first and (row.first.tied_with or None),
        row.highest,
        row.mean,
        row.lowest,
    ]
