"""Accounts of the chairs of councils that are scored as a whole."""

from collections.abc import Iterable
from random import Random

from django.contrib.auth.hashers import make_password

from accounts.models import User
from campaigns.models import Entry
from core.names import unaccented
from participants.models import BodyKind, BodyPost, Council, Mandate, Membership, Person
from participants.services import Seat, seat_delegates

from .accounts import PASSWORD
from .city import TERM_STARTS_ON
from .names import invented_people


def open_units(entries: Iterable[Entry], rng: Random) -> dict[int, User]:
    """Entry id -> the account of its council's chair, `tucuong.hp` for Xã Tự Cường.

    Councils founded without delegates get a chair first. A few statements for any number.
    """
    entries = list(entries)
    councils = {entry.pk: entry.body.council for entry in entries}
    chairs = _chairs(councils.values(), rng)
    Membership.objects.bulk_create(
        Membership(
            mandate=chairs[entry.body.council_id],
            body=entry.body,
            role=BodyPost.HEAD,
            valid_from=TERM_STARTS_ON,
        )
        for entry in entries
    )
    people = {pk: chairs[council.pk].person for pk, council in councils.items()}
    names = {pk: username_of(council) for pk, council in councils.items()}
    return _open(people, names)


def open_speakers(entries: Iterable[Entry]) -> dict[int, User]:
    """Entry id -> the user who reports for it; creates missing accounts."""
    entries = list(entries)
    heads = Membership.objects.filter(
        body__in=[entry.body_id for entry in entries if entry.body_id], role=BodyPost.HEAD
    ).select_related("mandate__person__user")
    of_body = {head.body_id: head.mandate.person for head in heads}
    mandates = Mandate.objects.select_related("person__user").in_bulk(
        [entry.mandate_id for entry in entries if entry.mandate_id]
    )
    people = {
        entry.pk: of_body[entry.body_id] if entry.body_id else mandates[entry.mandate_id].person
        for entry in entries
    }
    has_account = {pk: person.user for pk, person in people.items() if person.user}
    without = {pk: person for pk, person in people.items() if not person.user}
    names = {pk: f"db{number}.hp" for number, pk in enumerate(without, start=1)}
    return has_account | _open(without, names)


def _open(people: dict[int, Person], names: dict[int, str]) -> dict[int, User]:
    """Create one account per person; three statements."""
    password = make_password(PASSWORD)
    users = User.objects.bulk_create(
        User(
            username=names[pk],
            full_name=person.full_name,
            password=password,
            is_demonstration=True,
        )
        for pk, person in people.items()
    )
    for person, user in zip(people.values(), users, strict=True):
        person.user = user
    Person.objects.bulk_update(people.values(), ["user"])
    return dict(zip(people, users, strict=True))


def username_of(council: Council) -> str:
    words = unaccented(council.unit.name).split()[1:]
    return f"{''.join(words)}.hp"


def _chairs(councils: Iterable[Council], rng: Random) -> dict[int, Mandate]:
    """Council id -> the mandate of its chair."""
    councils = list(councils)
    heads = Membership.objects.filter(
        body__kind=BodyKind.STANDING_COMMITTEE,
        body__council__in=councils,
        role=BodyPost.HEAD,
    ).select_related("mandate__person", "body")
    chairs = {head.body.council_id: head.mandate for head in heads}
    without = [council for council in councils if council.pk not in chairs]
    people = invented_people(rng)
    seats = [
        Seat(full_name=person.full_name, gender=person.gender, council=council)
        for council, person in zip(without, people, strict=False)
    ]
    seated = seat_delegates(seats=seats, valid_from=TERM_STARTS_ON)
    return chairs | {mandate.council_id: mandate for mandate in seated}
