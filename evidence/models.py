"""Activity reports with their counts and files. Knows nothing of how points are made."""

import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.models import ActivityKind, Criterion, Entry

from .querysets import ActivityReportQuerySet, EvidenceFileQuerySet


class ReportState(models.TextChoices):
    """Sent -> verified, returned or refused; returned -> sent again."""

    SENT = "sent", "Đã gửi"
    RETURNED = "returned", "Trả lại"
    VERIFIED = "verified", "Đã xác nhận"
    REFUSED = "refused", "Từ chối"


# What may follow what; services look here and nowhere else.
TRANSITIONS = {
    ReportState.SENT: {ReportState.VERIFIED, ReportState.RETURNED, ReportState.REFUSED},
    ReportState.RETURNED: {ReportState.SENT},
    ReportState.VERIFIED: {ReportState.RETURNED},
    ReportState.REFUSED: set(),
}


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class ActivityReport(models.Model):
    """One activity of one entry, on one day, with what it counts for."""

    entry = models.ForeignKey(
        Entry, models.PROTECT, related_name="reports", verbose_name="đơn vị, cá nhân"
    )
    kind = models.ForeignKey(
        ActivityKind, models.PROTECT, related_name="reports", verbose_name="loại hoạt động"
    )
    happened_on = models.DateField("ngày diễn ra")
    place = models.CharField("địa điểm", max_length=200, blank=True)
    summary = models.TextField("nội dung, kết quả", max_length=4000)
    state = models.CharField(
        "tình trạng", max_length=10, choices=ReportState, default=ReportState.SENT
    )
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người báo"
    )
    submitted_at = models.DateTimeField("gửi lúc")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người xử lý",
    )
    decided_at = models.DateTimeField("xử lý lúc", null=True, blank=True)
    decision_note = models.TextField("lý do", blank=True)
    resend_until = models.DateTimeField("sửa và gửi lại đến", null=True, blank=True)

    objects = ActivityReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo hoạt động"
        verbose_name_plural = "báo cáo hoạt động"
        ordering = ["-submitted_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="decided_report_has_decider",
                condition=Q(state="sent") | Q(decided_by__isnull=False, decided_at__isnull=False),
            )
        ]
        indexes = [
            models.Index(fields=["entry", "state"], name="report_entry_state"),
            models.Index(
                fields=["submitted_at", "id"], condition=Q(state="sent"), name="report_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"Báo cáo số {self.pk}"


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class ReportCount(models.Model):
    """How many a report brings for one criterion."""

    report = models.ForeignKey(ActivityReport, models.CASCADE, related_name="counts")
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, related_name="counts", verbose_name="tiêu chí"
    )
    count = models.PositiveIntegerField("số lượng")
    entry = models.ForeignKey(
        Entry,
        models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name="đơn vị, cá nhân",
        help_text="That of the report, so that a ranking reads one index and nothing else.",
    )
    is_verified = models.BooleanField("được tính", default=False)

    class Meta:
        verbose_name = "số lượng"
        verbose_name_plural = "số lượng"
        indexes = [
            models.Index(
                fields=["entry", "criterion"],
                include=["count", "report"],
                condition=Q(is_verified=True),
                name="verified_counts",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["report", "criterion"], name="count_once"),
            models.CheckConstraint(name="count_positive", condition=Q(count__gte=1)),
        ]


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
