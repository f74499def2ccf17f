"""One cell of the appraisal, as a grid sends it."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from campaigns.models import Criterion
from core.errors import DomainError

from ..models import APPRAISED_AT, ScoreSheet, SheetStage, SheetValue
from .sheets import Cell, cell_from, fill_appraisal, locked_sheet


class StaleCellError(DomainError):
    """Somebody else wrote in a cell since it was read."""


@transaction.atomic
def fill_cell(
    *, actor: User, sheet: ScoreSheet, leaf: Criterion, cell: Cell | None, seen: str, at: datetime
) -> None:
    """One cell of the appraisal as a grid sends it; `seen` is the stamp it was typed over.

    Sent twice, it is kept once. Raises StaleCellError when somebody else wrote there meanwhile.
    """
    sheet = locked_sheet(sheet)
    column = APPRAISED_AT.get(SheetStage(sheet.stage))
    there = list(sheet.values.filter(column=column, criterion=leaf).order_by("part"))
    if stamp_of(there) != seen:
        is_mine = there and all(value.recorded_by_id == actor.pk for value in there)
        if not is_mine or cell_from(there) != cell:
            raise StaleCellError(
                "Ô này vừa được ghi ở nơi khác. Hãy xem số mới; muốn thay thì gõ lại."
            )
        return
    fill_appraisal(actor=actor, sheet=sheet, cells={leaf.pk: cell}, at=at)


def stamp_of(values: list[SheetValue]) -> str:
    """What tells one writing of a cell from the next; empty for an empty cell."""
    return values[0].recorded_at.isoformat() if values else ""
