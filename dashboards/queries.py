"""Reads of the first pages, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from ballots.models import Ballot, BallotState
from campaigns.models import (
    Criterion,
    Entry,
    MeasureSource,
    Plan,
    PlanState,
    Pledge,
    Scorecard,
    Section,
    Stage,
)
from campaigns.queries.pledges import pledges_due_from
from core import clock
from evidence.models import ActivityReport, ReportState
from evidence.queries import open_for_reports
from scoring.models import LeafState, Ranking, RankingLine, ScoreSheet, SheetStage
from scoring.rankings.engine import CompiledScorecard
from scoring.rankings.explanation import maxima_of
from scoring.rankings.queries import name_grades

from .waiting import Waiting, waiting_in


@dataclass
class AreaPoints:
    """Points of a top group of a scorecard, and its leaves without any report."""

    name: str
    points: Decimal
    maximum: Decimal
    section: str = Section.BASE
    missing: list[str] = field(default_factory=list)

    @property
    def percent(self) -> int:
        return int(self.points * 100 // self.maximum) if self.maximum else 0


@dataclass
class Standing:
    """An entry of the user: its newest line and its points by area.

    `renewed` is its scorecard if that replaced another one in the running plan; `is_unregistered`
    if its time to register is over and it has not registered; `takes_reports` if its scorecard
    counts reports, `is_open` if one can be sent now.
    """

    entry: Entry
    takes_reports: bool
    is_open: bool
    line: RankingLine | None
    pledge: Pledge | None = None
    is_unregistered: bool = False
    size: int = 0
    areas: list[AreaPoints] = field(default_factory=list)
    renewed: Scorecard | None = None
    sealed: RankingLine | None = None  # the newest sealed line beside a draft
    reports: dict[str, int] = field(default_factory=dict)

    @property
    def earned_areas(self) -> list[AreaPoints]:
        return [area for area in self.areas if area.section == Section.BASE]

    @property
    def adjustments(self) -> list[AreaPoints]:
        """Bonus and deductions, which are not part of the reachable points."""
        return [area for area in self.areas if area.section != Section.BASE]

    @property
    def number_of_reports(self) -> int:
        return sum(self.reports.values())


def standings_of(user: User) -> list[Standing]:
    """The user's standing in each plan. Ten queries, whatever the number of entries."""
    entries = list(entries_of(user))
    still_open = open_for_reports(entries)
    unregistered = unregistered_among(entries)
    mine_today = set(Entry.objects.reported_by(user).values_list("pk", flat=True))
    lines = _newest_lines(entries)
    name_grades(lines.values())
    sealed, reports = _sealed_lines(entries), _reports_of(entries)
    criteria = _criteria_of(entries, lines.values())
    sizes = _sizes_of(lines.values())
    renewed = Scorecard.objects.renewed().in_bulk({entry.scorecard_id for entry in entries})
    reporting = {
        pk
        for pk, nodes in criteria.items()
        if any(node.is_leaf and node.source == MeasureSource.REPORTS for node in nodes)
    }
    return [
        Standing(
            entry=entry,
            takes_reports=entry.scorecard_id in reporting,
            is_open=entry.pk in still_open & mine_today and entry.scorecard_id in reporting,
            line=lines.get(entry.pk),
            pledge=getattr(entry, "pledge", None),
            is_unregistered=entry.pk in unregistered,
            size=sizes.get(entry.pk, 0),
            areas=_areas(criteria, entry, lines.get(entry.pk)),
            renewed=renewed.get(entry.scorecard_id),
            sealed=sealed.get(entry.pk) if entry.pk in lines else None,
            reports=reports[entry.pk],
        )
        for entry in entries
    ]


def entries_of(user: User):
    """Entries that belong to `user` in launched plans, those open for reports first."""
    return (
        Entry.objects.belonging_to(user)
        .exclude(plan__state=PlanState.DRAFT)
        .select_related("plan__campaign", "pledge")
        .order_by("-plan__reports_due_at", "sort_key")
    )


def unregistered_among(entries: list[Entry]) -> set[int]:
    """Ids of entries that missed the registration. At most 1 query."""
    asked = [entry.pk for entry in entries if entry.plan.has_registration]
    if not asked:
        return set()
    missing = Entry.objects.filter(pk__in=asked).unregistered(clock.now())
    return set(missing.values_list("pk", flat=True))


