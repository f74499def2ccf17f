"""Scorecards with their criteria, and the kinds of activity that pick them."""

from decimal import Decimal
from functools import cached_property

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from core.fields import ExactDecimalField
from core.history.tracking import tracked
from core.states import Look, StateChoices
from participants.models import BodyKind

from ..querysets import CriterionQuerySet, ScorecardQuerySet
from ..scorecards.faults import notes_in_words
from ..scorecards.grading import Grading
from ..scorecards.rules import Rule, rule_for
from .plans import ContentArea, Plan


class ParticipantKind(models.TextChoices):
    """Kinds of participant; each has its scorecard."""

    COUNCIL = BodyKind.COUNCIL.value, BodyKind.COUNCIL.label
    STANDING_COMMITTEE = BodyKind.STANDING_COMMITTEE.value, BodyKind.STANDING_COMMITTEE.label
    BOARD = BodyKind.BOARD.value, BodyKind.BOARD.label
    DELEGATE_GROUP = BodyKind.DELEGATE_GROUP.value, BodyKind.DELEGATE_GROUP.label
    DELEGATE = "delegate", "Đại biểu HĐND"


class ScorecardState(StateChoices):
    DRAFT = "draft", Look("neutral", "pencil"), "Dự thảo"
    PUBLISHED = "published", Look("good", "check"), "Đã ban hành"
    SUPERSEDED = "superseded", Look("neutral", "clock"), "Đã có phiên bản mới"


class Section(models.TextChoices):
    """What a root of the tree does to the total; everything below it belongs to it."""

    BASE = "base", "Điểm chuẩn"
    BONUS = "bonus", "Điểm thưởng"
    DEDUCTION = "deduction", "Điểm trừ"


# What a scorecard says; its state alone may change once it is published.
_FROZEN_COLUMNS = (
    *("plan_id", "name", "kinds", "version", "published_at", "legal_basis"),
    *("remark", "interpretations"),
    *("base_maximum", "bonus_cap", "deduction_cap", "lowest_total", "highest_total"),
    *("scaling", "tie_break", "grading", "decimals"),
)


