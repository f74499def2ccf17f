"""Permissions of score sheets."""

from accounts.models import User
from campaigns.models import Entry
from campaigns.permissions import can_run, speaks_for
from core.errors import NotAllowedError

from .models import APPRAISING_COLUMNS, ScoreSheet, SheetStage


def can_appraise(user: User, sheet: ScoreSheet) -> bool:
    """Secretaries of the plan, except for their own sheets."""
    return can_run(user, sheet.entry.plan) and not speaks_for(user, sheet.entry)


def can_attach(user: User, sheet: ScoreSheet) -> bool:
    """Those who report for the unit, while it scores itself or explains."""
    if sheet.entry.plan.is_closed:
        return False
    return sheet.stage in (SheetStage.OPEN, SheetStage.APPRAISED) and speaks_for(user, sheet.entry)


def can_post_check(user: User, sheet: ScoreSheet) -> bool:
    """Whether a member of the office is not involved in a sheet.

    The right to run the plan is checked separately.
    """
    has_appraised = sheet.values.filter(column__in=APPRAISING_COLUMNS, recorded_by=user).exists()
    return not (has_appraised or speaks_for(user, sheet.entry) or speaks_for(user, sheet.peer))


def require_speak_for(user: User, entry: Entry) -> None:
    if not speaks_for(user, entry):
        raise NotAllowedError("Bạn không chấm điểm thay cho đơn vị, cá nhân này được.")


def require_cross(user: User, sheet: ScoreSheet) -> None:
    if not speaks_for(user, sheet.peer):
        raise NotAllowedError("Phiếu này không được phân cho bạn chấm chéo.")


def require_appraise(user: User, sheet: ScoreSheet) -> None:
    if not can_appraise(user, sheet):
        raise NotAllowedError(
            "Chỉ văn phòng của HĐND tổ chức phong trào được thẩm định, và không thẩm định "
            "phiếu của chính mình."
        )
