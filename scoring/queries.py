"""Reads about rankings: what stands where, what changed, and why a number is what it is."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Count, IntegerField, OuterRef, Subquery

from accounts.models import User
from campaigns.models import (
    Criterion,
    Entry,
    EntryChange,
    MeasureSource,
    Plan,
    PlanState,
    Scorecard,
    ScorecardState,
)
from campaigns.queries import ids_over_versions
from core.fields import ExactDecimalField
from participants.models import Cluster

from .models import Appeal, Draw, Measure, Ranking, RankingLine, ScoreSheet, TieDecision


def is_catching_up(plan: Plan) -> bool:
    """Whether changes wait that the draft ranking does not hold yet."""
    return EntryChange.objects.filter(plan=plan).exists()


def lines_with_movement(ranking: Ranking):
    """Lines in order, each with `place_before` and `total_before`.

    Both are of the sealed ranking before this one, None where the entry was not in it.
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
    """Set `grade` on lines: the given grade's name, None where there is none. 1 query."""
    lines = list(lines)
    scorecards = Scorecard.objects.in_bulk({line.scorecard_id for line in lines})
    names = {
        pk: [level.name for level in grading.levels]
        for pk, scorecard in scorecards.items()
        if (grading := scorecard.read_grading)
    }
    for line in lines:
        has_grade = line.given_grade is not None and line.scorecard_id in names
        line.grade = names[line.scorecard_id][line.given_grade] if has_grade else None


def without_registration(lines: Iterable[RankingLine]) -> set[int]:
    """Ids of the entries among `lines` that did not register where their plan asks. 1 query."""
    entries = Entry.objects.filter(pk__in=[line.entry_id for line in lines])
    return set(entries.without_registration().values_list("pk", flat=True))


def remarks_of(line: RankingLine) -> dict[int, str]:
    """What the record says beside the numbers of a line, by criterion: reason and document.

    Of a sealed ranking only what was on record when it was sealed and has not changed since.
    """
    measures = Measure.objects.filter(entry=line.entry_id, part=1).exclude(reason="", document="")
    if line.ranking.is_sealed:
        measures = measures.filter(recorded_at__lte=line.ranking.sealed_at)
    said = {m.criterion_id: "; ".join(filter(None, (m.reason, m.document))) for m in measures}
    if not said:
        return {}
    over_versions = ids_over_versions(line.scorecard.criteria.exclude(shape=""))
    return {leaf: said[pk] for leaf, ids in over_versions.items() for pk in ids if pk in said}


def tie_decision_of(line: RankingLine) -> TieDecision | None:
    """The decision among equals that was on record for the line's total, if any."""
    decisions = TieDecision.objects.filter(entry=line.entry_id, total=line.total)
    if line.ranking.is_sealed:
        decisions = decisions.filter(decided_at__lte=line.ranking.sealed_at)
    return decisions.first()


def line_before(line: RankingLine) -> RankingLine | None:
    """The same entry's line in the sealed ranking before this one."""
    previous = Ranking.objects.sealed_before(line.ranking).values_list("pk", flat=True).first()
    lines = RankingLine.objects.filter(ranking=previous, entry=line.entry_id)
    return lines.select_related("ranking", "scorecard").first()


def scorecards_to_try(plan: Plan, *, with_drafts: bool) -> list[Scorecard]:
    """Scorecards whose numbers may be tried in the place of what is published, by name."""
    states = [ScorecardState.PUBLISHED, *([ScorecardState.DRAFT] if with_drafts else [])]
    published = plan.scorecards.filter(state=ScorecardState.PUBLISHED).values("name")
    return list(plan.scorecards.filter(state__in=states, name__in=published).order_by("name", "pk"))


def published_of(scorecard: Scorecard) -> Scorecard:
    """The version in force of the same scorecard."""
    return Scorecard.objects.get(
        plan=scorecard.plan_id, name=scorecard.name, state=ScorecardState.PUBLISHED
    )


def clusters_of(ranking: Ranking) -> list[Cluster]:
    """Clusters with lines in a ranking, in order."""
    ids = RankingLine.objects.filter(ranking=ranking).values("cluster_id").distinct()
    return list(Cluster.objects.filter(pk__in=ids).order_by("position", "pk"))


def entries_named_like(ranking: Ranking, text: str):
    """Ids of entries of the plan whose name or unit holds `text`, accents ignored (a subquery)."""
    return Entry.objects.filter(plan=ranking.plan_id).named_like(text).values("pk")


def possible_range(line: RankingLine, plan: Plan) -> tuple[Decimal, Decimal] | None:
    """The lowest and highest total that the line may still come to; None when it is final.

    Final is a sealed ranking, a plan that does not run, a cluster whose figures are closed, and a
    line for which nothing is missing and no report can add anything. At most 1 query.
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


def sheets_by_stage(sheets) -> dict[str, int]:
    """How many of some sheets stand at each stage."""
    counted = sheets.order_by().values_list("stage").annotate(number=Count("pk"))
    return dict(counted)


def sheets_in_order(sheets):
    """By cluster and name, with what a list shows of them."""
    return sheets.select_related("entry__cluster", "peer").order_by(
        "entry__cluster__position", "entry__cluster_id", "entry__sort_key"
    )


def without_sheet(plan: Plan) -> int:
    """How many entries have a scorecard that asks for a sheet, and none yet."""
    asked = Criterion.objects.filter(source=MeasureSource.SHEET).values("scorecard")
    return plan.entries.filter(scorecard__in=asked, sheet__isnull=True).count()


def appeals_of(line: RankingLine) -> list[Appeal]:
    """The appeals filed about a line."""
    return list(line.appeals.select_related("criterion", "answered_by"))


def clusters_with_sheets(plan: Plan) -> list[Cluster]:
    """Clusters in which somebody has a score sheet, in order."""
    ids = ScoreSheet.objects.in_plan(plan).values("entry__cluster")
    return list(Cluster.objects.filter(pk__in=ids).order_by("position", "pk"))


def draws_of(plan: Plan) -> list[Draw]:
    """The lots drawn in a plan with what was drawn, the latest first. 2 queries."""
    return list(plan.draws.select_related("cluster", "drawn_by").prefetch_related("drawn"))
