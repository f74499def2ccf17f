"""Proposals: a sealed ranking under the quotas of its plan, with their shares and ties."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import User
from campaigns.models import EntryList, Plan
from core.history.tracking import tracked
from participants.models import Cluster
from scoring.models import Ranking

from .catalogue import AwardTypeRule
from .quotas import QuotaTerms, terms_are_valid


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """Proposals of plans that `user` oversees; others see no names before a decision."""
        return self.filter(ranking__plan__in=Plan.objects.overseen_by(user).values("pk"))

    def latest_of(self, plan):
        """The proposal of the plan's newest ranking that has one; None without any."""
        return self.filter(ranking__plan=plan).order_by("-ranking__number").first()


@tracked(plan="ranking__plan")
class Proposal(models.Model):
    """The lines to be commended, drafted from one sealed ranking under the plan's quotas.

    Until it is closed, lines may be moved by hand. Then come notice, ballot and submission, and
    only a hold or a decision affects a line.
    """

    ranking = models.OneToOneField(
        Ranking, models.PROTECT, related_name="proposal", verbose_name="bảng xếp hạng"
    )
    drafted_at = models.DateTimeField("lập lúc")
    drafted_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="theo yêu cầu của"
    )
    closed_at = models.DateTimeField("chốt lúc", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người chốt",
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị khen thưởng"
        verbose_name_plural = "đề nghị khen thưởng"
        ordering = ["-drafted_at"]
        constraints = [
            models.CheckConstraint(
                name="proposal_closing_is_complete",
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"Đề nghị #{self.pk}"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class ProposalQuota(QuotaTerms):
    """A copy of a quota at the time of drafting, with its seats and its rule."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="quotas")
    rule = models.ForeignKey(AwardTypeRule, models.PROTECT, null=True, related_name="+")
    nested_in = models.ForeignKey("self", models.PROTECT, null=True, related_name="nested")
    seats = models.PositiveIntegerField("số suất")

    class Meta:
        verbose_name = "chỉ tiêu trong đề nghị"
        verbose_name_plural = "chỉ tiêu trong đề nghị"
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "award_type", "subject"], name="proposal_quota_once"
            ),
            *terms_are_valid("proposal_quota"),
        ]


@tracked(plan="quota__proposal__ranking__plan")
class TiePool(models.Model):
    """Tied lines at the last seats of a quota, of which a person chooses `seats`."""

    quota = models.ForeignKey(ProposalQuota, models.CASCADE, related_name="pools")
    seats = models.PositiveIntegerField("số suất")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField("chọn lúc", null=True)
    reason = models.TextField("căn cứ chọn", blank=True)

    class Meta:
        verbose_name = "nhóm bằng nhau ở ranh giới chỉ tiêu"
        verbose_name_plural = "nhóm bằng nhau ở ranh giới chỉ tiêu"
        constraints = [
            models.CheckConstraint(
                name="tie_decision_is_complete",
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(reason="")),
            )
        ]


class QuotaShare(models.Model):
    """The share of one list of one cluster in a quota; `exact` as `numerator/denominator`.

    Without cluster and list it is the single list of a quota that is not shared.
    """

    quota = models.ForeignKey(ProposalQuota, models.CASCADE, related_name="shares")
    cluster = models.ForeignKey(Cluster, models.PROTECT, null=True, related_name="+")
    list = models.CharField(max_length=12, choices=EntryList, blank=True)
    size = models.PositiveIntegerField("số tham gia")
    eligible = models.PositiveIntegerField("số đủ điều kiện")
    exact = models.CharField("phần chính xác", max_length=80)
    seats = models.PositiveIntegerField("số suất")
    is_contested = models.BooleanField(default=False)
    pool = models.ForeignKey(TiePool, models.PROTECT, null=True, related_name="shares")

    class Meta:
        verbose_name = "phần chỉ tiêu"
        verbose_name_plural = "phần chỉ tiêu"
        constraints = [
            models.UniqueConstraint(
                fields=["quota", "cluster", "list"],
                name="quota_share_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"Phần chỉ tiêu #{self.pk}"
