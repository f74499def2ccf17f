"""Phiếu chấm điểm: one page for the unit, its peer and the appraiser; each writes one column."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.forms.timetable import ExtensionForm
from campaigns.models import Stage
from campaigns.permissions import can_run_for
from campaigns.rules import frozen_problem
from core import clock
from core.errors import DomainError
from core.templatetags.vi import so

from .. import queries
from ..forms.sheet import ReturnForm, SheetForm
from ..models import APPRAISED_AT, Column, MeasureState, ScoreSheet, SheetStage
from ..permissions import can_appraise, can_attach, require_appraise, speaks_for
from ..rankings import explanation, total_steps
from ..services import columns
from ..services.cells import StaleCellError, fill_cell, stamp_of, stamps_of
from ..services.columns import CellsError
from ..services.sheets import (
    explain,
    finish_appraisal,
    return_sheet,
    send_cross,
    send_sheet,
    take_back_cross,
    take_back_sheet,
)
from ..sheets import reading as sheet_reading
from .told import small_number, tell

_SEND = {
    Column.SELF: send_sheet,
    Column.CROSS: send_cross,
    Column.FIRST: finish_appraisal,
    Column.SECOND: finish_appraisal,
}
_SENT = {
    Column.SELF: "Đã gửi phiếu tự chấm.",
    Column.CROSS: "Đã gửi chấm chéo.",
    Column.FIRST: "Đã kết thúc thẩm định lần 1.",
    Column.SECOND: "Đã kết thúc thẩm định.",
}
# What a column may state: only the appraisal refuses figures.
_STATES = {
    Column.SELF: (MeasureState.COUNTED, MeasureState.NOT_APPLICABLE),
    Column.CROSS: (MeasureState.COUNTED, MeasureState.NOT_APPLICABLE),
    Column.FIRST: tuple(MeasureState),
    Column.SECOND: tuple(MeasureState),
}


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """All columns side by side, one's own as a form; `send` and `take_back` move the sheet.

    With script each criterion saves itself (`sheet_cell`); without it the form is saved whole.
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
def sheet_cell(request: HttpRequest, slug: str, pk: int) -> JsonResponse:
    """Save one criterion of one's own column.

    Answers {seen, leaf, words, saved_at, scores, rail, panel}; {errors} by field for what is
    refused; {other} where it was written elsewhere since `seen`; {error} when the sheet moved on.
    """
    sheet = _sheet(request, slug, pk)
    column = sheet_reading.column_of(request.user, sheet)
    if column is None or _is_of_other_column(request, column):
        if not (speaks_for(request.user, sheet.entry) or speaks_for(request.user, sheet.peer)):
            require_appraise(request.user, sheet)
        return JsonResponse({"error": _moved_on(sheet)})
    leaves = sheet_reading.leaves_of(sheet, column)
    leaf = next((leaf for leaf in leaves if str(leaf.pk) == request.POST.get("leaf")), None)
    if leaf is None:
        return JsonResponse({"error": "Tiêu chí này không thuộc phần chấm của phiếu."})
    form = _form(sheet, column, request.POST, [leaf])
    seen = None
    if form.is_valid():
        try:
            seen = _fill(request, sheet, column, leaf, form.cells()[leaf.pk])
        except StaleCellError:
            return JsonResponse({"other": _other(sheet, column, leaf)})
        except CellsError as error:
            form.add_cell_errors(error)
        except DomainError as error:
            return JsonResponse({"error": error.message})
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


def _fill(request: HttpRequest, sheet: ScoreSheet, column: Column, leaf, cell) -> str:
    seen = request.POST.get(f"seen_{leaf.pk}", "")[:40]
    return fill_cell(
        actor=request.user,
        sheet=sheet,
        leaf=leaf,
        cell=cell,
        seen=seen,
        at=clock.now(),
        column=column,
    )


def _other(sheet: ScoreSheet, column: Column, leaf) -> dict:
    """Content of a cell that was written elsewhere: words, writer, stamp, values by field."""
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
    seen = stamp_of(values)
    return {"words": words, "writer": writer, "at": at, "seen": seen, "fields": fields}


def _in_words(leaf, cell: columns.Cell | None) -> str:
    if cell is None:
        return "(để trống)"
    return ": ".join(filter(None, (sheet_reading.cell_in_words(leaf, cell), cell.reason)))


