"""Files behind reports: kept the moment they arrive, attached when the report is sent."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from accounts.models import User
from core.errors import DomainError, NotAllowedError
from core.files import check_upload

from ..models import ActivityReport, EvidenceFile

FILES_PER_REPORT = 10


@transaction.atomic
def keep_upload(*, actor: User, token: UUID, upload) -> EvidenceFile:
    """Keep an uploaded file for the form with this token, whatever becomes of the form.

    The same content under one token is kept once. Raises DomainError when it is not accepted.
    """
    checked = check_upload(upload, max_mb=settings.EVIDENCE_MAX_MB)
    unsent = EvidenceFile.objects.filter(uploaded_by=actor, report__isnull=True)
    kept_bytes = unsent.aggregate(total=Sum("size"))["total"] or 0
    if kept_bytes + checked.size > settings.EVIDENCE_UNSENT_MAX_MB * 1024 * 1024:
        raise DomainError("Bạn còn quá nhiều tệp chưa gửi. Hãy gửi hoặc bỏ bớt rồi tải tiếp.")
    mine = EvidenceFile.objects.filter(uploaded_by=actor, token=token)
    same = mine.filter(sha256=checked.sha256).first()
    if same:
        return same
    if mine.count() >= FILES_PER_REPORT:
        raise DomainError(f"Mỗi báo cáo nhận tối đa {FILES_PER_REPORT} tệp.")
    file, _ = EvidenceFile.objects.get_or_create(
        token=token,
        uploaded_by=actor,
        sha256=checked.sha256,
        defaults={
            "file": upload,
            "name": checked.name,
            "media_type": checked.media_type,
            "size": checked.size,
        },
    )
    return file


@transaction.atomic
def drop_upload(*, actor: User, file: EvidenceFile) -> None:
    """Take away a file that has not become part of a report."""
    if file.report_id is not None or file.uploaded_by_id != actor.pk:
        raise NotAllowedError("Tệp đã gửi kèm báo cáo thì không bỏ được.")
    file.delete()
    transaction.on_commit(lambda: file.file.storage.delete(file.file.name))


def purge_unsent_files(*, before: datetime) -> int:
    """Delete files kept since before `before` for forms that never became reports."""
    old = EvidenceFile.objects.filter(report__isnull=True, uploaded_at__lt=before)
    files = list(old)
    for file in files:
        file.delete()
        file.file.storage.delete(file.file.name)
    return len(files)


def attach_files(actor: User, report: ActivityReport, token: UUID) -> None:
    kept = EvidenceFile.objects.kept_for(actor, token)
    if report.files.count() + kept.count() > FILES_PER_REPORT:
        raise DomainError(
            f"Mỗi báo cáo nhận tối đa {FILES_PER_REPORT} tệp, kể cả tệp đã gửi trước.",
            field="files",
        )
    kept.update(report=report)
