"""Quotas of a plan: how many may be proposed for which award type, and how seats are shared."""

from django.db import models
from django.db.models import F, Q

from campaigns.models import EntryList, Plan
from core.fields import ExactDecimalField
from core.history.tracking import tracked

from .catalogue import AwardType, Recipient


class Subject(models.TextChoices):
    """Who a quota is for: collectives, or individuals of all lists or of one."""

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
        return Recipient.COLLECTIVE if self is Subject.COLLECTIVE else Recipient.INDIVIDUAL


class Sharing(models.TextChoices):
    """How a quota is shared among the lists of clusters."""

    REMAINDER = "remainder", "Theo quy mô, phần dư lớn nhất"
    BANDS = "bands", "Cố định cho mỗi cụm theo quy mô"
    ONE_LIST = "one_list", "Không chia, xét chung một danh sách"


class PercentOf(models.TextChoices):
    """The number that a percentage refers to."""

    PARTICIPANTS = "participants", "số tham gia"
    ELIGIBLE = "eligible", "số đủ điều kiện"
    PARENT = "parent", "số của chỉ tiêu bao trùm"


class QuotaRounding(models.TextChoices):
    """How the size of a percentage quota is rounded."""

    DOWN = "down", "làm tròn xuống"
    HALF_UP = "half_up", "làm tròn thường"
    UP = "up", "làm tròn lên"


class EqualMerit(models.TextChoices):
    """What breaks a tie before a person does (Decree 152/2025/NĐ-CP, Art. 4)."""

    HUMAN = "human", "Thường trực HĐND chọn"
    WOMEN_FIRST = "women_first", "Ưu tiên nữ; tập thể có từ 70 % nữ trở lên"


class QuotaTerms(models.Model):
    """Size, subject and sharing of a quota. Either `number` or `percent` of something."""

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


def terms_are_valid(prefix: str) -> list[models.CheckConstraint]:
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
            *terms_are_valid("quota"),
            models.CheckConstraint(name="quota_not_in_itself", condition=~Q(nested_in=F("pk"))),
        ]

    def __str__(self) -> str:
        many = self.number if self.number is not None else f"{self.percent} %"
        return f"{self.get_subject_display()}: {many}"
