"""Participants of a plan, and the extensions granted to them."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import Role, User
from core.clock import today
from core.fields import SortKeyField
from core.history.tracking import tracked
from core.names import search_words
from participants.models import Body, Cluster, Mandate, Membership
from participants.permissions import councils_served

from .plans import Plan
from .scorecards import ParticipantKind, Scorecard


class EntryList(models.TextChoices):
    """Lists that are ranked separately within a cluster."""

    COLLECTIVE = "collective", "Tập thể"
    FULL_TIME = "full_time", "Đại biểu chuyên trách"
    PART_TIME = "part_time", "Đại biểu kiêm nhiệm"


class EntryQuerySet(models.QuerySet):
    def reported_by(self, user: User):
        """Entries that `user` reports for today: their own, and those of bodies they lead."""
        own = Mandate.objects.of_user(user).on(today()).values("pk")
        led = Membership.objects.speaking_on(user, today()).values("body")
        return self.filter(Q(mandate__in=own) | Q(body__in=led))

    def belonging_to(self, user: User):
        """The user's own entries at any time, and those of bodies they led during the plan."""
        own = Mandate.objects.of_user(user).values("pk")
        led = Membership.objects.speaking(user).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=OuterRef("plan__starts_on")),
            body=OuterRef("body"),
            valid_from__lte=OuterRef("plan__ends_on"),
        )
        return self.filter(Q(mandate__in=own) | Exists(led))

    def visible_to(self, user: User):
        """Entries that belong to `user`, and all in plans that `user` oversees."""
        offices = councils_served(user, Role.SECRETARY, Role.LEADER)
        mine = Entry.objects.belonging_to(user).values("pk")
        return self.filter(Q(pk__in=mine) | Q(plan__campaign__organiser__in=offices))

    def without_registration(self):
        """Entries of plans with a registration whose own is not sent, or was returned."""
        from .pledges import PledgeState  # pledges point at entries

        with_stage = self.filter(plan__registrations_due_at__isnull=False)
        return with_stage.exclude(pledge__state__in=[PledgeState.SENT, PledgeState.ACCEPTED])

    def unregistered(self, at: datetime):
        """Entries without registration after every deadline that applies to them has passed.

        The deadlines are the plan's, an extension of their own, and the time to resend.
        """
        from .pledges import PledgeState  # pledges point at entries

        more_time = Extension.objects.filter(
            entry=OuterRef("pk"), stage=Stage.REGISTRATIONS, until__gte=at
        )
        still_to_resend = Q(pledge__state=PledgeState.RETURNED, pledge__resend_until__gte=at)
        return (
            self.without_registration()
            .filter(~Exists(more_time), plan__registrations_due_at__lt=at)
            .exclude(still_to_resend)
        )

    def named_like(self, text: str):
        """Entries whose name and unit contain every word of `text`, ignoring accents and case."""
        return self.filter(*(Q(search_name__contains=word) for word in search_words(text)))


@tracked(plan="plan")
class Entry(models.Model):
    """One body or delegate taking part in one plan, as it was when it was registered."""

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

    def due_at(self, stage: "Stage") -> datetime | None:
        """Deadline of a stage: the plan's or the entry's extension, the later one. 1 query."""
        own = self.extensions.filter(stage=stage).values_list("until", flat=True)
        general = getattr(self.plan, f"{Stage(stage)}_due_at")
        return max(filter(None, (general, own.first())), default=None) if general else None

    def registration_until(self, pledge=None) -> datetime:
        """Last moment to register in a plan with a registration, resending included. 1 query."""
        from .pledges import PledgeState  # pledges point at entries

        last = self.due_at(Stage.REGISTRATIONS)
        if pledge and pledge.state == PledgeState.RETURNED and pledge.resend_until:
            return max(last, pledge.resend_until)
        return last


class Stage(models.TextChoices):
    """Stages of a plan that have a deadline."""

    REGISTRATIONS = "registrations", "Đăng ký thi đua"
    REPORTS = "reports", "Báo cáo hoạt động"
    SELF_SCORES = "self_scores", "Tự chấm"
    CROSS_SCORES = "cross_scores", "Chấm chéo"
    EXPLANATIONS = "explanations", "Giải trình"


@tracked(plan="entry__plan")
class Extension(models.Model):
    """A later deadline for one participant at one stage, on record."""

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
