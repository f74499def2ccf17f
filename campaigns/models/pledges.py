"""Registrations of participants: targets and a commitment."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import Role, User
from core.fields import ExactDecimalField
from core.history.tracking import tracked
from core.states import Look, StateChoices
from participants.permissions import councils_served

from .criteria import Criterion
from .entries import Entry, Extension, Stage
from .plans import PlanState


class PledgeState(StateChoices):
    """Draft -> sent -> accepted or returned; returned -> sent again; accepted -> returned."""

    DRAFT = "draft", Look("neutral", "pencil"), "Đang viết"
    SENT = "sent", Look("waiting", "send"), "Đã gửi"
    RETURNED = "returned", Look("returned", "return"), "Trả lại"
    ACCEPTED = "accepted", Look("good", "check"), "Đã chấp nhận"


class PledgeQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """Pledges of the user's own entries, and those sent in plans that they oversee."""
        offices = councils_served(user, Role.SECRETARY, Role.LEADER)
        sent = Q(entry__plan__campaign__organiser__in=offices) & ~Q(state=PledgeState.DRAFT)
        return self.filter(Q(entry__in=Entry.objects.belonging_to(user).values("pk")) | sent)

    def run_by(self, user: User):
        """Pledges sent in plans that `user` runs as a secretary."""
        offices = councils_served(user, Role.SECRETARY)
        return self.filter(entry__plan__campaign__organiser__in=offices).exclude(
            state=PledgeState.DRAFT
        )

    def waiting(self):
        """Pledges sent in running plans, for the office to accept or return."""
        return self.filter(state=PledgeState.SENT, entry__plan__state=PlanState.RUNNING)

    def lapsed(self, at: datetime):
        """Returned pledges of running plans whose time to resend is over at `at`."""
        more_time = Extension.objects.filter(
            entry=OuterRef("entry"), stage=Stage.REGISTRATIONS, until__gte=at
        )
        return self.filter(
            ~Exists(more_time),
            state=PledgeState.RETURNED,
            entry__plan__state=PlanState.RUNNING,
            entry__plan__registrations_due_at__lt=at,
            resend_until__lt=at,
        )

    def for_decision_by(self, user: User):
        """Sent pledges of plans that `user` runs, except their own and those they entered."""
        mine = Entry.objects.reported_by(user).values("pk")
        sent = self.run_by(user).filter(state=PledgeState.SENT)
        return sent.exclude(sent_by=user).exclude(entry__in=mine)


@tracked(plan="entry__plan", private={"state": PledgeState.DRAFT}, secret=["token"])
class Pledge(models.Model):
    """The registration of one entry with its pledge (đăng ký, giao ước); at most one.

    `on_behalf`: entered by the office. A pledge accepted after the deadline records who allowed it
    and why. `token` is that of the page that saved it last.
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
                condition=Q(state=PledgeState.DRAFT)
                | Q(sent_by__isnull=False, sent_at__isnull=False),
            ),
            models.CheckConstraint(
                name="decided_pledge_has_decider",
                condition=Q(state__in=[PledgeState.DRAFT, PledgeState.SENT])
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
        """Whether the office accepted it after the deadline."""
        return bool(self.late_reason)

    @property
    def is_registered(self) -> bool:
        return self.state in (PledgeState.SENT, PledgeState.ACCEPTED)


@tracked(plan="pledge__entry__plan", private={"pledge__state": PledgeState.DRAFT})
class PledgeTarget(models.Model):
    """The target of a participant at one leaf (chỉ tiêu): an exact number, words, or both."""

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
