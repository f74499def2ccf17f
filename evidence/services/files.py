"""Files behind reports: kept the moment they arrive, attached when the report is sent."""

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

from ..models import ActivityReport, EvidenceFile, FileAccess, FileUpload, ReportState
from ..previews import forget_pages

FILES_PER_REPORT = 10
LOOK_LASTS = timedelta(hours=1)
_TOO_MANY = f"Mỗi báo cáo nhận tối đa {FILES_PER_REPORT} tệp."


def keep_upload(*, actor: User, token: UUID, upload, chosen_sha256: str = "") -> EvidenceFile:
    """Keep an uploaded file for the form with this token, whatever becomes of the form.

    The same content under one token is kept once. `chosen_sha256` is what the phone says the file
    was before it made it smaller. Raises DomainError when it is not accepted.
    """
    checked = check_upload(upload, max_mb=settings.EVIDENCE_MAX_MB)  # may take its time
    with transaction.atomic():
        return _keep(actor, token, checked, chosen_sha256)


def keep_uploads(*, actor: User, token: UUID, uploads: Iterable) -> list[str]:
    """Keep each accepted upload of a form; the refusals of the others, in Vietnamese."""
    uploads = list(uploads)
    problems = [_TOO_MANY] if len(uploads) > FILES_PER_REPORT else []
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


def require_room(actor: User, token: UUID, size: int, on_the_way: int = 0) -> None:
    """Raise DomainError when one more file of `size` bytes is too much for the person or form."""
    unsent = EvidenceFile.objects.filter(uploaded_by=actor, is_sent=False)
    kept_bytes = (unsent.aggregate(total=Sum("size"))["total"] or 0) + on_the_way
    if kept_bytes + size > settings.EVIDENCE_UNSENT_MAX_MB * 1024 * 1024:
        raise DomainError("Bạn còn quá nhiều tệp chưa gửi. Hãy gửi hoặc bỏ bớt rồi tải tiếp.")
    if EvidenceFile.objects.filter(uploaded_by=actor, token=token).count() >= FILES_PER_REPORT:
        raise DomainError(_TOO_MANY)


def keep_sent(*, actor: User, upload) -> EvidenceFile:
    """Keep a file that is part of something at once, and not of a report. Raises DomainError."""
    file = keep_upload(actor=actor, token=uuid4(), upload=upload)
    file.is_sent = True
    file.save(update_fields=["is_sent"])
    return file


def discard_sent(file: EvidenceFile) -> None:
    """Delete a file that is part of nothing any more, when the transaction ends well."""
    transaction.on_commit(_delete(file))


@transaction.atomic
def drop_upload(*, actor: User, file: EvidenceFile) -> None:
    """Take away a file that has not become part of a report."""
    file = EvidenceFile.objects.select_for_update().filter(pk=file.pk).first()
    if file is None:
        return  # the other of two clicks was quicker
    if file.is_sent or file.uploaded_by_id != actor.pk:
        raise NotAllowedError("Tệp đã gửi kèm báo cáo thì không bỏ được.")
    transaction.on_commit(_delete(file))


def _delete(file: EvidenceFile) -> Callable[[], None]:
    """Delete the row; what is returned clears everything of it from the storage, afterwards."""
    pk, storage = file.pk, file.file.storage
    names = [content.name for content in (file.file, file.as_pdf) if content]
    file.delete()

    def clean_up() -> None:
        for name in names:
            storage.delete(name)
        forget_pages(pk)

    return clean_up


def purge_unsent_files(*, before: datetime) -> int:
    """Delete files kept since before `before` for forms that never became reports.

    Files of withdrawn reports stay, like their text.
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
    """Give the files that wait under a sent token, and uploads still arriving, to a new form."""
    EvidenceFile.objects.kept_for(actor, token).update(token=new_token)
    unfinished = FileUpload.objects.filter(user=actor, token=token, file__isnull=True)
    unfinished.update(token=new_token)


def note_access(
    *, actor: User, file: EvidenceFile, kind: FileAccess.Kind, at: datetime, address: str | None
) -> None:
    """Put on record who opened a file of a report; looks within an hour are one look.

    One's own file that nobody was sent yet is nobody's business.
    """
    if not file.is_sent:
        return
    same = FileAccess.objects.filter(file=file, user=actor, kind=kind, at__gt=at - LOOK_LASTS)
    if kind == FileAccess.Kind.DOWNLOAD or not same.exists():
        FileAccess.objects.create(file=file, user=actor, kind=kind, at=at, address=address)
