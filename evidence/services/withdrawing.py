"""Taking back a report that nobody at the office has opened yet."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from campaigns.models import PlanState
from core.errors import DomainError, NotAllowedError

from .. import queries
from ..models import ActivityReport, EvidenceFile, ReportState
from .checks import deadline_problem, require_transition, resend_problem


def withdraw_problem(report: ActivityReport) -> str | None:
    """Why a sent report cannot be withdrawn, in Vietnamese; None when it can. One query."""
    if report.entry.plan.state != PlanState.RUNNING:
        return "Kế hoạch này đã kết thúc nên không rút lại báo cáo được."
    if hasattr(report, "claim"):
        return (
            "Văn phòng đã mở xem báo cáo này nên không rút lại được. Cần sửa thì nhờ văn phòng "
            "trả lại báo cáo."
        )
    return None


def resend_problem_after_withdrawal(report: ActivityReport, at: datetime) -> str | None:
    """Why a report that is withdrawn now could not be sent again, e.g. after the deadline."""
    if report.resend_until:
        return resend_problem(report, at)
    extension = queries.report_extensions([report.entry]).get(report.entry_id)
    return deadline_problem(report.entry.plan, at, extension)


@transaction.atomic
def withdraw_report(*, actor: User, report: ActivityReport) -> ActivityReport:
    """Sent -> withdrawn, by its author, until somebody at the office has opened it.

    It keeps its number, text and files, counts nowhere, and may be sent again while the plan
    takes reports. Files nobody has opened become unsent files of its form, so that the author can
    remove them. Raises NotAllowedError for anybody else and DomainError when it is too late.
    """
    reports = ActivityReport.objects.select_for_update(of=["self"]).select_related("entry__plan")
    report = reports.get(pk=report.pk)
    if report.reported_by_id != actor.pk:
        raise NotAllowedError("Chỉ người gửi rút lại được báo cáo.")
    require_transition(report, ReportState.WITHDRAWN)
    if problem := withdraw_problem(report):
        raise DomainError(problem)
    report.state = ReportState.WITHDRAWN
    report.save(update_fields=["state"])
    _detach_files(actor, report)
    return report


def _detach_files(actor: User, report: ActivityReport) -> None:
    """Files on record as opened, and second copies of one file, stay attached."""
    unopened = report.files.filter(uploaded_by=actor, accesses__isnull=True)
    once = {file.sha256: file.pk for file in unopened}
    EvidenceFile.objects.filter(pk__in=once.values()).update(
        report=None, is_sent=False, token=report.token
    )
