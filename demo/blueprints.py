"""What a city looks like before it is founded: its units by level, and how councils are made up."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from participants.models import Level

from .documents import read_document


@dataclass(frozen=True)
class Tier:
    """How councils of one level are made up; `delegates`: the least and the largest number."""

    boards: tuple[str, ...]
    delegates: tuple[int, int]
    vice_chairs: int
    full_time: int


@dataclass(frozen=True)
class Place:
    """A unit on paper: its name with its kind in front, and the units inside it."""

    name: str
    level: str
    parts: tuple["Place", ...] = ()


@dataclass(frozen=True)
class Blueprint:
    """A whole city on paper. `code` stands before the codes of all its units."""

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
    """The same city with its first districts only, and the first communes of each."""
    kept = tuple(
        replace(district, parts=district.parts[:communes])
        for district in blueprint.place.parts[:districts]
    )
    return replace(blueprint, place=replace(blueprint.place, parts=kept))
