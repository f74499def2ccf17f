"""What is being typed and has not been sent."""

from django.conf import settings
from django.db import models

from campaigns.models import Entry

from .reports import ActivityReport


class SavedDraft(models.Model):
    """What somebody is typing: one for each entry, and one for each report being corrected.

    `revision` counts the saves, so that a second tab does not write over the first unseen.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="drafts")
    report = models.ForeignKey(
        ActivityReport, models.CASCADE, null=True, blank=True, related_name="drafts"
    )
    fields = models.JSONField("nội dung đang nhập", default=dict)
    revision = models.PositiveIntegerField("lần lưu", default=0)
    saved_at = models.DateTimeField("lưu lúc")

    class Meta:
        verbose_name = "bản đang nhập"
        verbose_name_plural = "bản đang nhập"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "entry", "report"],
                name="one_draft_a_form",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"Bản đang nhập #{self.pk}"
