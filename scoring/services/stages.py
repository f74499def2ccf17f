"""The stage of a score sheet: locking, checks, and moving to the next."""

from datetime import datetime

from django.utils.timezone import localtime

from campaigns.models import Entry, Stage
from campaigns.rules import require_not_frozen
from core import clock
from core.errors import DomainError

from ..models import APPRAISED_AT, NEXT_STAGES, Column, ScoreSheet, SheetStage
from . import notifying


def locked_sheet(sheet: ScoreSheet) -> ScoreSheet:
    """The sheet with entry, plan and peer, locked until the transaction ends."""
    sheets = ScoreSheet.objects.select_for_update(of=["self"])
    return sheets.select_related("entry__plan__campaign", "entry__scorecard", "peer").get(
        pk=sheet.pk
    )


def writable_sheet(sheet: ScoreSheet) -> ScoreSheet:
    """The locked sheet. Raises DomainError once its plan is closed."""
    sheet = locked_sheet(sheet)
    require_not_frozen(sheet.entry.plan)
    return sheet


def require_stage(sheet: ScoreSheet, *stages: str) -> None:
    if sheet.stage not in stages:
        raise DomainError(
            f"Phiếu đang ở bước “{sheet.get_stage_display()}” nên không ghi được ở đây nữa. "
            "Hãy tải lại trang."
        )


def require_round(sheet: ScoreSheet, column: Column) -> None:
    """Raises DomainError when the sheet is not in the round of `column`."""
    if APPRAISED_AT.get(SheetStage(sheet.stage)) != column:
        raise DomainError(
            f"Phiếu đã chuyển sang bước “{sheet.get_stage_display()}” sau khi bạn mở trang nên "
            "chưa ghi gì. Hãy tải lại trang để xem bước mới."
        )


def require_in_time(entry: Entry, stage: Stage, at: datetime) -> None:
    """Raises DomainError after the entry's deadline for a stage, extensions included."""
    last = entry.due_at(stage)
    if last and at > last:
        day = localtime(last).strftime("%H:%M ngày %d/%m/%Y")
        raise DomainError(
            f"Đã quá hạn {stage.label.lower()} ({day}). Hãy liên hệ văn phòng để được gia hạn."
        )


def move_to(sheet: ScoreSheet, to: SheetStage) -> None:
    """Save the next stage, and close the notices that belong to the one before."""
    if to not in NEXT_STAGES[SheetStage(sheet.stage)]:
        raise DomainError(
            f"Phiếu đang ở bước “{sheet.get_stage_display()}”, không chuyển sang “{to.label}” "
            "được. Hãy tải lại trang để xem tình trạng mới nhất."
        )
    sheet.stage = to
    sheet.save()
    now = clock.now()
    notifying.close_stage_notices(sheet, now)
    notifying.close_ready_notices(sheet.entry.plan, now)
