"""Found a city: units, councils and bodies of all levels, in bulk."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from core.names import lower_first
from participants.models import AdministrativeUnit, Body, BodyKind, Council, Level
from participants.services import build_body, build_council, build_unit

from .blueprints import Blueprint, Place, Tier

TERM = "2021-2026"
TERM_STARTS_ON, TERM_ENDS_ON = date(2021, 6, 1), date(2026, 6, 30)
# Bodies, mandates and memberships have no end, although the real term has ended: accounts of
# the demonstration must be able to report for them on any day.


@dataclass
class Government:
    """A unit with its council, the council's bodies, and the governments below it."""

    place: Place
    tier: Tier
    unit: AdministrativeUnit
    council: Council
    standing_committee: Body
    boards: list[Body]
    groups: list[Body] = field(default_factory=list)
    parts: list["Government"] = field(default_factory=list)

    @property
    def bodies(self) -> list[Body]:
        return [self.standing_committee, *self.boards, *self.groups]

    def every(self) -> Iterator["Government"]:
        """This government and all below it, top down."""
        yield self
        for part in self.parts:
            yield from part.every()


def found_city(blueprint: Blueprint) -> Government:
    """Save a city with its councils and bodies. At most three inserts a level."""
    city = _plan_government(blueprint, blueprint.place, blueprint.code)
    _add_groups(city, blueprint.districts_per_group)
    for level in Level.values:
        floor = [government for government in city.every() if government.place.level == level]
        AdministrativeUnit.objects.bulk_create(government.unit for government in floor)
        Council.objects.bulk_create(government.council for government in floor)
        Body.objects.bulk_create(body for government in floor for body in government.bodies)
    return city


def _plan_government(blueprint: Blueprint, place: Place, code: str, above=None) -> Government:
    unit = build_unit(
        code=code,
        name=place.name,
        level=place.level,
        parent=above and above.unit,
        valid_from=blueprint.units_valid_from,
    )
    council = build_council(
        unit=unit,
        term=TERM,
        superior=above and above.council,
        valid_from=TERM_STARTS_ON,
        valid_to=TERM_ENDS_ON,
    )
    tier = blueprint.tiers[place.level]
    government = Government(place, tier, unit, council, *_bodies(council, tier, above))
    government.parts = [
        _plan_government(blueprint, part, f"{code}.{number:02d}", government)
        for number, part in enumerate(place.parts, start=1)
    ]
    return government


def _bodies(council: Council, tier: Tier, above: Government | None) -> tuple[Body, list[Body]]:
    """Standing committee and boards; the district distinguishes communes of the same name."""
    name = council.name
    if council.level == Level.COMMUNE:
        name = f"{name}, {lower_first(above.place.name)}"
    standing_committee = _body(council, BodyKind.STANDING_COMMITTEE, f"Thường trực {name}")
    boards = [_body(council, BodyKind.BOARD, f"Ban {board} {name}") for board in tier.boards]
    return standing_committee, boards


def _add_groups(city: Government, districts_per_group: int) -> None:
    """Delegate groups of the city's council, each for neighbouring districts."""
    districts = [lower_first(part.place.name) for part in city.parts]
    for number, start in enumerate(range(0, len(districts), districts_per_group), start=1):
        area = ", ".join(districts[start : start + districts_per_group])
        name = f"Tổ đại biểu HĐND thành phố số {number} - {area}"
        city.groups.append(_body(city.council, BodyKind.DELEGATE_GROUP, name))


def _body(council: Council, kind: str, name: str) -> Body:
    return build_body(council=council, kind=kind, name=name, valid_from=TERM_STARTS_ON)
