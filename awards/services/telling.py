"""Who hears of a decision: those who were honoured, and the office."""
"""What is told on the way to an honour. No name of anybody concerned goes into a notice."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate

from accounts.models import Role
from notices.models import Kind
from notices.services import Message, tell, tell_each
from participants.models import Appointment, Membership, Person

from ..models import Award, Decision


def tell_awarded(awards: list[Award], at: datetime) -> None:
    """Each person, and who speaks for each body, hears of their own award. 3 queries."""
    _tell_people_of(awards, _award_message, at)


def tell_ended(decision: Decision, awards: list[Award], at: datetime) -> None:
    """Whose award was taken back hears of it. 3 queries."""

    def message(award: Award) -> Message:
        return Message(
            Kind.AWARD,
            title=f"{award.form.name} của {award.name} không còn hiệu lực",
            body=f"Theo {_cited(decision)}. Văn phòng sẽ liên hệ về việc thu hồi.",
            path=_page_of(award),
            key=f"award:{award.pk}:ended",
        )

    _tell_people_of(awards, message, at)


def tell_office(decision: Decision, given: int, refused: list, at: datetime) -> None:
    """Secretaries hear what was granted and, they alone, who was refused and why. 2 queries."""
    day = localdate(at)
    office = Appointment.objects.on(day).filter(
        council=decision.organiser_id, role=Role.SECRETARY, user__is_active=True
    )
    lines = [f"{line.line.entry.name}: {ground}" for line, ground in refused]
    message = Message(
        Kind.AWARD,
        title=f"Quyết định {decision.number}: khen {given}, không khen {len(refused)}",
        body="\n".join(lines),
        path=reverse("awards:decision_detail", args=[decision.pk]),
        key=f"decision:{decision.pk}",
    )
    recipients = set(office.values_list("user", flat=True)) - {decision.entered_by_id}
    tell(recipients=recipients, message=message, at=at)


def _award_message(award: Award) -> Message:
    decision = award.decision
    return Message(
        Kind.AWARD,
        title=f"{award.name} được khen thưởng: {award.form.name}",
        body=f"Theo {_cited(decision)} của {decision.authority}.",
        path=_page_of(award),
        key=f"award:{award.pk}",
    )


def _cited(decision: Decision) -> str:
    return f"Quyết định số {decision.number} ngày {decision.decided_on:%d/%m/%Y}"


def _page_of(award: Award) -> str:
    return reverse("awards:award_check", args=[award.code])


def _tell_people_of(awards: list[Award], message, at: datetime) -> None:
    people = _accounts_of({award.person_id for award in awards} - {None})
    heads = _heads_of({award.body_id for award in awards} - {None}, at)
    told = []
    for award in awards:
        users = people.get(award.person_id, set()) | heads.get(award.body_id, set())
        told += [(user, message(award)) for user in sorted(users)]
    tell_each(messages=told, at=at)


def _accounts_of(people: Iterable[int]) -> dict[int, set[int]]:
    known = Person.objects.filter(pk__in=people, user__is_active=True)
    return {pk: {user} for pk, user in known.values_list("pk", "user")}


def _heads_of(bodies: Iterable[int], at: datetime) -> dict[int, set[int]]:
    posts = Membership.objects.spoken_on(localdate(at)).filter(
        body__in=bodies, mandate__person__user__is_active=True
    )
    found: dict[int, set[int]] = {}
    for body, user in posts.values_list("body", "mandate__person__user"):
        found.setdefault(body, set()).add(user)
    return found
from campaigns.models import Plan
from campaigns.queries import speakers_in
from notices.models import Kind
from notices.services import Message, tell
from participants.permissions import secretaries_of

from ..models import Hold, Objection, ProposalChange, ProposalLine, PublicNotice


def _line_page(line: ProposalLine, plan: Plan) -> str:
    return reverse("awards:line_detail", args=[plan.slug, line.pk])


def tell_change_asked(change: ProposalChange) -> None:
    """The other secretaries hear that one of them is wanted as the second person. 2 queries."""
    plan = change.line.line.entry.plan
    message = Message(
        Kind.AWARDS,
        title=f"{plan}: một thay đổi đề nghị khen thưởng chờ người thứ hai",
        body="Có đề xuất thay đổi bằng tay. Hãy xem lý do rồi đồng ý hoặc không đồng ý.",
        path=_line_page(change.line, plan),
        key=f"change:{change.pk}",
    )
    people = secretaries_of(plan.campaign.organiser_id) - {change.asked_by_id}
    tell(recipients=people, message=message, at=change.asked_at, sent_by=change.asked_by)


def tell_hold_placed(hold: Hold, lines: Iterable[ProposalLine]) -> None:
    """The office of each plan with a live line hears of it. 2 queries a line."""
    for line in lines:
        plan = line.share.quota.proposal.ranking.plan
        message = Message(
            Kind.AWARDS,
            title=f"{plan}: có việc chưa kết luận về một dòng đề nghị khen thưởng",
            body="Hãy mở dòng đề nghị để xem việc gì tiếp theo.",
            path=_line_page(line, plan),
            key=f"hold:{hold.pk}:{line.pk}",
        )
        people = secretaries_of(plan.campaign.organiser_id)
        tell(recipients=people, message=message, at=hold.placed_at)


def tell_list_posted(notice: PublicNotice, plan: Plan, at: datetime) -> None:
    """Whoever speaks for an entry of the plan may read the list now. 3 queries."""
    message = Message(
        Kind.AWARDS,
        title=f"{plan}: công khai danh sách đề nghị khen thưởng",
        body=f"Danh sách được công khai đến hết ngày {notice.ends_on:%d/%m/%Y}. Trong thời gian "
        "đó bạn có thể gửi kiến nghị.",
        path=reverse("awards:notice_detail", args=[plan.slug]),
        key=f"public-notice:{notice.pk}",
    )
    people = speakers_in(plan.entries.values("pk"), localdate(at))
    tell(recipients=people, message=message, at=at)


def tell_objection_answered(objection: Objection, at: datetime) -> None:
    """Who sent an objection in their own name reads the answer on the page of the notice."""
    plan = objection.notice.proposal.ranking.plan
    message = Message(
        Kind.AWARDS,
        title=f"{plan}: kiến nghị về danh sách công khai đã được trả lời",
        path=reverse("awards:notice_detail", args=[plan.slug]),
        key=f"objection:{objection.pk}",
    )
    tell(recipients=[objection.recorded_by_id], message=message, at=at)
