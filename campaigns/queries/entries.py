"""Participants of a plan: their clusters, and the users who report for them."""

from collections import defaultdict
from datetime import date

from core.dated import lasting
from participants.models import Cluster, Membership

from ..models import Entry, Plan


def clusters_of(plan: Plan) -> list[Cluster]:
    """Clusters that take part in a plan, in order. 1 query."""
    ids = plan.entries.order_by().values("cluster").distinct()
    return list(Cluster.objects.filter(pk__in=ids).order_by("position", "pk"))


def speakers_of(entries, day: date) -> dict[int, set[int]]:
    """Users who report for each of `entries` (ids or a QuerySet) on `day`: entry id -> user ids.

    Inverse of `Entry.objects.reported_by`; active accounts only. 2 queries.
    """
    own = (
        Entry.objects.filter(lasting("mandate", day), pk__in=entries)
        .filter(mandate__person__user__is_active=True)
        .order_by()
        .values_list("pk", "mandate__person__user")
    )
    led = (
        Membership.objects.spoken_on(day)
        .filter(body__entries__in=entries, mandate__person__user__is_active=True)
        .order_by()
        .values_list("body__entries", "mandate__person__user")
    )
    speakers = defaultdict(set)
    for entry, user in [*own, *led]:
        speakers[entry].add(user)
    return speakers


def speakers_in(entries, day: date) -> set[int]:
    """Ids of all users who report for any of `entries` on `day`. 2 queries."""
    return set().union(*speakers_of(entries, day).values())
