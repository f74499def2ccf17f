"""Checking drawn sheets again: found right, or wrong at a leaf and corrected.

A correction takes the way of every other: a closed cluster refuses it until it is opened again
with a reason, and it counts in the next ranking.
"""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from accounts.models import User
from campaigns.models import Criterion
from campaigns.permissions import require_run
from core.errors import DomainError, NotAllowedError

from ..models import Column, Draw, PostCheck, PostCheckFault, ScoreSheet
from ..permissions import speaks_for
from .columns import APPRAISED_SOURCES, Cell, CellsError, cell_problems, cells_of
from .sheets import count_sheet, write_cells
from .stages import locked_sheet
from .telling import settle_post_check

_APPRAISING = (Column.FIRST, Column.SECOND, Column.APPEAL)


def may_post_check(user: User, sheet: ScoreSheet) -> bool:
    """Whether somebody of the office had no hand in a sheet. Who may run the plan is asked
    elsewhere."""
    had_a_hand = sheet.values.filter(column__in=_APPRAISING, recorded_by=user).exists()
    return not (had_a_hand or speaks_for(user, sheet.entry) or speaks_for(user, sheet.peer))


@transaction.atomic
def confirm_sheet(
    *, actor: User, draw: Draw, sheet: ScoreSheet, note: str, at: datetime
) -> PostCheck:
    """A drawn sheet was compared with its papers and is right; `note` says with which."""
    sheet = _require_checker(actor, draw, sheet)
    if draw.checks.filter(sheet=sheet).exists():
        raise DomainError("Phiếu này đã có kết quả hậu kiểm.")
    if len(note.strip()) < 10:
        raise DomainError("Hãy ghi đã đối chiếu với những tài liệu nào.", field="note")
    return _put_on_record(actor, draw, sheet, note, at, is_right=True)


@transaction.atomic
def record_fault(
    *, actor: User, draw: Draw, sheet: ScoreSheet, criterion: Criterion, cell: Cell, at: datetime
) -> PostCheckFault:
    """A drawn sheet is wrong at a leaf: `cell` is what is right, with its reason and document.

    It counts from now on. Several faults of one sheet are one check, by one person. Raises
    CellsError for figures that no ranking could use.
    """
    sheet = _require_checker(actor, draw, sheet)
    if sheet.entry.scorecard_id != criterion.scorecard_id or (
        criterion.source not in APPRAISED_SOURCES
    ):
        raise DomainError("Tiêu chí này không thuộc phần chấm của phiếu.", field="criterion")
    check = draw.checks.filter(sheet=sheet).first()
    if check and (check.is_right or check.checked_by_id != actor.pk):
        raise DomainError(
            "Phiếu này đã được ghi là đúng." if check.is_right else "Người khác đã kiểm tra phiếu."
        )
    if check and check.faults.filter(criterion=criterion).exists():
        raise DomainError("Sai sót ở tiêu chí này đã được ghi.", field="criterion")
    if problem := _problem_of(sheet, criterion, cell):
        raise CellsError({criterion.pk: problem})
    write_cells(actor, sheet, Column.POST_CHECK, {criterion.pk: cell}, at)
    count_sheet(sheet)
    check = check or _put_on_record(actor, draw, sheet, cell.reason, at, is_right=False)
    return PostCheckFault.objects.create(
        post_check=check, criterion=criterion, reason=cell.reason, document=cell.document
    )


def _problem_of(sheet: ScoreSheet, leaf: Criterion, cell: Cell) -> tuple[str, str] | None:
    if len(cell.reason.strip()) < 5:
        return "hãy ghi rõ sai ở đâu.", "reason"
    if not cell.document.strip():
        return "hãy ghi văn bản, tài liệu cho thấy sai sót.", "document"
    if problem := next(cell_problems(sheet, leaf, Column.POST_CHECK, cell), None):
        return problem
    if (stands := standing_cell(sheet, leaf)) and stands.says() == cell.says():
        return "số này không khác số đang được tính.", "count"
    return None


def standing_cell(sheet: ScoreSheet, leaf: Criterion) -> Cell | None:
    """What the sheet said at a leaf before it is checked again. 1 query."""
    cells = cells_of(sheet)
    said = (cells[column].get(leaf.pk) for column in (*reversed(_APPRAISING), Column.SELF))
    return next((cell for cell in said if cell), None)


def without_words(cell: Cell) -> Cell:
    """The figures alone: who corrects them gives a reason and a document of one's own."""
    return replace(cell, reason="", document="")


def _require_checker(actor: User, draw: Draw, sheet: ScoreSheet) -> ScoreSheet:
    """The sheet, locked. Raises NotAllowedError for who had a hand in it."""
    require_run(actor, draw.plan)
    is_drawn = draw.drawn.filter(pk=sheet.entry_id).exists()
    if draw.purpose != Draw.Purpose.POST_CHECK or not is_drawn:
        raise DomainError("Phiếu này không được bốc thăm để hậu kiểm.")
    sheet = locked_sheet(sheet)
    if not may_post_check(actor, sheet):
        raise NotAllowedError("Không ai hậu kiểm phiếu mà mình đã chấm hoặc đã thẩm định.")
    return sheet


def _put_on_record(actor, draw: Draw, sheet, note: str, at, *, is_right: bool) -> PostCheck:
    check = PostCheck.objects.create(
        draw=draw,
        sheet=sheet,
        is_right=is_right,
        note=note.strip(),
        checked_by=actor,
        checked_at=at,
    )
    settle_post_check(draw, at)
    return check
