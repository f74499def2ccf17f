"""The catalogue of awards as dated data: types, their rules, and the base salary.

Nothing below state level is in code: each province sets its own conditions, quotas, intervals and
ballots (Decree 152/2025/NĐ-CP, Art. 6), so every row names its legal basis.
"""

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from core.dated import DatedModel, DatedQuerySet, ends_after_start, never_overlapping
from core.fields import ExactDecimalField
from core.history.tracking import tracked
from participants.models import Council


class AwardTypeKind(models.TextChoices):
    """Titles are handed out before other commendations (Law 06/2022/QH15)."""

    TITLE = "title", "Danh hiệu thi đua"
    COMMENDATION = "commendation", "Hình thức khen thưởng"


class AwardTypeLevel(models.TextChoices):
    """The level of the authority that grants an award; `STATE` is no level of a council."""

    STATE = "state", "Cấp Nhà nước"
    PROVINCE = "province", "Cấp tỉnh, thành phố, bộ"
    DISTRICT = "district", "Cấp huyện, quận"
    COMMUNE = "commune", "Cấp xã, cơ sở"


@tracked(administrative=True)
class AwardType(models.Model):
    """An emulation title, or a commendation such as a Bằng khen, and who decides it."""

    code = models.CharField("mã", max_length=30, blank=True)
    name = models.CharField("danh hiệu, hình thức", max_length=200)
    kind = models.CharField(
        "loại", max_length=12, choices=AwardTypeKind, default=AwardTypeKind.COMMENDATION
    )
    level = models.CharField(
        "cấp", max_length=10, choices=AwardTypeLevel, default=AwardTypeLevel.PROVINCE
    )
    decided_by = models.CharField("thẩm quyền quyết định", max_length=200)
    precedence = models.PositiveIntegerField(
        "thứ bậc", default=100, help_text="Số nhỏ hơn là cao hơn."
    )
    legal_basis = models.TextField("căn cứ", blank=True)

    class Meta:
        verbose_name = "danh hiệu, hình thức khen thưởng"
        verbose_name_plural = "danh hiệu, hình thức khen thưởng"
        ordering = ["precedence", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=~Q(code=""), name="award_type_code_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Recipient(models.TextChoices):
    """Who may receive an award. Households are commended, but no plan ranks them."""

    COLLECTIVE = "collective", "Tập thể"
    INDIVIDUAL = "individual", "Cá nhân"
    HOUSEHOLD = "household", "Hộ gia đình"


class BallotBase(models.TextChoices):
    """The number to which yes votes are compared."""

    TOTAL = "total", "Tổng số thành viên Hội đồng khen thưởng"
    PRESENT = "present", "Số thành viên tham gia bỏ phiếu"
    VALID = "valid", "Số phiếu hợp lệ"


class Threshold(models.Model):
    """Votes needed to pass: a share of a base as a fraction, so that 2/3 is exact."""

    yes_numerator = models.PositiveSmallIntegerField("tỷ lệ tán thành: tử số", default=1)
    yes_denominator = models.PositiveSmallIntegerField("mẫu số", default=2)
    is_strict = models.BooleanField(
        "phải quá tỷ lệ này", default=True, help_text="Ví dụ quá nửa: 1/2, không phải đúng 1/2."
    )
    ballot_base = models.CharField(
        "tính trên", max_length=7, choices=BallotBase, default=BallotBase.TOTAL
    )
    quorum_numerator = models.PositiveSmallIntegerField("tỷ lệ phải tham gia: tử số", default=2)
    quorum_denominator = models.PositiveSmallIntegerField("mẫu số (tham gia)", default=3)
    candidate_in_base = models.BooleanField(
        "thành viên là người được xét vẫn tính trong tổng số",
        default=True,
        help_text="Người được xét không bỏ phiếu cho mình.",
    )

    class Meta:
        abstract = True


def threshold_in_range(prefix: str) -> list[models.CheckConstraint]:
    """Constraints: ratios between 0 and 1, because more than all votes is unreachable."""
    return [
        models.CheckConstraint(
            name=f"{prefix}_yes_ratio_in_range",
            condition=Q(yes_denominator__gt=0, yes_numerator__lte=F("yes_denominator"))
            & ~Q(is_strict=True, yes_numerator=F("yes_denominator")),
            violation_error_message="Tỷ lệ tán thành phải từ 0 đến 1 (và đạt được).",
        ),
        models.CheckConstraint(
            name=f"{prefix}_quorum_in_range",
            condition=Q(quorum_denominator__gt=0, quorum_numerator__lte=F("quorum_denominator")),
            violation_error_message="Tỷ lệ phải tham gia phải từ 0 đến 1.",
        ),
    ]


@tracked(council="organiser", administrative=True)
class AwardTypeRule(Threshold, DatedModel):
    """The terms of an award type for one kind of recipient during a period.

    Without `organiser` it is the national rule; otherwise that council's own regulation, which
    comes first. An empty condition has no effect. Years are the calendar years in which plans end.
    """

    award_type = models.ForeignKey(
        AwardType, models.PROTECT, related_name="rules", verbose_name="hình thức"
    )
    recipient = models.CharField("đối tượng", max_length=10, choices=Recipient)
    organiser = models.ForeignKey(
        Council,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="award_type_rules",
        verbose_name="riêng của HĐND",
    )
    legal_basis = models.TextField("căn cứ")
    assumption = models.TextField(
        "giả định chưa có căn cứ",
        blank=True,
        help_text="Hiện trên trang để văn phòng đối chiếu, không bao giờ in vào văn bản.",
    )
    # --- conditions
    minimum_points = ExactDecimalField("điểm tối thiểu", null=True, blank=True)
    worst_grade = models.PositiveSmallIntegerField(
        "xếp loại thấp nhất",
        null=True,
        blank=True,
        help_text="Số thứ tự của mức trong bảng tiêu chí; 0 là mức cao nhất.",
    )
    worst_place = models.PositiveIntegerField("thứ hạng thấp nhất trong cụm", null=True, blank=True)
    years_in_a_row = models.PositiveSmallIntegerField(
        "số năm liên tục đạt xếp loại trên (kể cả năm xét)", null=True, blank=True
    )
    needs_award_type = models.ForeignKey(
        AwardType,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đã được tặng",
    )
    needs_times = models.PositiveSmallIntegerField("số lần", default=1)
    needs_within_years = models.PositiveSmallIntegerField(
        "trong số năm trước", null=True, blank=True
    )
    interval_years = models.PositiveSmallIntegerField(
        "số năm từ lần tặng trước cùng hình thức",
        null=True,
        blank=True,
        help_text="2: tặng năm 2023 thì sớm nhất năm 2025 mới xét lại.",
    )
    minimum_days = models.PositiveIntegerField("số ngày tham gia tối thiểu", null=True, blank=True)
    needs_registration = models.BooleanField("phải đăng ký thi đua", default=False)
    # --- procedure
    needs_ballot = models.BooleanField("phải bỏ phiếu kín", default=True)
    notice_days = models.PositiveSmallIntegerField("số ngày làm việc công khai", default=10)
    # --- money
    money_coefficient = ExactDecimalField("hệ số tiền thưởng", null=True, blank=True)
    is_maximum = models.BooleanField("hệ số là mức tối đa", default=False)
    paid_from = models.CharField("chi từ quỹ", max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "quy định của hình thức"
        verbose_name_plural = "quy định của hình thức"
        ordering = ["award_type", "recipient", "-valid_from"]
        constraints = [
            ends_after_start("award_type_rule_ends_after_start"),
            # NULL never conflicts, so national rules need a value of their own
            never_overlapping(
                "award_type_rule_once_a_day",
                "award_type",
                "recipient",
                Coalesce(F("organiser"), Value(0)),
            ),
            *threshold_in_range("award_type_rule"),
        ]

    def __str__(self) -> str:
        return f"{self.get_recipient_display()} từ {self.valid_from:%d/%m/%Y}"


@tracked(administrative=True)
class BaseSalary(DatedModel):
    """Lương cơ sở in đồng per month during a period; award money is a multiple of it."""

    amount = models.PositiveIntegerField("mức lương cơ sở (đồng)")
    legal_basis = models.TextField("căn cứ")

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "mức lương cơ sở"
        verbose_name_plural = "mức lương cơ sở"
        ordering = ["-valid_from"]
        constraints = [
            ends_after_start("base_salary_ends_after_start"),
            never_overlapping("base_salary_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} đồng từ {self.valid_from:%d/%m/%Y}"
