"""Phiếu chấm điểm: one page for the unit, its peer and the appraiser; each writes one column."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.forms import ExtensionForm
from campaigns.models import Plan
from campaigns.permissions import can_oversee, can_run
from core import clock
from core.errors import DomainError
from participants.models import Cluster

from .. import queries, services, sheet_reading
from ..forms import ReturnForm, SheetForm
from ..models import APPRAISED_AT, BEFORE, Column, MeasureState, ScoreSheet, SheetStage
from ..permissions import can_appraise, can_attach, require_appraise, speaks_for
from ..services import CellsError
from .told import tell

SHEETS_A_PAGE = 60
_FILL = {
    Column.SELF: services.fill_self,
    Column.CROSS: services.fill_cross,
    Column.FIRST: services.fill_appraisal,
    Column.SECOND: services.fill_appraisal,
}
_SEND = {
    Column.SELF: services.send_sheet,
    Column.CROSS: services.send_cross,
    Column.FIRST: services.finish_appraisal,
    Column.SECOND: services.finish_appraisal,
}
# What a column may state: only the appraisal refuses figures.
_STATES = {
    Column.SELF: (MeasureState.COUNTED, MeasureState.NOT_APPLICABLE),
    Column.CROSS: (MeasureState.COUNTED, MeasureState.NOT_APPLICABLE),
    Column.FIRST: tuple(MeasureState),
    Column.SECOND: tuple(MeasureState),
}


def chosen_sheets(request: HttpRequest, plan: Plan) -> tuple[QuerySet, str]:
    """The sheets of a plan that one may see, at the stage that ?buoc= picks."""
    sheets = ScoreSheet.objects.visible_to(request.user).in_plan(plan)
    stage = request.GET.get("buoc", "")
    return (sheets.filter(stage=stage) if stage in SheetStage.values else sheets), stage


@require_safe
def sheet_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheets of a plan that one may see; ?buoc= picks a stage."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), slug=slug)
    counts = queries.sheets_by_stage(ScoreSheet.objects.visible_to(request.user).in_plan(plan))
    sheets, stage = chosen_sheets(request, plan)
    page = Paginator(queries.sheets_in_order(sheets), SHEETS_A_PAGE).get_page(
        request.GET.get("trang")
    )
    context = {
        "plan": plan,
        "page": page,
        "stage": stage,
        "stages": [(value, label, counts.get(value, 0)) for value, label in SheetStage.choices],
        "may_run": can_run(request.user, plan),
        "oversees": can_oversee(request.user, plan),
        "without_sheet": queries.without_sheet(plan),
        "clusters": queries.clusters_with_sheets(plan),
        "draws": queries.draws_of(plan),
    }
    return render(request, "scoring/sheet_list.html", context)


@require_POST
def sheets_open(request: HttpRequest, slug: str) -> HttpResponse:
    """Mở phiếu for everyone whose scorecard asks for one."""
    plan = _run_plan(request, slug)
    number = services.open_sheets(actor=request.user, plan=plan)
    messages.success(request, f"Đã mở {number} phiếu tự chấm.")
    return redirect("scoring:sheet_list", slug)


@require_POST
def peers_draw(request: HttpRequest, slug: str) -> HttpResponse:
    """Bốc thăm chấm chéo in one cluster."""
    plan = _run_plan(request, slug)
    clusters = Cluster.objects.filter(entries__plan=plan).distinct()
    cluster = get_object_or_404(clusters, pk=_number(request.POST.get("cluster")))
    try:
        draw = services.assign_peers(actor=request.user, plan=plan, cluster=cluster, at=clock.now())
        messages.success(request, f"Đã bốc thăm chấm chéo {cluster}, mã {draw.seed}.")
    except DomainError as error:
        tell(request, error)
    return redirect("scoring:sheet_list", slug)


@require_POST
def post_check_draw(request: HttpRequest, slug: str) -> HttpResponse:
    """Bốc thăm hậu kiểm among the appraised sheets."""
    plan = _run_plan(request, slug)
    number = _number(request.POST.get("number"))
    try:
        draw = services.draw_post_check(
            actor=request.user, plan=plan, number=number, at=clock.now()
        )
        messages.success(request, f"Đã bốc thăm hậu kiểm {number} phiếu, mã {draw.seed}.")
    except DomainError as error:
        tell(request, error)
    return redirect("scoring:sheet_list", slug)


def _run_plan(request: HttpRequest, slug: str) -> Plan:
    plans = Plan.objects.run_by(request.user).select_related("campaign")
    return get_object_or_404(plans, slug=slug)


def _number(text: str | None) -> int:
    """A small whole number from a form; 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """All columns side by side, one's own as a form. Saved while typing (htmx), sent at the end."""
    sheet = _sheet(request, slug, pk)
    column = sheet_reading.column_of(request.user, sheet)
    form = _form(request, sheet, column)
    if request.method == "POST" and form is not None:
        is_sent = "send" in request.POST and not request.htmx
        if _save(request, sheet, column, form) and is_sent and _send(request, sheet, column, form):
            return redirect("scoring:sheet_detail", slug, pk)
        if request.POST.get("attach", "").isdecimal() and not form.errors:
            return redirect("scoring:leaf_files", slug, pk, request.POST["attach"])
        if request.htmx:
            shown = sheet_reading.columns_shown(request.user, sheet)
            context = _line_context(sheet, shown) | {"form": form, "saved_at": clock.now()}
            return render(request, "scoring/_sheet_status.html", context)
    return render(request, "scoring/sheet_detail.html", _context(request, sheet, column, form))


