"""Files behind reports."""

import uuid

from django.conf import settings
from django.db import models

from ..querysets import EvidenceFileQuerySet
from .reports import ActivityReport


def random_name(instance: "EvidenceFile", original: str) -> str:
    """A name that says nothing and cannot be guessed."""
    name = uuid.uuid4().hex
    return f"evidence/{name[:2]}/{name}"


class EvidenceFile(models.Model):
    """A file behind a report, stored under a random name; served only by its own view."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(
        ActivityReport, models.PROTECT, null=True, blank=True, related_name="files"
    )
    token = models.UUIDField(editable=False, db_index=True)
    file = models.FileField("tệp", upload_to=random_name, max_length=200)
    name = models.CharField("tên tệp", max_length=200)
    media_type = models.CharField("loại", max_length=100)
    size = models.PositiveIntegerField("dung lượng (byte)")
    sha256 = models.CharField(max_length=64, db_index=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("tải lên lúc", auto_now_add=True)

    objects = EvidenceFileQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp minh chứng"
        verbose_name_plural = "tệp minh chứng"
        ordering = ["uploaded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["uploaded_by", "token", "sha256"], name="file_kept_once_a_form"
            )
        ]

    def __str__(self) -> str:
        return self.name
