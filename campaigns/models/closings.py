"""Closings: the figures of a cluster are final until somebody reopens it."""

import pgtrigger
from django.conf import settings
from django.db import connection, models
from django.db.models import Q

from participants.models import Cluster

from .plans import Plan


class ClusterClosingQuerySet(models.QuerySet):
    def in_force(self):
        """Closings that nobody has reopened."""
        return self.filter(reopened_at__isnull=True)

    def lock(self, plan: Plan, *, shared: bool) -> None:
        """Lock the closings of a plan until the end of the transaction.

        Changes lock shared and closing a cluster exclusively, so that neither overtakes the other.
        """
        lock = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {lock}(hashtext('campaigns.closings'), %s)", [plan.pk])


class ClusterClosing(models.Model):
    """The figures of a cluster are final in a plan, until it is reopened with a reason."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="closings", verbose_name="kế hoạch")
    cluster = models.ForeignKey(
        Cluster, models.PROTECT, related_name="closings", verbose_name="cụm thi đua"
    )
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người chốt"
    )
    closed_at = models.DateTimeField("chốt lúc")
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người mở lại",
    )
    reopened_at = models.DateTimeField("mở lại lúc", null=True, blank=True)
    reason = models.TextField("lý do mở lại", blank=True)

    objects = ClusterClosingQuerySet.as_manager()

    class Meta:
        verbose_name = "lần chốt số liệu của cụm"
        verbose_name_plural = "các lần chốt số liệu của cụm"
        ordering = ["-closed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "cluster"],
                condition=Q(reopened_at__isnull=True),
                name="cluster_closed_once",
            ),
            models.CheckConstraint(
                name="cluster_reopened_with_reason",
                condition=Q(reopened_at__isnull=True, reopened_by__isnull=True, reason="")
                | (Q(reopened_at__isnull=False, reopened_by__isnull=False) & ~Q(reason="")),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="cluster_closing_kept",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.reopened_at IS NOT NULL"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.cluster} đã chốt"
