"""Notices to the people of a plan about changes by the office, and to the office about work."""

from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate, localtime

from notices.kinds import OfficeNotice
from notices.services.sending import Message, close_notices, notify, reopen_notices
from participants.permissions import secretaries_of

from ..models import Extension, Plan, Pledge, Scorecard
from ..models.notice_kinds import PlanNotice
from ..queries.entries import speakers_in


def tell_extension(extension: Extension) -> None:
    """Notify the reporters of an entry of an extension. 3 queries."""
    entry, until = extension.entry, localtime(extension.until)
    message = Message(
        PlanNotice.EXTENSION_GRANTED,
        title=f"{entry.name}: được gia hạn {extension.get_stage_display().lower()}",
        body=f"Hạn mới: {until:%H:%M ngày %d/%m/%Y}. Lý do: {extension.reason}",
        path=reverse("campaigns:timetable", args=[entry.plan.slug]),
        key=f"extension:{entry.pk}:{extension.stage}:{until.isoformat()}",
    )
    at = extension.granted_at
    notify(recipients=speakers_in([entry.pk], localdate(at)), message=message, at=at)


def tell_renewal(scorecard: Scorecard, entry_ids: list[int], at: datetime) -> None:
    """Notify the reporters of entries that a newer version scores them. 3 queries."""
    message = Message(
        PlanNotice.SCORECARD_RENEWED,
        title=f"Bảng tiêu chí “{scorecard.name}” có phiên bản {scorecard.version}",
        body=f"{scorecard.plan}: điểm từ nay tính theo phiên bản này. Hãy xem điều gì đã đổi.",
        path=reverse("campaigns:scorecard_detail", args=[scorecard.plan.slug, scorecard.pk]),
        key=f"renewed:{scorecard.pk}",
    )
    notify(recipients=speakers_in(entry_ids, localdate(at)), message=message, at=at)


def tell_pledge_sent(pledge: Pledge) -> None:
    """Notify the secretaries, once per day and plan, of pending registrations. 2 queries."""
    plan, day = pledge.entry.plan, localdate(pledge.sent_at)
    message = Message(
        OfficeNotice.WORK,
        title=f"{plan}: có đăng ký thi đua chờ xem",
        body="Mỗi ngày chỉ báo một lần; bàn làm việc có số đăng ký đang chờ.",
        path=f"{reverse('campaigns:pledge_list', args=[plan.slug])}?loc=cho",
        key=f"{_pledges_waiting(plan)}{day.isoformat()}",
    )
    people = secretaries_of(plan.campaign.organiser_id) - {pledge.sent_by_id}
    reopen_notices(key=message.key)
    notify(recipients=people, message=message, at=pledge.sent_at)


def settle_pledges_waiting(plan: Plan, at: datetime) -> None:
    """Close the office's notices when no registration of the plan is pending. At most 2 queries."""
    if not Pledge.objects.waiting().filter(entry__plan=plan).exists():
        close_notices(prefixes=[_pledges_waiting(plan)], at=at)


def _pledges_waiting(plan: Plan) -> str:
    """Prefix of the keys of the daily notices of pending registrations."""
    return f"plan:{plan.pk}:pledges:"


def tell_pledge_returned(pledge: Pledge) -> None:
    """Notify the sender of a returned registration and the reporters of its entry. 3 queries."""
    entry = pledge.entry
    message = Message(
        PlanNotice.PLEDGE_RETURNED,
        title=f"Đăng ký thi đua của {entry.name} bị trả lại",
        body=f"Lý do: {pledge.decision_note}\n"
        f"Hãy sửa và gửi lại trước {localtime(pledge.resend_until):%H:%M ngày %d/%m/%Y}.",
        path=f"{reverse('campaigns:pledge_form', args=[entry.plan.slug])}?cho={entry.pk}",
        key=f"{_returned(pledge)}{pledge.decided_at.isoformat()}",
        mail_until=pledge.resend_until,
    )
    people = speakers_in([entry.pk], localdate(pledge.decided_at))
    if not pledge.on_behalf:
        people |= {pledge.sent_by_id}
    notify(recipients=people, message=message, at=pledge.decided_at)


def settle_pledge_return(pledge: Pledge, at: datetime) -> None:
    """Close the notices of a returned registration that was resent."""
    close_notices(prefixes=[_returned(pledge)], at=at)


def settle_lapsed_returns(*, at: datetime) -> int:
    """Close notices of returned registrations whose time to resend is over. 2 queries."""
    lapsed = Pledge.objects.lapsed(at).select_related("entry")
    return close_notices(prefixes=[_returned(pledge) for pledge in lapsed], at=at)


def _returned(pledge: Pledge) -> str:
    return f"plan:{pledge.entry.plan_id}:pledge:{pledge.pk}:returned:"
