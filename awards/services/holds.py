"""Recording open matters about a person or body, and how they ended."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Role, User
from core.errors import DomainError, NotAllowedError
from participants.models import Body, Person
from participants.permissions import councils_served

from ..models import Hold
from ..permissions import is_about_held
from ..queries.holds import councils_concerned, live_lines_of
from ..rules.entering import required_reason
from .telling import proposals as telling


@transaction.atomic
def place_hold(
    *,
    actor: User,
    person: Person | None = None,
    body: Body | None = None,
    kind: str,
    document: str,
    begins_on: date,
    at: datetime,
) -> Hold:
    """Record a discipline, verification or denunciation about a person or a body.

    Lines in a live proposal stay in it but are not submitted while the matter is open, and no other
    line takes their place. Notifies the office of each plan with such a line. Raises DomainError
    for a day in the future, a missing document, or a matter that is recorded already.
    """
    hold = Hold(person=person, body=body, kind=kind, placed_by=actor, placed_at=at)
    _require_office(actor, hold)
    hold.document, hold.begins_on = document.strip(), begins_on
    if begins_on > localdate(at):
        raise DomainError("Ngày bắt đầu không thể ở phía trước.", field="begins_on")
    if len(hold.document) < 5:
        raise DomainError("Hãy ghi văn bản, căn cứ của việc này.", field="document")
    same_kind = Hold.objects.filter(person=person, body=body, kind=kind, ended_on__isnull=True)
    if same_kind.filter(document=hold.document).exists():
        raise DomainError("Việc này đã được ghi, chưa có kết luận.", field="document")
    hold.save()
    telling.tell_hold_placed(hold, live_lines_of(person=person, body=body))
    return hold


@transaction.atomic
def lift_hold(*, actor: User, hold: Hold, outcome: str, ended_on: date, at: datetime) -> Hold:
    """Record how a matter ended; from that day it no longer stops a commendation.

    Raises DomainError if it ended already, the day does not fit, or the outcome is missing.
    """
    _require_office(actor, hold)
    hold = Hold.objects.select_for_update().get(pk=hold.pk)
    if hold.ended_on is not None:
        raise DomainError("Việc này đã được ghi là kết thúc.")
    if not hold.begins_on <= ended_on <= localdate(at):
        raise DomainError(
            f"Ngày kết thúc phải từ {hold.begins_on:%d/%m/%Y} đến hôm nay.", field="ended_on"
        )
    hold.outcome = required_reason(outcome, field="outcome")
    hold.ended_on, hold.lifted_by = ended_on, actor
    hold.save(update_fields=["ended_on", "lifted_by", "outcome"])
    return hold


def _require_office(actor: User, hold: Hold) -> None:
    concerned = councils_concerned(person=hold.person, body=hold.body)
    if not councils_served(actor, Role.SECRETARY).filter(council_id__in=concerned).exists():
        raise NotAllowedError("Chỉ văn phòng của HĐND liên quan được ghi việc này.")
    if is_about_held(actor, hold):
        raise NotAllowedError("Việc này liên quan đến chính bạn nên phải do người khác ghi.")
