"""Post-checks of drawn sheets: found right, or wrong at a leaf and corrected.

A correction is treated like any other: a closed cluster refuses it until it is reopened with a
reason, and it counts in the next ranking.
"""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from campaigns.models import Criterion
from campaigns.permissions import require_run
from core.errors import DomainError, NotAllowedError

from ..models import Column, Draw, DrawPurpose, PostCheck, PostCheckFault, ScoreSheet
from ..permissions import can_post_check
from ..sheets.rules import CHECKED_DOCUMENTS_REQUIRED, FOREIGN_CRITERION, fault_problem
from ..sheets.values import APPRAISED_SOURCES, Cell, CellsError
from . import filling, notifying, sheets, stages


@transaction.atomic
def confirm_sheet(
    *, actor: User, draw: Draw, sheet: ScoreSheet, note: str, at: datetime
) -> PostCheck:
    """Record that a drawn sheet is right; `note` names the compared documents."""
    sheet = _require_checker(actor, draw, sheet)
    if draw.checks.filter(sheet=sheet).exists():
        raise DomainError("Phiếu này đã có kết quả hậu kiểm.")
    if len(note.strip()) < 10:
        raise DomainError(CHECKED_DOCUMENTS_REQUIRED, field="note")
    return _record_check(actor, draw, sheet, note, at, is_right=True)


@transaction.atomic
def record_fault(
    *, actor: User, draw: Draw, sheet: ScoreSheet, criterion: Criterion, cell: Cell, at: datetime
) -> PostCheckFault:
    """Record a fault of a drawn sheet; `cell` is the right value, counted at once.

    Several faults of one sheet belong to one check by one person. Raises CellsError for figures
    that no ranking could use.
    """
    sheet = _require_checker(actor, draw, sheet)
    if sheet.entry.scorecard_id != criterion.scorecard_id or (
        criterion.source not in APPRAISED_SOURCES
    ):
        raise DomainError(FOREIGN_CRITERION, field="criterion")
    check = draw.checks.filter(sheet=sheet).first()
    if check and (check.is_right or check.checked_by_id != actor.pk):
        raise DomainError(
            "Phiếu này đã được ghi là đúng." if check.is_right else "Người khác đã kiểm tra phiếu."
        )
    if check and check.faults.filter(criterion=criterion).exists():
        raise DomainError("Sai sót ở tiêu chí này đã được ghi.", field="criterion")
    if problem := fault_problem(sheet, criterion, cell):
        raise CellsError({criterion.pk: problem})
    filling.write_cells(actor, sheet, Column.POST_CHECK, {criterion.pk: cell}, at)
    sheets.count_sheet(sheet)
    check = check or _record_check(actor, draw, sheet, cell.reason, at, is_right=False)
    return PostCheckFault.objects.create(
        post_check=check, criterion=criterion, reason=cell.reason, document=cell.document
    )


def _require_checker(actor: User, draw: Draw, sheet: ScoreSheet) -> ScoreSheet:
    """The locked sheet. Raises NotAllowedError for people involved in it."""
    require_run(actor, draw.plan)
    is_drawn = draw.drawn.filter(pk=sheet.entry_id).exists()
    if draw.purpose != DrawPurpose.POST_CHECK or not is_drawn:
        raise DomainError("Phiếu này không được bốc thăm để hậu kiểm.")
    sheet = stages.locked_sheet(sheet)
    if not can_post_check(actor, sheet):
        raise NotAllowedError("Không ai hậu kiểm phiếu mà mình đã chấm hoặc đã thẩm định.")
    return sheet


def _record_check(
    actor: User, draw: Draw, sheet: ScoreSheet, note: str, at: datetime, *, is_right: bool
) -> PostCheck:
    check = PostCheck.objects.create(
        draw=draw,
        sheet=sheet,
        is_right=is_right,
        note=note.strip(),
        checked_by=actor,
        checked_at=at,
    )
    notifying.close_post_check_notices(draw, at)
    return check
