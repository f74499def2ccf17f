"""Why somebody may not be commended for now: discipline, verification, a denunciation."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.history.tracking import tracked
from participants.models import Body, Person

from ..querysets import HoldQuerySet


class HoldKind(models.TextChoices):
    DISCIPLINE = "discipline", "Đang bị xem xét kỷ luật hoặc đang thi hành kỷ luật"
    VERIFICATION = "verification", "Đang được xác minh, thanh tra, kiểm tra"
    DENUNCIATION = "denunciation", "Có đơn thư tố cáo đang được giải quyết"


@tracked(council="body__council")
class Hold(models.Model):
    """Nothing may be proposed or decided for a person or a body while this is open.

    After a discipline has ended, only what was achieved since then counts (Decree
    152/2025/NĐ-CP, Art. 4): whoever it touched within the round needs a human's decision.
    """

    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="holds", verbose_name="cá nhân"
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="holds", verbose_name="tập thể"
    )
    kind = models.CharField("loại", max_length=12, choices=HoldKind)
    begins_on = models.DateField("từ ngày")
    ended_on = models.DateField("đã kết thúc ngày", null=True, blank=True)
    document = models.CharField("văn bản, căn cứ", max_length=300)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )
    placed_at = models.DateTimeField("ghi lúc")
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người ghi kết thúc",
    )
    outcome = models.TextField("kết luận", blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = "việc chưa kết luận"
        verbose_name_plural = "việc chưa kết luận"
        ordering = ["-begins_on"]
        constraints = [
            models.CheckConstraint(
                name="hold_is_about_one",
                condition=Q(person__isnull=False, body__isnull=True)
                | Q(person__isnull=True, body__isnull=False),
            ),
            models.CheckConstraint(
                name="hold_end_is_complete",
                condition=Q(ended_on__isnull=True, lifted_by__isnull=True, outcome="")
                | (Q(ended_on__gte=F("begins_on"), lifted_by__isnull=False) & ~Q(outcome="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"
