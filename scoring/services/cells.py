"""One cell of a column, as a page sends it."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from campaigns.models import Criterion
from core.errors import DomainError

from ..models import APPRAISED_AT, Column, ScoreSheet, SheetStage, SheetValue
from .columns import Cell, cell_from
from .sheets import fill_appraisal, fill_cross, fill_self
from .stages import locked_sheet, require_round

_FILL = {
    Column.SELF: fill_self,
    Column.CROSS: fill_cross,
    Column.FIRST: fill_appraisal,
    Column.SECOND: fill_appraisal,
}


class StaleCellError(DomainError):
    """Somebody else wrote in a cell since it was read."""


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
    """Write one cell, and return its new stamp; `seen` is the stamp it was typed over.

    `column` is that of the appraisal where it is not given. Sent twice, it is kept once. Raises
    StaleCellError when somebody else, or another window, wrote there meanwhile, and DomainError
    when the sheet has left the round of `column`.
    """
    sheet = locked_sheet(sheet)
    if column in APPRAISED_AT.values():
        require_round(sheet, column)
    column = column or APPRAISED_AT.get(SheetStage(sheet.stage))
    there = list(sheet.values.filter(column=column, criterion=leaf).order_by("part"))
    if stamp_of(there) != seen:
        is_mine = all(value.recorded_by_id == actor.pk for value in there)
        is_same = (cell_from(there) if there else None) == cell
        if not (is_mine and is_same):
            raise StaleCellError(
                "Ô này vừa được ghi ở nơi khác. Hãy xem số mới; muốn thay thì gõ lại."
            )
        return stamp_of(there)
    fill = _FILL.get(column, fill_appraisal)
    fill(actor=actor, sheet=sheet, cells={leaf.pk: cell}, at=at)
    return stamp_of(list(sheet.values.filter(column=column, criterion=leaf, part=1)))


def stamp_of(values: list[SheetValue]) -> str:
    """Version stamp of a cell; empty string for an empty cell."""
    return values[0].recorded_at.isoformat() if values else ""


def stamps_of(sheet: ScoreSheet, column: str | None) -> dict[int, str]:
    """Criterion id -> version stamp of a column's cells. 1 query."""
    values = sheet.values.filter(column=column, part=1) if column else ()
    return {value.criterion_id: stamp_of([value]) for value in values}
