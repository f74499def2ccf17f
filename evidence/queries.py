"""Reads of reports, and of what may be reported."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from campaigns.models import (
    ActivityKind,
    Criterion,
    Entry,
    Extension,
    MeasureSource,
    Plan,
    PlanState,
    Scorecard,
    ScorecardState,
    Stage,
)
from campaigns.permissions import can_run
from campaigns.queries.scorecards import ids_over_versions
from core import clock

from . import rules
from .content import ReportContent
from .models import VOID_STATES, ActivityReport, ImportedRow, ReportCount, ReportImport, ReportState


def entries_to_report_for(user: User):
    """Entries `user` reports for in launched plans, those still open for reports first."""
    return (
        Entry.objects.reported_by(user)
        .exclude(plan__state=PlanState.DRAFT)
        .select_related("plan__campaign")
        .order_by("-plan__reports_due_at", "sort_key")
    )


def report_extensions(entries: Iterable[Entry]) -> dict[int, Extension]:
    """Extensions of the report stage by entry id. One query."""
    found = Extension.objects.filter(entry__in=set(entries), stage=Stage.REPORTS)
    return {extension.entry_id: extension for extension in found}


def open_for_reports(entries: Iterable[Entry]) -> set[int]:
    """Ids of those entries that may send a report at this moment. One query."""
    entries, now = list(entries), clock.now()
    extensions = report_extensions(entries)
    return {
        entry.pk
        for entry in entries
        if entry.plan.state == PlanState.RUNNING
        and now <= rules.reports_until(entry.plan, extensions.get(entry.pk))
    }


def leaves_open(entry: Entry, kind: ActivityKind | None = None, *, to_office: bool):
    """Leaves of the entry's scorecard open to reports; the office's own only `to_office`."""
    leaves = Criterion.objects.filter(scorecard=entry.scorecard_id).exclude(shape="")
    if not to_office:
        leaves = leaves.filter(source=MeasureSource.REPORTS)
    if kind is not None:
        leaves = leaves.filter(activity_kinds=kind)
    return leaves.order_by("position")


def counted_once(criteria: list[Criterion]) -> dict[int, list[Criterion]]:
    """For each criterion, those of the list with which an activity is counted only once.

    One query, none when no criterion has such a link.
    """
    linked = [c for c in criteria if c.not_counted_with]
    found: dict[int, list[Criterion]] = {c.pk: [] for c in criteria}
    if not linked:
        return found
    nodes = Criterion.objects.filter(scorecard=linked[0].scorecard_id)
    above = {pk: (code, parent) for pk, code, parent in nodes.values_list("pk", "code", "parent")}

    def codes_over(pk: int) -> set[str]:
        codes = set()
        while pk:
            code, pk = above[pk]
            codes.add(code)
        return codes

    for criterion in linked:
        for other in criteria:
            if other.pk != criterion.pk and codes_over(other.pk) & set(criterion.not_counted_with):
                found[criterion.pk].append(other)
    return found


def criteria_open_to(user: User, entry: Entry, kind: ActivityKind | None = None):
    """Leaves that a report by `user` may count for."""
    return leaves_open(entry, kind, to_office=can_run(user, entry.plan))


def kinds_open(entry: Entry, *, to_office: bool):
    """Kinds of activity with at least one open leaf in the entry's scorecard."""
    return (
        ActivityKind.objects.filter(criteria__in=leaves_open(entry, to_office=to_office))
        .distinct()
        .order_by("position")
    )


def reports_by_state(plan) -> dict[str, int]:
    """Number of reports of a plan in each state, zeros included. One query."""
    found = ActivityReport.objects.in_plan(plan).aggregate(
        **{state.value: Count("pk", filter=Q(state=state)) for state in ReportState}
    )
    return {state.value: found[state.value] for state in ReportState}


def numbers_by_state(reports) -> dict[str, int]:
    """Number of the given reports in each state, zeros included. One query."""
    counted = dict(reports.order_by().values_list("state").annotate(number=Count("pk")))
    return {state.value: counted.get(state.value, 0) for state in ReportState}


def naming_criterion(reports, criterion: Criterion):
    """Filter reports that count for a criterion, also under its earlier versions.

    Each has `brought` and `brought_of`: its count, and the denominator left of a ratio.
    """
    versions = ids_over_versions([criterion])[criterion.pk]
    counts = ReportCount.objects.filter(report=OuterRef("pk"), criterion__in=versions)
    left = F("denominator") - Coalesce("excluded", 0)
    return reports.filter(Exists(counts)).annotate(
        brought=Subquery(counts.values("count")[:1]),
        brought_of=Subquery(counts.annotate(left=left).values("left")[:1]),
    )


def number_waiting(user: User, plan) -> int:
    """Number of reports of a plan that wait for `user` and that no colleague has opened."""
    waiting = ActivityReport.objects.for_decision_by(user).in_plan(plan)
    return waiting.free_for(user, clock.now()).count()


_COPIES = """
    SELECT t.number, min(r.id)
    FROM unnest(%s::bigint[], %s::bigint[], %s::date[], %s::text[])
        WITH ORDINALITY AS t (entry_id, kind_id, happened_on, summary, number)
    JOIN evidence_activityreport r USING (entry_id, kind_id, happened_on, summary)
    WHERE r.state <> ALL(%s)
    GROUP BY t.number
"""


def copies_of(contents: Sequence[ReportContent]) -> dict[int, int]:
    """Contents reported before: same entry, kind, day and summary, in a valid report.

    Returns the id of the report by the index of its content. One query.
    """
    columns = (
        [content.entry.pk for content in contents],
        [content.kind.pk for content in contents],
        [content.happened_on for content in contents],
        [content.summary for content in contents],
    )
    with connection.cursor() as cursor:
        cursor.execute(_COPIES, [*map(list, columns), [state.value for state in VOID_STATES]])
        return {number - 1: report_id for number, report_id in cursor.fetchall()}


def imported_reports(keys: Iterable[UUID]) -> dict[UUID, int]:
    """Ids of reports by the keys of their rows. One query."""
    return dict(ImportedRow.objects.filter(key__in=list(keys)).values_list("key", "report_id"))


def scorecards_to_report_by(plan: Plan):
    """Scorecards in force whose entries may report something, each with `number_of_entries`."""
    leaves = Criterion.objects.filter(scorecard=OuterRef("pk"), activity_kinds__isnull=False)
    return (
        Scorecard.objects.filter(Exists(leaves), plan=plan, state=ScorecardState.PUBLISHED)
        .annotate(number_of_entries=Count("entries"))
        .order_by("name")
    )


def entered_imports(plan: Plan, number: int = 20):
    """The newest workbooks that became reports of a plan."""
    imports = ReportImport.objects.entered().filter(plan=plan, added__gt=0)
    return imports.select_related("uploaded_by").order_by("-entered_at")[:number]
