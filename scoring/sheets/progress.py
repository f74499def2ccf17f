"""Progress of a plan: the reports and score sheets its scorecards ask for."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from campaigns.models import Criterion, MeasureSource, Plan
from evidence.models import ActivityReport, ReportState
from evidence.queries import reports_by_state

from ..models import SheetStage

# Stages of a sent sheet, and of one whose first appraisal has ended.
SENT_STAGES = [stage for stage in SheetStage if stage != SheetStage.OPEN]
APPRAISED_STAGES = [SheetStage.APPRAISED, SheetStage.EXPLAINED, SheetStage.CLOSED]


def scorecards_fed_by(plan: Plan, source: MeasureSource) -> QuerySet:
    """Ids of the scorecards of a plan that ask for data of this source, as a subquery."""
    leaves = Criterion.objects.owed(source).filter(scorecard__plan=plan)
    return leaves.order_by().values("scorecard")


@dataclass(frozen=True)
class PlanProgress:
    """Numbers of a plan.

    Of the `reporting` entries `reported` have a verified report; of the `scoring` entries `sent`
    have sent their score sheet, and the sheets of `appraised` passed the first appraisal.
    """

    entries: int
    reporting: int
    reported: int
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
        """Whether the plan asks for reports, or some were sent anyway."""
        return bool(self.reporting or self.all_reports)


def plan_progress(plan: Plan) -> PlanProgress:
    """Numbers of entries by what their scorecards ask for. 2 queries."""
    reporting = Q(scorecard__in=scorecards_fed_by(plan, MeasureSource.REPORTS))
    scoring = Q(scorecard__in=scorecards_fed_by(plan, MeasureSource.SHEET))
    numbers = plan.entries.annotate(has_reported=has_verified_report("pk")).aggregate(
        entries=Count("pk"),
        reporting=Count("pk", filter=reporting),
        reported=Count("pk", filter=reporting & Q(has_reported=True)),
        scoring=Count("pk", filter=scoring),
        sent=Count("pk", filter=scoring & Q(sheet__stage__in=SENT_STAGES)),
        appraised=Count("pk", filter=scoring & Q(sheet__stage__in=APPRAISED_STAGES)),
    )
    return PlanProgress(**numbers, reports=reports_by_state(plan))


def has_verified_report(entry: str) -> Exists:
    """Expression: whether the entry in an outer field has a verified report."""
    return Exists(ActivityReport.objects.filter(entry=OuterRef(entry), state=ReportState.VERIFIED))
