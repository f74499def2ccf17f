"""Quotas and proposals. A proposal cites one sealed ranking; what moved in it says why and who."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from campaigns.models import EntryList, Plan
from core.fields import ExactDecimalField
from core.history.tracking import tracked
from core.states import Look, StateChoices
from participants.models import Cluster
from scoring.models import Ranking, RankingLine

from ..querysets import ProposalLineQuerySet, ProposalQuerySet
from .catalogue import AwardType, AwardTypeRule


class Subject(models.TextChoices):
    """Whom a quota counts: collectives, or individuals of all lists or of one."""

    COLLECTIVE = "collective", "Tập thể"
    INDIVIDUAL = "individual", "Cá nhân"
    FULL_TIME = "full_time", "Đại biểu chuyên trách"
    PART_TIME = "part_time", "Đại biểu kiêm nhiệm"

    @property
    def lists(self) -> list[str]:
        if self is Subject.INDIVIDUAL:
            return [EntryList.FULL_TIME, EntryList.PART_TIME]
        return [EntryList(self.value)]

    @property
    def recipient(self) -> str:
        return "collective" if self is Subject.COLLECTIVE else "individual"


class Sharing(models.TextChoices):
    """How a quota is shared out over the lists of clusters."""

    REMAINDER = "remainder", "Theo quy mô, phần dư lớn nhất"
    BANDS = "bands", "Cố định cho mỗi cụm theo quy mô"
    ONE_LIST = "one_list", "Không chia, xét chung một danh sách"


class PercentOf(models.TextChoices):
    PARTICIPANTS = "participants", "số tham gia"
    ELIGIBLE = "eligible", "số đủ điều kiện"
    PARENT = "parent", "số của chỉ tiêu bao trùm"


class QuotaRounding(models.TextChoices):
    DOWN = "down", "làm tròn xuống"
    HALF_UP = "half_up", "làm tròn thường"
    UP = "up", "làm tròn lên"


class EqualMerit(models.TextChoices):
    """What decides among equals before a human does (Decree 152/2025/NĐ-CP, Art. 4)."""

    HUMAN = "human", "Thường trực HĐND chọn"
    WOMEN_FIRST = "women_first", "Ưu tiên nữ; tập thể có từ 70 % nữ trở lên"


class QuotaTerms(models.Model):
    """How many, of whom, how shared. Either `number` or `percent` of something."""

    award_type = models.ForeignKey(
        AwardType, models.PROTECT, related_name="+", verbose_name="hình thức"
    )
    subject = models.CharField("đối tượng", max_length=10, choices=Subject)
    number = models.PositiveIntegerField("số lượng", null=True, blank=True)
    percent = ExactDecimalField("tỷ lệ phần trăm", null=True, blank=True)
    percent_of = models.CharField(
        "phần trăm của", max_length=12, choices=PercentOf, default=PercentOf.PARTICIPANTS
    )
    rounding = models.CharField(
        "làm tròn", max_length=7, choices=QuotaRounding, default=QuotaRounding.DOWN
    )
    sharing = models.CharField(
        "chia cho các cụm", max_length=9, choices=Sharing, default=Sharing.REMAINDER
    )
    bands = models.JSONField(
        "số suất theo quy mô",
        default=list,
        blank=True,
        help_text="[[10, 1], [20, 2], [null, 3]]: đến 10 được 1, đến 20 được 2, còn lại 3.",
    )
    minimum_points = ExactDecimalField("điểm tối thiểu", default=0)
    equal_merit = models.CharField(
        "khi ngang nhau", max_length=11, choices=EqualMerit, default=EqualMerit.HUMAN
    )

    class Meta:
        abstract = True


def _terms_are_sound(prefix: str) -> list[models.CheckConstraint]:
    return [
        models.CheckConstraint(
            name=f"{prefix}_number_or_percent",
            condition=Q(number__isnull=False, percent__isnull=True)
            | Q(number__isnull=True, percent__isnull=False)
            | Q(sharing=Sharing.BANDS, number__isnull=True, percent__isnull=True),
            violation_error_message="Ghi số lượng hoặc tỷ lệ phần trăm, một trong hai.",
        ),
        models.CheckConstraint(
            name=f"{prefix}_percent_in_range",
            condition=Q(percent__isnull=True) | Q(percent__gte=0, percent__lte=100),
            violation_error_message="Tỷ lệ phần trăm phải từ 0 đến 100.",
        ),
    ]


@tracked(plan="plan")
class Quota(QuotaTerms):
    """Number of one subject that a plan may propose for one award type, counted in `nested_in`."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="quotas", verbose_name="kế hoạch")
    nested_in = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="nested",
        verbose_name="nằm trong chỉ tiêu",
    )

    class Meta:
        verbose_name = "chỉ tiêu khen thưởng"
        verbose_name_plural = "chỉ tiêu khen thưởng"
        ordering = ["plan", "award_type__precedence", "subject"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "award_type", "subject"], name="quota_once"),
            *_terms_are_sound("quota"),
            models.CheckConstraint(name="quota_not_in_itself", condition=~Q(nested_in=F("pk"))),
        ]

    def __str__(self) -> str:
        many = self.number if self.number is not None else f"{self.percent} %"
        return f"{self.get_subject_display()}: {many}"


@tracked(plan="ranking__plan")
class Proposal(models.Model):
    """Who should be commended, drawn from one sealed ranking under the plan's quotas.

    Until it is closed lines may be moved in and out by hand; closed, it goes to notice, ballot
    and submission, and only a hold or a decision changes what becomes of a line.
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
    """A quota as it was when the proposal was drafted, with the seats it came to and its rule."""

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
            *_terms_are_sound("proposal_quota"),
        ]


@tracked(plan="quota__proposal__ranking__plan")
class TiePool(models.Model):
    """Equals at the edge of the quota: a human chooses `seats` of them, on record."""

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
    """What one list of one cluster gets of a quota; `exact` as `numerator/denominator`.

    Without a cluster and list it is the one list of a quota that is not shared out.
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


class Outcome(StateChoices):
    """Proposed by place; tied until a human chooses, then chosen (also proposed) or not.

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


# Outcomes that put a line into the proposal.
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
    # These need a human's decision.
    DISCIPLINE_ENDED = "discipline_ended", "Kỷ luật kết thúc trong kỳ"
    TWICE_PROPOSED = "twice_proposed", "Cùng người đã được đề nghị ở nơi khác"


NEEDS_DECISION = (Reason.DISCIPLINE_ENDED, Reason.TWICE_PROPOSED)


@tracked(plan="proposal__ranking__plan")
class ProposalLine(models.Model):
    """One ranked entry in a proposal, in or out, with the numbers behind its outcome.

    `reasons` are values of `Reason`, `facts` the numbers they were decided by. `is_passed` is the
    verdict of the award council, written when its ballot is counted; None before that.
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


class Direction(models.TextChoices):
    IN = "in", "Bổ sung vào đề nghị"
    OUT = "out", "Đưa ra khỏi đề nghị"


@tracked(plan="line__proposal__ranking__plan")
class ProposalChange(models.Model):
    """A line moved in or out by hand: one asks with a reason, another confirms or turns it down."""

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
