"""Descriptions of cities to be founded: their units by level, and the size of their councils."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from participants.models import Level

from .documents import read_document


@dataclass(frozen=True)
class Tier:
    """Composition of councils of one level; `delegates` is the range of their number."""

    boards: tuple[str, ...]
    delegates: tuple[int, int]
    vice_chairs: int
    full_time: int


@dataclass(frozen=True)
class Place:
    """A unit: its name including its kind, and the units inside it."""

    name: str
    level: str
    parts: tuple["Place", ...] = ()


@dataclass(frozen=True)
class Blueprint:
    """A whole city; `code` is the prefix of the codes of all its units."""

    code: str
    place: Place
    tiers: Mapping[str, Tier]
    districts_per_group: int
    units_valid_from: date


def read_blueprint(name: str) -> Blueprint:
    """The city of `demo/data/<name>.yaml`."""
    document = read_document(name)
    districts = tuple(
        Place(district, Level.DISTRICT, tuple(_communes(kinds)))
        for district, kinds in document["districts"].items()
    )
    return Blueprint(
        code=document["code"],
        place=Place(document["name"], Level.PROVINCE, districts),
        tiers={level: _tier(values) for level, values in document["tiers"].items()},
        districts_per_group=document["districts_per_group"],
        units_valid_from=document["units_valid_from"],
    )


def _communes(kinds: Mapping[str, list[str]]):
    for kind, names in kinds.items():
        for name in names:
            yield Place(f"{kind} {name}", Level.COMMUNE)


def _tier(values: Mapping) -> Tier:
    return Tier(
        boards=tuple(values["boards"]),
        delegates=tuple(values["delegates"]),
        vice_chairs=values["vice_chairs"],
        full_time=values["full_time"],
    )


def cut_down(blueprint: Blueprint, *, districts: int, communes: int) -> Blueprint:
    """The same city with only its first districts, and the first communes of each."""
    kept = tuple(
        replace(district, parts=district.parts[:communes])
        for district in blueprint.place.parts[:districts]
    )
    return replace(blueprint, place=replace(blueprint.place, parts=kept))
