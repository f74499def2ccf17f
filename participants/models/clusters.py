"""Clusters of units that are compared with each other."""

from django.db import models
from django.db.models import Q

from core.dated import DatedModel, DatedQuerySet, ends_after_start, never_overlapping
from core.history.tracking import tracked

from .councils import Body, Council


class Cluster(DatedModel):
    """Units compared with each other (cụm, khối thi đua), as one council arranged them."""

    organiser = models.ForeignKey(
        Council, models.PROTECT, related_name="clusters", verbose_name="do HĐND"
    )
    name = models.CharField("tên", max_length=160)
    position = models.PositiveIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "cụm thi đua"
        verbose_name_plural = "cụm thi đua"
        ordering = ["position", "id"]
        constraints = [
            ends_after_start("cluster_ends_after_start"),
            never_overlapping("cluster_name_once_a_day", "organiser", "name"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked(administrative=True)
class ClusterMember(DatedModel):
    """A member of a cluster: a body, or all delegates of a council."""

    cluster = models.ForeignKey(
        Cluster, models.CASCADE, related_name="members", verbose_name="cụm thi đua"
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tập thể"
    )
    delegates_of = models.ForeignKey(
        Council,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="mọi đại biểu của",
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên cụm"
        verbose_name_plural = "thành viên cụm"
        constraints = [
            ends_after_start("cluster_member_ends_after_start"),
            models.CheckConstraint(
                name="cluster_member_is_one_thing",
                condition=Q(body__isnull=False, delegates_of__isnull=True)
                | Q(body__isnull=True, delegates_of__isnull=False),
                violation_error_message="Chọn một tập thể, hoặc mọi đại biểu của một HĐND.",
            ),
            never_overlapping("cluster_body_once_a_day", "cluster", "body"),
            never_overlapping("cluster_delegates_once_a_day", "cluster", "delegates_of"),
        ]
