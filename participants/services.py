"""Create councils, fill them with people and arrange clusters, in bulk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from core.names import lower_first, normalise_name, person_sort_key, text_sort_key

from .models import (
    AdministrativeUnit,
    Body,
    Cluster,
    ClusterMember,
    Council,
    Mandate,
    Membership,
    Person,
)


def build_unit(*, code: str, name: str, level: str, parent=None, valid_from: date, valid_to=None):
    """An unsaved unit with its sort key, for `bulk_create`."""
    name = normalise_name(name)
    return AdministrativeUnit(
        code=code,
        name=name,
        sort_key=text_sort_key(name),
        level=level,
        parent=parent,
        valid_from=valid_from,
        valid_to=valid_to,
    )


def build_council(*, unit: AdministrativeUnit, term: str, superior=None, valid_from, valid_to=None):
    """An unsaved council named after its unit: `HĐND quận Lê Chân`."""
    name = f"HĐND {lower_first(unit.name)}"
    return Council(
        unit=unit,
        name=name,
        sort_key=text_sort_key(name),
        level=unit.level,
        term=term,
        superior=superior,
        valid_from=valid_from,
        valid_to=valid_to,
    )


def build_body(*, council: Council, kind: str, name: str, valid_from: date, valid_to=None) -> Body:
    """An unsaved body with its sort key, for `bulk_create`."""
    name = normalise_name(name)
    return Body(
        council=council,
        kind=kind,
        name=name,
        sort_key=text_sort_key(name),
        valid_from=valid_from,
        valid_to=valid_to,
    )


@dataclass(frozen=True)
class Seat:
    """A delegate to be created: name, council, and posts in its bodies."""

    full_name: str
    gender: str
    council: Council
    is_full_time: bool = False
    posts: tuple[tuple[Body, str], ...] = ()


@transaction.atomic
def seat_delegates(*, seats: Iterable[Seat], valid_from: date, valid_to=None) -> list[Mandate]:
    """Create people with their mandates and memberships. Three inserts, whatever the number."""
    seats = list(seats)
    people = Person.objects.bulk_create(
        Person(
            full_name=normalise_name(seat.full_name),
            sort_key=person_sort_key(seat.full_name),
            gender=seat.gender,
        )
        for seat in seats
    )
    dates = {"valid_from": valid_from, "valid_to": valid_to}
    mandates = Mandate.objects.bulk_create(
        Mandate(person=person, council=seat.council, is_full_time=seat.is_full_time, **dates)
        for person, seat in zip(people, seats, strict=True)
    )
    Membership.objects.bulk_create(
        Membership(mandate=mandate, body=body, role=role, **dates)
        for mandate, seat in zip(mandates, seats, strict=True)
        for body, role in seat.posts
    )
    return mandates


@transaction.atomic
def arrange_cluster(
    *,
    organiser: Council,
    name: str,
    position: int,
    valid_from: date,
    bodies: Iterable[Body] = (),
    delegates_of: Iterable[Council] = (),
) -> Cluster:
    """Create a cluster with its members: bodies, and all delegates of councils."""
    cluster = Cluster.objects.create(
        organiser=organiser, name=name, position=position, valid_from=valid_from
    )
    members = [ClusterMember(cluster=cluster, body=body, valid_from=valid_from) for body in bodies]
    members += [
        ClusterMember(cluster=cluster, delegates_of=council, valid_from=valid_from)
        for council in delegates_of
    ]
    ClusterMember.objects.bulk_create(members)
    return cluster
