"""Bảng thẩm định: the sheets of a cluster side by side, edited like a spreadsheet."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.models import Plan
from core import clock
from core.forms import ServiceForm
from core.templatetags.vi import so
from participants.models import Cluster

from ..forms.grid import GridCellForm
from ..models import APPRAISED_AT, ScoreSheet, SheetStage
from ..services import filling, sheets
from ..sheets import grid as sheet_grid
from ..sheets import grid_workbook
from ..sheets.rules import cut_off_by_finishing

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def grid_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The grid of a cluster; ?bang= picks a scorecard, ?xem=can-xem open rows."""
    grid = _grid(request, slug, pk)
    only_needing = request.GET.get("xem") == "can-xem"
    context = {
        "grid": grid,
        "plan": grid.plan,
        "only_needing": only_needing,
        "rows": [row for row in grid.rows if row.needs or not only_needing],
        "needing": sum(row.needs for row in grid.rows),
        "may_write": any(head.column for head in grid.heads),
        "writing": sorted({head.column.label for head in grid.heads if head.column}),
    }
    return render(request, "scoring/grid_detail.html", context)


@require_safe
def grid_excel(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The grid as an Excel workbook."""
    grid = _grid(request, slug, pk)
    response = HttpResponse(grid_workbook.write(grid), content_type=XLSX)
    name = f"bang-tham-dinh-{slug}-{grid.cluster.position}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
def grid_save(request: HttpRequest, slug: str, pk: int) -> JsonResponse:
    """Save one cell. Answers {cell, head, points, saved_at} or {error, field}.

    Answers both where the cell was changed elsewhere since it was read.
    """
    plan, cluster = _plan_and_cluster(request, slug, pk, Plan.objects.run_by(request.user))
    of_cluster = ScoreSheet.objects.in_plan(plan).filter(entry__cluster=cluster)
    form = GridCellForm(request.POST, sheets=of_cluster.select_related("entry__scorecard", "peer"))
    if form.perform(filling.fill_cell, actor=request.user, at=clock.now()):
        return JsonResponse(_fresh(request, plan, cluster, form))
    message, field = form.refusal
    if form.is_stale:
        return JsonResponse(_fresh(request, plan, cluster, form) | {"error": message})
    return JsonResponse({"error": f"{message[:1].upper()}{message[1:]}", "field": field})


def _fresh(request: HttpRequest, plan: Plan, cluster: Cluster, form: GridCellForm) -> dict:
    """The cell as HTML, and the points of the whole sheet by node."""
    sheet, leaf = form.cleaned_data["sheet"], form.cleaned_data["leaf"]
    grid = sheet_grid.grid_of(
        request.user, plan, cluster, sheet.entry.scorecard, [], sheets=[sheet]
    )
    cells = [row.cells[0] for row in grid.rows if row.cells]
    cell = next(cell for cell in cells if cell.leaf.pk == leaf.pk)
    points = {str(cell.leaf.pk): so(cell.points) for cell in cells}
    points |= {str(row.node.pk): so(row.points[0][1]) for row in grid.rows if row.points}
    return {
        "cell": render_to_string("scoring/_grid_cell.html", {"cell": cell}),
        "head": render_to_string("scoring/_grid_totals.html", {"head": grid.heads[0]}),
        "points": points,
        "saved_at": localtime(clock.now()).strftime("%H:%M:%S"),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def grid_finish(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Kết thúc thẩm định of several sheets: a preview of each, then the chosen ones."""
    _plan_and_cluster(request, slug, pk, Plan.objects.run_by(request.user))
    grid = _grid(request, slug, pk)
    heads = [head for head in grid.heads if head.column]
    if request.method == "POST":
        chosen = set(request.POST.getlist("sheet"))
        chosen_sheets = [head.sheet for head in heads if _sheet_and_stage(head.sheet) in chosen]
        _finish(request, chosen_sheets, request.POST.get("early_reason", ""))
        address = reverse("scoring:grid_detail", args=[slug, pk])
        return redirect(f"{address}?bang={grid.scorecard.pk}")
    cut_off = cut_off_by_finishing(grid.plan, [head.sheet for head in heads], clock.now())
    previews = [
        (
            head,
            _sheet_and_stage(head.sheet),
            sheet_grid.finish_preview(grid, head),
            cut_off.get(head.sheet.pk, ""),
        )
        for head in heads
    ]
    context = {"grid": grid, "plan": grid.plan, "previews": previews, "is_early": bool(cut_off)}
    return render(request, "scoring/grid_finish.html", context)


def _sheet_and_stage(sheet: ScoreSheet) -> str:
    """Sheet id and stage, so that a sheet which has moved on is not finished twice."""
    return f"{sheet.pk}:{sheet.stage}"


def _finish(request: HttpRequest, chosen: list[ScoreSheet], early_reason: str) -> None:
    """End the round of each sheet; a refusal of one does not stop the others."""
    form = ServiceForm(request.POST)
    form.is_valid()  # has no fields; from here on it collects the refusals
    done = 0
    for sheet in chosen:
        if form.call_service(
            sheets.finish_appraisal,
            actor=request.user,
            sheet=sheet,
            at=clock.now(),
            early_reason=early_reason,
            column=APPRAISED_AT[SheetStage(sheet.stage)],
        ):
            done += 1
        else:
            refusal = form.non_field_errors()[-1]
            messages.error(request, format_html("{}: {}", sheet.entry.name, refusal))
    if done:
        messages.success(request, f"Đã kết thúc thẩm định {done} phiếu.")
    elif not chosen:
        messages.error(request, "Chưa có phiếu nào được chọn, hoặc phiếu vừa chuyển bước.")


def _plan_and_cluster(request: HttpRequest, slug: str, pk: int, plans) -> tuple[Plan, Cluster]:
    plan = get_object_or_404(plans.select_related("campaign"), slug=slug)
    clusters = Cluster.objects.filter(entries__plan=plan, entries__sheet__isnull=False)
    return plan, get_object_or_404(clusters.distinct(), pk=pk)


def _grid(request: HttpRequest, slug: str, pk: int) -> sheet_grid.Grid:
    overseen = Plan.objects.overseen_by(request.user)
    plan, cluster = _plan_and_cluster(request, slug, pk, overseen)
    scorecards = sheet_grid.scorecards_in(plan, cluster)
    asked = request.GET.get("bang") or request.POST.get("bang")
    scorecard = next((each for each in scorecards if str(each.pk) == asked), scorecards[0])
    return sheet_grid.grid_of(request.user, plan, cluster, scorecard, scorecards)
