"""Evidence files: what was kept, and its preview."""

import uuid
from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from accounts.models import User
from campaigns.models import Entry
from core.files import OFFICE_TYPES

from .reports import ActivityReport

MOST_PREVIEW_TRIES = 2


MOST_PAGES = 20  # shown in the preview


def random_name(instance: "EvidenceFile", original: str) -> str:
    """A random storage name that cannot be guessed."""
    name = uuid.uuid4().hex
    return f"evidence/{name[:2]}/{name}"


class EvidenceFileQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """Files of visible reports, and the user's own unsent ones."""
        entries = Entry.objects.visible_to(user).values("pk")
        return self.filter(Q(report__entry__in=entries) | Q(is_sent=False, uploaded_by=user))

    def kept_for(self, user: User, token):
        """Unsent files that `user` uploaded for the form with this token."""
        return self.filter(is_sent=False, uploaded_by=user, token=token)

    def wanting_pdf(self, at: datetime):
        """Office files without a preview, not tried too often and not being converted now."""
        waiting = self.filter(media_type__in=OFFICE_TYPES, pages__isnull=True)
        waiting = waiting.filter(preview_tries__lt=MOST_PREVIEW_TRIES)
        return waiting.exclude(preview_busy_until__gt=at)


class EvidenceFile(models.Model):
    """A file of a report or a score sheet, stored under a random name.

    Only views of this app serve it; until it `is_sent`, only its uploader sees it. `sha256` is of
    the stored content, `original_sha256` of the uploaded one (photos are stored without metadata);
    `fingerprints` are both and the checksum on the phone, so two files with a common one are the
    same file. An office file is previewed through `as_pdf`.
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
        """Whether it is an office file that still has to be converted to PDF."""
        is_tried = self.preview_tries < MOST_PREVIEW_TRIES or self.preview_busy_until is not None
        return self.media_type in OFFICE_TYPES and self.pages is None and is_tried

    @property
    def pages_shown(self) -> range:
        """Numbers of the pages in the preview."""
        return range(1, 1 + min(self.pages or 0, MOST_PAGES))

    @property
    def pages_left(self) -> int:
        return max(0, (self.pages or 0) - MOST_PAGES)
