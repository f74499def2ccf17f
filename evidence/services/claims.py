"""Who looks at which waiting report, so that two secretaries do not take the same one.

A claim lasts some minutes; it is renewed while the page is open and never locks a report for good.
"""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from campaigns.models import Plan
from core.errors import DomainError

from ..models import ActivityReport, ReportClaim, ReportState
from ..permissions import require_decide

CLAIM_LASTS = timedelta(minutes=10)


@transaction.atomic
def take_next(
    *, actor: User, plan: Plan, at: datetime, after: ActivityReport | None = None
) -> ActivityReport | None:
    """Claim the oldest report of a plan that waits for `actor` and nobody holds; None: none left.

    After a report the ones behind it come first. What `actor` held in the plan is let go.
    """
    waiting = ActivityReport.objects.for_decision_by(actor).in_plan(plan).free_for(actor, at)
    waiting = waiting.order_by("submitted_at", "pk").select_for_update(
        of=["self"], skip_locked=True
    )
    report = None
    if after:
        waiting = waiting.exclude(pk=after.pk)
        report = _first_free(actor, waiting.behind(after), at)
    report = report or _first_free(actor, waiting, at)
    held = ReportClaim.objects.filter(user=actor, report__entry__plan=plan, until__gt=at)
    held.update(until=at)
    if report:
        _write(actor, report, at)
    return report


def _first_free(actor: User, waiting, at: datetime) -> ActivityReport | None:
    """The first under lock that nobody has claimed since the list was read."""
    while report := waiting.first():
        if not _held_by_another(actor, report, at).exists():
            return report
        waiting = waiting.exclude(pk=report.pk)
    return None


@transaction.atomic
def claim_report(*, actor: User, report: ActivityReport, at: datetime) -> None:
    """Hold one report, or hold it longer. Raises DomainError naming who has it already, and for
    one that waits no more."""
    report = ActivityReport.objects.select_for_update(of=["self"]).get(pk=report.pk)
    require_decide(actor, report)
    if report.state != ReportState.SENT:
        raise DomainError(
            f"Báo cáo này đang ở tình trạng “{report.get_state_display()}”. Hãy tải lại trang."
        )
    require_free(actor, report, at)
    _write(actor, report, at)


def require_free(actor: User, report: ActivityReport, at: datetime) -> None:
    """Raises DomainError while a colleague looks at the report."""
    if claim := _held_by_another(actor, report, at).select_related("user").first():
        raise DomainError(f"{claim.user} đang xem báo cáo này. Hãy xử lý báo cáo khác.")


def _held_by_another(actor: User, report: ActivityReport, at: datetime):
    return ReportClaim.objects.filter(report=report, until__gt=at).exclude(user=actor)


def let_go(report: ActivityReport) -> None:
    ReportClaim.objects.filter(report=report).delete()


def _write(actor: User, report: ActivityReport, at: datetime) -> None:
    ReportClaim.objects.update_or_create(
        report=report, defaults={"user": actor, "until": at + CLAIM_LASTS}
    )
