"""Files that a unit attaches to the leaves of its sheet."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from campaigns.models import Criterion, Stage
from core.errors import DomainError
from evidence.models import EvidenceFile
from evidence.services.files import discard_sent, keep_sent

from ..models import ScoreSheet, SheetFile, SheetStage
from ..permissions import require_speak_for
from . import stages

FILES_PER_LEAF = 5
# The stages at which a unit may attach files, each with its deadline.
_DEADLINES = {
    SheetStage.OPEN: Stage.SELF_SCORES,
    SheetStage.APPRAISED: Stage.EXPLANATIONS,
}


@transaction.atomic
def attach_sheet_file(
    *, actor: User, sheet: ScoreSheet, criterion: Criterion, upload, at: datetime
) -> SheetFile:
    """Attach a file to a leaf while the unit scores itself or explains.

    Raises DomainError for a refused file, too many files, or at another stage.
    """
    sheet = _require_room(actor, sheet, criterion, 1, at)
    file = keep_sent(actor=actor, upload=upload)
    return SheetFile.objects.create(sheet=sheet, criterion=criterion, file=file, added_at=at)


@transaction.atomic
def attach_kept_files(
    *, actor: User, sheet: ScoreSheet, criterion: Criterion, token: UUID, at: datetime
) -> int:
    """Attach the files uploaded under this token; return their number.

    Raises DomainError as `attach_sheet_file` does, and then attaches none of them.
    """
    files = EvidenceFile.objects.kept_for(actor, token).select_for_update(of=["self"])
    number = len(files)
    sheet = _require_room(actor, sheet, criterion, number, at)
    SheetFile.objects.bulk_create(
        SheetFile(sheet=sheet, criterion=criterion, file=file, added_at=at) for file in files
    )
    EvidenceFile.objects.filter(pk__in=[file.pk for file in files]).update(is_sent=True)
    return number


def _require_room(
    actor: User, sheet: ScoreSheet, criterion: Criterion, number: int, at: datetime
) -> ScoreSheet:
    """The locked sheet. Raises DomainError when `number` files are too many."""
    sheet = _require_writing(actor, sheet, at)
    if criterion.scorecard_id != sheet.entry.scorecard_id or not criterion.is_leaf:
        raise DomainError("Tiêu chí này không thuộc bảng tiêu chí của đơn vị.")
    if sheet.files.filter(criterion=criterion).count() + number > FILES_PER_LEAF:
        raise DomainError(f"Mỗi tiêu chí nhận tối đa {FILES_PER_LEAF} tệp. Hãy bỏ bớt tệp.")
    return sheet


@transaction.atomic
def drop_sheet_file(*, actor: User, attached: SheetFile, at: datetime) -> None:
    """Remove a file; files that were sent with the sheet stay."""
    sheet = _require_writing(actor, attached.sheet, at)
    if sheet.sent_at and attached.added_at <= sheet.sent_at:
        raise DomainError("Tệp đã gửi cùng phiếu thì ở lại với phiếu.")
    attached.delete()
    discard_sent(attached.file)


def _require_writing(actor: User, sheet: ScoreSheet, at: datetime) -> ScoreSheet:
    """The locked sheet. Raises DomainError when its unit may not write now."""
    sheet = stages.writable_sheet(sheet)
    require_speak_for(actor, sheet.entry)
    stages.require_stage(sheet, *_DEADLINES)
    stages.require_in_time(sheet.entry, _DEADLINES[SheetStage(sheet.stage)], at)
    return sheet
