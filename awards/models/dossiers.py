"""Dossiers of proposed lines, the public notice of a proposal, and objections to it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.history.tracking import tracked

from .lines import ProposalLine
from .proposals import Proposal


@tracked(plan="line__proposal__ranking__plan")
class Dossier(models.Model):
    """The achievement report of a proposed line: drafted from verified reports, then edited."""

    line = models.OneToOneField(ProposalLine, models.PROTECT, related_name="dossier")
    text = models.TextField("báo cáo thành tích")
    drafted_at = models.DateTimeField("dự thảo lúc")
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người sửa",
    )
    edited_at = models.DateTimeField("sửa lúc", null=True, blank=True)
    revision = models.PositiveIntegerField("lần sửa", default=0)

    class Meta:
        verbose_name = "hồ sơ đề nghị"
        verbose_name_plural = "hồ sơ đề nghị"


@tracked(plan="proposal__ranking__plan")
class PublicNotice(models.Model):
    """The list is published (công khai) for a number of working days, without the first day."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="notices")
    place = models.CharField("công khai tại", max_length=300)
    document_number = models.CharField("số văn bản", max_length=60, blank=True)
    posted_on = models.DateField("từ ngày")
    working_days = models.PositiveSmallIntegerField("số ngày làm việc")
    ends_on = models.DateField("đến hết ngày")
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )

    class Meta:
        verbose_name = "lần công khai"
        verbose_name_plural = "các lần công khai"
        ordering = ["posted_on"]
        constraints = [
            models.CheckConstraint(
                name="notice_ends_after_posting", condition=Q(ends_on__gte=F("posted_on"))
            )
        ]

    def __str__(self) -> str:
        return f"Công khai từ {self.posted_on:%d/%m/%Y}"


@tracked(plan="notice__proposal__ranking__plan")
class Objection(models.Model):
    """An objection to a proposed line, and the answer of the office."""

    notice = models.ForeignKey(PublicNotice, models.PROTECT, related_name="objections")
    line = models.ForeignKey(ProposalLine, models.PROTECT, related_name="objections")
    from_whom = models.CharField("người kiến nghị", max_length=200)
    content = models.TextField("nội dung")
    received_on = models.DateField("nhận ngày")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )
    is_upheld = models.BooleanField("có cơ sở", null=True)
    answer = models.TextField("trả lời", blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người trả lời",
    )
    answered_on = models.DateField("trả lời ngày", null=True, blank=True)

    class Meta:
        verbose_name = "kiến nghị về đề nghị"
        verbose_name_plural = "kiến nghị về đề nghị"
        ordering = ["received_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="objection_answer_is_complete",
                condition=Q(is_upheld__isnull=True, answer="", answered_by__isnull=True)
                | (
                    Q(
                        is_upheld__isnull=False,
                        answered_by__isnull=False,
                        answered_on__isnull=False,
                    )
                    & ~Q(answer="")
                ),
            )
        ]
