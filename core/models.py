"""Years of the working calendar checked by the administrator, with their moved days."""

from django.db import models
from django.db.models import F, Q

from .history.records import HistoryRecord  # noqa: F401 (a table of this app)
from .history.tracking import tracked


@tracked(administrative=True)
class CalendarYear(models.Model):
    """A year whose holidays were compared with the decision that announces them.

    A year without a row that `data/holidays.yaml` does not confirm either is provisional: its
    holidays are computed from the law, its moved days are not known yet.
    """

    year = models.PositiveSmallIntegerField("năm", primary_key=True)
    document = models.CharField(
        "văn bản về lịch nghỉ",
        max_length=200,
        help_text="Số, ngày, cơ quan ban hành của văn bản về lịch nghỉ lễ, tết của năm.",
    )

    class Meta:
        verbose_name = "lịch nghỉ của một năm"
        verbose_name_plural = "lịch nghỉ lễ, ngày làm bù"
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                name="calendar_year_in_range",
                condition=Q(year__gte=2000, year__lte=2099),
                violation_error_message="Năm từ 2000 đến 2099.",
            )
        ]

    def __str__(self) -> str:
        return f"Lịch nghỉ năm {self.year}"


@tracked(administrative=True)
class CalendarDay(models.Model):
    """A day that differs from the computed calendar: a weekday off, or a day worked."""

    year = models.ForeignKey(
        CalendarYear, models.CASCADE, related_name="days", verbose_name="lịch nghỉ"
    )
    day = models.DateField("ngày", unique=True)
    is_worked = models.BooleanField(
        "là ngày làm việc",
        default=False,
        help_text="Đánh dấu với ngày làm bù; để trống với ngày được nghỉ thêm.",
    )
    reason = models.CharField("lý do", max_length=200, blank=True)

    class Meta:
        verbose_name = "ngày khác lịch tính theo luật"
        verbose_name_plural = "ngày khác lịch tính theo luật"
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(
                name="calendar_day_within_its_year",
                condition=Q(day__year=F("year_id")),
                violation_error_message="Ngày phải nằm trong năm của lịch nghỉ này.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"
