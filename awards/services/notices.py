"""Publishing the list of a closed proposal, and objections to it."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate, localtime

from accounts.models import User
from campaigns.models import Plan
from campaigns.permissions import can_run, require_run
from core.errors import DomainError, NotAllowedError
from core.working_days import add_working_days

from ..models import IN_PROPOSAL, Objection, Proposal, ProposalLine, PublicNotice
from ..permissions import require_impartial
from ..rules.closing import notice_days_of
from ..rules.entering import required_reason
from .closing import require_closed
from .telling import proposals as telling


@transaction.atomic
def post_notice(
    *,
    actor: User,
    proposal: Proposal,
    place: str,
    document_number: str,
    posted_on: date,
    working_days: int,
    at: datetime,
) -> PublicNotice:
    """Record that the list is published; the first day and holidays do not count.

    Notifies everyone who speaks for an entry of the plan. Raises DomainError for a proposal that is
    open or superseded, too few days, a day before the closing or in the future, or while another
    notice still runs.
    """
    plan = proposal.ranking.plan
    require_run(actor, plan)
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    require_closed(proposal)
    _require_days(proposal, posted_on, working_days, localdate(at))
    notice = PublicNotice.objects.create(
        proposal=proposal,
        place=place.strip(),
        document_number=document_number.strip(),
        posted_on=posted_on,
        working_days=working_days,
        ends_on=add_working_days(posted_on, working_days),
        posted_by=actor,
    )
    telling.tell_list_posted(notice, plan, at)
    return notice


def _require_days(proposal: Proposal, posted_on: date, working_days: int, today: date) -> None:
    """Raise DomainError unless the days of a notice fit its proposal."""
    least = notice_days_of(proposal)
    if working_days < least:
        raise DomainError(
            f"Phải công khai ít nhất {least} ngày làm việc theo quy định của hình thức.",
            field="working_days",
        )
    closed_on = localtime(proposal.closed_at).date()
    if not closed_on <= posted_on <= today:
        raise DomainError(
            f"Ngày công khai phải từ ngày chốt đề nghị ({closed_on:%d/%m/%Y}) đến hôm nay.",
            field="posted_on",
        )
    if proposal.notices.filter(ends_on__gte=posted_on).exists():
        raise DomainError("Danh sách đang được công khai.", field="posted_on")


@transaction.atomic
def record_objection(
    *,
    actor: User,
    notice: PublicNotice,
    line: ProposalLine,
    content: str,
    received_on: date,
    from_whom: str = "",
    at: datetime,
) -> Objection:
    """Record an objection to a published line.

    The office records any objection it received, also after the end. A participant of the plan
    sends one in their own name while the list is published; `from_whom` and `received_on` are then
    that name and today. Raises DomainError for a line that is not published, a short content, or a
    day outside the notice.
    """
    plan = notice.proposal.ranking.plan
    today = localdate(at)
    if not can_run(actor, plan):
        if not Plan.objects.visible_to(actor).filter(pk=plan.pk).exists():
            raise NotAllowedError("Chỉ người tham gia kế hoạch được gửi kiến nghị.")
        if not notice.posted_on <= today <= notice.ends_on:
            raise DomainError("Danh sách không còn được công khai; hãy gửi văn bản đến văn phòng.")
        from_whom, received_on = actor.get_full_name(), today
    _require_objectable(notice, line, from_whom, received_on, today)
    objection = Objection.objects.create(
        notice=notice,
        line=line,
        from_whom=from_whom.strip(),
        content=required_reason(content, field="content"),
        received_on=received_on,
        recorded_by=actor,
    )
    telling.tell_objection(objection, at)
    return objection


def _require_objectable(
    notice: PublicNotice, line: ProposalLine, from_whom: str, received_on: date, today: date
) -> None:
    if line.proposal_id != notice.proposal_id or line.outcome not in IN_PROPOSAL:
        raise DomainError("Dòng này không có trong danh sách công khai.", field="line")
    if not from_whom.strip():
        raise DomainError("Hãy ghi người kiến nghị.", field="from_whom")
    if not notice.posted_on <= received_on <= today:
        raise DomainError(
            f"Ngày nhận phải từ {notice.posted_on:%d/%m/%Y} đến hôm nay.", field="received_on"
        )


@transaction.atomic
def answer_objection(
    *, actor: User, objection: Objection, is_upheld: bool, answer: str, at: datetime
) -> Objection:
    """Record whether an objection is upheld, and why.

    The list stays unchanged: an upheld objection is followed by a hold, a new ranking or another
    decision. Raises DomainError if it was answered, and NotAllowedError for anyone with a personal
    interest in the line.
    """
    require_impartial(actor, objection.line.ranking_line.entry)
    objection = Objection.objects.select_for_update(of=("self",)).get(pk=objection.pk)
    if objection.is_upheld is not None:
        raise DomainError("Kiến nghị này đã được trả lời.")
    objection.answer = required_reason(answer, field="answer")
    objection.is_upheld, objection.answered_by = is_upheld, actor
    objection.answered_on = localdate(at)
    objection.save(update_fields=["is_upheld", "answer", "answered_by", "answered_on"])
    telling.tell_objection_answered(objection, at)
    return objection
