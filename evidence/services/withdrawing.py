"""Withdraw a report that nobody at the office has opened yet."""

from django.db import transaction

from accounts.models import User
from core.errors import NotAllowedError, refuse_if

from .. import rules
from ..models import ActivityReport, EvidenceFile, ReportState


@transaction.atomic
def withdraw_report(*, actor: User, report: ActivityReport) -> ActivityReport:
    """Sent -> withdrawn, by its author, until somebody at the office has opened it.

    The report keeps its number, text and files, is not counted, and may be sent again while the
    plan takes reports. Unopened files become unsent files of its form, which the author may remove.
    Raises NotAllowedError for anybody else and DomainError when it is too late.
    """
    reports = ActivityReport.objects.select_for_update(of=["self"]).select_related("entry__plan")
    report = reports.get(pk=report.pk)
    if report.reported_by_id != actor.pk:
        raise NotAllowedError("Chỉ người gửi rút lại được báo cáo.")
    refuse_if(rules.transition_problem(report, ReportState.WITHDRAWN))
    refuse_if(rules.withdraw_problem(report))
    report.state = ReportState.WITHDRAWN
    report.save(update_fields=["state"])
    _detach_files(actor, report)
    return report


def _detach_files(actor: User, report: ActivityReport) -> None:
    """Detach unopened files; a second copy of the same file stays attached."""
    unopened = report.files.filter(uploaded_by=actor, accesses__isnull=True)
    once = {file.sha256: file.pk for file in unopened}
    EvidenceFile.objects.filter(pk__in=once.values()).update(
        report=None, is_sent=False, token=report.token
    )
