"""Reads about rankings: what stands where, what changed, and why a number is what it is."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import IntegerField, OuterRef, Subquery, Sum

from accounts.models import User
from campaigns.models import Criterion, Entry, EntryChange, Plan
from core.numbers import vietnamese
from participants.models import Cluster

from .models import Ranking, RankingLine


@dataclass(frozen=True)
class Score:
    """One node of a line: its count (None: not reported), points and the reason in Vietnamese."""

    criterion: Criterion
    depth: int
    count: Decimal | None
    points: Decimal
    reason: str
    is_missing: bool


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


def scores_of(line: RankingLine) -> list[Score]:
    """Every node of a line with its stored numbers and the reason. Computes no points. 1 query."""
    criteria = list(line.scorecard.criteria.all())
    depth: dict[int, int] = {}
    parts: dict[int, Decimal] = {}
    for criterion in criteria:
        points = line.points[criterion.position - 1]
        depth[criterion.pk] = depth[criterion.parent_id] + 1 if criterion.parent_id else 0
        if criterion.parent_id:
            parts[criterion.parent_id] = parts.get(criterion.parent_id, Decimal(0)) + points
    return [_score(line, c, depth[c.pk], parts.get(c.pk, Decimal(0))) for c in criteria]


def _score(line: RankingLine, criterion: Criterion, depth: int, parts: Decimal) -> Score:
    count = line.counts[criterion.position - 1]
    points = line.points[criterion.position - 1]
    if criterion.is_leaf:
        rule = criterion.rule
        is_missing = count is None and not rule.missing_is_none
        return Score(criterion, depth, count, points, rule.explain(count, points), is_missing)
    reason = "Tổng các mục con."
    if parts > points:
        reason = (
            f"Các mục con cộng lại {vietnamese(parts)} điểm, "
            f"vượt mức tối đa nên tính {vietnamese(points)} điểm."
        )
    return Score(criterion, depth, None, points, reason, False)


def total_maximum(scorecard) -> Decimal:
    """The most a scorecard can give."""
    found = scorecard.criteria.filter(parent=None).aggregate(total=Sum("maximum"))
    return found["total"] or Decimal(0)


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
