"""Entries that still owe something at a stage of a plan, each with its own last moment."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import (
    Case,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest

from campaigns.models import Criterion, Entry, Extension, MeasureSource, Plan, PlanState, Stage
from core.fields import ExactDecimalField
from evidence.models import VOID_STATES, ActivityReport, ReportState
from scoring.models import Column, ScoreSheet, SheetStage, SheetValue


@dataclass(frozen=True)
class Debt:
    """An entry that owes something, and until when; None when the plan has no deadline."""

    entry_id: int
    name: str
    due_at: datetime | None


def debts_of(plan: Plan, stage: Stage, at: datetime) -> list[Debt]:
    """What is owed at a stage of a running plan and can still be done at `at`. 1 query."""
    entries = entries_owing(plan, stage, at).order_by("sort_key", "pk")
    return [Debt(*row) for row in entries.values_list("pk", "name", "due")]


def entries_owing(plan: Plan, stage: Stage, at: datetime) -> QuerySet[Entry]:
    """Entries that owe something at a stage, each with `due`; none once the plan is closed."""
    if plan.state != PlanState.RUNNING:
        return Entry.objects.none().annotate(due=Value(None, DateTimeField()))
    entries = plan.entries.annotate(last=_last_moment(plan, stage))
    found = _OWING[stage](entries, at)
    return found.filter(Q(due__isnull=True) | Q(due__gte=at))


def _last_moment(plan: Plan, stage: Stage):
    """`campaigns.queries.due_at` in SQL: the plan's deadline or the entry's extension."""
    general = getattr(plan, f"{stage}_due_at")
    if general is None:
        return Value(None, DateTimeField())
    own = Extension.objects.filter(entry=OuterRef("pk"), stage=stage).values("until")
    # PostgreSQL's GREATEST ignores NULL, that is entries without an extension.
    return Greatest(Value(general, DateTimeField()), Subquery(own[:1]))


def _registrations(entries: QuerySet[Entry], at: datetime) -> QuerySet[Entry]:
    """Entries not registered, or with a returned registration, which has its own deadline."""
    due = Greatest(F("last"), F("pledge__resend_until"))
    return entries.without_registration().annotate(due=due)


def _reports(entries: QuerySet[Entry], at: datetime) -> QuerySet[Entry]:
    """Entries without a report that the scorecard asks for, or with one to correct."""
    asked = Criterion.objects.owed(MeasureSource.REPORTS).filter(scorecard=OuterRef("scorecard"))
    of_entry = ActivityReport.objects.filter(entry=OuterRef("pk"))
    taken_again = Q(resend_until__isnull=True) | Q(resend_until__gte=at)
    returned = of_entry.filter(taken_again, state=ReportState.RETURNED)
    entries = entries.annotate(
        has_returned=Exists(returned),
        due=Case(
            When(
                has_returned=True,
                then=Coalesce(
                    Subquery(returned.order_by("resend_until").values("resend_until")[:1]),
                    F("last"),
                ),
            ),
            default=F("last"),
            output_field=DateTimeField(),
        ),
    )
    has_none = ~Exists(of_entry.exclude(state__in=VOID_STATES))
    return entries.filter(Q(has_returned=True) | Q(has_none, Exists(asked)))


def _self_scores(entries: QuerySet[Entry], at: datetime) -> QuerySet[Entry]:
    return entries.annotate(due=F("last")).filter(sheet__stage=SheetStage.OPEN)


def _cross_scores(entries: QuerySet[Entry], at: datetime) -> QuerySet[Entry]:
    """Sheets whose peer has not cross-scored; the deadline is the peer's."""
    sent = ScoreSheet.objects.filter(peer=OuterRef("pk"), stage=SheetStage.SENT)
    return entries.annotate(due=F("last")).filter(Exists(sent))


def _explanations(entries: QuerySet[Entry], at: datetime) -> QuerySet[Entry]:
    """Sheets appraised with a finding and not explained yet."""
    one_sided = SheetValue.objects.filter(
        Q(column=Column.FIRST) & ~Exists(_same_word(Column.SELF))
        | Q(column=Column.SELF) & Exists(_at_same_leaf()) & ~Exists(_same_word(Column.FIRST)),
        sheet__entry=OuterRef("pk"),
    )
    waiting = entries.annotate(due=F("last")).filter(sheet__stage=SheetStage.APPRAISED)
    return waiting.filter(Exists(one_sided))


def _at_same_leaf() -> QuerySet[SheetValue]:
    """The value of the first appraisal at the leaf of the outer query."""
    return SheetValue.objects.filter(
        sheet=OuterRef("sheet"), criterion=OuterRef("criterion"), column=Column.FIRST
    )


def _same_word(column: Column) -> QuerySet[SheetValue]:
    """Whether `column` has the value of the outer query; as in `Cell`, a missing number is 0."""
    values = SheetValue.objects.filter(
        sheet=OuterRef("sheet"),
        criterion=OuterRef("criterion"),
        part=OuterRef("part"),
        state=OuterRef("state"),
        is_excepted=OuterRef("is_excepted"),
        column=column,
    )
    for number in ("count", "denominator", "excluded", "shared"):
        alias = f"own_{number}"
        values = values.alias(**{alias: _or_zero(F(number))})
        values = values.filter(**{alias: _or_zero(OuterRef(number))})
    return values


def _or_zero(number) -> Coalesce:
    field = ExactDecimalField()
    return Coalesce(number, Value(Decimal(0), field), output_field=field)


_OWING = {
    Stage.REGISTRATIONS: _registrations,
    Stage.REPORTS: _reports,
    Stage.SELF_SCORES: _self_scores,
    Stage.CROSS_SCORES: _cross_scores,
    Stage.EXPLANATIONS: _explanations,
}
