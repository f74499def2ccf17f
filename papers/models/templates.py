"""Word templates that an office uses instead of the built-in ones."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.history.tracking import tracked
from participants.models import Council

from .kinds import PaperKind


class PaperTemplateQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(used_from__isnull=False, withdrawn_at__isnull=True)

    def on_trial(self):
        """Uploaded and not yet in use."""
        return self.filter(used_from__isnull=True, withdrawn_at__isnull=True)


@tracked(council="organiser")
class PaperTemplate(models.Model):
    """A Word template that an office uploaded in place of the built-in one.

    On trial until `used_from`, then in use until `withdrawn_at`.
    """

    organiser = models.ForeignKey(
        Council, models.PROTECT, related_name="paper_templates", verbose_name="của HĐND"
    )
    kind = models.CharField("loại văn bản", max_length=20, choices=PaperKind)
    file = models.FileField("mẫu", upload_to="paper_templates/", max_length=300)
    file_name = models.CharField("tên tệp", max_length=255)
    sha256 = models.CharField("mã SHA-256 của tệp", max_length=64)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người tải lên"
    )
    uploaded_at = models.DateTimeField("tải lên lúc")
    preview = models.FileField("xem thử", upload_to="paper_templates/", max_length=300, blank=True)
    preview_problem = models.TextField("vì sao không xem thử được", blank=True)
    used_from = models.DateTimeField("dùng từ lúc", null=True, blank=True)
    withdrawn_at = models.DateTimeField("thôi dùng lúc", null=True, blank=True)

    objects = PaperTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "mẫu văn bản"
        verbose_name_plural = "mẫu văn bản"
        ordering = ["kind", "-uploaded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organiser", "kind"],
                condition=Q(used_from__isnull=False, withdrawn_at__isnull=True),
                name="paper_template_in_use_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.file_name}"
