"""Filling in the columns of a score sheet.

Each column is written by its own people at its own stage; a cell that differs from the column
before needs a reason.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accounts.models import User
from campaigns.models import Criterion, Stage
from core.errors import DomainError

from ..models import APPRAISED_AT, Column, ScoreSheet, SheetStage, SheetValue
from ..permissions import require_appraise, require_cross, require_speak_for
from ..sheets import columns
from ..sheets.rules import cell_problems
from ..sheets.values import Cell, CellsError, StaleCellError
from . import stages


@transaction.atomic
def fill_self(
    *, actor: User, sheet: ScoreSheet, cells: Mapping[int, Cell | None], at: datetime
) -> None:
    """Save cells of the unit's own column, any number of times until the sheet is sent.

    `cells` by criterion id; None empties one. Raises CellsError, and then nothing is saved.
    """
    sheet = stages.writable_sheet(sheet)
    require_speak_for(actor, sheet.entry)
    stages.require_stage(sheet, SheetStage.OPEN)
    stages.require_in_time(sheet.entry, Stage.SELF_SCORES, at)
    _fill(actor, sheet, Column.SELF, cells, at)


@transaction.atomic
def fill_cross(
    *, actor: User, sheet: ScoreSheet, cells: Mapping[int, Cell | None], at: datetime
) -> None:
    """Save cells of the peer's column, once the unit has sent its sheet."""
    sheet = stages.writable_sheet(sheet)
    require_cross(actor, sheet)
    stages.require_stage(sheet, SheetStage.SENT)
    stages.require_in_time(sheet.peer, Stage.CROSS_SCORES, at)
    _fill(actor, sheet, Column.CROSS, cells, at)


@transaction.atomic
def fill_appraisal(
    *, actor: User, sheet: ScoreSheet, cells: Mapping[int, Cell | None], at: datetime
) -> None:
    """Save cells of the office's column of the round that the sheet is in.

    In the second round only somebody else may change a value of the first.
    """
    sheet = stages.writable_sheet(sheet)
    require_appraise(actor, sheet)
    stages.require_stage(sheet, *APPRAISED_AT)
    column = APPRAISED_AT[SheetStage(sheet.stage)]
    if column == Column.SECOND:
        _require_second_person(actor, sheet, cells)
    _fill(actor, sheet, column, cells, at)


def _require_second_person(
    actor: User, sheet: ScoreSheet, cells: Mapping[int, Cell | None]
) -> None:
    first = columns.cells_of(sheet)[Column.FIRST]
    own = sheet.values.filter(column=Column.FIRST, recorded_by=actor)
    own_ids = set(own.values_list("criterion_id", flat=True))
    problems = {
        pk: ("lần 1 do bạn thẩm định; thay đổi phải do người khác ghi.", "count")
        for pk, cell in cells.items()
        if cell and pk in own_ids and cell.differs_from(first[pk])
    }
    if problems:
        raise CellsError(problems)


def _fill(actor: User, sheet: ScoreSheet, column: Column, cells, at: datetime) -> None:
    """Check cells and write them."""
    leaves = {leaf.pk: leaf for leaf in columns.leaves_of(sheet, column)}
    current = columns.cells_of(sheet)
    compared = [columns.cells_before(current, column)]
    if column == Column.FIRST:
        compared.append(current[Column.SELF])
    problems = {}
    for pk, cell in cells.items():
        if pk not in leaves:
            raise DomainError("Có tiêu chí không thuộc phần chấm của phiếu này.")
        others = [by_leaf[pk] for by_leaf in compared if pk in by_leaf]
        problem = cell and next(cell_problems(sheet, leaves[pk], column, cell, others), None)
        if problem:
            problems[pk] = problem
    if problems:
        raise CellsError(problems)
    write_cells(actor, sheet, column, cells, at)


def write_cells(actor: User, sheet: ScoreSheet, column: Column, cells, at: datetime) -> None:
    """Replace cells of a column; the caller has checked them."""
    sheet.values.filter(column=column, criterion__in=cells).delete()
    SheetValue.objects.bulk_create(
        SheetValue(
            sheet=sheet,
            criterion_id=pk,
            column=column,
            part=number,
            state=cell.state,
            reason=cell.reason.strip(),
            document=cell.document.strip(),
            recorded_by=actor,
            recorded_at=at,
            **(vars(numbers) if numbers else {}),
        )
        for pk, cell in cells.items()
        if cell
        for number, numbers in enumerate(cell.parts or (None,), start=1)
    )


@transaction.atomic
def fill_cell(
    *,
    actor: User,
    sheet: ScoreSheet,
    leaf: Criterion,
    cell: Cell | None,
    seen: str,
    at: datetime,
    column: Column | None = None,
) -> str:
    """Save one cell and return its new version stamp. Sending it twice saves it once.

    `seen` is the stamp of the cell that was edited; `column` defaults to that of the appraisal.
    Raises StaleCellError when the cell was changed elsewhere since, and DomainError when the
    sheet has left the round of `column`.
    """
    sheet = stages.locked_sheet(sheet)
    if column in APPRAISED_AT.values():
        stages.require_round(sheet, column)
    column = column or APPRAISED_AT.get(SheetStage(sheet.stage))
    current = list(sheet.values.filter(column=column, criterion=leaf).order_by("part"))
    if columns.stamp_of(current) != seen:
        is_own = all(value.recorded_by_id == actor.pk for value in current)
        is_same = (columns.cell_from(current) if current else None) == cell
        if not (is_own and is_same):
            raise StaleCellError(leaf.pk)
        return columns.stamp_of(current)
    fill = {Column.SELF: fill_self, Column.CROSS: fill_cross}.get(column, fill_appraisal)
    fill(actor=actor, sheet=sheet, cells={leaf.pk: cell}, at=at)
    return columns.stamp_of(list(sheet.values.filter(column=column, criterion=leaf, part=1)))
