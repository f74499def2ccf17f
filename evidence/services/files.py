"""Evidence files: kept as soon as they arrive, attached when the report is sent."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from accounts.models import User
from core.errors import DomainError, NotAllowedError
from core.files import CheckedFile, check_upload
from core.queue import nudge

from ..models import AccessKind, ActivityReport, EvidenceFile, FileAccess, FileUpload, ReportState
from ..previews import forget_pages
from ..rules import FILES_PER_REPORT, TOO_MANY_FILES

VIEW_LASTS = timedelta(hours=1)


def keep_upload(*, actor: User, token: UUID, upload, chosen_sha256: str = "") -> EvidenceFile:
    """Keep an uploaded file for the form with this token, before the form is sent.

    The same content under one token is kept once. `chosen_sha256` is the checksum, by the phone,
    of the photo before it was scaled down. Raises DomainError when the file is not accepted.
    """
    checked = check_upload(upload, max_mb=settings.EVIDENCE_MAX_MB)  # slow, so before the lock
    with transaction.atomic():
        return _keep(actor, token, checked, chosen_sha256)


def keep_uploads(*, actor: User, token: UUID, uploads: Iterable) -> list[str]:
    """Keep each accepted upload of a form; return the refusals of the others, in Vietnamese."""
    uploads = list(uploads)
    problems = [TOO_MANY_FILES] if len(uploads) > FILES_PER_REPORT else []
    for upload in uploads[:FILES_PER_REPORT]:
        try:
            keep_upload(actor=actor, token=token, upload=upload)
        except DomainError as error:
            problems.append(error.message)
    return problems


def _keep(actor: User, token: UUID, checked: CheckedFile, chosen_sha256: str) -> EvidenceFile:
    same = EvidenceFile.objects.filter(uploaded_by=actor, token=token, sha256=checked.sha256)
    if kept := same.first():
        return kept
    require_room(actor, token, checked.size)
    prints = {checked.sha256, checked.original_sha256, chosen_sha256} - {""}
    file, is_new = EvidenceFile.objects.get_or_create(
        token=token,
        uploaded_by=actor,
        sha256=checked.sha256,
        defaults={
            "file": checked.content,
            "name": checked.name,
            "media_type": checked.media_type,
            "size": checked.size,
            "pages": checked.pages,
            "original_sha256": checked.original_sha256,
            "fingerprints": sorted(prints),
        },
    )
    if is_new and file.is_being_prepared:
        nudge("preview_wanted")
    return file


def require_room(actor: User, token: UUID, size: int, unfinished_bytes: int = 0) -> None:
    """Raise DomainError when `size` more bytes are too much for the person, or for the form."""
    unsent = EvidenceFile.objects.filter(uploaded_by=actor, is_sent=False)
    kept_bytes = (unsent.aggregate(total=Sum("size"))["total"] or 0) + unfinished_bytes
    if kept_bytes + size > settings.EVIDENCE_UNSENT_MAX_MB * 1024 * 1024:
        raise DomainError("Bạn còn quá nhiều tệp chưa gửi. Hãy gửi hoặc bỏ bớt rồi tải tiếp.")
    if EvidenceFile.objects.filter(uploaded_by=actor, token=token).count() >= FILES_PER_REPORT:
        raise DomainError(TOO_MANY_FILES)


def keep_sent(*, actor: User, upload) -> EvidenceFile:
    """Keep a file that belongs to something else than a report. Raises DomainError."""
    file = keep_upload(actor=actor, token=uuid4(), upload=upload)
    file.is_sent = True
    file.save(update_fields=["is_sent"])
    return file


def discard_sent(file: EvidenceFile) -> None:
    """Delete the row of a file now, and its stored content when the transaction is committed."""
    transaction.on_commit(_delete(file))


@transaction.atomic
def drop_upload(*, actor: User, file: EvidenceFile) -> None:
    """Delete a file that has not been sent. Raises NotAllowedError for any other."""
    file = EvidenceFile.objects.select_for_update().filter(pk=file.pk).first()
    if file is None:
        return  # a second click was faster
    if file.is_sent or file.uploaded_by_id != actor.pk:
        raise NotAllowedError("Tệp đã gửi kèm báo cáo thì không bỏ được.")
    transaction.on_commit(_delete(file))


def _delete(file: EvidenceFile) -> Callable[[], None]:
    """Delete the row; return a function that deletes its files from the storage afterwards."""
    pk, storage = file.pk, file.file.storage
    names = [content.name for content in (file.file, file.as_pdf) if content]
    file.delete()

    def clean_up() -> None:
        for name in names:
            storage.delete(name)
        forget_pages(pk)

    return clean_up


def purge_unsent_files(*, before: datetime) -> int:
    """Delete unsent files uploaded before `before`; return their number.

    Files of withdrawn reports are kept, like their text.
    """
    withdrawn = ActivityReport.objects.filter(state=ReportState.WITHDRAWN)
    files = EvidenceFile.objects.filter(is_sent=False, uploaded_at__lt=before)
    files = list(files.exclude(token__in=withdrawn.values("token")))
    for file in files:
        _delete(file)()
    return len(files)


def attach_files(actor: User, report: ActivityReport, token: UUID) -> None:
    kept = EvidenceFile.objects.kept_for(actor, token)
    if report.files.count() + kept.count() > FILES_PER_REPORT:
        raise DomainError(
            f"Mỗi báo cáo nhận tối đa {FILES_PER_REPORT} tệp, kể cả tệp đã gửi trước.",
            field="files",
        )
    kept.update(report=report, is_sent=True)


@transaction.atomic
def move_kept_files(*, actor: User, token: UUID, new_token: UUID) -> None:
    """Move the kept files and unfinished uploads of one token to another."""
    EvidenceFile.objects.kept_for(actor, token).update(token=new_token)
    unfinished = FileUpload.objects.filter(user=actor, token=token, file__isnull=True)
    unfinished.update(token=new_token)


def note_access(
    *, actor: User, file: EvidenceFile, kind: AccessKind, at: datetime, address: str | None
) -> None:
    """Log who opened a file; views within an hour are logged once, every download is logged.

    Access to one's own unsent file is not logged.
    """
    if not file.is_sent:
        return
    same = FileAccess.objects.filter(file=file, user=actor, kind=kind, at__gt=at - VIEW_LASTS)
    if kind == AccessKind.DOWNLOAD or not same.exists():
        FileAccess.objects.create(file=file, user=actor, kind=kind, at=at, address=address)
