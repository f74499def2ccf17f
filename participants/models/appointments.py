"""Appointments: who works in, or leads, the office of a council."""

from datetime import date

from django.conf import settings
from django.db import models

from accounts.models import Role, User
from core.dated import DatedModel, DatedQuerySet, ends_after_start, never_overlapping
from core.history.tracking import tracked

from .councils import Council


class AppointmentQuerySet(DatedQuerySet):
    def councils_of(self, user: User, *roles: Role, day: date):
        """Ids of the councils in whose office `user` holds one of `roles` on `day` (a subquery)."""
        return self.on(day).filter(user_id=user.pk, role__in=roles).values("council_id")


@tracked(administrative=True)
class Appointment(DatedModel):
    """A user works in, or leads, the office of a council, and sees its campaigns."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="appointments",
        verbose_name="tài khoản",
    )
    council = models.ForeignKey(
        Council, models.PROTECT, related_name="appointments", verbose_name="hội đồng nhân dân"
    )
    role = models.CharField("vai trò", max_length=10, choices=Role)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = "phân công"
        verbose_name_plural = "phân công"
        constraints = [
            ends_after_start("appointment_ends_after_start"),
            never_overlapping("appointment_once_a_day", "user", "council", "role"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} #{self.pk}"
