"""Criteria: the tree of a scorecard, and the kinds of activity that pick its leaves."""

from functools import cached_property

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from core.fields import ExactDecimalField

from ..scorecards.faults import notes_in_words
from ..scorecards.rules import SHAPES, Rule, rule_for
from .plans import ContentArea, Plan
from .scorecards import Scorecard, ScorecardState


class Section(models.TextChoices):
    """Effect of a root on the total; it applies to all nodes below the root."""

    BASE = "base", "Điểm chuẩn"
    BONUS = "bonus", "Điểm thưởng"
    DEDUCTION = "deduction", "Điểm trừ"


class MeasureSource(models.TextChoices):
    REPORTS = "reports", "Báo cáo đã xác nhận"
    SHEET = "sheet", "Phiếu tự chấm"
    OFFICE = "office", "Văn phòng ghi nhận"
    OTHER_BODY = "other_body", "Cơ quan khác cung cấp"
    RANKINGS = "rankings", "Kết quả các kỳ trước"


class Combination(models.TextChoices):
    """How the points of a group follow from its items."""

    SUM = "sum", "Cộng các mục con"
    HIGHEST = "highest", "Chỉ tính mục con cao nhất"
    MEAN = "mean", "Trung bình các mục con"


class Several(models.TextChoices):
    """How several verified reports become one count."""

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


class CriterionQuerySet(models.QuerySet):
    def owed(self, source: MeasureSource):
        """Base leaves of a source that need data, because a missing value does not mean none."""
        none_if_missing = [shape for shape, rule in SHAPES.items() if rule.missing_is_none]
        leaves = self.filter(source=source, section=Section.BASE).exclude(shape="")
        return leaves.exclude(shape__in=none_if_missing)


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
                func=f"""
                    IF EXISTS (
                        SELECT 1 FROM campaigns_scorecard s
                        WHERE s.state <> '{ScorecardState.DRAFT.value}'
                        AND s.id IN (NEW.scorecard_id, OLD.scorecard_id)
                    ) THEN
                        RAISE EXCEPTION 'A published scorecard is frozen; a change is a version.';
                    END IF;
                    RETURN coalesce(NEW, OLD);
                """,  # noqa: S608 (the state is a constant)
            )
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.name}"

    @property
    def notes(self) -> list[str]:
        """The remark and the notes on contradictions, for everyone scored."""
        return notes_in_words(self.remark, self.interpretations)

    @property
    def is_leaf(self) -> bool:
        return bool(self.shape)

    @cached_property
    def rule(self) -> Rule:
        """The leaf's rule. Raises RuleError for invalid parameters."""
        return rule_for(self.shape, self.params, self.maximum)


class ActivityKind(models.Model):
    """A kind of activity, with the criteria that it may count for."""

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