@tracked(plan="plan")
class Scorecard(models.Model):
    """The criteria of some kinds of participant (bảng tiêu chí). Published means frozen.

    How it is computed is docs/scorecards.md; the fields here are the keys of its document.
    """

    plan = models.ForeignKey(
        Plan, models.CASCADE, related_name="scorecards", verbose_name="kế hoạch"
    )
    name = models.CharField("tên", max_length=200)
    kinds = ArrayField(
        models.CharField(max_length=20, choices=ParticipantKind), verbose_name="áp dụng cho"
    )
    version = models.PositiveIntegerField("phiên bản", default=1)
    state = models.CharField(
        "tình trạng", max_length=10, choices=ScorecardState, default=ScorecardState.DRAFT
    )
    published_at = models.DateTimeField("ban hành lúc", null=True, blank=True)
    legal_basis = models.TextField("căn cứ", blank=True)
    remark = models.TextField("ghi chú", blank=True)
    interpretations = models.JSONField("cách hiểu từng mâu thuẫn", default=dict, blank=True)
    base_maximum = ExactDecimalField("tổng điểm chuẩn")
    bonus_cap = ExactDecimalField("mức trần điểm thưởng", null=True, blank=True)
    deduction_cap = ExactDecimalField("mức trần điểm trừ", null=True, blank=True)
    lowest_total = ExactDecimalField("tổng điểm thấp nhất", default=Decimal(0))
    highest_total = ExactDecimalField("tổng điểm cao nhất")
    scaling = models.JSONField("cách quy đổi khi có mục không tính", null=True, blank=True)
    tie_break = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, verbose_name="khi bằng điểm"
    )
    grading = models.JSONField("xếp loại", default=dict, blank=True)
    decimals = models.PositiveSmallIntegerField(
        "số chữ số lẻ", default=0, help_text="Điểm được lưu bằng số nguyên của đơn vị này."
    )

    objects = ScorecardQuerySet.as_manager()

    class Meta:
        verbose_name = "bảng tiêu chí"
        verbose_name_plural = "bảng tiêu chí"
        ordering = ["plan", "name", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "name", "version"], name="scorecard_version_once"
            )
        ]

        triggers = [
            pgtrigger.Trigger(
                name="published_scorecard_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.state <> 'draft' AND (NEW.state = 'draft' OR "
                    + " OR ".join(f"OLD.{c} IS DISTINCT FROM NEW.{c}" for c in _FROZEN_COLUMNS)
                    + ")"
                ),
                func="RAISE EXCEPTION 'A published scorecard is frozen; a change is a version.';",
            ),
            pgtrigger.Protect(
                name="published_scorecard_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.state <> 'draft'"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def notes(self) -> list[str]:
        """The remark and the answers to contradictions, as everyone scored reads them."""
        return notes_in_words(self.remark, self.interpretations)

    @property
    def unit(self) -> int:
        """Points of this scorecard are stored as whole numbers of 1/unit."""
        return 10**self.decimals

    @property
    def read_grading(self) -> Grading | None:
        """Its grading; None when it gives no grades."""
        return Grading.parse(self.grading) if self.grading else None


class MeasureSource(models.TextChoices):
    REPORTS = "reports", "Báo cáo đã xác nhận"
    SHEET = "sheet", "Phiếu tự chấm"
    OFFICE = "office", "Văn phòng ghi nhận"
    OTHER_BODY = "other_body", "Cơ quan khác cung cấp"
    RANKINGS = "rankings", "Kết quả các kỳ trước"


class Combination(models.TextChoices):
    """How the items of a group make its points."""

    SUM = "sum", "Cộng các mục con"
    HIGHEST = "highest", "Chỉ tính mục con cao nhất"
    MEAN = "mean", "Trung bình các mục con"


class Several(models.TextChoices):
    """How several verified reports make one count."""

    SUM = "sum", "Cộng lại"
    HIGHEST = "highest", "Chỉ tính báo cáo cao nhất"
    ONCE = "once", "Chỉ tính một lần"


class NoneArisen(models.TextChoices):
    FULL = "full", "Đủ điểm"
    ZERO = "zero", "0 điểm"
    LEFT_OUT = "left_out", "Không tính, quy đổi phần còn lại"


class NotApplicable(models.TextChoices):
    FULL = "full", "Đủ điểm"
    LEFT_OUT = "left_out", "Không tính, quy đổi phần còn lại"


class Criterion(models.Model):
    """A node of the scorecard's tree: a group with its cap, or a leaf with its rule."""

    scorecard = models.ForeignKey(
        Scorecard, models.CASCADE, related_name="criteria", verbose_name="bảng tiêu chí"
    )
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="thuộc nhóm",
    )
    position = models.PositiveIntegerField(
        "thứ tự", help_text="Từ 1, theo thứ tự đọc cả bảng; điểm được lưu theo thứ tự này."
    )
    code = models.CharField("mã", max_length=20)
    name = models.CharField("nội dung", max_length=400)
    maximum = ExactDecimalField("điểm tối đa")
    section = models.CharField("phần", max_length=10, choices=Section, default=Section.BASE)
    combine = models.CharField(
        "cách gộp", max_length=10, choices=Combination, default=Combination.SUM
    )
    rounding = models.JSONField("cách làm tròn", null=True, blank=True)
    legal_basis = models.TextField("căn cứ", blank=True)
    remark = models.TextField("ghi chú", blank=True)
    interpretations = models.JSONField("cách hiểu từng mâu thuẫn", default=dict, blank=True)
    content_area = models.ForeignKey(
        ContentArea,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="criteria",
        verbose_name="nội dung thi đua",
    )
    shape = models.CharField("cách tính", max_length=40, blank=True)
    params = models.JSONField("tham số", default=dict, blank=True)
    source = models.CharField(
        "nguồn số liệu", max_length=10, choices=MeasureSource, default=MeasureSource.REPORTS
    )
    largest_count = models.PositiveIntegerField(
        "số lượng lớn nhất một báo cáo", default=50, help_text="Lớn hơn là gõ nhầm."
    )
    source_name = models.CharField("cơ quan cung cấp", max_length=200, blank=True)
    several = models.CharField("nhiều báo cáo", max_length=10, choices=Several, default=Several.SUM)
    none_arisen = models.CharField(
        "khi không phát sinh", max_length=10, choices=NoneArisen, blank=True
    )
    not_applicable = models.CharField(
        "khi không áp dụng", max_length=10, choices=NotApplicable, blank=True
    )
    zeroes = models.CharField("không đạt thì mục này 0 điểm", max_length=20, blank=True)
    also_deducted_in = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, verbose_name="đồng thời trừ ở"
    )
    not_counted_with = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, verbose_name="không tính trùng"
    )
    own_maximum = models.BooleanField("điểm tối đa riêng từng người", default=False)
    period_grade = models.CharField("đếm số kỳ đạt loại", max_length=40, blank=True)
    previous = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="next",
        verbose_name="ở phiên bản trước",
        help_text="Số liệu của phiên bản trước vẫn tính cho tiêu chí này.",
    )

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name = "tiêu chí"
        verbose_name_plural = "tiêu chí"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["scorecard", "position"], name="criterion_position_once"
            ),
            models.UniqueConstraint(fields=["scorecard", "code"], name="criterion_code_once"),
            models.CheckConstraint(
                name="criterion_maximum_not_negative", condition=Q(maximum__gte=0)
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="published_criterion_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM campaigns_scorecard s WHERE s.state <> 'draft'
                        AND s.id IN (NEW.scorecard_id, OLD.scorecard_id)
                    ) THEN
                        RAISE EXCEPTION 'A published scorecard is frozen; a change is a version.';
                    END IF;
                    RETURN coalesce(NEW, OLD);
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.name}"

    @property
    def notes(self) -> list[str]:
        """The remark and the answers to contradictions, as everyone scored reads them."""
        return notes_in_words(self.remark, self.interpretations)

    @property
    def is_leaf(self) -> bool:
        return bool(self.shape)

    @cached_property
    def rule(self) -> Rule:
        """The leaf's rule. Raises RuleError when the parameters are ill-formed."""
        return rule_for(self.shape, self.params, self.maximum)


class ActivityKind(models.Model):
    """A kind of activity; it picks the criteria for which it may count."""

    plan = models.ForeignKey(
        Plan, models.CASCADE, related_name="activity_kinds", verbose_name="kế hoạch"
    )
    position = models.PositiveIntegerField("thứ tự")
    name = models.CharField("loại hoạt động", max_length=160)
    criteria = models.ManyToManyField(
        Criterion, related_name="activity_kinds", verbose_name="tính cho tiêu chí"
    )

    class Meta:
        verbose_name = "loại hoạt động"
        verbose_name_plural = "loại hoạt động"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="activity_kind_position_once")
        ]

    def __str__(self) -> str:
        return self.name
