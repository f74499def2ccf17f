"""People's Councils and their bodies."""

from django.db import models

from core.dated import DatedModel, DatedQuerySet, ends_after_start, never_overlapping
from core.fields import SortKeyField

from .units import AdministrativeUnit, Level, NamedModel


class Council(NamedModel, DatedModel):
    """The People's Council of a unit for one term."""

    unit = models.ForeignKey(
        AdministrativeUnit, models.PROTECT, related_name="councils", verbose_name="đơn vị"
    )
    name = models.CharField("tên", max_length=160, help_text="HĐND thành phố Hải Phòng")
    sort_key = SortKeyField(max_length=800)
    level = models.CharField("cấp", max_length=10, choices=Level)
    term = models.CharField("nhiệm kỳ", max_length=20, help_text="2021-2026")
    superior = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="subordinates",
        verbose_name="HĐND cấp trên",
    )

    class Meta:
        verbose_name = "hội đồng nhân dân"
        verbose_name_plural = "hội đồng nhân dân"
        ordering = ["sort_key"]
        constraints = [
            ends_after_start("council_ends_after_start"),
            never_overlapping("one_council_a_unit", "unit"),
        ]

    def __str__(self) -> str:
        return self.name


class BodyKind(models.TextChoices):
    COUNCIL = "council", "Hội đồng nhân dân"
    STANDING_COMMITTEE = "standing_committee", "Thường trực HĐND"
    BOARD = "board", "Ban của HĐND"
    DELEGATE_GROUP = "delegate_group", "Tổ đại biểu HĐND"


class Body(NamedModel, DatedModel):
    """A collective in a council: the standing committee, a board, a delegate group."""

    council = models.ForeignKey(
        Council, models.PROTECT, related_name="bodies", verbose_name="hội đồng nhân dân"
    )
    kind = models.CharField("loại", max_length=20, choices=BodyKind)
    name = models.CharField("tên", max_length=200)
    sort_key = SortKeyField(max_length=1000)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "tập thể"
        verbose_name_plural = "tập thể"
        ordering = ["sort_key"]
        constraints = [
            ends_after_start("body_ends_after_start"),
            never_overlapping("body_name_once_a_day", "council", "name"),
        ]

    def __str__(self) -> str:
        return self.name
