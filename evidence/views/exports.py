"""The user's own reports as a workbook."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from campaigns.models import Entry
from core.downloads import file_name, workbook_response

from ..exchange.exporting import report_sheets
from ..models import ActivityReport


@require_safe
def own_reports_workbook(request: HttpRequest) -> HttpResponse:
    """All reports of entries that belong to the reader, the newest first."""
    mine = Entry.objects.belonging_to(request.user).values("pk")
    reports = ActivityReport.objects.filter(entry__in=mine).order_by("-submitted_at", "-pk")
    return workbook_response(
        request,
        name=file_name("bao cao cua toi"),
        what="Báo cáo hoạt động của tôi",
        sheets=report_sheets(reports),
    )
