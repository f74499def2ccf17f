"""Closings of the clusters of a plan."""

from collections import defaultdict
from dataclasses import dataclass

from participants.models import Cluster

from ..models import ClusterClosing, Plan
from .entries import clusters_of


@dataclass
class ClusterClosings:
    """A cluster of a plan with its closing in force, if any, and its earlier reopenings."""

    cluster: Cluster
    closing: ClusterClosing | None
    reopenings: list[ClusterClosing]


def closings_in(plan: Plan) -> list[ClusterClosings]:
    """Every cluster of a plan with its closings, in order. 2 queries."""
    closings = defaultdict(list)
    for closing in plan.closings.select_related("closed_by", "reopened_by"):
        closings[closing.cluster_id].append(closing)
    return [_closings(cluster, closings[cluster.pk]) for cluster in clusters_of(plan)]


def closings_of(plan: Plan, cluster: Cluster) -> ClusterClosings:
    """One cluster of a plan with its closings. 1 query."""
    closings = plan.closings.filter(cluster=cluster).select_related("closed_by", "reopened_by")
    return _closings(cluster, list(closings))


def _closings(cluster: Cluster, closings: list[ClusterClosing]) -> ClusterClosings:
    in_force = next((closing for closing in closings if closing.reopened_at is None), None)
    reopened = [closing for closing in closings if closing.reopened_at is not None]
    return ClusterClosings(cluster, in_force, reopened)
