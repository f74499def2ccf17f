"""What each participant registered for: targets and a commitment, sent in time or taken late."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.fields import ExactDecimalField
from core.history.tracking import tracked
from core.states import Look, StateChoices

from ..querysets import PledgeQuerySet
from .entries import Entry
from .scorecards import Criterion


class PledgeState(StateChoices):
    """Draft -> sent -> accepted or returned; returned -> sent again; accepted -> returned."""

    DRAFT = "draft", Look("neutral", "pencil"), "Đang viết"
    SENT = "sent", Look("waiting", "send"), "Đã gửi"
    RETURNED = "returned", Look("returned", "return"), "Trả lại"
    ACCEPTED = "accepted", Look("good", "check"), "Đã chấp nhận"


@tracked(plan="entry__plan", private={"state": PledgeState.DRAFT}, secret=["token"])
class Pledge(models.Model):
    """The registration of one entry with its pledge (đăng ký, giao ước); one, or none.

    `on_behalf`: the office entered it. What the office took after the deadline says who allowed
    it and why. `token` is that of the page which wrote last.
    """

    entry = models.OneToOneField(
        Entry, models.PROTECT, related_name="pledge", verbose_name="đơn vị, cá nhân"
    )
    state = models.CharField(
        "tình trạng", max_length=10, choices=PledgeState, default=PledgeState.DRAFT
    )
    title = models.CharField("danh hiệu, hình thức đăng ký", max_length=200, blank=True)
    commitment = models.TextField("nội dung cam kết", max_length=4000, blank=True)
    token = models.UUIDField(null=True, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người viết"
    )
    written_at = models.DateTimeField("viết lúc")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người gửi",
    )
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    on_behalf = models.BooleanField("văn phòng nhập thay", default=False)
    late_allowed_by = models.CharField("người cho phép nhận muộn", max_length=200, blank=True)
    late_reason = models.TextField("lý do nhận muộn", blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người xử lý",
    )
    decided_at = models.DateTimeField("xử lý lúc", null=True, blank=True)
    decision_note = models.TextField("lý do trả lại", blank=True)
    resend_until = models.DateTimeField("sửa và gửi lại đến", null=True, blank=True)

    objects = PledgeQuerySet.as_manager()

    class Meta:
        verbose_name = "đăng ký thi đua"
        verbose_name_plural = "đăng ký thi đua"
        constraints = [
            models.CheckConstraint(
                name="sent_pledge_has_sender",
                condition=Q(state="draft") | Q(sent_by__isnull=False, sent_at__isnull=False),
            ),
            models.CheckConstraint(
                name="decided_pledge_has_decider",
                condition=Q(state__in=["draft", "sent"])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="late_pledge_says_why_and_who",
                condition=Q(late_allowed_by="", late_reason="")
                | (~Q(late_allowed_by="") & ~Q(late_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Đăng ký #{self.pk}"

    @property
    def is_late(self) -> bool:
        """Taken by the office after the deadline."""
        return bool(self.late_reason)

    @property
    def is_registered(self) -> bool:
        return self.state in (PledgeState.SENT, PledgeState.ACCEPTED)


@tracked(plan="pledge__entry__plan", private={"pledge__state": PledgeState.DRAFT})
class PledgeTarget(models.Model):
    """What a participant means to reach at one leaf (chỉ tiêu): an exact number, words, or both."""

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="targets")
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, related_name="targets", verbose_name="tiêu chí"
    )
    number = ExactDecimalField("chỉ tiêu", null=True)
    text = models.CharField("chỉ tiêu bằng lời", max_length=300, blank=True)

    class Meta:
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        constraints = [
            models.UniqueConstraint(fields=["pledge", "criterion"], name="target_once"),
            models.CheckConstraint(
                name="target_says_something", condition=Q(number__isnull=False) | ~Q(text="")
            ),
            models.CheckConstraint(name="target_not_negative", condition=Q(number__gte=0)),
        ]
