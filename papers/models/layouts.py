"""Layouts of certificates on printed forms."""

from django.db import models

from awards.models import AwardType
from core.fields import ExactDecimalField
from core.history.tracking import tracked
from participants.models import Council


@tracked(council="organiser")
class CertificateLayout(models.Model):
    """Positions of texts on a printed form, in mm from its upper left corner.

    `fields` maps the name of a field to {x, y, width, height, size, align, weight, style}, size in
    points; a text too long for its box is set smaller, not below 5. The offset moves all texts,
    for a printer that feeds paper slightly off.
    """

    organiser = models.ForeignKey(Council, models.PROTECT, related_name="certificate_layouts")
    award_type = models.ForeignKey(AwardType, models.PROTECT, related_name="layouts")
    page_width = ExactDecimalField("rộng (mm)")
    page_height = ExactDecimalField("cao (mm)")
    offset_x = ExactDecimalField("dịch sang phải (mm)", default=0)
    offset_y = ExactDecimalField("dịch xuống (mm)", default=0)
    fields = models.JSONField("vị trí các dòng")

    class Meta:
        verbose_name = "mẫu in bằng"
        verbose_name_plural = "mẫu in bằng"
        constraints = [
            models.UniqueConstraint(
                fields=["organiser", "award_type"], name="certificate_layout_once"
            )
        ]
