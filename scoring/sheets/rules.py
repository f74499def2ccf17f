"""Refusals about score sheets: cells, corrections, ends of rounds."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.utils.timezone import localtime

from campaigns.models import Criterion, Extension, Plan, Stage

from ..models import Column, MeasureState, ScoreSheet, SheetStage, SheetValue
from .columns import appraised_cell, cell_from, cells_before, disputed_in
from .figures import figure_problems
from .values import Cell

FOREIGN_CRITERION = "Tiêu chí này không thuộc phần chấm của phiếu."
RETURN_REASON_REQUIRED = "Hãy ghi rõ lý do trả lại phiếu."
CHECKED_DOCUMENTS_REQUIRED = "Hãy ghi đã đối chiếu với những tài liệu nào."


def cell_problems(
    sheet: ScoreSheet, leaf: Criterion, column: str, cell: Cell, others: Iterable[Cell] = ()
) -> Iterator[tuple[str, str]]:
    """(message, field) of the faults of a cell, compared with `others`.

    A cell that agrees with all of them was checked with them and needs no texts.
    """
    others = list(others)
    is_gap = any(cell.differs_from(other) for other in others)
    needs_approval = cell.state == MeasureState.NOT_APPLICABLE and column == Column.FIRST
    if others and not is_gap and not needs_approval:
        return
    if column in (Column.SELF, Column.CROSS):
        if cell.state == MeasureState.REFUSED:
            yield "chỉ thẩm định mới không công nhận số liệu.", "state"
            return
        if cell.state == MeasureState.NOT_APPLICABLE:
            if not cell.reason.strip():
                yield "hãy ghi vì sao tiêu chí này không áp dụng.", "reason"
                return
            # A request gives a reason; the document comes with the approval.
            cell = Cell(cell.state, cell.parts, cell.reason, document=cell.reason)
    yield from figure_problems(sheet.entry, leaf, cell)
    if is_gap and not cell.reason.strip():
        if column == Column.FIRST:
            yield "khác với tự chấm hoặc chấm chéo nên hãy ghi lý do.", "reason"
        else:
            yield "khác với cột trước nên hãy ghi lý do.", "reason"


def fault_problem(sheet: ScoreSheet, leaf: Criterion, cell: Cell) -> tuple[str, str] | None:
    """(message, field) of the first fault of a correction; None when valid."""
    if len(cell.reason.strip()) < 5:
        return "hãy ghi rõ sai ở đâu.", "reason"
    if not cell.document.strip():
        return "hãy ghi văn bản, tài liệu cho thấy sai sót.", "document"
    if problem := next(cell_problems(sheet, leaf, Column.POST_CHECK, cell), None):
        return problem
    if (current := appraised_cell(sheet, leaf)) and not cell.differs_from(current):
        return "số này không khác số đang được tính.", "count"
    return None


def unanswered_cells(
    cells: Mapping[str, Mapping[int, Cell]], column: str
) -> dict[int, tuple[str, str]]:
    """Criterion id -> (message, field) of cells that a round still has to answer.

    The first appraisal answers not-applicable requests and cells where the peer differs; all
    other cells that it leaves empty count as agreed.
    """
    if column != Column.FIRST:
        return {}
    requested = {
        pk: ("đơn vị đề nghị không áp dụng; hãy duyệt hoặc ghi số liệu.", "state")
        for pk, cell in cells_before(cells, column).items()
        if cell.state == MeasureState.NOT_APPLICABLE
    }
    why = "chấm chéo khác tự chấm; hãy ghi số được công nhận và lý do."
    disputed = dict.fromkeys(disputed_in(cells), (why, "count"))
    problems = disputed | requested
    return {pk: problem for pk, problem in problems.items() if pk not in cells[column]}


def cut_off_by_finishing(plan: Plan, sheets: Iterable[ScoreSheet], at: datetime) -> dict[int, str]:
    """Sheet id -> sentence naming who would lose time to act if the round ended now.

    Sheets where nobody would are left out. A stage without a deadline ends only with the round.
    2 queries; expects `entry` and `peer` with each sheet.
    """
    sheets = list(sheets)
    with_findings = _sheets_with_findings(s.pk for s in sheets if s.stage == SheetStage.APPRAISED)
    waiting = {}
    for sheet in sheets:
        if sheet.is_waiting_for_peer:
            waiting[sheet.pk] = sheet.peer, Stage.CROSS_SCORES, "chưa gửi chấm chéo"
        elif sheet.pk in with_findings:
            waiting[sheet.pk] = sheet.entry, Stage.EXPLANATIONS, "chưa giải trình"
    extensions = Extension.objects.filter(entry__in=[entry.pk for entry, *_ in waiting.values()])
    own = {(each.entry_id, each.stage): each.until for each in extensions}
    sentences = {}
    for pk, (entry, stage, missing) in waiting.items():
        general = getattr(plan, f"{stage}_due_at")
        if general is None:
            sentences[pk] = f"{entry.name} {missing}, và kế hoạch không ấn định ngày hết hạn."
            continue
        last = max(filter(None, (general, own.get((entry.pk, stage)))))
        if at <= last:
            until = localtime(last).strftime("%H:%M ngày %d/%m/%Y")
            sentences[pk] = f"{entry.name} {missing}, còn hạn đến {until}."
    return sentences


def _sheets_with_findings(ids: Iterable[int]) -> set[int]:
    """Ids of the sheets whose first appraisal differs from the self-score. 1 query."""
    rows: dict[tuple, list[SheetValue]] = {}
    columns = (Column.SELF, Column.FIRST)
    values = SheetValue.objects.filter(sheet__in=list(ids), column__in=columns)
    for value in values.order_by("part"):
        key = value.sheet_id, value.criterion_id, value.column
        rows.setdefault(key, []).append(value)
    cells = {key: cell_from(values) for key, values in rows.items()}
    return {
        sheet
        for (sheet, leaf, column), cell in cells.items()
        if column == Column.FIRST and cell.differs_from(cells.get((sheet, leaf, Column.SELF)))
    }
