"""Uploads: files that arrive in parts."""

import uuid

from django.conf import settings
from django.db import models

from accounts.models import User

from .files import EvidenceFile

PART_BYTES = 512 * 1024  # of one part of an upload


class FileUploadQuerySet(models.QuerySet):
    def half_arrived_for(self, user: User, token):
        """Uploads of `user` for the form with this token that have arrived in part."""
        return self.filter(user=user, token=token, file=None, refusal="", received__gt=0)


class FileUpload(models.Model):
    """An unfinished or finished upload in parts, which survives a lost connection.

    Its parts are in the storage under `part_name`. When all have arrived it gets its `file`, or a
    `refusal`; both stay for a client that missed the answer and asks again.
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
