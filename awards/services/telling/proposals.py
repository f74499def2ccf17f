"""Notices about proposals, holds and objections. They never name the person concerned."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate

from campaigns.models import Plan
from campaigns.queries.entries import speakers_in
from core.working_days import provisional_note
from notices.kinds import OfficeNotice
from notices.services.sending import Message, close_notices, notify, withdraw_notices
from participants.permissions import secretaries_of

from ...models import Hold, Objection, ProposalChange, ProposalLine, PublicNotice
from ...models.notice_kinds import AwardNotice


def _line_page(line: ProposalLine, plan: Plan) -> str:
    return reverse("awards:line_detail", args=[plan.slug, line.pk])


def tell_change_asked(change: ProposalChange) -> None:
    """Ask the other secretaries for a second person. 2 queries."""
    plan = change.line.ranking_line.entry.plan
    message = Message(
        AwardNotice.AWARD,
        title=f"{plan}: một thay đổi đề nghị khen thưởng chờ người thứ hai",
        body="Có đề xuất thay đổi bằng tay. Hãy xem lý do rồi đồng ý hoặc không đồng ý.",
        path=_line_page(change.line, plan),
        key=f"change:{change.pk}:asked",
    )
    people = secretaries_of(plan.campaign.organiser_id) - {change.asked_by_id}
    notify(recipients=people, message=message, at=change.asked_at, sent_by=change.asked_by)


def settle_change(change: ProposalChange, at: datetime) -> None:
    """Close the request for a second person after the answer."""
    close_notices(prefixes=[f"change:{change.pk}:"], at=at, kinds=[AwardNotice.AWARD])


def tell_hold_placed(hold: Hold, lines: Iterable[ProposalLine]) -> None:
    """Notify the office of each plan with a current line. 2 queries per line."""
    for line in lines:
        plan = line.proposal.ranking.plan
        message = Message(
            AwardNotice.AWARD,
            title=f"{plan}: có việc chưa kết luận về một dòng đề nghị khen thưởng",
            body="Hãy mở dòng đề nghị để xem việc gì tiếp theo.",
            path=_line_page(line, plan),
            key=f"hold:{hold.pk}:{line.pk}",
        )
        people = secretaries_of(plan.campaign.organiser_id)
        notify(recipients=people, message=message, at=hold.placed_at)


def tell_list_posted(notice: PublicNotice, plan: Plan, at: datetime) -> None:
    """Notify everyone who speaks for an entry of the plan. 3 queries."""
    note = provisional_note(notice.posted_on, notice.ends_on)
    message = Message(
        AwardNotice.AWARD,
        title=f"{plan}: công khai danh sách đề nghị khen thưởng",
        body=f"Danh sách được công khai đến hết ngày {notice.ends_on:%d/%m/%Y}. Trong thời gian "
        f"đó bạn có thể gửi kiến nghị. {note}".strip(),
        path=reverse("awards:notice_detail", args=[plan.slug]),
        key=f"public-notice:{notice.pk}",
    )
    people = speakers_in(plan.entries.values("pk"), localdate(at))
    notify(recipients=people, message=message, at=at)


def tell_objection(objection: Objection, at: datetime) -> None:
    """Notify the secretaries that an objection waits for an answer. 2 queries."""
    plan = objection.notice.proposal.ranking.plan
    message = Message(
        OfficeNotice.WORK,
        title=f"{plan}: có kiến nghị về danh sách công khai",
        body="Kiến nghị phải được trả lời trước khi bỏ phiếu.",
        path=reverse("awards:notice_detail", args=[plan.slug]),
        key=_recorded(objection),
    )
    people = secretaries_of(plan.campaign.organiser_id) - {objection.recorded_by_id}
    notify(recipients=people, message=message, at=at)


def _recorded(objection: Objection) -> str:
    return f"objection:{objection.pk}:recorded"


def tell_objection_answered(objection: Objection, at: datetime) -> None:
    """Notify the sender of an objection; the answer is on the page of the notice."""
    withdraw_notices(key=_recorded(objection))
    close_notices(prefixes=[_recorded(objection)], at=at)
    plan = objection.notice.proposal.ranking.plan
    message = Message(
        AwardNotice.AWARD,
        title=f"{plan}: kiến nghị về danh sách công khai đã được trả lời",
        path=reverse("awards:notice_detail", args=[plan.slug]),
        key=f"objection:{objection.pk}",
    )
    notify(recipients=[objection.recorded_by_id], message=message, at=at)
