"""What the people of a report are told about its fate."""

from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate, localtime

from campaigns.queries import speakers_in
from notices.kinds import OfficeNotice
from notices.services.sending import Message, close_notices, notify, withdraw_notices
from participants.permissions import secretaries_of

from ..models import ActivityReport, ReportState, SupplementRequest
from ..models.notice_kinds import ReportNotice


def _key(report: ActivityReport) -> str:
    """Beginning of the keys of a report's notices: its plan first, which closes them together."""
    return f"plan:{report.entry.plan_id}:report:{report.pk}:"


def settle_return(report: ActivityReport, at: datetime) -> None:
    """Close the notices of a returned report that was sent again or decided."""
    close_notices(prefixes=[_key(report)], at=at)


def tell_decision(report: ActivityReport) -> None:
    """Who sent it and who reports for the entry hear of a return or a refusal; of nothing else."""
    if report.state == ReportState.RETURNED:
        last = f"{localtime(report.resend_until):%d/%m/%Y}"
        kind, page = ReportNotice.RETURNED, "evidence:report_edit"
        fate, then = "bị trả lại", f"Hãy sửa và gửi lại đến hết ngày {last}."
    elif report.state == ReportState.REFUSED:
        kind, page = ReportNotice.REFUSED, "evidence:report_detail"
        fate, then = "không được nhận", "Báo cáo này không được tính điểm."
    else:
        return
    message = Message(
        kind,
        title=f"Báo cáo ngày {report.happened_on:%d/%m/%Y} của {report.entry.name} {fate}",
        body=f"Lý do: {report.decision_note}\n{then}",
        path=reverse(page, args=[report.pk]),
        key=f"{_key(report)}{report.state}:{report.decided_at.isoformat()}",
        mail_until=report.resend_until if report.state == ReportState.RETURNED else None,
    )
    people = speakers_in([report.entry_id], localdate(report.decided_at))
    notify(recipients=people | {report.reported_by_id}, message=message, at=report.decided_at)


def tell_supplement_asked(request: SupplementRequest) -> None:
    """Notify the secretaries that somebody asks to report after the deadline. 2 queries."""
    plan = request.entry.plan
    message = Message(
        OfficeNotice.WORK,
        title=f"{plan}: {request.entry.name} xin gửi bổ sung sau hạn",
        body=request.reason,
        path=reverse("evidence:supplement_list", args=[plan.slug]),
        key=_asked(request),
    )
    people = secretaries_of(plan.campaign.organiser_id) - {request.asked_by_id}
    notify(recipients=people, message=message, at=request.asked_at)


def withdraw_supplement_notice(request: SupplementRequest) -> None:
    """Take back the office's notice of an answered request where nobody has read it."""
    withdraw_notices(key=_asked(request))
    close_notices(prefixes=[_asked(request)], at=request.answered_at)


def _asked(request: SupplementRequest) -> str:
    return f"supplement:{request.pk}:asked"


def tell_refused_supplement(request: SupplementRequest) -> None:
    """Nothing more is taken after the lock; that something is, the extension tells."""
    message = Message(
        ReportNotice.SUPPLEMENT_REFUSED,
        title=f"{request.entry.name}: không được gửi bổ sung sau hạn",
        body=f"Văn phòng trả lời: {request.answer}",
        path=f"{reverse('evidence:report_create')}?cho={request.entry_id}",
        key=f"supplement:{request.pk}",
    )
    people = speakers_in([request.entry_id], localdate(request.answered_at))
    notify(recipients=people | {request.asked_by_id}, message=message, at=request.answered_at)
