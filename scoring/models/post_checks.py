"""Draws, and the post-checks of drawn sheets."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.models import Entry, Plan
from core.history.tracking import tracked
from core.states import Look, StateChoices
from participants.models import Cluster

from .sheets import ScoreSheet


class DrawPurpose(models.TextChoices):
    CROSS = "cross", "Phân công chấm chéo"
    POST_CHECK = "post_check", "Chọn mẫu hậu kiểm"


class Draw(models.Model):
    """A recorded draw: the peers of cross-scoring, or the sheets for a post-check.

    The same `seed` over the same entries gives the same result.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="draws")
    cluster = models.ForeignKey(
        Cluster, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cụm"
    )
    purpose = models.CharField("mục đích", max_length=10, choices=DrawPurpose)
    seed = models.CharField("mã bốc thăm", max_length=32)
    drawn = models.ManyToManyField(Entry, related_name="draws", verbose_name="kết quả")
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField("bốc lúc")

    class Meta:
        verbose_name = "lần bốc thăm"
        verbose_name_plural = "các lần bốc thăm"
        ordering = ["-drawn_at"]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.seed}"


class CheckState(StateChoices):
    """The state of a drawn sheet: unchecked, or the result of its post-check."""

    UNCHECKED = "unchecked", Look("neutral", "clock"), "Chưa kiểm tra"
    RIGHT = "right", Look("good", "check"), "Đúng"
    WRONG = "wrong", Look("bad", "alert"), "Có sai sót"


@tracked(plan="draw__plan")
class PostCheck(models.Model):
    """The result of checking a drawn sheet; without one it is unchecked."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="checks")
    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, related_name="post_checks")
    is_right = models.BooleanField("đúng")
    note = models.TextField("đã đối chiếu những gì", max_length=4000)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người kiểm tra"
    )
    checked_at = models.DateTimeField("kiểm tra lúc")

    class Meta:
        verbose_name = "kết quả hậu kiểm"
        verbose_name_plural = "kết quả hậu kiểm"
        ordering = ["checked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "sheet"], name="post_check_once"),
        ]

    def __str__(self) -> str:
        return f"Kết quả hậu kiểm số {self.pk}"


@tracked(plan="post_check__draw__plan")
class PostCheckFault(models.Model):
    """A leaf that a post-check found wrong, and the document that shows it.

    The right value is in the sheet's column POST_CHECK.
    """

    post_check = models.ForeignKey(PostCheck, models.PROTECT, related_name="faults")
    criterion = models.ForeignKey(
        "campaigns.Criterion", models.PROTECT, related_name="+", verbose_name="tiêu chí"
    )
    reason = models.TextField("sai ở đâu")
    document = models.CharField("văn bản, tài liệu", max_length=200)

    class Meta:
        verbose_name = "sai sót khi hậu kiểm"
        verbose_name_plural = "sai sót khi hậu kiểm"
        constraints = [
            models.UniqueConstraint(fields=["post_check", "criterion"], name="fault_once"),
            models.CheckConstraint(
                name="fault_has_reason_and_document", condition=~Q(reason="") & ~Q(document="")
            ),
        ]

    def __str__(self) -> str:
        return f"Sai sót #{self.pk}"
