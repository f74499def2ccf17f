"""The log of opened files."""

import pgtrigger
from django.conf import settings
from django.db import models

from .files import EvidenceFile


class AccessKind(models.TextChoices):
    DOWNLOAD = "download", "Tải về"
    VIEW = "view", "Xem trước"


class FileAccess(models.Model):
    """A download or view of a file: who and when. Rows are never changed or deleted."""

    file = models.ForeignKey(
        EvidenceFile, models.PROTECT, related_name="accesses", verbose_name="tệp"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người mở"
    )
    kind = models.CharField("việc", max_length=10, choices=AccessKind)
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
