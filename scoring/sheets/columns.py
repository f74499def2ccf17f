"""The columns of a score sheet: their cells, how they differ, which one counts."""

from collections.abc import Iterable, Mapping

from campaigns.models import Criterion, MeasureSource

from ..models import APPRAISING_COLUMNS, Column, Measure, MeasureState, ScoreSheet, SheetValue
from .values import APPRAISED_SOURCES, COUNTING_COLUMNS, NUMBERS, Cell, PartNumbers


def cells_of(sheet: ScoreSheet) -> dict[str, dict[int, Cell]]:
    """Cells by column and criterion id. 1 query."""
    rows: dict[str, dict[int, list[SheetValue]]] = {column: {} for column in Column}
    for value in sheet.values.order_by("criterion_id", "part"):
        rows[value.column].setdefault(value.criterion_id, []).append(value)
    return {
        column: {pk: cell_from(values) for pk, values in by_leaf.items()}
        for column, by_leaf in rows.items()
    }


def cell_from(values: list[SheetValue] | list[Measure]) -> Cell:
    """The cell of one column at one leaf, from its rows in the order of their parts."""
    first = values[0]
    parts = ()
    if first.state == MeasureState.COUNTED:
        parts = tuple(PartNumbers(*(getattr(v, name) for name in NUMBERS)) for v in values)
    return Cell(first.state, parts, first.reason, first.document)


def stamp_of(values: list[SheetValue]) -> str:
    """Version stamp of a cell; empty string for an empty cell."""
    return values[0].recorded_at.isoformat() if values else ""


def stamps_of(sheet: ScoreSheet, column: str | None) -> dict[int, str]:
    """Criterion id -> version stamp of a column's cells. 1 query."""
    values = sheet.values.filter(column=column, part=1) if column else ()
    return {value.criterion_id: stamp_of([value]) for value in values}


def leaves_of(sheet: ScoreSheet, column: Column | None) -> list[Criterion]:
    """The leaves that a column of a sheet has cells for."""
    sources = (MeasureSource.SHEET,) if column in (Column.SELF, Column.CROSS) else APPRAISED_SOURCES
    leaves = sheet.entry.scorecard.criteria.exclude(shape="")
    return list(leaves.filter(source__in=sources))


def blank_leaves(sheet: ScoreSheet) -> list[Criterion]:
    """Leaves that the unit left without a value, in order. 1 query."""
    filled = sheet.values.filter(column=Column.SELF).values("criterion")
    leaves = sheet.entry.scorecard.criteria.exclude(shape="").filter(source=MeasureSource.SHEET)
    return list(leaves.exclude(pk__in=filled))


def undecided_leaves(sheet: ScoreSheet) -> list[Criterion]:
    """Leaves of the self-score that the peer has not decided, in order. 1 query."""
    own = sheet.values.filter(column=Column.SELF).values("criterion")
    decided = sheet.values.filter(column=Column.CROSS).values("criterion")
    leaves = sheet.entry.scorecard.criteria.filter(pk__in=own)
    return list(leaves.exclude(pk__in=decided))


def cells_before(cells: Mapping[str, Mapping[int, Cell]], column: str) -> dict[int, Cell]:
    """The cells that a column is compared with, by criterion id.

    The first appraisal is compared with the peer's cell, or the unit's where there is none.
    """
    if column == Column.CROSS:
        return dict(cells[Column.SELF])
    if column == Column.FIRST:
        return {**cells[Column.SELF], **cells[Column.CROSS]}
    return dict(cells[Column.FIRST]) if column == Column.SECOND else {}


def disputed_in(cells: Mapping[str, Mapping[int, Cell]]) -> set[int]:
    """Criterion ids where the peer's value differs from the unit's."""
    own = cells[Column.SELF]
    return {pk for pk, cell in cells[Column.CROSS].items() if cell.differs_from(own.get(pk))}


def findings_of(sheet: ScoreSheet) -> set[int]:
    """Criterion ids where the first appraisal differs from the self-score. 1 query."""
    cells = cells_of(sheet)
    own = cells[Column.SELF]
    return {pk for pk, cell in cells[Column.FIRST].items() if cell.differs_from(own.get(pk))}


def appraised_cell(sheet: ScoreSheet, leaf: Criterion) -> Cell | None:
    """The cell that a post-check examines, of the latest column. 1 query."""
    cells = cells_of(sheet)
    for column in (*reversed(APPRAISING_COLUMNS), Column.SELF):
        if leaf.pk in cells[column]:
            return cells[column][leaf.pk]
    return None


def strongest_columns(values: Iterable[SheetValue]) -> dict[int, str]:
    """Criterion id -> the column that counts there.

    A unit's own not-applicable request does not count until it is approved.
    `engine.hypothetical` has the same order in SQL.
    """
    strongest: dict[int, tuple] = {}
    for value in values:
        if value.column == Column.SELF and value.state == MeasureState.NOT_APPLICABLE:
            continue
        is_final = value.column in (Column.APPEAL, Column.POST_CHECK)
        order = value.recorded_at if is_final else -COUNTING_COLUMNS.index(value.column)
        strength = (is_final, order)
        if value.criterion_id not in strongest or strength > strongest[value.criterion_id][0]:
            strongest[value.criterion_id] = (strength, value.column)
    return {pk: column for pk, (_, column) in strongest.items()}
