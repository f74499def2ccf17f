"""Administrative units: provinces, districts and communes."""

from django.db import models

from core.dated import DatedModel, ends_after_start, never_overlapping
from core.fields import SortKeyField
from core.names import normalise_name, text_sort_key


class Level(models.TextChoices):
    """Levels of local government. The district level ended on 30 June 2025 (Law 72/2025/QH15)."""

    PROVINCE = "province", "Cấp tỉnh, thành phố"
    DISTRICT = "district", "Cấp huyện, quận"
    COMMUNE = "commune", "Cấp xã, phường"


class NamedModel(models.Model):
    """A named row, sorted in the order of a Vietnamese dictionary."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude=None) -> None:
        self.name = normalise_name(self.name)
        self.sort_key = text_sort_key(self.name)
        super().clean_fields(exclude)


class AdministrativeUnit(NamedModel, DatedModel):
    """A province, district or commune; a merged or renamed unit is another row."""

    code = models.CharField("mã", max_length=20)
    name = models.CharField("tên", max_length=120)
    sort_key = SortKeyField(max_length=600)
    level = models.CharField("cấp", max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="thuộc",
    )
    predecessors = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="successors", verbose_name="tiền thân"
    )

    class Meta:
        verbose_name = "đơn vị hành chính"
        verbose_name_plural = "đơn vị hành chính"
        ordering = ["sort_key"]
        constraints = [
            ends_after_start("unit_ends_after_start"),
            never_overlapping("unit_code_once_a_day", "code"),
        ]

    def __str__(self) -> str:
        return self.name