def ballots_to_vote_in(user: User):
    """Secret ballots in which the user has not voted yet. 1 query."""
    ballots = Ballot.objects.waiting_for(user).select_related("council", "proposal__ranking__plan")
    return ballots.order_by("opened_at")


def ballots_in_hand(user: User):
    """Uncounted ballots in which `user` has a seat or keeps a code. 1 query."""
    part = Q(seats__person__user=user) | Q(keepers__user=user)
    states = [BallotState.PREPARED, BallotState.OPEN, BallotState.CLOSED]
    ballots = Ballot.objects.filter(part, state__in=states).distinct()
    return ballots.select_related("council", "proposal__ranking__plan").order_by("pk")


def pledges_to_send(user: User):
    """Entries the user still has to register, the nearest deadline first. 1 query."""
    return pledges_due_from(user, clock.now())


def _newest_lines(entries: list[Entry]) -> dict[int, RankingLine]:
    """The draft's line of each entry, or the newest sealed one without a draft."""
    lines = (
        RankingLine.objects.filter(entry__in=entries)
        .select_related("ranking", "scorecard")
        .order_by("entry_id", "-ranking__number")
        .distinct("entry_id")
    )
    return {line.entry_id: line for line in lines}


def _sealed_lines(entries: list[Entry]) -> dict[int, RankingLine]:
    """The newest sealed line of each entry that also has a draft line. 1 query."""
    lines = (
        RankingLine.objects.filter(entry__in=entries, ranking__number__isnull=False)
        .filter(Exists(Ranking.objects.filter(plan=OuterRef("entry__plan"), number=None)))
        .select_related("ranking")
        .order_by("entry_id", "-ranking__number")
        .distinct("entry_id")
    )
    return {line.entry_id: line for line in lines}


def _reports_of(entries: list[Entry]) -> dict[int, dict[str, int]]:
    """Number of reports of each entry by state, without zeros. 1 query."""
    counted = (
        ActivityReport.objects.filter(entry__in=entries)
        .order_by()
        .values_list("entry", "state")
        .annotate(number=Count("pk"))
    )
    numbers: dict[int, dict[str, int]] = defaultdict(dict)
    for entry, state, number in counted:
        numbers[entry][state] = number
    return numbers


def _criteria_of(entries: list[Entry], lines: Iterable[RankingLine]) -> dict[int, list[Criterion]]:
    """Criteria in order by scorecard: those in force for `entries`, and those of `lines`. 1 query.

    A line may have been computed by an earlier version than its entry has today.
    """
    scorecards = {each.scorecard_id for each in (*entries, *lines)}
    criteria = defaultdict(list)
    for criterion in Criterion.objects.filter(scorecard__in=scorecards).order_by("position"):
        criteria[criterion.scorecard_id].append(criterion)
    return criteria


def _sizes_of(lines) -> dict[int, int]:
    """Number of entries with a place in the list of each line, by entry id."""
    lines = list(lines)
    where = Q(pk__in=[])
    for line in lines:
        where |= Q(ranking=line.ranking_id, cluster=line.cluster_id, list=line.list)
    rows = (
        RankingLine.objects.filter(where, place__isnull=False)
        .order_by()
        .values_list("ranking_id", "cluster_id", "list")
        .annotate(number=Count("pk"))
    )
    sizes = {tuple(key): number for *key, number in rows}
    return {
        line.entry_id: sizes.get((line.ranking_id, line.cluster_id, line.list), 0) for line in lines
    }


def _areas(
    criteria_of: Mapping[int, list[Criterion]], entry: Entry, line: RankingLine | None
) -> list[AreaPoints]:
    """Top groups with their points and the leaves without any report.

    They are those of the scorecard that the line was computed by; without a line, of the entry's.
    """
    areas, top_of = [], {}
    criteria = criteria_of[line.scorecard_id if line else entry.scorecard_id]
    maxima = _own_maxima(criteria, line)
    for criterion in criteria:
        points = line.points_at(criterion.position) if line else Decimal(0)
        if criterion.parent_id is None:
            maximum = maxima.get(criterion.pk, criterion.maximum)
            areas.append(AreaPoints(criterion.name, points, maximum, criterion.section))
            top_of[criterion.pk] = areas[-1]
        else:
            top_of[criterion.pk] = top_of[criterion.parent_id]
        is_unknown = line is None or line.state_at(criterion.position) == LeafState.MISSING
        if is_unknown and criterion.is_leaf and not criterion.rule.missing_is_none:
            top_of[criterion.pk].missing.append(criterion.name)
    return areas


