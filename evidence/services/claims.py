"""Claims of waiting reports, so that two secretaries do not open the same one.

A claim expires after some minutes; the open page renews it, and it never locks a report for good.
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
    """Claim the oldest waiting report of a plan that no colleague holds; None when none is left.

    Reports after `after` come first. The actor's other claims in the plan end.
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
    """The first report, locked, that nobody has claimed since the list was read."""
    while report := waiting.first():
        if not _held_by_another(actor, report, at).exists():
            return report
        waiting = waiting.exclude(pk=report.pk)
    return None


@transaction.atomic
def claim_report(*, actor: User, report: ActivityReport, at: datetime) -> None:
    """Claim a report, or renew the claim. Raises DomainError naming the colleague who holds it."""
    report = ActivityReport.objects.select_for_update(of=["self"]).get(pk=report.pk)
    require_decide(actor, report)
    if report.state != ReportState.SENT:
        raise DomainError(
            f"Báo cáo này đang ở tình trạng “{report.get_state_display()}”. Hãy tải lại trang."
        )
    require_free(actor, report, at)
    _write(actor, report, at)


def require_free(actor: User, report: ActivityReport, at: datetime) -> None:
    """Raise DomainError while a colleague has the report open."""
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