def _sheet(request: HttpRequest, slug: str, pk: int) -> ScoreSheet:
    sheets = ScoreSheet.objects.visible_to(request.user).select_related(
        "entry__plan__campaign", "entry__scorecard", "entry__cluster", "peer"
    )
    return get_object_or_404(sheets, pk=pk, entry__plan__slug=slug)


def _form(request: HttpRequest, sheet: ScoreSheet, column: Column | None) -> SheetForm | None:
    if column is None:
        return None
    cells = services.cells_of(sheet)
    before = cells[column]
    if column in APPRAISED_AT.values():  # the appraiser starts from the column before
        before = cells[BEFORE[column]] | before
    return SheetForm(
        request.POST or None,
        leaves=sheet_reading.leaves_of(sheet, column),
        cells=before,
        states=_STATES[column],
    )


def _save(request: HttpRequest, sheet: ScoreSheet, column: Column, form: SheetForm) -> bool:
    """Keep every cell that can be kept; what cannot stays in the form with its error."""
    form.is_valid()
    cells = _changed(sheet, column, form.cells())
    fill = _FILL[column]
    try:
        try:
            fill(actor=request.user, sheet=sheet, cells=cells, at=clock.now())
        except CellsError as error:
            form.add_cell_errors(error)
            sound = {pk: cell for pk, cell in cells.items() if pk not in error.problems}
            fill(actor=request.user, sheet=sheet, cells=sound, at=clock.now())
    except DomainError as error:
        form.add_error(None, error.html)
    return not form.errors


def _changed(sheet: ScoreSheet, column: Column, cells: dict) -> dict:
    """Cells that say something new: an appraisal that agrees writes nothing by itself."""
    before = services.cells_of(sheet)
    own = before[column]
    base = before[BEFORE[column]] if column in APPRAISED_AT.values() else {}
    return {
        pk: cell
        for pk, cell in cells.items()
        if cell != own.get(pk) and not (pk not in own and cell == base.get(pk))
    }


def _send(request: HttpRequest, sheet: ScoreSheet, column: Column, form: SheetForm) -> bool:
    try:
        _SEND[column](actor=request.user, sheet=sheet, at=clock.now())
    except CellsError as error:
        form.add_cell_errors(error)
    except DomainError as error:
        form.add_error(None, error.html)
    else:
        messages.success(request, "Đã ghi và chuyển sang bước sau.")
        return True
    return False


def _context(request: HttpRequest, sheet: ScoreSheet, column: Column | None, form) -> dict:
    shown = sheet_reading.columns_shown(request.user, sheet)
    context = _line_context(sheet, shown)
    findings = {pk for pk, _ in services.findings_of(sheet)}
    may_explain = sheet.stage == SheetStage.APPRAISED and speaks_for(request.user, sheet.entry)
    return context | {
        "sheet": sheet,
        "plan": sheet.entry.plan,
        "column": column,
        "form": form,
        "rows": sheet_reading.rows_of(sheet, shown, context["line"], form),
        "findings": findings,
        "may_explain": may_explain and findings,
        "may_attach": can_attach(request.user, sheet),
        "may_return": sheet.stage == SheetStage.SENT and can_appraise(request.user, sheet),
        "return_form": ReturnForm(),
        "extension_form": ExtensionForm(plan=sheet.entry.plan)
        if can_run(request.user, sheet.entry.plan)
        else None,
    }


def _line_context(sheet: ScoreSheet, shown: list[Column]) -> dict:
    line = sheet_reading.supposed_line(sheet, shown)
    return {
        "line": line,
        "maximum": sheet.entry.scorecard.highest_total,
        "possible_range": queries.possible_range(line, sheet.entry.plan),
    }


@require_POST
def sheet_return(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Trả lại phiếu, with a reason."""
    sheet = _sheet(request, slug, pk)
    require_appraise(request.user, sheet)
    form = ReturnForm(request.POST)
    try:
        if form.is_valid():
            reason = form.cleaned_data["reason"]
            services.return_sheet(actor=request.user, sheet=sheet, reason=reason, at=clock.now())
            messages.success(request, "Đã trả lại phiếu cho đơn vị.")
        else:
            messages.error(request, "Hãy ghi rõ lý do trả lại phiếu.")
    except DomainError as error:
        tell(request, error)
    return redirect("scoring:sheet_detail", slug, pk)


@require_POST
def sheet_explain(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Giải trình: the unit answers the findings."""
    sheet = _sheet(request, slug, pk)
    texts = {
        int(name[5:]): text
        for name, text in request.POST.items()
        if name.startswith("text_") and name[5:].isdigit()
    }
    try:
        services.explain(actor=request.user, sheet=sheet, texts=texts, at=clock.now())
        messages.success(request, "Đã gửi giải trình.")
    except DomainError as error:
        tell(request, error)
    return redirect("scoring:sheet_detail", slug, pk)
