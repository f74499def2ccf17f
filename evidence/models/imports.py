"""Workbooks of reports that the office uploaded, and the reports made from their rows."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Role, User
from campaigns.models import Plan
from participants.permissions import councils_served

from .reports import ActivityReport


def import_file_name(instance: "ReportImport", original: str) -> str:
    """A random storage name that cannot be guessed."""
    name = uuid.uuid4().hex
    return f"imports/{name[:2]}/{name}"


class ReportImportQuerySet(models.QuerySet):
    def run_by(self, user: User):
        """Imports into plans that `user` runs as a secretary."""
        offices = councils_served(user, Role.SECRETARY)
        return self.filter(plan__campaign__organiser__in=offices)

    def entered(self):
        return self.filter(entered_at__isnull=False)


class ReportImport(models.Model):
    """An uploaded workbook: first previewed, then entered, and kept on record.

    One that was never entered is purged after some days.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="report_imports", verbose_name="kế hoạch"
    )
    file = models.FileField("tệp", upload_to=import_file_name, max_length=200)
    name = models.CharField("tên tệp", max_length=200)
    size = models.PositiveIntegerField("dung lượng (byte)")
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhập"
    )
    uploaded_at = models.DateTimeField("tải lên lúc")
    entered_at = models.DateTimeField("ghi lúc", null=True, blank=True)
    added = models.PositiveIntegerField("số báo cáo đã thêm", default=0)
    left_out = models.PositiveIntegerField("số dòng không ghi", default=0)

    objects = ReportImportQuerySet.as_manager()

    class Meta:
        verbose_name = "lần nhập báo cáo từ tệp"
        verbose_name_plural = "các lần nhập báo cáo từ tệp"
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                name="import_adds_when_entered", condition=Q(added=0) | Q(entered_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return self.name


class ImportedRow(models.Model):
    """The row behind a report. Its key depends on the row's content, so it is entered once."""

    key = models.UUIDField(unique=True, editable=False)
    report = models.OneToOneField(ActivityReport, models.CASCADE, related_name="imported_row")
    source = models.ForeignKey(ReportImport, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField("dòng")

    class Meta:
        verbose_name = "dòng đã nhập"
        verbose_name_plural = "dòng đã nhập"

    def __str__(self) -> str:
        return f"Dòng {self.number}"
