"""Progress of a plan, measured by the reports and score sheets its scorecards ask for."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from campaigns.models import Criterion, MeasureSource, Plan
from evidence.models import ActivityReport, ReportState
from evidence.queries import reports_by_state

from .models import SheetStage

# A sheet that the unit has sent, and one whose first appraisal is over.
SENT_STAGES = [stage for stage in SheetStage if stage != SheetStage.OPEN]
APPRAISED_STAGES = [SheetStage.APPRAISED, SheetStage.EXPLAINED, SheetStage.CLOSED]


def scorecards_fed_by(plan: Plan, source: MeasureSource) -> QuerySet:
    """Ids of the scorecards of a plan that ask for data of this source, as a subquery."""
    leaves = Criterion.objects.owed(source).filter(scorecard__plan=plan)
    return leaves.order_by().values("scorecard")


@dataclass(frozen=True)
class PlanProgress:
    """Numbers of a plan. `heard` of the `reporting` entries have a verified report; `sent` and
    `appraised` of the `scoring` entries have a score sheet that far."""

    entries: int
    reporting: int
    heard: int
    scoring: int
    sent: int
    appraised: int
    reports: dict[str, int]

    @property
    def all_reports(self) -> int:
        """Reports sent and not withdrawn."""
        return sum(self.reports.values()) - self.reports[ReportState.WITHDRAWN]

    @property
    def shows_reports(self) -> bool:
        """Whether reports are asked for, or some came all the same."""
        return bool(self.reporting or self.all_reports)


def plan_progress(plan: Plan) -> PlanProgress:
    """Numbers of entries that did what their scorecards ask for. Two queries."""
    reporting = Q(scorecard__in=scorecards_fed_by(plan, MeasureSource.REPORTS))
    scoring = Q(scorecard__in=scorecards_fed_by(plan, MeasureSource.SHEET))
    numbers = plan.entries.annotate(is_heard=is_heard("pk")).aggregate(
        entries=Count("pk"),
        reporting=Count("pk", filter=reporting),
        heard=Count("pk", filter=reporting & Q(is_heard=True)),
        scoring=Count("pk", filter=scoring),
        sent=Count("pk", filter=scoring & Q(sheet__stage__in=SENT_STAGES)),
        appraised=Count("pk", filter=scoring & Q(sheet__stage__in=APPRAISED_STAGES)),
    )
    return PlanProgress(**numbers, reports=reports_by_state(plan))


def is_heard(entry: str) -> Exists:
    """Whether the entry named by an outer field has a verified report."""
    return Exists(ActivityReport.objects.filter(entry=OuterRef(entry), state=ReportState.VERIFIED))
