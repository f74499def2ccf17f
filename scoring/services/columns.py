"""The columns of a score sheet as values: what each says, how they differ, which one counts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from campaigns.models import Criterion, MeasureSource
from core.errors import DomainError

from ..models import Column, MeasureState, ScoreSheet, SheetValue
from .checks import PartNumbers, problems_of

# Whose word counts, the strongest first (the first two by their day); a peer's never does.
COUNTING = (Column.POST_CHECK, Column.APPEAL, Column.SECOND, Column.FIRST, Column.SELF)
APPRAISED_SOURCES = (MeasureSource.SHEET, MeasureSource.OFFICE, MeasureSource.OTHER_BODY)
NUMBERS = ("count", "denominator", "excluded", "shared", "is_excepted")


@dataclass(frozen=True)
class Cell:
    """What somebody says at one leaf; the numbers as docs/scorecards.md names them."""

    state: str = MeasureState.COUNTED
    parts: tuple[PartNumbers, ...] = ()
    reason: str = ""
    document: str = ""

    def says(self) -> tuple:
        """What is compared between columns: the state and the numbers, not the words."""
        numbers = tuple(tuple(getattr(part, name) or 0 for name in NUMBERS) for part in self.parts)
        return self.state, numbers


class CellsError(DomainError):
    """Cells that cannot be taken: criterion id -> (message, field) of the first fault."""

    def __init__(self, problems: Mapping[int, tuple[str, str]]) -> None:
        first, _ = next(iter(problems.values()))
        super().__init__(f"Có {len(problems)} ô chưa đúng. {first[:1].upper()}{first[1:]}")
        self.problems = dict(problems)


def cells_of(sheet: ScoreSheet) -> dict[str, dict[int, Cell]]:
    """What each column says, by column and criterion. 1 query."""
    found: dict[str, dict[int, list[SheetValue]]] = {column: {} for column in Column}
    for value in sheet.values.order_by("criterion_id", "part"):
        found[value.column].setdefault(value.criterion_id, []).append(value)
    return {
        column: {pk: cell_from(values) for pk, values in by_leaf.items()}
        for column, by_leaf in found.items()
    }


def cell_from(values: list[SheetValue]) -> Cell:
    """One column's word at one leaf, from its rows in the order of their parts."""
    first = values[0]
    parts = ()
    if first.state == MeasureState.COUNTED:
        parts = tuple(PartNumbers(*(getattr(v, name) for name in NUMBERS)) for v in values)
    return Cell(first.state, parts, first.reason, first.document)


def cells_before(cells: Mapping[str, Mapping[int, Cell]], column: str) -> dict[int, Cell]:
    """The cells a column is compared with, by criterion id: the peer's where there is one."""
    if column == Column.CROSS:
        return dict(cells[Column.SELF])
    if column == Column.FIRST:
        return {**cells[Column.SELF], **cells[Column.CROSS]}
    return dict(cells[Column.FIRST]) if column == Column.SECOND else {}


def disputed_in(cells: Mapping[str, Mapping[int, Cell]]) -> set[int]:
    """Criterion ids where the peer's value differs from the unit's, or the unit has none."""
    own = cells[Column.SELF]
    return {
        pk
        for pk, cell in cells[Column.CROSS].items()
        if pk not in own or cell.says() != own[pk].says()
    }


def differs(cell: Cell, own: Cell | None) -> bool:
    return own is None or own.says() != cell.says()


def findings_of(sheet: ScoreSheet) -> Iterator[tuple[int, Cell]]:
    """(criterion id, finding) where the first round says other than the unit. 1 query."""
    cells = cells_of(sheet)
    for pk, cell in cells[Column.FIRST].items():
        if differs(cell, cells[Column.SELF].get(pk)):
            yield pk, cell


def cell_problems(
    sheet: ScoreSheet, leaf: Criterion, column: str, cell: Cell, others: Iterable[Cell] = ()
) -> Iterator[tuple[str, str]]:
    """(message, field) of what is wrong with a cell; `others` are the cells it answers to.

    A cell that agrees with all of them was checked with them and needs no words of its own.
    """
    others = list(others)
    is_gap = any(cell.says() != other.says() for other in others)
    needs_approval = cell.state == MeasureState.NOT_APPLICABLE and column == Column.FIRST
    if others and not is_gap and not needs_approval:
        return
    document = cell.document
    if cell.state == MeasureState.NOT_APPLICABLE and column in (Column.SELF, Column.CROSS):
        document = cell.reason  # asked for with a reason; the document comes with the approval
        if not cell.reason.strip():
            yield "hãy ghi vì sao tiêu chí này không áp dụng.", "reason"
            return
    if cell.state == MeasureState.REFUSED and column in (Column.SELF, Column.CROSS):
        yield "chỉ thẩm định mới không công nhận số liệu.", "state"
        return
    yield from problems_of(sheet.entry, leaf, cell.state, cell.parts, cell.reason, document)
    if is_gap and not cell.reason.strip():
        if column == Column.FIRST:
            yield "khác với tự chấm hoặc chấm chéo nên hãy ghi lý do.", "reason"
        else:
            yield "khác với cột trước nên hãy ghi lý do.", "reason"


def unsettled_by_silence(
    cells: Mapping[str, Mapping[int, Cell]], column: str
) -> dict[int, tuple[str, str]]:
    """Criterion id -> (message, field) of the cells that a round may not leave alone."""
    if column != Column.FIRST:
        return {}
    asked = {
        pk: ("đơn vị đề nghị không áp dụng; hãy duyệt hoặc ghi số liệu.", "state")
        for pk, cell in cells_before(cells, column).items()
        if cell.state == MeasureState.NOT_APPLICABLE
    }
    why = "chấm chéo khác tự chấm; hãy ghi số được công nhận và lý do."
    disputed = dict.fromkeys(disputed_in(cells), (why, "count"))
    problems = disputed | asked
    return {pk: problem for pk, problem in problems.items() if pk not in cells[column]}


def strongest_columns(values: Iterable[SheetValue]) -> dict[int, str]:
    """Criterion id -> the column that counts there (`Column`); what a unit asks to be left out
    does not count by its own word. `engine.hypothetical` has the same order in SQL."""
    found: dict[int, tuple] = {}
    for value in values:
        if value.column == Column.SELF and value.state == MeasureState.NOT_APPLICABLE:
            continue
        is_later = value.column in (Column.APPEAL, Column.POST_CHECK)
        strength = (is_later, value.recorded_at if is_later else -COUNTING.index(value.column))
        if value.criterion_id not in found or strength > found[value.criterion_id][0]:
            found[value.criterion_id] = (strength, value.column)
    return {pk: column for pk, (_, column) in found.items()}
