"""Measures on record, own maxima, and tie decisions."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.models import Criterion, Entry
from core.fields import ExactDecimalField
from core.history.tracking import tracked


class MeasureState(models.TextChoices):
    """The state of a measure. A leaf without a row is missing, the fourth state."""

    COUNTED = "counted", "Đã có số liệu"
    NOT_APPLICABLE = "not_applicable", "Không áp dụng"
    REFUSED = "refused", "Không được công nhận"


class Figures(models.Model):
    """The state of a leaf of an entry, and its numbers where it is counted."""

    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="%(class)ss")
    part = models.PositiveSmallIntegerField("phần", default=1)
    state = models.CharField(
        "tình trạng", max_length=15, choices=MeasureState, default=MeasureState.COUNTED
    )
    count = ExactDecimalField("số lượng (tử số)", null=True)
    denominator = ExactDecimalField("mẫu số", null=True)
    excluded = ExactDecimalField("không tính vào mẫu số", null=True)
    shared = ExactDecimalField("đã tính ở tiêu chí khác", null=True)
    is_excepted = models.BooleanField("thuộc ngoại lệ", default=False)
    reason = models.TextField("lý do", blank=True)
    document = models.CharField("văn bản cho phép", max_length=200, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("ghi lúc")

    class Meta:
        abstract = True


COUNT_IFF_COUNTED = Q(state=MeasureState.COUNTED, count__isnull=False) | (
    ~Q(state=MeasureState.COUNTED) & Q(count__isnull=True)
)


@tracked(plan="entry__plan")
class Measure(Figures):
    """Figures recorded for an entry at one leaf; they replace counts of reports.

    One row a part of the shape. The numbers that a ranking used are kept in its lines.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="measures")

    class Meta:
        verbose_name = "số liệu"
        verbose_name_plural = "số liệu"
        constraints = [
            models.UniqueConstraint(fields=["entry", "criterion", "part"], name="measure_once"),
            models.CheckConstraint(name="measure_count_iff_counted", condition=COUNT_IFF_COUNTED),
            models.CheckConstraint(
                name="not_applicable_has_document",
                condition=~Q(state=MeasureState.NOT_APPLICABLE) | ~Q(document=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Số liệu #{self.pk}"


@tracked(plan="entry__plan")
class OwnMaximum(models.Model):
    """The maximum approved for one entry at a leaf that allows own maxima."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="own_maxima")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="own_maxima")
    maximum = ExactDecimalField("điểm tối đa")
    document = models.CharField("văn bản cho phép", max_length=200)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "điểm tối đa riêng"
        verbose_name_plural = "điểm tối đa riêng"
        constraints = [
            models.UniqueConstraint(fields=["entry", "criterion"], name="own_maximum_once"),
            models.CheckConstraint(name="own_maximum_positive", condition=Q(maximum__gt=0)),
        ]

    def __str__(self) -> str:
        return f"Điểm tối đa riêng #{self.pk}"


@tracked(plan="entry__plan")
class TieDecision(models.Model):
    """The position of an entry in a tie group, decided by the council.

    It is valid only while the entry has the `total` it was decided at.
    """

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="tie_decision")
    total = ExactDecimalField("tổng điểm khi quyết định")
    position = models.PositiveIntegerField("thứ tự")
    reason = models.TextField("lý do")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("quyết định lúc")

    class Meta:
        verbose_name = "quyết định khi bằng điểm"
        verbose_name_plural = "quyết định khi bằng điểm"

    def __str__(self) -> str:
        return f"Quyết định #{self.pk}"
