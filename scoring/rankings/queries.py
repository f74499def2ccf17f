"""Reads of rankings and their lines."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import IntegerField, OuterRef, Subquery

from accounts.models import User
from campaigns.models import Entry, EntryChange, Plan, PlanState, Scorecard, ScorecardState
from core.fields import ExactDecimalField
from participants.models import Cluster

from ..models import Ranking, RankingLine
from .grade_steps import short_reasons


def is_catching_up(plan: Plan) -> bool:
    """Whether changes are pending that the draft ranking does not contain yet."""
    return EntryChange.objects.filter(plan=plan).exists()


def lines_with_movement(ranking: Ranking):
    """Lines in order, each with `place_before` and `total_before`.

    Both are from the sealed ranking before this one, None where the entry was not in it.
    """
    previous = Ranking.objects.sealed_before(ranking).values_list("pk", flat=True).first()
    before = RankingLine.objects.filter(ranking=previous, entry=OuterRef("entry"))
    return (
        RankingLine.objects.filter(ranking=ranking)
        .select_related("entry", "cluster")
        .annotate(
            place_before=Subquery(before.values("place")[:1], output_field=IntegerField()),
            total_before=Subquery(before.values("total")[:1], output_field=ExactDecimalField()),
        )
        .in_order()
    )


def name_grades(lines: Iterable[RankingLine]) -> None:
    """Set `grade` (name of the given one), `earned`, `lowered_by`. 1 query.

    `grade` is None where there is none; `earned` is set only where the given grade is lower, and
    `lowered_by` then has the reasons in a few words each.
    """
    lines = list(lines)
    scorecards = Scorecard.objects.in_bulk({line.scorecard_id for line in lines})
    gradings = {pk: scorecard.read_grading for pk, scorecard in scorecards.items()}
    for line in lines:
        line.grade = line.earned = None
        line.lowered_by = []
        grading = gradings[line.scorecard_id]
        if grading is None or line.earned_grade is None:
            continue
        if line.given_grade is not None:
            line.grade = grading.levels[line.given_grade].name
        if line.given_grade != line.earned_grade:
            line.earned = grading.levels[line.earned_grade].name
            line.lowered_by = short_reasons(line, grading)


def without_registration(lines: Iterable[RankingLine]) -> set[int]:
    """Ids of the entries of `lines` whose required registration is missing. 1 query."""
    entries = Entry.objects.filter(pk__in=[line.entry_id for line in lines])
    return set(entries.without_registration().values_list("pk", flat=True))


def line_before(line: RankingLine) -> RankingLine | None:
    """The same entry's line in the sealed ranking before this one."""
    previous = Ranking.objects.sealed_before(line.ranking).values_list("pk", flat=True).first()
    lines = RankingLine.objects.filter(ranking=previous, entry=line.entry_id)
    return lines.select_related("ranking", "scorecard").first()


def scorecards_to_try(plan: Plan, *, with_drafts: bool) -> list[Scorecard]:
    """Scorecards whose numbers may be tried instead of the published ones, by name."""
    states = [ScorecardState.PUBLISHED, *([ScorecardState.DRAFT] if with_drafts else [])]
    published = plan.scorecards.filter(state=ScorecardState.PUBLISHED).values("name")
    return list(plan.scorecards.filter(state__in=states, name__in=published).order_by("name", "pk"))


def published_of(scorecard: Scorecard) -> Scorecard:
    """The published version of the same scorecard."""
    return Scorecard.objects.get(
        plan=scorecard.plan_id, name=scorecard.name, state=ScorecardState.PUBLISHED
    )


def clusters_of(ranking: Ranking) -> list[Cluster]:
    """Clusters with lines in a ranking, in order."""
    ids = RankingLine.objects.filter(ranking=ranking).values("cluster_id").distinct()
    return list(Cluster.objects.filter(pk__in=ids).order_by("position", "pk"))


def entries_named_like(ranking: Ranking, text: str):
    """Subquery of the entries whose name or unit contains `text`, without accents."""
    return Entry.objects.filter(plan=ranking.plan_id).named_like(text).values("pk")


def possible_range(line: RankingLine, plan: Plan) -> tuple[Decimal, Decimal] | None:
    """Lowest and highest total the line may still reach; None when it is final.

    A line is final in a sealed ranking, in a plan that is not running, in a cluster whose figures
    are closed, and when nothing is missing and no report can add points. At most 1 query.
    """
    is_sealed = line.ranking_id and line.ranking.is_sealed
    if is_sealed or plan.state != PlanState.RUNNING or line.best_total is None:
        return None
    if line.worst_total == line.total == line.best_total:
        return None
    if plan.closings.filter(cluster=line.cluster_id, reopened_at__isnull=True).exists():
        return None
    return line.worst_total, line.best_total


def size_of_list(line: RankingLine) -> int:
    """Number of entries with a place in the same list of the same cluster."""
    return RankingLine.objects.filter(
        ranking=line.ranking_id, cluster=line.cluster_id, list=line.list, place__isnull=False
    ).count()


def own_cluster_id(ranking: Ranking, user: User) -> int | None:
    """The cluster of the first entry that belongs to `user`."""
    mine = Entry.objects.belonging_to(user).filter(plan=ranking.plan_id)
    return mine.order_by("sort_key").values_list("cluster_id", flat=True).first()


def own_entry_ids(plan: Plan, user: User) -> set[int]:
    """Ids of the entries of the plan that belong to `user`."""
    mine = Entry.objects.belonging_to(user).filter(plan=plan)
    return set(mine.values_list("pk", flat=True))
