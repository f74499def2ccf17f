"""Notices about decisions, to the people awarded and to the office."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate

from accounts.models import Role
from notices.services.sending import Message, notify, notify_each
from participants.models import Appointment, Membership, Person

from ...models import Award, Decision
from ...models.notice_kinds import AwardNotice


def tell_awarded(awards: list[Award], at: datetime) -> None:
    """Notify each person, and everyone who speaks for a body, of their award. 3 queries."""
    _tell_people_of(awards, _award_message, at)


def tell_ended(decision: Decision, awards: list[Award], at: datetime) -> None:
    """Notify the holders of ended awards. 3 queries."""

    def message(award: Award) -> Message:
        return Message(
            AwardNotice.AWARD,
            title=f"{award.award_type.name} của {award.name} không còn hiệu lực",
            body=f"Theo {_cited(decision)}. Văn phòng sẽ liên hệ về việc thu hồi.",
            path=_page_of(award),
            key=f"award:{award.pk}:ended",
        )

    _tell_people_of(awards, message, at)


def tell_office(decision: Decision, given: int, refused: int, at: datetime) -> None:
    """Notify secretaries of the numbers granted and refused, without names. 2 queries."""
    day = localdate(at)
    office = Appointment.objects.on(day).filter(
        council=decision.organiser_id, role=Role.SECRETARY, user__is_active=True
    )
    message = Message(
        AwardNotice.AWARD,
        title=f"Quyết định {decision.number}: khen {given}, không khen {refused}",
        body="Xem danh sách và căn cứ ở trang của quyết định.",
        path=reverse("awards:decision_detail", args=[decision.pk]),
        key=f"decision:{decision.pk}",
    )
    recipients = set(office.values_list("user", flat=True)) - {decision.entered_by_id}
    notify(recipients=recipients, message=message, at=at)


def _award_message(award: Award) -> Message:
    decision = award.decision
    return Message(
        AwardNotice.AWARD,
        title=f"{award.name} được khen thưởng: {award.award_type.name}",
        body=f"Theo {_cited(decision)} của {decision.authority}.",
        path=_page_of(award),
        key=f"award:{award.pk}",
    )


def _cited(decision: Decision) -> str:
    return f"Quyết định số {decision.number} ngày {decision.decided_on:%d/%m/%Y}"


def _page_of(award: Award) -> str:
    return reverse("awards:award_check", args=[award.code])


def _tell_people_of(awards: list[Award], message, at: datetime) -> None:
    persons = Person.objects.filter(
        pk__in={award.person_id for award in awards} - {None}, user__is_active=True
    )
    people = {pk: {user} for pk, user in persons.values_list("pk", "user")}
    heads = _heads_of({award.body_id for award in awards} - {None}, at)
    messages = []
    for award in awards:
        users = people.get(award.person_id, set()) | heads.get(award.body_id, set())
        messages += [(user, message(award)) for user in sorted(users)]
    notify_each(messages=messages, at=at)


def _heads_of(bodies: Iterable[int], at: datetime) -> dict[int, set[int]]:
    posts = Membership.objects.spoken_on(localdate(at)).filter(
        body__in=bodies, mandate__person__user__is_active=True
    )
    by_body: dict[int, set[int]] = {}
    for body, user in posts.values_list("body", "mandate__person__user"):
        by_body.setdefault(body, set()).add(user)
    return by_body
