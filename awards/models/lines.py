"""Lines of a proposal: the outcome of each ranked entry, and changes made by hand."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from core.history.tracking import tracked
from core.states import Look, StateChoices
from scoring.models import RankingLine

from .holds import Hold
from .proposals import Proposal, QuotaShare


class Outcome(StateChoices):
    """The outcome of a line. Tied lines become chosen or not chosen when a person decides.

    Added and removed: by hand, with a reason and a second person.
    """

    PROPOSED = "proposed", Look("honour", "star"), "Đề nghị"
    CHOSEN = "chosen", Look("honour", "star"), "Đề nghị, được chọn"
    ADDED = "added", Look("honour", "plus"), "Đề nghị, bổ sung"
    TIED = "tied", Look("waiting", "scales"), "Chờ chọn"
    NOT_CHOSEN = "not_chosen", Look("neutral", "scales"), "Không được chọn"
    OVER_QUOTA = "over_quota", Look("neutral", "minus"), "Ngoài chỉ tiêu"
    NOT_ELIGIBLE = "not_eligible", Look("bad", "cross"), "Không đủ điều kiện"
    NEEDS_DECISION = "needs_decision", Look("waiting", "scales"), "Cần quyết định"
    HIGHER_AWARD = "higher_award", Look("neutral", "up"), "Đã đề nghị hình thức cao hơn"
    UNREGISTERED = "unregistered", Look("bad", "cross"), "Không đăng ký thi đua"
    REMOVED = "removed", Look("bad", "minus"), "Đưa ra khỏi đề nghị"


# Outcomes of lines that are in the proposal.
IN_PROPOSAL = (Outcome.PROPOSED, Outcome.CHOSEN, Outcome.ADDED)


class Reason(models.TextChoices):
    """Why an entry may not be awarded, or needs a decision first; `facts` holds the numbers."""

    NOT_RANKED = "not_ranked", "Không được xếp hạng"
    POINTS = "points", "Thấp hơn điểm tối thiểu"
    GRADE = "grade", "Xếp loại thấp hơn yêu cầu"
    PLACE = "place", "Thứ hạng thấp hơn yêu cầu"
    YEARS = "years", "Chưa đủ số năm liên tục"
    EARLIER_AWARD = "earlier_award", "Chưa có khen thưởng phải có trước"
    INTERVAL = "interval", "Chưa đủ thời gian từ lần khen trước"
    TIME_SERVED = "time_served", "Chưa đủ thời gian tham gia"
    UNREGISTERED = "unregistered", "Không đăng ký thi đua"
    HELD = "held", "Đang có việc chưa kết luận"
    ALREADY_AWARDED = "already_awarded", "Thành tích này đã được khen"
    # These need a decision by a person.
    DISCIPLINE_ENDED = "discipline_ended", "Kỷ luật kết thúc trong kỳ"
    TWICE_PROPOSED = "twice_proposed", "Cùng người đã được đề nghị ở nơi khác"


NEEDS_DECISION = (Reason.DISCIPLINE_ENDED, Reason.TWICE_PROPOSED)


def is_line_held_on(day: date) -> models.Exists:
    """Condition on proposal lines: their person or body has an open matter on `day`."""
    return models.Exists(
        Hold.objects.open_on(day).filter(
            Q(body=models.OuterRef("ranking_line__entry__body"))
            | Q(person=models.OuterRef("ranking_line__entry__mandate__person"))
        )
    )


class ProposalLineQuerySet(models.QuerySet):
    def in_proposal(self):
        """Lines in the proposal: by place, by choice or by hand."""
        return self.filter(outcome__in=IN_PROPOSAL)

    def held_on(self, day: date):
        """Lines whose person or body has an open matter on `day`."""
        return self.filter(is_line_held_on(day))

    def in_order_of_honour(self):
        """Higher award types first, collectives before individuals, by cluster, place and name."""
        return self.order_by(
            "share__quota__award_type__precedence",
            "share__quota__award_type_id",  # a council's own types often have the same precedence
            "share__quota__subject",
            "share__cluster__position",
            "share__cluster_id",
            "eligible_place",
            "ranking_line__entry__sort_key",
            "pk",
        )


@tracked(plan="proposal__ranking__plan")
class ProposalLine(models.Model):
    """One ranked entry in a proposal, in or out, with the numbers behind its outcome.

    `reasons` are values of `Reason`, `facts` the numbers behind them. `proposal` is that of the
    share. `is_passed` is the verdict of the award council, stored when its ballot is counted.
    """

    proposal = models.ForeignKey(
        Proposal, models.CASCADE, related_name="lines", verbose_name="đề nghị"
    )
    share = models.ForeignKey(  # the constraint's index begins with it
        QuotaShare, models.CASCADE, related_name="lines", db_index=False
    )
    ranking_line = models.ForeignKey(RankingLine, models.PROTECT, related_name="proposal_lines")
    outcome = models.CharField("kết quả", max_length=14, choices=Outcome)
    eligible_place = models.PositiveIntegerField("thứ hạng xét", null=True)
    reasons = ArrayField(models.CharField(max_length=20), verbose_name="lý do", default=list)
    facts = models.JSONField("số liệu xét", default=dict)
    is_passed = models.BooleanField("hội đồng thông qua", null=True)

    objects = ProposalLineQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng đề nghị"
        verbose_name_plural = "dòng đề nghị"
        constraints = [
            models.UniqueConstraint(fields=["share", "ranking_line"], name="proposal_line_once")
        ]
        indexes = [models.Index(fields=["share", "outcome"], name="proposal_line_outcome")]

    def proposed_for_another_type(self) -> "ProposalLine | None":
        """The line of the same entry that is in this proposal under another quota. 1 query."""
        others = ProposalLine.objects.in_proposal().filter(
            ranking_line=self.ranking_line_id, proposal=self.proposal_id
        )
        return others.exclude(pk=self.pk).select_related("share__quota__award_type").first()


class ProposalChangeQuerySet(models.QuerySet):
    def waiting_in(self, proposal: Proposal):
        """Changes of a proposal that wait for a second person."""
        return self.filter(line__proposal=proposal, is_confirmed__isnull=True)


class Direction(models.TextChoices):
    """The direction of a change by hand."""

    IN = "in", "Bổ sung vào đề nghị"
    OUT = "out", "Đưa ra khỏi đề nghị"


@tracked(plan="line__proposal__ranking__plan")
class ProposalChange(models.Model):
    """A change by hand: one person asks with a reason, another confirms or turns it down."""

    line = models.ForeignKey(ProposalLine, models.PROTECT, related_name="changes")
    direction = models.CharField("việc", max_length=3, choices=Direction)
    reason = models.TextField("lý do")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người đề xuất"
    )
    asked_at = models.DateTimeField("đề xuất lúc")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người thứ hai",
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)
    is_confirmed = models.BooleanField("đồng ý", null=True)
    answer = models.TextField("ý kiến của người thứ hai", blank=True)

    objects = ProposalChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "thay đổi đề nghị bằng tay"
        verbose_name_plural = "thay đổi đề nghị bằng tay"
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["line"],
                condition=Q(is_confirmed__isnull=True),
                name="proposal_change_one_open",
            ),
            models.CheckConstraint(
                name="proposal_change_by_two",
                condition=Q(
                    is_confirmed__isnull=True, answered_by__isnull=True, answered_at__isnull=True
                )
                | (
                    Q(
                        is_confirmed__isnull=False,
                        answered_by__isnull=False,
                        answered_at__isnull=False,
                    )
                    & ~Q(answered_by=F("asked_by"))
                ),
            ),
        ]
