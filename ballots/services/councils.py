"""The award council and its members."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from accounts.services.invitations import create_invited_account, invitation_code
from core.errors import DomainError
from core.names import normalise_name
from participants.models import Council, Person

from ..models import AwardCouncil, CouncilMember, CouncilPost
from ..permissions import require_office
from ..values import Outsider


def establish_council(
    *, actor: User, organiser: Council, name: str, valid_from: date, document: str = ""
) -> AwardCouncil:
    """Create an award council of a People's Council."""
    require_office(actor, organiser.pk)
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
    """Add members in this order, after the present ones.

    Raises DomainError for a person who is a member on that day.
    """
    require_office(actor, council.organiser_id)
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


@transaction.atomic
def seat_outsider(
    *,
    actor: User,
    council: AwardCouncil,
    outsider: Outsider,
    post: CouncilPost,
    valid_from: date,
    valid_to: date | None = None,
    username: str = "",
) -> CouncilMember:
    """Add a member from outside; with `username` also an account that can be invited.

    Without an account the member votes on paper only. Raises DomainError for a missing post or
    organisation, a member of this name and organisation on that day, or a username that is taken.
    """
    require_office(actor, council.organiser_id)
    sitting = CouncilMember.objects.on(valid_from).filter(council=council)
    office_post, organisation = (
        normalise_name(text) for text in (outsider.office_post, outsider.organisation)
    )
    for field, text in (("office_post", office_post), ("organisation", organisation)):
        if not text:
            raise DomainError("Hãy ghi chức vụ và cơ quan của thành viên.", field=field)
    person = Person(full_name=outsider.full_name, gender=outsider.gender)
    person.full_clean(exclude=["user"])
    if sitting.filter(person__full_name=person.full_name, organisation=organisation).exists():
        raise DomainError("Thành viên này đã có trong Hội đồng khen thưởng.", field="full_name")
    if username.strip():
        person.user = create_invited_account(username=username, full_name=person.full_name)
    person.save()
    member = CouncilMember(
        council=council,
        person=person,
        post=post,
        position=sitting.count() + 1,
        office_post=office_post,
        organisation=organisation,
        is_outside=True,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    try:
        member.full_clean()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    member.save()
    return member


@transaction.atomic
def invite_outsider(*, actor: User, member: CouncilMember, username: str = "") -> str:
    """Return an invitation code for a member from outside, creating a missing account.

    Only for members from outside whose account has no password yet, so that an invitation never
    takes over an account. Raises DomainError otherwise.
    """
    require_office(actor, member.council.organiser_id)
    person = Person.objects.select_for_update(of=("self",)).get(pk=member.person_id)
    # The account of a delegate or of office staff opens more than a ballot.
    is_appointed = person.user is not None and person.user.appointments.exists()
    if not member.is_outside or is_appointed or person.mandates.exists():
        raise DomainError(
            "Tài khoản của đại biểu và cán bộ văn phòng do người quản trị lập ở bàn làm việc."
        )
    if person.user is None:
        if not username.strip():
            raise DomainError("Hãy đặt tên đăng nhập cho thành viên.", field="username")
        person.user = create_invited_account(username=username, full_name=person.full_name)
        person.save(update_fields=["user"])
    return invitation_code(person.user)
