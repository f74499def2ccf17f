"""Notices about reports and about requests to report after the deadline."""

from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate, localtime

from campaigns.queries.entries import speakers_in
from notices.kinds import OfficeNotice
from notices.services.sending import Message, close_notices, notify, withdraw_notices
from participants.permissions import secretaries_of

from ..models import ActivityReport, ReportState, SupplementRequest
from ..models.notice_kinds import ReportNotice


def _key(report: ActivityReport) -> str:
    """Beginning of the keys of a report's notices: its plan first, which closes them together."""
    return f"plan:{report.entry.plan_id}:report:{report.pk}:"


def close_return_notices(report: ActivityReport, at: datetime) -> None:
    """Close the notices of a returned report that was sent again or decided."""
    close_notices(prefixes=[_key(report)], at=at)


def notify_decision(report: ActivityReport) -> None:
    """Notify the sender and the people of the entry of a return or a refusal; of nothing else."""
    if report.state == ReportState.RETURNED:
        last = f"{localtime(report.resend_until):%d/%m/%Y}"
        kind, page = ReportNotice.RETURNED, "evidence:report_edit"
        outcome, next_step = "bị trả lại", f"Hãy sửa và gửi lại đến hết ngày {last}."
    elif report.state == ReportState.REFUSED:
        kind, page = ReportNotice.REFUSED, "evidence:report_detail"
        outcome, next_step = "không được nhận", "Báo cáo này không được tính điểm."
    else:
        return
    message = Message(
        kind,
        title=f"Báo cáo ngày {report.happened_on:%d/%m/%Y} của {report.entry.name} {outcome}",
        body=f"Lý do: {report.decision_note}\n{next_step}",
        path=reverse(page, args=[report.pk]),
        key=f"{_key(report)}{report.state}:{report.decided_at.isoformat()}",
        mail_until=report.resend_until if report.state == ReportState.RETURNED else None,
    )
    people = speakers_in([report.entry_id], localdate(report.decided_at))
    notify(recipients=people | {report.reported_by_id}, message=message, at=report.decided_at)


def notify_supplement_request(request: SupplementRequest) -> None:
    """Notify the secretaries that somebody asks to report after the deadline. 2 queries."""
    plan = request.entry.plan
    message = Message(
        OfficeNotice.WORK,
        title=f"{plan}: {request.entry.name} xin gửi bổ sung sau hạn",
        body=request.reason,
        path=reverse("evidence:supplement_list", args=[plan.slug]),
        key=_request_key(request),
    )
    people = secretaries_of(plan.campaign.organiser_id) - {request.asked_by_id}
    notify(recipients=people, message=message, at=request.asked_at)


def close_supplement_notice(request: SupplementRequest) -> None:
    """Delete or close the office's notice of an answered request."""
    withdraw_notices(key=_request_key(request))
    close_notices(prefixes=[_request_key(request)], at=request.answered_at)


def _request_key(request: SupplementRequest) -> str:
    return f"supplement:{request.pk}:asked"


def notify_supplement_refusal(request: SupplementRequest) -> None:
    """Notify of a refused request; an allowed one is notified with its extension."""
    message = Message(
        ReportNotice.SUPPLEMENT_REFUSED,
        title=f"{request.entry.name}: không được gửi bổ sung sau hạn",
        body=f"Văn phòng trả lời: {request.answer}",
        path=f"{reverse('evidence:report_create')}?cho={request.entry_id}",
        key=f"supplement:{request.pk}",
    )
    people = speakers_in([request.entry_id], localdate(request.answered_at))
    notify(recipients=people | {request.asked_by_id}, message=message, at=request.answered_at)
