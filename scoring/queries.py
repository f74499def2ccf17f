"""Reads about rankings: what stands where, what changed, and why a number is what it is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery

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
from campaigns.queries.scorecards import ids_over_versions
from campaigns.scorecards.grading import Grading
from core.fields import ExactDecimalField
from participants.models import Cluster

from .models import (
    Appeal,
    Draw,
    Measure,
    OwnMaximum,
    PostCheck,
    Ranking,
    RankingLine,
    ScoreSheet,
    TieDecision,
)
from .rankings.grade_steps import short_reasons


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
    """Set on lines `grade` (name of the given grade), `earned` and `lowered_by`. 1 query.

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
    """Ids of the entries among `lines` that did not register where their plan asks. 1 query."""
    entries = Entry.objects.filter(pk__in=[line.entry_id for line in lines])
    return set(entries.without_registration().values_list("pk", flat=True))


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
    """Number of entries with a place in the same list of the same cluster."""
    return RankingLine.objects.filter(
        ranking=line.ranking_id, cluster=line.cluster_id, list=line.list, place__isnull=False
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


@dataclass(frozen=True)
class RecordedLeaf:
    """A leaf of an entry's scorecard with what the office has on record of it."""

    criterion: Criterion
    measures: list[Measure]
    own_maximum: OwnMaximum | None

    @property
    def measure(self) -> Measure | None:
        """The first part, which carries state, reason and document."""
        return self.measures[0] if self.measures else None

    @property
    def counted(self) -> list[Measure]:
        """The parts that hold a number, in their order."""
        return [measure for measure in self.measures if measure.count is not None]


def leaves_on_record(entry: Entry) -> list[RecordedLeaf]:
    """Every leaf of the scorecard in force with its measures and own maximum. 4 queries."""
    leaves = list(entry.scorecard.criteria.exclude(shape="").order_by("position"))
    over_versions = ids_over_versions(leaves)
    measures, maxima = defaultdict(list), {}
    for measure in entry.measures.select_related("recorded_by").order_by("part"):
        measures[measure.criterion_id].append(measure)
    for own in entry.own_maxima.select_related("recorded_by"):
        maxima[own.criterion_id] = own
    return [
        RecordedLeaf(
            leaf,
            [row for pk in over_versions[leaf.pk] for row in measures[pk]],
            next((maxima[pk] for pk in over_versions[leaf.pk] if pk in maxima), None),
        )
        for leaf in leaves
    ]


@dataclass(frozen=True)
class GradeTie:
    """Equals at the edge of a quota of grades: none of them gets the grade until somebody decides.

    `key` names the group for a form; it changes when the group does.
    """

    key: str
    level: str
    lower: str
    lines: list[RankingLine]


def grade_ties_of(ranking: Ranking) -> list[GradeTie]:
    """Open ties of a ranking, in order. 2 queries."""
    tied = ranking.lines.with_open_grade_tie()
    lines = tied.select_related("entry", "cluster", "scorecard").in_order()
    groups: dict[tuple, list[RankingLine]] = defaultdict(list)
    gradings = {}
    for line in lines:
        if line.scorecard_id not in gradings:
            gradings[line.scorecard_id] = line.scorecard.read_grading
        grading = gradings[line.scorecard_id]
        for number, quota in enumerate(grading.quotas):
            if f"tie:{number}" in line.limits:
                part = tuple(getattr(line, name) for name in QUOTA_PARTS[quota.per])
                equal = (line.total, *line.tie_keys)
                groups[(line.scorecard_id, number, part, equal)].append(line)
    return [_grade_tie(gradings[pk], number, found) for (pk, number, *_), found in groups.items()]


QUOTA_PARTS = {
    "scorecard": (),
    "cluster": ("cluster_id",),
    "list": ("list",),
    "cluster_and_list": ("cluster_id", "list"),
}


def _grade_tie(grading: Grading, number: int, lines: list[RankingLine]) -> GradeTie:
    quota = grading.quotas[number]
    return GradeTie(
        key="-".join(str(pk) for pk in sorted(line.entry_id for line in lines)),
        level=grading.levels[quota.at].name,
        lower=grading.levels[quota.overflow].name,
        lines=lines,
    )


def drawn_and_unchecked() -> QuerySet:
    """(draw, entry) rows of draws for the post-check whose sheet has not been checked yet."""
    checked = PostCheck.objects.filter(draw=OuterRef("draw"), sheet__entry=OuterRef("entry"))
    drawn = Draw.drawn.through.objects.filter(draw__purpose=Draw.Purpose.POST_CHECK)
    return drawn.filter(~Exists(checked), entry__sheet__isnull=False)
