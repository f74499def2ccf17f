"""Phiếu chấm điểm: one page for the unit, its peer and the appraiser."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.forms.timetable import ExtensionForm
from campaigns.models import Criterion, Stage
from campaigns.permissions import can_run_for
from campaigns.rules import frozen_problem
from core import clock
from core.forms import ServiceForm
from core.templatetags.vi import so
from core.views import get_for_user_or_404, id_from, refusal_as_json, refusal_as_message

from ..forms.sheet import ReturnForm, SheetForm
from ..models import APPRAISED_AT, Column, MeasureState, ScoreSheet, SheetStage
from ..permissions import can_appraise, can_attach, require_appraise, speaks_for
from ..rankings import explanation, total_steps
from ..rankings.queries import possible_range
from ..services import filling, sheets
from ..sheets import columns
from ..sheets import reading as sheet_reading
from ..sheets.rules import FOREIGN_CRITERION
from ..sheets.values import Cell, CellsError, StaleCellError

_SEND = {
    Column.SELF: sheets.send_sheet,
    Column.CROSS: sheets.send_cross,
    Column.FIRST: sheets.finish_appraisal,
    Column.SECOND: sheets.finish_appraisal,
}
_SENT = {
    Column.SELF: "Đã gửi phiếu tự chấm.",
    Column.CROSS: "Đã gửi chấm chéo.",
    Column.FIRST: "Đã kết thúc thẩm định lần 1.",
    Column.SECOND: "Đã kết thúc thẩm định.",
}
# The states that a column may have; only the appraisal refuses figures.
_STATES = {
    Column.SELF: (MeasureState.COUNTED, MeasureState.NOT_APPLICABLE),
    Column.CROSS: (MeasureState.COUNTED, MeasureState.NOT_APPLICABLE),
    Column.FIRST: tuple(MeasureState),
    Column.SECOND: tuple(MeasureState),
}


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """All columns, one's own as a form; `send`, `take_back` change the stage.

    With script each criterion is saved by itself (`sheet_cell`), without it the whole form.
    """
    sheet = _sheet(request, slug, pk)
    if "take_back" in request.POST:
        return _take_back(request, sheet)
    column = sheet_reading.column_of(request.user, sheet)
    error = ""
    if request.method == "POST" and _is_of_other_column(request, column):
        messages.error(request, _moved_on(sheet))
        return redirect("scoring:sheet_detail", slug, pk)
    if "send" in request.POST:
        if not (error := _send(request, sheet, column)):
            return redirect("scoring:sheet_detail", slug, pk)
        form = _form(sheet, column)
    else:
        form = _form(sheet, column, request.POST or None)
        if form is not None and form.is_bound and _save(request, sheet, column, form):
            messages.success(request, "Đã lưu.")
            return redirect("scoring:sheet_detail", slug, pk)
    context = _context(request, sheet, column, form)
    return render(request, "scoring/sheet_detail.html", context | {"send_error": error})


@require_POST
@refusal_as_json()
def sheet_cell(request: HttpRequest, slug: str, pk: int) -> JsonResponse:
    """Save one criterion of one's own column.

    Answers {seen, leaf, words, saved_at, scores, rail, panel}; {errors} by field for refused
    values; {other} where the cell was changed elsewhere since `seen`; {error} when the sheet has
    moved on.
    """
    sheet = _sheet(request, slug, pk)
    column = sheet_reading.column_of(request.user, sheet)
    if column is None or _is_of_other_column(request, column):
        if not (speaks_for(request.user, sheet.entry) or speaks_for(request.user, sheet.peer)):
            require_appraise(request.user, sheet)
        return JsonResponse({"error": _moved_on(sheet)})
    leaves = columns.leaves_of(sheet, column)
    leaf = next((leaf for leaf in leaves if str(leaf.pk) == request.POST.get("leaf")), None)
    if leaf is None:
        return JsonResponse({"error": FOREIGN_CRITERION})
    form = _form(sheet, column, request.POST, [leaf])
    seen = None
    if form.is_valid():
        try:
            cell = form.cells()[leaf.pk]
            seen = filling.fill_cell(**_edit(request, sheet, column, leaf), cell=cell)
        except StaleCellError:
            return JsonResponse({"other": _other(sheet, column, leaf)})
        except CellsError as error:
            form.refuse(error)
    if form.errors:
        return JsonResponse({"errors": {name: errors[0] for name, errors in form.errors.items()}})
    words = _in_words(leaf, columns.cells_of(sheet)[column].get(leaf.pk))
    saved = {"seen": seen, "leaf": leaf.pk, "words": words}
    return JsonResponse(saved | _fresh(request, sheet, column))


def _is_of_other_column(request: HttpRequest, column: Column | None) -> bool:
    """Whether the page was opened for another column: the sheet has moved on since."""
    return request.POST.get("column", column or "") != (column or "")


def _moved_on(sheet: ScoreSheet) -> str:
    if frozen := frozen_problem(sheet.entry.plan):
        return frozen
    stage = sheet.get_stage_display()
    return f"Phiếu đã chuyển sang bước “{stage}” nên không ghi được nữa. Hãy tải lại trang."


def _edit(request: HttpRequest, sheet: ScoreSheet, column: Column, leaf: Criterion) -> dict:
    """Arguments of `fill_cell` beside the cell."""
    return {
        "actor": request.user,
        "sheet": sheet,
        "leaf": leaf,
        "seen": request.POST.get(f"seen_{leaf.pk}", "")[:40],
        "at": clock.now(),
        "column": column,
    }


def _other(sheet: ScoreSheet, column: Column, leaf: Criterion) -> dict:
    """A cell that was changed elsewhere: words, writer, stamp, field values."""
    values = list(
        sheet.values.filter(column=column, criterion=leaf)
        .select_related("recorded_by")
        .order_by("part")
    )
    fresh = _form(sheet, column, None, [leaf])
    fields = {}
    for name in fresh.fields:
        value = fresh[name].value()
        fields[name] = "" if value in (None, False) else "on" if value is True else str(value)
    words = _in_words(leaf, columns.cell_from(values) if values else None)
    writer = at = ""
    if values:
        writer = str(values[0].recorded_by)
        at = localtime(values[0].recorded_at).strftime("%H:%M:%S %d/%m/%Y")
    seen = columns.stamp_of(values)
    return {"words": words, "writer": writer, "at": at, "seen": seen, "fields": fields}


def _in_words(leaf: Criterion, cell: Cell | None) -> str:
    if cell is None:
        return "(để trống)"
    return ": ".join(filter(None, (sheet_reading.cell_in_words(leaf, cell), cell.reason)))


def _fresh(request: HttpRequest, sheet: ScoreSheet, column: Column) -> dict:
    """Points of all criteria after a save; rail and send panel as HTML."""
    shown = sheet_reading.columns_shown(request.user, sheet)
    context = _line_context(sheet, shown) | _progress_context(request, sheet, column)
    scores = {
        str(score.criterion.pk): {
            "points": "–" if score.is_missing else so(score.points),
            "reason": "" if score.is_missing else score.reason,
        }
        for score in context["scores"]
    }
    return {
        "saved_at": localtime(clock.now()).strftime("%H:%M:%S"),
        "scores": scores,
        "rail": render_to_string("scoring/_sheet_rail.html", context, request),
        "panel": render_to_string("scoring/_sheet_send.html", context, request),
    }


def _sheet(request: HttpRequest, slug: str, pk: int) -> ScoreSheet:
    related = ("entry__plan__campaign", "entry__scorecard", "entry__cluster", "peer")
    return get_for_user_or_404(
        request, ScoreSheet.objects.visible_to, *related, pk=pk, entry__plan__slug=slug
    )


def _form(
    sheet: ScoreSheet, column: Column | None, data=None, leaves: list | None = None
) -> SheetForm | None:
    """The form of a column, of all its criteria or of some."""
    if column is None:
        return None
    cells = columns.cells_of(sheet)
    initial, to_decide = dict(cells[column]), {}
    if column == Column.CROSS:
        to_decide = cells[Column.SELF]
    elif column in APPRAISED_AT.values():
        initial = _agreed_if_empty(cells, column) | initial
    return SheetForm(
        data,
        leaves=columns.leaves_of(sheet, column) if leaves is None else leaves,
        cells=initial,
        states=_STATES[column],
        to_decide=to_decide,
    )


def _agreed_if_empty(cells, column: Column) -> dict[int, Cell]:
    """The initial cells of an appraiser: the column before, without disputed ones."""
    disputed = columns.disputed_in(cells) if column == Column.FIRST else ()
    return {
        pk: cell.without_reason()
        for pk, cell in columns.cells_before(cells, column).items()
        if pk not in disputed
    }


def _save(request: HttpRequest, sheet: ScoreSheet, column: Column, form: SheetForm) -> bool:
    """Save every valid cell; the others stay in the form with their errors."""
    form.is_valid()
    cells = columns.cells_of(sheet)
    own = cells[column]
    agreed = _agreed_if_empty(cells, column) if column in APPRAISED_AT.values() else {}
    for pk, cell in form.cells().items():
        if cell == own.get(pk, agreed.get(pk)):
            continue
        arguments = _edit(request, sheet, column, form.leaves[pk])
        form.call_service(filling.fill_cell, **arguments, cell=cell)
        if form.non_field_errors():  # the whole sheet is refused
            break
    return not form.errors


def _send(request: HttpRequest, sheet: ScoreSheet, column: Column | None) -> str:
    """Send a column as stored; return the message of a refusal, else an empty string."""
    if column is None:
        moved = "Phiếu đã chuyển bước; hãy xem tình trạng mới nhất ở trang này."
        return frozen_problem(sheet.entry.plan) or moved
    more = {}
    if column == Column.SELF:
        more["with_blanks"] = "with_blanks" in request.POST
    elif column in APPRAISED_AT.values():
        more["early_reason"] = request.POST.get("early_reason", "")[:2000]
        more["column"] = column
    form = ServiceForm(request.POST)
    about = {"actor": request.user, "sheet": sheet, "at": clock.now()}
    if form.is_valid() and form.call_service(_SEND[column], **about, **more):
        messages.success(request, _SENT[column])
    return form.errors_in_one_line()


def _take_back(request: HttpRequest, sheet: ScoreSheet) -> HttpResponse:
    """Lấy lại phiếu: by the unit or by its peer, before the next step has begun."""
    is_peer = sheet.stage == SheetStage.CROSSED
    take_back = sheets.take_back_cross if is_peer else sheets.take_back_sheet
    with refusal_as_message(request):
        take_back(actor=request.user, sheet=sheet, at=clock.now())
        messages.success(request, "Đã lấy lại. Sửa xong, hãy gửi lại.")
    return redirect("scoring:sheet_detail", sheet.entry.plan.slug, sheet.pk)


def _context(
    request: HttpRequest, sheet: ScoreSheet, column: Column | None, form: SheetForm | None
) -> dict:
    shown = sheet_reading.columns_shown(request.user, sheet)
    context = _line_context(sheet, shown)
    findings = columns.findings_of(sheet)
    frozen = frozen_problem(sheet.entry.plan)
    is_returnable = sheet.stage == SheetStage.SENT and not frozen
    may_explain = sheet.stage == SheetStage.APPRAISED and not frozen
    may_explain = may_explain and speaks_for(request.user, sheet.entry)
    stamps = columns.stamps_of(sheet, column)
    progress = _progress_context(request, sheet, column)
    return (
        context
        | progress
        | {
            "form": form,
            "rows": sheet_reading.rows_of(
                sheet, shown, context["line"], form=form, column=column, stamps=stamps
            ),
            "findings": findings,
            "may_explain": may_explain and findings,
            "may_attach": can_attach(request.user, sheet),
            "may_take_back": sheet_reading.may_take_back(request.user, sheet),
            "early_finishes": sheet.early_finishes.select_related("decided_by"),
            "may_return": is_returnable and can_appraise(request.user, sheet),
            "frozen": frozen,
            "return_form": ReturnForm(),
            "extension_form": ExtensionForm(plan=sheet.entry.plan)
            if can_run_for(request.user, sheet.entry) and not frozen
            else None,
        }
    )


def _progress_context(request: HttpRequest, sheet: ScoreSheet, column: Column | None) -> dict:
    now = clock.now()
    last = None
    if column == Column.SELF:
        last = sheet.entry.due_at(Stage.SELF_SCORES)
    elif column == Column.CROSS:
        last = sheet.peer.due_at(Stage.CROSS_SCORES)
    return {
        "sheet": sheet,
        "plan": sheet.entry.plan,
        "column": column,
        "progress": sheet_reading.progress_of(sheet, column, now) if column else None,
        "last_moment": last,
        "early_reason": request.POST.get("early_reason", ""),
    }


def _line_context(sheet: ScoreSheet, shown: list[Column]) -> dict:
    line = sheet_reading.hypothetical_line(sheet, shown)
    scores = explanation.scores_of(line)
    return {
        "line": line,
        "scores": scores,
        "maximum": total_steps.highest_total_of(line, scores),
        "possible_range": possible_range(line, sheet.entry.plan),
    }


@require_POST
def sheet_return(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Trả lại phiếu, with a reason."""
    sheet = _sheet(request, slug, pk)
    require_appraise(request.user, sheet)
    form = ReturnForm(request.POST)
    if form.perform(sheets.return_sheet, actor=request.user, sheet=sheet, at=clock.now()):
        messages.success(request, "Đã trả lại phiếu cho đơn vị.")
    else:
        messages.error(request, form.errors_in_one_line())
    return redirect("scoring:sheet_detail", slug, pk)


@require_POST
def sheet_explain(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Giải trình: the unit answers the findings."""
    sheet = _sheet(request, slug, pk)
    texts = {
        criterion_id: text
        for name, text in request.POST.items()
        if name.startswith("text_") and (criterion_id := id_from(name[5:]))
    }
    with refusal_as_message(request):
        sheets.explain(actor=request.user, sheet=sheet, texts=texts, at=clock.now())
        messages.success(request, "Đã gửi giải trình.")
    return redirect("scoring:sheet_detail", slug, pk)
