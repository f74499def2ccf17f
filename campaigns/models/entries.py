"""Who takes part in a plan, who got more time, and what has changed for whom."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from core.fields import SortKeyField
from core.history.tracking import tracked
from participants.models import Body, Cluster, Mandate

from ..querysets import EntryChangeQuerySet, EntryQuerySet
from .plans import Plan
from .scorecards import ParticipantKind, Scorecard


class EntryList(models.TextChoices):
    """Lists that are ranked apart within a cluster."""

    COLLECTIVE = "collective", "Tập thể"
    FULL_TIME = "full_time", "Đại biểu chuyên trách"
    PART_TIME = "part_time", "Đại biểu kiêm nhiệm"


@tracked(plan="plan")
class Entry(models.Model):
    """One body or one delegate taking part in one plan, as it was when it registered."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="entries", verbose_name="kế hoạch")
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="entries", verbose_name="tập thể"
    )
    mandate = models.ForeignKey(
        Mandate,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
        verbose_name="đại biểu",
    )
    kind = models.CharField("loại", max_length=20, choices=ParticipantKind)
    list = models.CharField("danh sách", max_length=12, choices=EntryList)
    cluster = models.ForeignKey(
        Cluster, models.PROTECT, related_name="entries", verbose_name="cụm thi đua"
    )
    scorecard = models.ForeignKey(
        Scorecard, models.PROTECT, related_name="entries", verbose_name="bảng tiêu chí"
    )
    name = models.CharField("tên", max_length=200)
    unit_name = models.CharField("đơn vị", max_length=200)
    sort_key = SortKeyField(max_length=1000)
    search_name = models.CharField(max_length=420, editable=False)
    registered_on = models.DateField("đăng ký ngày")
    organisation = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="heads",
        verbose_name="đứng đầu tập thể",
    )
    days_served = models.PositiveIntegerField("số ngày tham gia trong kỳ")
    days_note = models.CharField("căn cứ số ngày", max_length=300, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị, cá nhân tham gia"
        verbose_name_plural = "đơn vị, cá nhân tham gia"
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(
                name="entry_is_one_thing",
                condition=Q(body__isnull=False, mandate__isnull=True)
                | Q(body__isnull=True, mandate__isnull=False),
            ),
            models.UniqueConstraint(fields=["plan", "body"], name="entry_body_once"),
            models.UniqueConstraint(fields=["plan", "mandate"], name="entry_mandate_once"),
        ]
        indexes = [
            models.Index(fields=["plan", "cluster", "list"], name="entry_place"),
            GinIndex(fields=["search_name"], opclasses=["gin_trgm_ops"], name="entry_search"),
        ]

    def __str__(self) -> str:
        return self.name


class Stage(models.TextChoices):
    """Stages of a plan that end on a day."""

    REGISTRATIONS = "registrations", "Đăng ký thi đua"
    REPORTS = "reports", "Báo cáo hoạt động"
    SELF_SCORES = "self_scores", "Tự chấm"
    CROSS_SCORES = "cross_scores", "Chấm chéo"
    EXPLANATIONS = "explanations", "Giải trình"


@tracked(plan="entry__plan")
class Extension(models.Model):
    """More time for one participant at one stage, on record."""

    entry = models.ForeignKey(
        Entry, models.PROTECT, related_name="extensions", verbose_name="đơn vị, cá nhân"
    )
    stage = models.CharField("giai đoạn", max_length=15, choices=Stage)
    until = models.DateTimeField("đến")
    reason = models.TextField("lý do")
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người cho phép"
    )
    granted_at = models.DateTimeField("cho phép lúc")

    class Meta:
        verbose_name = "gia hạn"
        verbose_name_plural = "gia hạn"
        constraints = [models.UniqueConstraint(fields=["entry", "stage"], name="extension_once")]

    def __str__(self) -> str:
        return f"Gia hạn {self.get_stage_display().lower()} #{self.pk}"


class ClusterClosing(models.Model):
    """The figures of a cluster are final in a plan, until somebody opens it again with a reason."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="closings", verbose_name="kế hoạch")
    cluster = models.ForeignKey(
        Cluster, models.PROTECT, related_name="closings", verbose_name="cụm thi đua"
    )
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người chốt"
    )
    closed_at = models.DateTimeField("chốt lúc")
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người mở lại",
    )
    reopened_at = models.DateTimeField("mở lại lúc", null=True, blank=True)
    reason = models.TextField("lý do mở lại", blank=True)

    class Meta:
        verbose_name = "lần chốt số liệu của cụm"
        verbose_name_plural = "các lần chốt số liệu của cụm"
        ordering = ["-closed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "cluster"],
                condition=Q(reopened_at__isnull=True),
                name="cluster_closed_once",
            ),
            models.CheckConstraint(
                name="cluster_reopened_with_reason",
                condition=Q(reopened_at__isnull=True, reopened_by__isnull=True, reason="")
                | (Q(reopened_at__isnull=False, reopened_by__isnull=False) & ~Q(reason="")),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="cluster_closing_kept",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.reopened_at IS NOT NULL"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.cluster} đã chốt"


class EntryChange(models.Model):
    """Something an entry is scored by has changed, and the ranking has not caught up yet.

    Written in the transaction of the change, taken away in the transaction of the ranking:
    work asked for is a row, so no crash of worker or broker can lose it.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="changes")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="changes")
    changed_at = models.DateTimeField(auto_now_add=True)

    objects = EntryChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "thay đổi chờ tính lại"
        verbose_name_plural = "thay đổi chờ tính lại"
        indexes = [models.Index(fields=["plan"], name="entry_change_plan")]
