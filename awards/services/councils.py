"""The award council and who sits in it."""

from datetime import date

from django.db import transaction

from accounts.models import User
from core.errors import DomainError, NotAllowedError
from participants.models import Council, Person
from participants.permissions import is_secretary_of

from ..models import AwardCouncil, CouncilMember, CouncilPost


def establish_council(
    *, actor: User, organiser: Council, name: str, valid_from: date, document: str = ""
) -> AwardCouncil:
    _require_office(actor, organiser.pk)
    council = AwardCouncil(organiser=organiser, name=name, valid_from=valid_from, document=document)
    council.full_clean()
    council.save()
    return council


@transaction.atomic
def seat_members(
    *,
    actor: User,
    council: AwardCouncil,
    members: list[tuple[Person, CouncilPost]],
    valid_from: date,
) -> list[CouncilMember]:
    """People take their seats, in this order, after those who sit already.

    Raises DomainError for somebody who sits there on that day.
    """
    _require_office(actor, council.organiser_id)
    sitting = CouncilMember.objects.on(valid_from).filter(council=council)
    if sitting.filter(person__in=[person for person, _ in members]).exists():
        raise DomainError("Có người đã là thành viên của Hội đồng khen thưởng vào ngày này.")
    first = sitting.count() + 1
    return CouncilMember.objects.bulk_create(
        CouncilMember(
            council=council, person=person, post=post, position=position, valid_from=valid_from
        )
        for position, (person, post) in enumerate(members, first)
    )


def _require_office(actor: User, organiser_id: int) -> None:
    if not is_secretary_of(actor, organiser_id):
        raise NotAllowedError("Chỉ văn phòng của HĐND tổ chức phong trào được làm việc này.")
