"""Uploads in parts, so that a lost connection costs one part, not the file."""

import contextlib
import tempfile
from datetime import datetime
from functools import partial
from uuid import UUID

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Sum

from accounts.models import User
from core.errors import DomainError
from core.files import check_name_and_size

from ..models import PART_BYTES, EvidenceFile, FileUpload
from .files import keep_upload, require_room

MOST_UNFINISHED = 60  # of one person, in all forms


@transaction.atomic
def begin_upload(
    *, actor: User, token: UUID, name: str, size: int, key: str, chosen_sha256: str = ""
) -> FileUpload:
    """A new upload, or the unfinished one of the same content (`key`) for the same form.

    Raises DomainError for a name, size or number of files that is not accepted.
    """
    name = check_name_and_size(name, size, max_mb=settings.EVIDENCE_MAX_MB)
    mine = FileUpload.objects.filter(user=actor, file__isnull=True, refusal="")
    if begun := mine.filter(token=token, key=key, size=size, name=name).first():
        return begun
    if mine.count() >= MOST_UNFINISHED:
        raise DomainError("Bạn có quá nhiều tệp tải dở. Hãy tải tiếp các tệp đó trước.")
    unfinished_bytes = mine.aggregate(total=Sum("size"))["total"] or 0
    require_room(actor, token, size, unfinished_bytes)
    return FileUpload.objects.create(
        user=actor, token=token, name=name, size=size, key=key, chosen_sha256=chosen_sha256
    )


@transaction.atomic
def receive_part(*, upload: FileUpload, offset: int, part) -> FileUpload:
    """Store the part that begins at `offset`; ignore one that is not the next.

    `received` of the returned upload is the offset to continue at. Parts are PART_BYTES long,
    except the last.
    """
    upload = FileUpload.objects.select_for_update().get(pk=upload.pk)
    expected = min(PART_BYTES, upload.size - upload.received)
    is_next = offset == upload.received and part.size == expected > 0
    if upload.is_done or not is_next:
        return upload
    name = upload.part_name(offset)
    default_storage.delete(name)  # left by a failed transaction
    default_storage.save(name, part)
    upload.received = F("received") + part.size
    upload.save(update_fields=["received", "touched_at"])
    upload.refresh_from_db()
    return upload


def finish_upload(*, actor: User, upload: FileUpload) -> EvidenceFile:
    """Join the parts and keep the file. Idempotent.

    Raises DomainError when the file is not accepted.
    """
    with transaction.atomic():
        upload = FileUpload.objects.select_for_update().get(pk=upload.pk, user=actor)
        if not upload.is_done:
            _keep_whole(actor, upload)
            upload.save()
            transaction.on_commit(partial(_drop_parts, upload.part_names))
    if upload.refusal:
        raise DomainError(upload.refusal)
    return upload.file


def _keep_whole(actor: User, upload: FileUpload) -> None:
    with tempfile.NamedTemporaryFile(prefix="upload-") as whole:
        for name in upload.part_names:
            with default_storage.open(name) as part:
                whole.write(part.read())
        whole.flush()
        content = File(whole, name=upload.name)
        try:
            upload.file = keep_upload(
                actor=actor, token=upload.token, upload=content, chosen_sha256=upload.chosen_sha256
            )
        except DomainError as error:
            upload.refusal = error.message


def _drop_parts(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)
    if names:
        with contextlib.suppress(OSError):  # the folder, if the storage has folders
            default_storage.delete(names[0].rpartition("/")[0])


def purge_uploads(*, before: datetime) -> int:
    """Delete uploads not continued since before `before`, with their parts."""
    old = list(FileUpload.objects.filter(touched_at__lt=before))
    for upload in old:
        names = upload.part_names
        upload.delete()
        _drop_parts(names)
    return len(old)
