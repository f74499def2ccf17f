"""Accounts that may keep a code of a ballot."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Q, Value, When

from accounts.models import Role, User
from campaigns.models import Plan
from core.names import person_sort_key, unaccented
from participants.models import Appointment, Mandate

from ..models import CouncilMember

MOST_SEARCH_RESULTS = 20
DELEGATE = "đại biểu"


def possible_keepers(plan: Plan, day: date):
    """Active accounts of the organiser's award councils, office and delegates.

    Each with `known_as`: in which of these the person is, in Vietnamese.
    """
    organiser = plan.campaign.organiser_id
    office = Appointment.objects.on(day).filter(council=organiser)
    members = CouncilMember.objects.on(day).filter(council__organiser=organiser)
    delegates = Mandate.objects.on(day).filter(council=organiser)
    groups = {
        "văn phòng": Q(pk__in=office.filter(role=Role.SECRETARY).values("user")),
        "lãnh đạo": Q(pk__in=office.values("user")),
        "Hội đồng khen thưởng": Q(person__in=members.values("person")),
        DELEGATE: Q(person__in=delegates.values("person")),
    }
    known_as = Case(*(When(is_in, then=Value(name)) for name, is_in in groups.items()))
    users = User.objects.filter(is_active=True).annotate(known_as=known_as)
    return users.filter(known_as__isnull=False)


@dataclass(frozen=True)
class KeeperChoices:
    """The keepers a form offers, by given name, and how many the search matched."""

    people: list[User]
    search: str
    number_found: int

    @property
    def has_more(self) -> bool:
        return self.number_found > MOST_SEARCH_RESULTS


def keeper_choices(
    plan: Plan, day: date, *, search: str = "", chosen: Collection[int] = ()
) -> KeeperChoices:
    """The award council, the office, chosen accounts, and delegates by name.

    A name matches if it contains all words of `search`, accents ignored; at most
    MOST_SEARCH_RESULTS matches are added. 1 query.
    """
    possible = sorted(
        possible_keepers(plan, day), key=lambda user: person_sort_key(user.get_full_name())
    )
    words = unaccented(search).split()

    def matches(user: User) -> bool:
        name = unaccented(user.get_full_name())
        return bool(words) and all(word in name for word in words)

    matching = [user for user in possible if matches(user)]
    offered = {user.pk for user in possible if user.known_as != DELEGATE}
    offered |= set(chosen) | {user.pk for user in matching[:MOST_SEARCH_RESULTS]}
    people = [user for user in possible if user.pk in offered]
    return KeeperChoices(people, search, len(matching))