def _fresh(request: HttpRequest, sheet: ScoreSheet, column: Column) -> dict:
    """The points of all criteria after a save, the rail and the panel for sending as HTML."""
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
    sheets = ScoreSheet.objects.visible_to(request.user).select_related(
        "entry__plan__campaign", "entry__scorecard", "entry__cluster", "peer"
    )
    return get_object_or_404(sheets, pk=pk, entry__plan__slug=slug)


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
        initial = _agreed_by_silence(cells, column) | initial
    return SheetForm(
        data,
        leaves=sheet_reading.leaves_of(sheet, column) if leaves is None else leaves,
        cells=initial,
        states=_STATES[column],
        to_decide=to_decide,
    )


def _agreed_by_silence(cells, column: Column) -> dict:
    """What an appraiser starts from: the column before, without its reasons and disputed cells."""
    disputed = columns.disputed_in(cells) if column == Column.FIRST else ()
    return {
        pk: replace(cell, reason="")
        for pk, cell in columns.cells_before(cells, column).items()
        if pk not in disputed
    }


def _save(request: HttpRequest, sheet: ScoreSheet, column: Column, form: SheetForm) -> bool:
    """Save every cell that can be saved; the others stay in the form with their errors."""
    form.is_valid()
    cells = columns.cells_of(sheet)
    own = cells[column]
    agreed = _agreed_by_silence(cells, column) if column in APPRAISED_AT.values() else {}
    for pk, cell in form.cells().items():
        if cell == own.get(pk, agreed.get(pk)):
            continue
        try:
            _fill(request, sheet, column, form.leaves[pk], cell)
        except CellsError as error:
            form.add_cell_errors(error)
        except StaleCellError as error:
            form.add_error(form.names_of(form.leaves[pk])[0], error.message)
        except DomainError as error:
            form.add_error(None, error.html)
            break
    return not form.errors


def _send(request: HttpRequest, sheet: ScoreSheet, column: Column | None) -> str:
    """Send a column as it is on the server; the message of a refusal, else an empty string."""
    if column is None:
        moved = "Phiếu đã chuyển bước; hãy xem tình trạng mới nhất ở trang này."
        return frozen_problem(sheet.entry.plan) or moved
    more = {}
    if column == Column.SELF:
        more["with_blanks"] = "with_blanks" in request.POST
    elif column in APPRAISED_AT.values():
        more["early_reason"] = request.POST.get("early_reason", "")[:2000]
        more["column"] = column
    try:
        _SEND[column](actor=request.user, sheet=sheet, at=clock.now(), **more)
    except DomainError as error:
        return error.html
    messages.success(request, _SENT[column])
    return ""


def _take_back(request: HttpRequest, sheet: ScoreSheet) -> HttpResponse:
    """Lấy lại phiếu: by the unit or by its peer, before the next step has begun."""
    is_peer = sheet.stage == SheetStage.CROSSED
    take_back = take_back_cross if is_peer else take_back_sheet
    try:
        take_back(actor=request.user, sheet=sheet, at=clock.now())
        messages.success(request, "Đã lấy lại. Sửa xong, hãy gửi lại.")
    except DomainError as error:
        tell(request, error)
    return redirect("scoring:sheet_detail", sheet.entry.plan.slug, sheet.pk)


def _context(request: HttpRequest, sheet: ScoreSheet, column: Column | None, form) -> dict:
    shown = sheet_reading.columns_shown(request.user, sheet)
    context = _line_context(sheet, shown)
    findings = {pk for pk, _ in columns.findings_of(sheet)}
    frozen = frozen_problem(sheet.entry.plan)
    is_returnable = sheet.stage == SheetStage.SENT and not frozen
    may_explain = sheet.stage == SheetStage.APPRAISED and not frozen
    may_explain = may_explain and speaks_for(request.user, sheet.entry)
    stamps = stamps_of(sheet, column)
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
            return_sheet(actor=request.user, sheet=sheet, reason=reason, at=clock.now())
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
        criterion_id: text
        for name, text in request.POST.items()
        if name.startswith("text_") and (criterion_id := small_number(name[5:]))
    }
    try:
        explain(actor=request.user, sheet=sheet, texts=texts, at=clock.now())
        messages.success(request, "Đã gửi giải trình.")
    except DomainError as error:
        tell(request, error)
    return redirect("scoring:sheet_detail", slug, pk)
