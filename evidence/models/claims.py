"""Claims: which secretary has opened which waiting report."""

from django.conf import settings
from django.db import models

from .reports import ActivityReport


class ReportClaim(models.Model):
    """A secretary has opened a waiting report, until when colleagues get another one.

    An expired row stays until the report is decided or sent again: it shows that the office has
    seen the report, which then can no longer be withdrawn.
    """

    report = models.OneToOneField(ActivityReport, models.CASCADE, related_name="claim")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    until = models.DateTimeField("giữ đến")

    class Meta:
        verbose_name = "báo cáo đang được xem"
        verbose_name_plural = "báo cáo đang được xem"

    def __str__(self) -> str:
        return f"Đang xem #{self.pk}"
