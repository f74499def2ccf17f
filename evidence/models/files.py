"""Files behind reports: uploads on their way, what was kept, previews, and who opened them."""

import uuid

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from core.files import OFFICE_TYPES

from ..querysets import MOST_PREVIEW_TRIES, EvidenceFileQuerySet, FileUploadQuerySet
from .reports import ActivityReport

MOST_PAGES = 20  # that are shown beside a report
PART_BYTES = 512 * 1024  # of a file on its way


def random_name(instance: "EvidenceFile", original: str) -> str:
    """A name that says nothing and cannot be guessed."""
    name = uuid.uuid4().hex
    return f"evidence/{name[:2]}/{name}"


class EvidenceFile(models.Model):
    """A file behind a report or a score sheet, stored under a random name.

    It is served only by views of ours; until it `is_sent` it is its uploader's alone.
    `sha256` is of what is stored, `original_sha256` of what arrived (a photo is stored without its
    place), `fingerprints` are both and that of the file as it was on the phone: whatever of them
    another report has, too, is the same file. An office file is shown by way of `as_pdf`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(
        ActivityReport, models.PROTECT, null=True, blank=True, related_name="files"
    )
    is_sent = models.BooleanField("đã gửi kèm", default=False, editable=False)
    token = models.UUIDField(editable=False, db_index=True)
    file = models.FileField("tệp", upload_to=random_name, max_length=200)
    name = models.CharField("tên tệp", max_length=200)
    media_type = models.CharField("loại", max_length=100)
    size = models.PositiveIntegerField("dung lượng (byte)")
    pages = models.PositiveIntegerField("số trang", null=True, blank=True)
    as_pdf = models.FileField(upload_to=random_name, max_length=200, blank=True)
    preview_tries = models.PositiveSmallIntegerField(default=0)
    preview_busy_until = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    original_sha256 = models.CharField(max_length=64)
    fingerprints = ArrayField(models.CharField(max_length=64), default=list, editable=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("tải lên lúc", auto_now_add=True)

    objects = EvidenceFileQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp minh chứng"
        verbose_name_plural = "tệp minh chứng"
        ordering = ["uploaded_at", "id"]
        indexes = [GinIndex(fields=["fingerprints"], name="file_fingerprints")]
        constraints = [
            models.UniqueConstraint(
                fields=["uploaded_by", "token", "sha256"], name="file_kept_once_a_form"
            ),
            models.CheckConstraint(
                name="file_of_report_is_sent", condition=Q(report__isnull=True) | Q(is_sent=True)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_being_prepared(self) -> bool:
        """An office file that nobody can look at yet: it wants to be a PDF first."""
        is_tried = self.preview_tries < MOST_PREVIEW_TRIES or self.preview_busy_until is not None
        return self.media_type in OFFICE_TYPES and self.pages is None and is_tried

    @property
    def pages_shown(self) -> range:
        """Numbers of the pages that can be looked at here."""
        return range(1, 1 + min(self.pages or 0, MOST_PAGES))

    @property
    def pages_left(self) -> int:
        return max(0, (self.pages or 0) - MOST_PAGES)


class FileUpload(models.Model):
    """A file on its way, in parts: what of it has arrived survives a lost connection.

    Its parts lie in the storage under `part_name`. When all are there it becomes `file`, or
    `refusal` says why not; both stay for whoever did not hear the answer and asks again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    token = models.UUIDField()
    name = models.CharField("tên tệp", max_length=200)
    size = models.PositiveIntegerField("dung lượng (byte)")
    key = models.CharField("dấu của nội dung", max_length=100)
    chosen_sha256 = models.CharField(max_length=64, blank=True)
    received = models.PositiveIntegerField("đã nhận (byte)", default=0)
    file = models.ForeignKey(EvidenceFile, models.CASCADE, null=True, blank=True, related_name="+")
    refusal = models.TextField("không nhận vì", blank=True)
    touched_at = models.DateTimeField("lần cuối lúc", auto_now=True)

    objects = FileUploadQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp đang tải lên"
        verbose_name_plural = "tệp đang tải lên"
        indexes = [models.Index(fields=["user", "token"], name="upload_user_token")]

    def __str__(self) -> str:
        return f"Tệp đang tải lên #{self.pk}"

    def part_name(self, offset: int) -> str:
        return f"uploads/{self.pk.hex}/{offset}"

    @property
    def part_names(self) -> list[str]:
        return [self.part_name(offset) for offset in range(0, self.size, PART_BYTES)]

    @property
    def is_done(self) -> bool:
        return self.file_id is not None or bool(self.refusal)


class FileAccess(models.Model):
    """Who took or looked at a file of a report, and when. Nobody changes or deletes a row."""

    class Kind(models.TextChoices):
        DOWNLOAD = "download", "Tải về"
        VIEW = "view", "Xem trước"

    file = models.ForeignKey(
        EvidenceFile, models.PROTECT, related_name="accesses", verbose_name="tệp"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người mở"
    )
    kind = models.CharField("việc", max_length=10, choices=Kind)
    at = models.DateTimeField("lúc")
    address = models.GenericIPAddressField("địa chỉ", null=True)

    class Meta:
        verbose_name = "lượt mở tệp"
        verbose_name_plural = "lượt mở tệp"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["file", "user", "at"], name="file_access")]
        triggers = [
            pgtrigger.Protect(name="log_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"Lượt mở tệp #{self.pk}"
