"""Xuất Excel of the ranking and the list of sheets, filtered as the page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from campaigns.models import Plan
from core.downloads import file_name, workbook_response
from core.views import get_for_user_or_404

from ..exports import ranking_sheet, sheets_sheet
from ..models import SheetStage
from ..rankings.queries import lines_with_movement
from ..sheets.queries import sheets_in_order
from .ranking import chosen_lines, chosen_version, visible_plan, visible_versions
from .sheet_list import chosen_sheets


@require_safe
def ranking_workbook(request: HttpRequest, slug: str) -> HttpResponse:
    """The lines of ?ban=, ?cum=, ?tim=; ?cum=tat-ca takes every cluster."""
    plan = visible_plan(request, slug)
    ranking = chosen_version(visible_versions(request, plan), request.GET.get("ban", ""))
    if ranking is None:
        raise Http404
    if request.GET.get("cum") == "tat-ca":
        lines, chosen = lines_with_movement(ranking), "mọi cụm"
    else:
        choice = chosen_lines(request, ranking)
        lines = choice.lines
        chosen = f"Tên có “{choice.search}”" if choice.search else str(choice.cluster or "")
    return workbook_response(
        request,
        name=file_name(plan.slug, "xep hang", chosen),
        what=f"{ranking}: {plan}" + (f", mã kiểm tra {ranking.checksum}" * ranking.is_sealed),
        sheets=[ranking_sheet(lines)],
        chosen=chosen,
    )


@require_safe
def sheets_workbook(request: HttpRequest, slug: str) -> HttpResponse:
    """The visible sheets at the stage of ?buoc=."""
    plan = get_for_user_or_404(request, Plan.objects.visible_to, slug=slug)
    sheets, stage = chosen_sheets(request, plan)
    return workbook_response(
        request,
        name=file_name(plan.slug, "phieu cham"),
        what=f"Phiếu chấm điểm: {plan}",
        sheets=[sheets_sheet(sheets_in_order(sheets))],
        chosen=f"Giai đoạn {SheetStage(stage).label}" if stage in SheetStage.values else "",
    )
