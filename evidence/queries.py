"""Reads about reports."""

from django.db.models import Count, Q

from accounts.models import User
from campaigns.models import ActivityKind, Criterion, Entry, MeasureSource, Plan, PlanState
from campaigns.permissions import can_run
from core import clock

from .models import ActivityReport, ReportState


def entries_to_report_for(user: User):
    """Entries `user` reports for in launched plans, those still open for reports first."""
    return (
        Entry.objects.reported_by(user)
        .exclude(plan__state=PlanState.DRAFT)
        .select_related("plan__campaign")
        .order_by("-plan__reports_due_at", "sort_key")
    )


def is_open(plan: Plan) -> bool:
    """Whether the plan takes reports at this moment."""
    return plan.state == PlanState.RUNNING and clock.now() <= plan.reports_due_at


def leaves_open(entry: Entry, kind: ActivityKind | None = None, *, to_office: bool):
    """Leaves of the entry's scorecard that a report may count for; the office's own only to it."""
    leaves = Criterion.objects.filter(scorecard=entry.scorecard_id).exclude(shape="")
    if not to_office:
        leaves = leaves.filter(source=MeasureSource.REPORTS)
    if kind is not None:
        leaves = leaves.filter(activity_kinds=kind)
    return leaves.order_by("position")


def criteria_open_to(user: User, entry: Entry, kind: ActivityKind | None = None):
    """Leaves that a report by `user` may count for."""
    return leaves_open(entry, kind, to_office=can_run(user, entry.plan))


def kinds_open_to(user: User, entry: Entry):
    """Kinds of activity with at least one leaf open to `user` in the entry's scorecard."""
    return (
        ActivityKind.objects.filter(criteria__in=criteria_open_to(user, entry))
        .distinct()
        .order_by("position")
    )


def reports_by_state(plan) -> dict[str, int]:
    """Number of reports of a plan in each state, zeros included. One query."""
    found = ActivityReport.objects.in_plan(plan).aggregate(
        **{state.value: Count("pk", filter=Q(state=state)) for state in ReportState}
    )
    return {state.value: found[state.value] for state in ReportState}


def next_waiting(user: User, after: ActivityReport) -> ActivityReport | None:
    """The next report of the same plan that waits for `user`, oldest first; wraps round."""
    waiting = (
        ActivityReport.objects.for_decision_by(user)
        .filter(entry__plan=after.entry.plan_id)
        .exclude(pk=after.pk)
        .order_by("submitted_at", "pk")
    )
    later = Q(submitted_at__gt=after.submitted_at) | Q(
        submitted_at=after.submitted_at, pk__gt=after.pk
    )
    return waiting.filter(later).first() or waiting.first()
