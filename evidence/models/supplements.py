"""Requests to report after the deadline."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Role, User
from campaigns.models import Entry, Extension
from core.history.tracking import tracked
from participants.permissions import councils_served


class SupplementRequestQuerySet(models.QuerySet):
    def open(self):
        """Unanswered requests."""
        return self.filter(answered_at__isnull=True)

    def run_by(self, user: User):
        """Requests in plans that `user` runs as a secretary."""
        offices = councils_served(user, Role.SECRETARY)
        return self.filter(entry__plan__campaign__organiser__in=offices)


@tracked(plan="entry__plan")
class SupplementRequest(models.Model):
    """A request to report after the deadline, with the office's answer.

    Allowing it gives the entry an extension of the plan's report stage.
    """

    entry = models.ForeignKey(
        Entry, models.PROTECT, related_name="supplement_requests", verbose_name="đơn vị, cá nhân"
    )
    reason = models.TextField("lý do xin gửi bổ sung", max_length=1000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("xin lúc")
    extension = models.ForeignKey(
        Extension, models.PROTECT, null=True, blank=True, related_name="requests"
    )
    answer = models.TextField("trả lời", max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)

    objects = SupplementRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị gửi bổ sung"
        verbose_name_plural = "đề nghị gửi bổ sung"
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(answered_at__isnull=True),
                name="supplement_asked_once",
            ),
            models.CheckConstraint(
                name="answered_supplement_has_answer",
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Đề nghị gửi bổ sung #{self.pk}"
