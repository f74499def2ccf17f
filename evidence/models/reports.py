"""Activity reports with their counts. Knows nothing of how points are made."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from accounts.models import Role, User
from campaigns.models import ActivityKind, Criterion, Entry, Extension, PlanState
from core.document_numbers import document_key
from core.history.tracking import tracked
from core.states import Look, StateChoices
from participants.permissions import councils_served


class ReportState(StateChoices):
    """Sent -> verified, returned, refused or withdrawn; returned or withdrawn -> sent again."""

    SENT = "sent", Look("waiting", "send"), "Đã gửi"
    RETURNED = "returned", Look("returned", "return"), "Trả lại"
    VERIFIED = "verified", Look("good", "check"), "Đã xác nhận"
    REFUSED = "refused", Look("bad", "cross"), "Từ chối"
    WITHDRAWN = "withdrawn", Look("neutral", "return"), "Đã rút lại"


# States in which a report counts neither as sent nor as a copy of another one.
VOID_STATES = (ReportState.REFUSED, ReportState.WITHDRAWN)


# Allowed changes of state; services use only this table.
TRANSITIONS = {
    ReportState.SENT: {
        ReportState.VERIFIED,
        ReportState.RETURNED,
        ReportState.REFUSED,
        ReportState.WITHDRAWN,
    },
    ReportState.WITHDRAWN: {ReportState.SENT},
    ReportState.RETURNED: {ReportState.SENT},
    ReportState.VERIFIED: {ReportState.RETURNED},
    ReportState.REFUSED: set(),
}


@dataclass(frozen=True)
class Ratio:
    """The numbers of a ratio, and what is excluded from the denominator.

    An exclusion names the document that allows it.
    """

    count: int
    denominator: int
    excluded: int = 0
    document: str = ""


class ActivityReportQuerySet(models.QuerySet):
    def waiting(self):
        """Sent reports without a decision."""
        return self.filter(state=ReportState.SENT)

    def verified(self):
        return self.filter(state=ReportState.VERIFIED)

    def returned(self):
        return self.filter(state=ReportState.RETURNED)

    def resendable(self, at: datetime):
        """Returned reports that may be sent again at `at`; see `rules.resend_problem`."""
        in_time = Q(resend_until__isnull=True) | Q(resend_until__gte=at)
        return self.returned().filter(in_time, entry__plan__state=PlanState.RUNNING)

    def in_plan(self, plan):
        return self.filter(entry__plan=plan)

    def run_by(self, user: User):
        """Reports in plans that `user` runs as a secretary."""
        offices = councils_served(user, Role.SECRETARY)
        return self.filter(entry__plan__campaign__organiser__in=offices)

    def for_decision_by(self, user: User):
        """Waiting reports of plans that `user` runs, without the user's own."""
        mine = Entry.objects.reported_by(user).values("pk")
        return self.run_by(user).waiting().exclude(reported_by=user).exclude(entry__in=mine)

    def free_for(self, user: User, at: datetime):
        """Reports that no colleague of `user` has open."""
        return self.exclude(Q(claim__until__gt=at) & ~Q(claim__user=user))

    def behind(self, report):
        """Reports sent after `report`."""
        return self.filter(
            Q(submitted_at__gt=report.submitted_at)
            | Q(submitted_at=report.submitted_at, pk__gt=report.pk)
        )

    def correctable_by(self, user: User):
        """Reports that `user` may correct: of the user's entries, and those entered for others."""
        mine = Entry.objects.reported_by(user).values("pk")
        offices = councils_served(user, Role.SECRETARY)
        entered = Q(reported_by=user, entry__plan__campaign__organiser__in=offices)
        return self.filter(Q(entry__in=mine) | entered)

    def visible_to(self, user: User):
        """Reports of the user's entries and of plans the user oversees.

        A withdrawn report is a draft again, visible only to its author and its entry, unless the
        office has decided on it before.
        """
        mine = Q(reported_by=user) | Q(entry__in=Entry.objects.belonging_to(user).values("pk"))
        visible = self.filter(entry__in=Entry.objects.visible_to(user).values("pk"))
        return visible.filter(~Q(state=ReportState.WITHDRAWN, decided_at__isnull=True) | mine)


@tracked(
    plan="entry__plan",
    private={"state": ReportState.WITHDRAWN, "decided_at": None},
    secret=["token"],
)
class ActivityReport(models.Model):
    """One activity of one entry on one day, with the numbers it counts for."""

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
    on_behalf = models.BooleanField("văn phòng nhập thay", default=False)
    document_number = models.CharField("số, ký hiệu văn bản", max_length=60, blank=True)
    document_key = document_key("document_number")
    days_late = models.PositiveIntegerField(
        "số ngày nộp muộn",
        default=0,
        help_text="Sau hạn chung của kế hoạch, tính từ lần gửi đầu; tính cả ngày đang dở.",
    )
    extension = models.ForeignKey(
        Extension,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name="nhận bổ sung theo",
    )
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
                condition=Q(state__in=[ReportState.SENT, ReportState.WITHDRAWN])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="late_report_was_allowed",
                condition=Q(days_late=0) | Q(extension__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["entry", "state"], name="report_entry_state"),
            models.Index(
                fields=["submitted_at", "id"],
                condition=Q(state=ReportState.SENT),
                name="report_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"Báo cáo số {self.pk}"


@tracked(
    plan="entry__plan",
    private={"report__state": ReportState.WITHDRAWN, "report__decided_at": None},
)
class ReportCount(models.Model):
    """A report's number for one criterion; numerator and denominator for a ratio."""

    report = models.ForeignKey(ActivityReport, models.CASCADE, related_name="counts")
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, related_name="counts", verbose_name="tiêu chí"
    )
    count = models.PositiveIntegerField("số lượng (tử số)")
    denominator = models.PositiveIntegerField("mẫu số", null=True, blank=True)
    excluded = models.PositiveIntegerField("không tính vào mẫu số", null=True, blank=True)
    document = models.CharField("văn bản cho phép bớt mẫu số", max_length=200, blank=True)
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
                include=["count", "report", "denominator", "excluded"],
                condition=Q(is_verified=True),
                name="verified_counts",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["report", "criterion"], name="count_once"),
            models.CheckConstraint(
                name="count_positive", condition=Q(count__gte=1) | Q(denominator__isnull=False)
            ),
            models.CheckConstraint(
                name="ratio_within_denominator",
                condition=Q(denominator__isnull=True, excluded__isnull=True)
                | Q(denominator__gte=F("count") + Coalesce("excluded", 0)),
            ),
            models.CheckConstraint(
                name="exclusion_has_document",
                condition=Q(excluded__isnull=True) | Q(excluded=0) | ~Q(document=""),
            ),
        ]

    @property
    def amount(self) -> int | Ratio:
        """The reported number, or the numbers of a ratio."""
        if self.denominator is None:
            return self.count
        return Ratio(self.count, self.denominator, self.excluded or 0, self.document)
