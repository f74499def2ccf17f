"""Verify, return and refuse reports. Only these functions do so."""

import datetime as dt
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import User
from campaigns.models import Plan
from campaigns.permissions import require_run
from campaigns.rules import RETURN_REASON_MISSING
from campaigns.services import changes
from core.errors import DomainError, refuse_if
from core.names import visible_text

from .. import rules
from ..models import ActivityReport, ReportCount, ReportState
from ..permissions import require_decide
from .claims import let_go, require_free
from .notifying import close_return_notices, notify_decision


def _decide(actor, report, to: ReportState, note: str, at: datetime, seen: datetime | None):
    report = (
        ActivityReport.objects.select_for_update(of=["self"])
        .select_related("entry__plan__campaign")
        .get(pk=report.pk)
    )
    require_decide(actor, report)
    refuse_if(rules.transition_problem(report, to))
    if seen is not None and seen != report.submitted_at:
        raise DomainError(
            "Người gửi đã sửa báo cáo này sau khi bạn mở trang. Hãy xem nội dung mới rồi xử lý."
        )
    require_free(actor, report, at)
    let_go(report)
    was_counted = report.state == ReportState.VERIFIED
    report.state, report.decision_note = to, note
    report.decided_by, report.decided_at = actor, at
    if to == ReportState.RETURNED:
        days = dt.timedelta(days=report.entry.plan.resend_days)
        report.resend_until = max(report.entry.plan.reports_due_at, at + days)
    report.save(
        update_fields=["state", "decision_note", "decided_by", "decided_at", "resend_until"]
    )
    if was_counted or to == ReportState.VERIFIED:
        report.counts.update(is_verified=to == ReportState.VERIFIED)
        changes.note_changes(plan=report.entry.plan, entry_ids=[report.entry_id])
    close_return_notices(report, at)
    notify_decision(report)
    return report


@transaction.atomic
def verify_report(
    *, actor: User, report: ActivityReport, at: datetime, seen: datetime | None = None
) -> ActivityReport:
    """Sent -> verified; the report counts from now on. Nobody verifies their own.

    `seen` is the `submitted_at` that the page showed: a report resubmitted since then is rejected,
    so nobody decides on content they have not seen.
    """
    return _decide(actor, report, ReportState.VERIFIED, "", at, seen)


@transaction.atomic
def return_report(
    *,
    actor: User,
    report: ActivityReport,
    reason: str,
    at: datetime,
    seen: datetime | None = None,
) -> ActivityReport:
    """Sent or verified -> returned, with a reason; it does not count any more.

    It may be sent again until the plan's deadline, and for at least `resend_days` from `at`.
    """
    return _decide(actor, report, ReportState.RETURNED, _reason(reason), at, seen)


@transaction.atomic
def refuse_report(
    *,
    actor: User,
    report: ActivityReport,
    reason: str,
    at: datetime,
    seen: datetime | None = None,
) -> ActivityReport:
    """Sent -> refused, with a reason; the report never counts."""
    return _decide(actor, report, ReportState.REFUSED, _reason(reason), at, seen)


def _reason(text: str) -> str:
    text = visible_text(text)
    if len(text) < 5:
        raise DomainError(RETURN_REASON_MISSING, field="reason")
    return text


@transaction.atomic
def verify_reports(
    *,
    actor: User,
    plan: Plan,
    report_ids: Iterable[int],
    at: datetime,
    looked_at: datetime | None = None,
) -> int:
    """Verify many reports of a plan; return their number.

    Skips the actor's own, decided ones, those a colleague has opened and those sent after
    `looked_at`. Four statements, whatever the number.
    """
    require_run(actor, plan)
    chosen = (
        ActivityReport.objects.for_decision_by(actor)
        .in_plan(plan)
        .filter(pk__in=list(report_ids), submitted_at__lte=looked_at or at)
        .free_for(actor, at)
        .select_for_update(of=["self"])
    )
    rows = list(chosen.values_list("pk", "entry_id"))
    ActivityReport.objects.filter(pk__in=[pk for pk, _ in rows]).update(
        state=ReportState.VERIFIED, decided_by=actor, decided_at=at, decision_note=""
    )
    ReportCount.objects.filter(report__in=[pk for pk, _ in rows]).update(is_verified=True)
    changes.note_changes(plan=plan, entry_ids=sorted({entry_id for _, entry_id in rows}))
    return len(rows)
