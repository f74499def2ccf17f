"""Campaigns, their plans, and the content areas of a plan."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from accounts.models import Role, User
from core.history.tracking import tracked
from core.states import Look, StateChoices
from participants.models import Council
from participants.permissions import councils_served


class Campaign(models.Model):
    """A movement under one theme, for one year or a whole term (phong trào thi đua)."""

    organiser = models.ForeignKey(
        Council, models.PROTECT, related_name="campaigns", verbose_name="do Thường trực của"
    )
    name = models.CharField("tên phong trào", max_length=300)
    slug = models.SlugField("tên ngắn trong địa chỉ", unique=True)
    theme = models.TextField("chủ đề")
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")

    class Meta:
        verbose_name = "phong trào thi đua"
        verbose_name_plural = "phong trào thi đua"
        ordering = ["-starts_on", "name"]
        constraints = [
            models.CheckConstraint(
                name="campaign_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))
            )
        ]

    def __str__(self) -> str:
        return self.name


class PlanState(StateChoices):
    DRAFT = "draft", Look("neutral", "pencil"), "Dự thảo"
    RUNNING = "running", Look("good", "play"), "Đang diễn ra"
    CLOSED = "closed", Look("neutral", "lock"), "Đã tổng kết"


class Unregistered(models.TextChoices):
    """Consequence of not registering in time."""

    NOTED = "noted", "Chỉ ghi nhận"
    NOT_PROPOSED = "not_proposed", "Không xét khen thưởng"


class PlanQuerySet(models.QuerySet):
    def overseen_by(self, user: User):
        """Plans of the councils that `user` serves as a secretary or leader."""
        offices = councils_served(user, Role.SECRETARY, Role.LEADER)
        return self.filter(campaign__organiser__in=offices)

    def run_by(self, user: User):
        """Plans that `user` runs as a secretary."""
        return self.filter(campaign__organiser__in=councils_served(user, Role.SECRETARY))

    def visible_to(self, user: User):
        """Plans that `user` oversees or takes part in; drafts only to the office."""
        from .entries import Entry  # entries point at plans

        offices = councils_served(user, Role.SECRETARY, Role.LEADER)
        entries = Entry.objects.belonging_to(user)
        joined = entries.exclude(plan__state=PlanState.DRAFT).values("plan")
        return self.filter(Q(campaign__organiser__in=offices) | Q(pk__in=joined))


@tracked(plan="id")
class Plan(models.Model):
    """The issued document of one round (kế hoạch): participants, dates and scorecards."""

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="plans", verbose_name="phong trào"
    )
    name = models.CharField("tên kế hoạch", max_length=300)
    slug = models.SlugField("tên ngắn trong địa chỉ", unique=True)
    theme = models.TextField("chủ đề của năm", blank=True)
    document_number = models.CharField("số, ký hiệu văn bản", max_length=60, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    starts_on = models.DateField("tính hoạt động từ ngày")
    ends_on = models.DateField("đến ngày")
    registrations_due_at = models.DateTimeField(
        "hạn đăng ký thi đua",
        null=True,
        blank=True,
        help_text="Không ghi thì kế hoạch không có bước đăng ký.",
    )
    unregistered_means = models.CharField(
        "không đăng ký thì", max_length=15, choices=Unregistered, default=Unregistered.NOTED
    )
    reports_due_at = models.DateTimeField("hạn nhận báo cáo")
    resend_days = models.PositiveIntegerField(
        "số ngày để sửa báo cáo bị trả lại",
        default=5,
        help_text="Tính từ lúc trả lại, kể cả sau hạn nhận báo cáo.",
    )
    self_scores_due_at = models.DateTimeField("hạn tự chấm", null=True, blank=True)
    cross_scores_due_at = models.DateTimeField("hạn chấm chéo", null=True, blank=True)
    explanations_due_at = models.DateTimeField("hạn giải trình", null=True, blank=True)
    appeal_days = models.PositiveIntegerField(
        "số ngày làm việc để kiến nghị về điểm",
        default=5,
        help_text="Tính từ ngày sau ngày khóa bảng xếp hạng.",
    )
    state = models.CharField(
        "tình trạng", max_length=10, choices=PlanState, default=PlanState.DRAFT
    )
    launched_at = models.DateTimeField("phát động lúc", null=True, editable=False)
    note = models.TextField("ghi chú cho người tham gia", blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch thi đua"
        verbose_name_plural = "kế hoạch thi đua"
        ordering = ["-starts_on", "name"]
        constraints = [
            models.CheckConstraint(
                name="plan_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_closed(self) -> bool:
        return self.state == PlanState.CLOSED

    def days_within(self, starts_on: date, ends_on: date | None) -> int:
        """Number of days of the plan between two days, both included."""
        last = min(ends_on or self.ends_on, self.ends_on)
        return max((last - max(starts_on, self.starts_on)).days + 1, 0)

    @property
    def has_registration(self) -> bool:
        """Whether the plan has a registration; without a deadline it has none."""
        return self.registrations_due_at is not None

    @property
    def leaves_out_unregistered(self) -> bool:
        return self.has_registration and self.unregistered_means == Unregistered.NOT_PROPOSED


class ContentArea(models.Model):
    """A field of work in which units compete (nội dung thi đua)."""

    plan = models.ForeignKey(
        Plan, models.CASCADE, related_name="content_areas", verbose_name="kế hoạch"
    )
    position = models.PositiveIntegerField("thứ tự")
    name = models.CharField("nội dung", max_length=300)

    class Meta:
        verbose_name = "nội dung thi đua"
        verbose_name_plural = "nội dung thi đua"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="content_area_position_once")
        ]

    def __str__(self) -> str:
        return self.name
