"""Commendation forms, quotas and proposals. A proposal cites one sealed ranking."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.models import EntryList, Plan
from core.fields import ExactDecimalField
from participants.models import Cluster
from scoring.models import Ranking, RankingLine

from .querysets import ProposalQuerySet


class CommendationForm(models.Model):
    """A form of commendation (hình thức khen thưởng), such as a Bằng khen, and who decides it."""

    name = models.CharField("hình thức", max_length=200)
    decided_by = models.CharField("thẩm quyền quyết định", max_length=200)
    legal_basis = models.TextField("căn cứ", blank=True)

    class Meta:
        verbose_name = "hình thức khen thưởng"
        verbose_name_plural = "hình thức khen thưởng"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Subject(models.TextChoices):
    """Whom a quota counts: collectives, or individuals of all lists."""

    COLLECTIVE = "collective", "Tập thể"
    INDIVIDUAL = "individual", "Cá nhân"

    @property
    def lists(self) -> list[str]:
        if self is Subject.COLLECTIVE:
            return [EntryList.COLLECTIVE]
        return [EntryList.FULL_TIME, EntryList.PART_TIME]


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Quota(models.Model):
    """How many of one subject a plan may propose for one form, and the least points for it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="quotas", verbose_name="kế hoạch")
    form = models.ForeignKey(
        CommendationForm, models.PROTECT, related_name="quotas", verbose_name="hình thức"
    )
    subject = models.CharField("đối tượng", max_length=10, choices=Subject)
    number = models.PositiveIntegerField("chỉ tiêu")
    minimum_points = ExactDecimalField("điểm tối thiểu", default=0)

    class Meta:
        verbose_name = "chỉ tiêu khen thưởng"
        verbose_name_plural = "chỉ tiêu khen thưởng"
        ordering = ["plan", "form", "subject"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "form", "subject"], name="quota_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()}: {self.number}"


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Proposal(models.Model):
    """Who should be commended, drawn from one sealed ranking under the plan's quotas."""

    ranking = models.OneToOneField(
        Ranking, models.PROTECT, related_name="proposal", verbose_name="bảng xếp hạng"
    )
    drafted_at = models.DateTimeField("lập lúc")
    drafted_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="theo yêu cầu của"
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị khen thưởng"
        verbose_name_plural = "đề nghị khen thưởng"
        ordering = ["-drafted_at"]

    def __str__(self) -> str:
        return f"Đề nghị #{self.pk}"


class ProposalQuota(models.Model):
    """A quota as it was when the proposal was drafted."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="quotas")
    form = models.ForeignKey(CommendationForm, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=10, choices=Subject)
    number = models.PositiveIntegerField()
    minimum_points = ExactDecimalField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "form", "subject"], name="proposal_quota_once"
            )
        ]


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class TiePool(models.Model):
    """Equals at the edge of the quota: a human chooses `seats` of them, on record."""

    quota = models.ForeignKey(ProposalQuota, models.CASCADE, related_name="pools")
    seats = models.PositiveIntegerField("số suất")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField("căn cứ chọn", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="tie_decision_is_complete",
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(reason="")),
            )
        ]


class QuotaShare(models.Model):
    """What one list of one cluster gets of a quota; `exact` as `numerator/denominator`."""

    quota = models.ForeignKey(ProposalQuota, models.CASCADE, related_name="shares")
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="+")
    list = models.CharField(max_length=12, choices=EntryList)
    size = models.PositiveIntegerField("số tham gia")
    eligible = models.PositiveIntegerField("số đủ điều kiện")
    exact = models.CharField("phần chính xác", max_length=80)
    seats = models.PositiveIntegerField("số suất")
    is_contested = models.BooleanField(default=False)
    pool = models.ForeignKey(TiePool, models.PROTECT, null=True, related_name="shares")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quota", "cluster", "list"], name="quota_share_once")
        ]


class Outcome(models.TextChoices):
    """Proposed by place; tied until a human chooses, then chosen (also proposed) or not."""

    PROPOSED = "proposed", "Đề nghị"
    CHOSEN = "chosen", "Đề nghị, được chọn"
    TIED = "tied", "Chờ chọn"
    NOT_CHOSEN = "not_chosen", "Không được chọn"
    OVER_QUOTA = "over_quota", "Ngoài chỉ tiêu"
    NOT_ELIGIBLE = "not_eligible", "Không đủ điều kiện"
    UNREGISTERED = "unregistered", "Không đăng ký thi đua"


# Outcomes that put a line into the proposal.
IN_PROPOSAL = (Outcome.PROPOSED, Outcome.CHOSEN)


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class ProposalLine(models.Model):
    """One ranked entry in a proposal, in or out, with the numbers behind its outcome."""

    share = models.ForeignKey(QuotaShare, models.CASCADE, related_name="lines")
    line = models.ForeignKey(RankingLine, models.PROTECT, related_name="proposal_lines")
    outcome = models.CharField(max_length=12, choices=Outcome)
    eligible_place = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["share", "line"], name="proposal_line_once")]
        indexes = [models.Index(fields=["share", "outcome"], name="proposal_line_outcome")]