def _own_maxima(criteria: list[Criterion], line: RankingLine | None) -> dict[int, Decimal]:
    """Maxima by criterion where a leaf may have its own one; else empty. No query."""
    if line is None or not any(criterion.own_maximum for criterion in criteria):
        return {}
    return maxima_of(CompiledScorecard(line.scorecard, criteria), line)


def stages_still_open(plan: Plan, at: datetime) -> list[tuple[str, datetime]]:
    """(stage, last moment) of the plan's stages that have not ended at `at`. No query."""
    moments = [(stage.label, getattr(plan, f"{stage}_due_at")) for stage in Stage]
    return [(label, last) for label, last in moments if last and last > at]


def reports_to_correct(user: User):
    """Returned reports of the user's entries that can be sent again, newest first."""
    return _my_reports(user).resendable(clock.now()).order_by("-decided_at")


def recent_reports(user: User, number: int = 20):
    """The user's newest reports in any state."""
    return _my_reports(user).order_by("-submitted_at", "-pk")[:number]


def sheets_waiting_for(user: User):
    """Score sheets that need a self-score, a cross-score or an explanation of `user`."""
    mine = Entry.objects.reported_by(user).values("pk")
    own = Q(entry__in=mine, stage__in=[SheetStage.OPEN, SheetStage.APPRAISED])
    of_peers = Q(peer__in=mine, stage=SheetStage.SENT)
    sheets = ScoreSheet.objects.filter(own | of_peers).exclude(entry__plan__state=PlanState.CLOSED)
    return sheets.select_related("entry__plan").order_by("entry__plan__starts_on", "pk")


def _my_reports(user: User):
    mine = Entry.objects.belonging_to(user).values("pk")
    return ActivityReport.objects.filter(entry__in=mine).select_related("entry", "kind")


def newest_ranking(plan: Plan) -> Ranking | None:
    """The ranking for a leader: the draft while the plan runs, then the newest sealed one."""
    draft = Ranking.objects.draft_of(plan)
    sealed = Ranking.objects.latest_sealed_of(plan)
    return (sealed or draft) if plan.state == PlanState.CLOSED else (draft or sealed)


def plans_with_numbers(user: User):
    """Plans `user` may see, each with its numbers of entries and of waiting reports.

    They are counted in subqueries: in one join each waiting report would count for every entry.
    """
    waiting = (
        ActivityReport.objects.filter(entry__plan=OuterRef("pk"), state=ReportState.SENT)
        .order_by()
        .values("entry__plan")
        .annotate(n=Count("pk"))
        .values("n")
    )
    entries = Entry.objects.filter(plan=OuterRef("pk")).order_by().values("plan")
    entries = entries.annotate(n=Count("pk")).values("n")
    return (
        Plan.objects.visible_to(user)
        .select_related("campaign__organiser")
        .annotate(
            number_of_entries=Coalesce(Subquery(entries), 0),
            number_waiting=Coalesce(Subquery(waiting), 0),
        )
        .order_by("state", "-starts_on")
    )


@dataclass(frozen=True)
class PlanWork:
    """A plan on the worklist: its waiting work and the state of its ranking."""

    plan: Plan
    waiting: list[Waiting]
    has_draft: bool
    sealed_number: int | None

    @property
    def reports_to_decide(self) -> int:
        """Number of reports that the user may verify."""
        return sum(item.mine for item in self.waiting if item.kind == "reports")


def worklist(plans, user: User) -> list[PlanWork]:
    """Waiting work of each plan that a secretary runs. 17 queries, whatever the number of plans."""
    plans = list(plans)
    waiting = waiting_in(plans, user)
    rankings = {
        plan_id: (has_draft, number)
        for plan_id, has_draft, number in Ranking.objects.filter(plan__in=plans)
        .order_by()
        .values_list("plan")
        .annotate(
            has_draft=BoolOr(Q(number__isnull=True)),
            sealed_number=Max("number"),
        )
    }
    return [
        PlanWork(plan, waiting[plan.pk], *rankings.get(plan.pk, (False, None))) for plan in plans
    ]
