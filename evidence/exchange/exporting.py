"""Reports as sheets of a workbook: one row a report, and one row a number."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from core.workbooks import Column, Sheet

from ..models import EvidenceFile, ReportCount
from .preview import in_words

# Rows read from the database at once, so that memory does not grow with their number.
_AT_ONCE = 2000

_REPORT_COLUMNS = (
    Column("Số", 9),
    Column("Tập thể, cá nhân", 30),
    Column("HĐND", 30),
    Column("Cụm thi đua", 24),
    Column("Kế hoạch", 34),
    Column("Loại hoạt động", 26),
    Column("Ngày diễn ra", 12),
    Column("Địa điểm", 24),
    Column("Số, ký hiệu văn bản", 18),
    Column("Nội dung, kết quả", 60),
    Column("Số lượng", 30),
    Column("Số tệp minh chứng", 10),
    Column("Tình trạng", 14),
    Column("Gửi lúc", 17),
    Column("Người báo", 22),
    Column("Nhập thay", 10),
    Column("Số ngày muộn", 10),
    Column("Xử lý lúc", 17),
    Column("Người xử lý", 22),
    Column("Lý do", 40),
)
_COUNT_COLUMNS = (
    Column("Số báo cáo", 10),
    Column("Tập thể, cá nhân", 30),
    Column("HĐND", 30),
    Column("Ngày diễn ra", 12),
    Column("Tình trạng", 14),
    Column("Mã tiêu chí", 12),
    Column("Tiêu chí", 50),
    Column("Số lượng (tử số)", 12),
    Column("Tổng số (mẫu số)", 12),
    Column("Không tính", 12),
    Column("Văn bản cho phép không tính", 30),
)


def report_sheets(reports: QuerySet) -> list[Sheet]:
    """The two sheets of reports, in the order of the queryset, read as they are written.

    One query for every 2,000 reports and one for their numbers.
    """
    return [
        Sheet("Báo cáo", _REPORT_COLUMNS, _report_rows(reports)),
        Sheet("Số lượng", _COUNT_COLUMNS, _count_rows(reports)),
    ]


def _report_rows(reports: QuerySet) -> Iterator[list[Any]]:
    files = (
        EvidenceFile.objects.filter(report=OuterRef("pk"))
        .order_by()
        .values("report")
        .annotate(number=Count("pk"))
        .values("number")
    )
    reports = (
        reports.select_related(
            "entry__cluster", "entry__plan", "kind", "reported_by", "decided_by", "claim"
        )
        .annotate(number_of_files=Coalesce(Subquery(files), 0))
        .prefetch_related("counts__criterion")
    )
    for report in reports.iterator(chunk_size=_AT_ONCE):
        entry = report.entry
        yield [
            report.pk,
            entry.name,
            entry.unit_name,
            entry.cluster.name,
            entry.plan.name,
            report.kind.name,
            report.happened_on,
            report.place,
            report.document_number,
            report.summary,
            "; ".join(f"{c.criterion.code}: {in_words(c.amount)}" for c in report.counts.all()),
            report.number_of_files,
            report.get_state_display(),
            report.submitted_at,
            str(report.reported_by),
            "có" if report.on_behalf else None,
            report.days_late or None,
            report.decided_at,
            str(report.decided_by) if report.decided_by else None,
            report.decision_note,
        ]


def _count_rows(reports: QuerySet) -> Iterator[list[Any]]:
    chosen = reports.order_by().values("pk")
    counts = (
        ReportCount.objects.filter(report__in=chosen)
        .select_related("report", "entry", "criterion")
        .order_by("report_id", "criterion__position")
    )
    for row in counts.iterator(chunk_size=_AT_ONCE):
        yield [
            row.report_id,
            row.entry.name,
            row.entry.unit_name,
            row.report.happened_on,
            row.report.get_state_display(),
            row.criterion.code,
            row.criterion.name,
            row.count,
            row.denominator,
            row.excluded,
            row.document,
        ]
