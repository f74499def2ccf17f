"""Reads about rankings: what stands where, what changed, and why a number is what it is."""

from decimal import Decimal

from django.db.models import IntegerField, OuterRef, Subquery

from accounts.models import User
from campaigns.models import Entry, EntryChange, Plan
from participants.models import Cluster

from .models import Ranking, RankingLine


def is_catching_up(plan: Plan) -> bool:
    """Whether changes wait that the draft ranking does not hold yet."""
    return EntryChange.objects.filter(plan=plan).exists()


def lines_with_movement(ranking: Ranking):
    """Lines in order, each with `place_before`: its place in the sealed ranking before this one."""
    before = Ranking.objects.sealed().filter(plan=ranking.plan_id)
    if ranking.number is not None:
        before = before.filter(number__lt=ranking.number)
    previous = before.order_by("-number").values_list("pk", flat=True).first()
    place_before = RankingLine.objects.filter(ranking=previous, entry=OuterRef("entry")).values(
        "place"
    )[:1]
    return (
        RankingLine.objects.filter(ranking=ranking)
        .select_related("entry", "cluster")
        .annotate(place_before=Subquery(place_before, output_field=IntegerField()))
        .in_order()
    )


def total_maximum(scorecard) -> Decimal:
    """The most a scorecard can give."""
    return scorecard.highest_total


def clusters_of(ranking: Ranking) -> list[Cluster]:
    """Clusters with lines in a ranking, in order."""
    ids = RankingLine.objects.filter(ranking=ranking).values("cluster_id").distinct()
    return list(Cluster.objects.filter(pk__in=ids).order_by("position", "pk"))


def entries_named_like(ranking: Ranking, text: str):
    """Ids of entries of the plan whose name or unit holds `text`, accents ignored (a subquery)."""
    return Entry.objects.filter(plan=ranking.plan_id).named_like(text).values("pk")


def size_of_list(line: RankingLine) -> int:
    """How many stand in the same list of the same cluster."""
    return RankingLine.objects.filter(
        ranking=line.ranking_id, cluster=line.cluster_id, list=line.list
    ).count()


def own_cluster_id(ranking: Ranking, user: User) -> int | None:
    """The cluster in which someone stands whom `user` reports for."""
    mine = Entry.objects.belonging_to(user).filter(plan=ranking.plan_id)
    return mine.order_by("sort_key").values_list("cluster_id", flat=True).first()


def own_entry_ids(plan: Plan, user: User) -> set[int]:
    """Entries of the plan that belong to `user`, to be marked in a list."""
    mine = Entry.objects.belonging_to(user).filter(plan=plan)
    return set(mine.values_list("pk", flat=True))
