"""Arrange a city's clusters. Their composition is invented, but typical of such cities."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from core.names import lower_first
from participants.models import Body, Cluster, Council
from participants.services import arrange_cluster

from .city import TERM_STARTS_ON, Government


@dataclass(frozen=True)
class PlannedCluster:
    name: str
    bodies: list[Body] = field(default_factory=list)
    delegates_of: list[Council] = field(default_factory=list)


def arrange_clusters(
    city: Government,
    *,
    district_kinds: Mapping[tuple[str, ...], str],
    areas: Mapping[str, list[Government]],
) -> list[Cluster]:
    """Create clusters of bodies, then of delegates; empty ones are left out.

    `district_kinds` maps prefixes of district names to names of kinds; districts of one kind
    compete with each other. `areas` gives each area's districts; the communes of one area compete
    with each other.

    The city's own standing committee organises and does not compete.
    """
    of_kind = {
        name: [part for part in city.parts if part.place.name.startswith(kinds)]
        for kinds, name in district_kinds.items()
    }
    of_area = {name: [c for part in parts for c in part.parts] for name, parts in areas.items()}
    planned = [*_of_bodies(city, of_kind, of_area), *_of_delegates(city, of_kind, of_area)]
    filled = [cluster for cluster in planned if cluster.bodies or cluster.delegates_of]
    return [_arrange(city.council, position, cluster) for position, cluster in enumerate(filled, 1)]


def _arrange(organiser: Council, position: int, cluster: PlannedCluster) -> Cluster:
    return arrange_cluster(
        organiser=organiser,
        name=cluster.name,
        position=position,
        valid_from=TERM_STARTS_ON,
        bodies=cluster.bodies,
        delegates_of=cluster.delegates_of,
    )


def _of_bodies(city: Government, of_kind, of_area) -> Iterator[PlannedCluster]:
    yield PlannedCluster("Các Ban của HĐND thành phố", city.boards)
    yield PlannedCluster("Các Tổ đại biểu HĐND thành phố", city.groups)
    for name, districts in of_kind.items():
        yield PlannedCluster(f"Thường trực HĐND các {name}", _committees(districts))
        yield PlannedCluster(f"Các Ban của HĐND các {name}", _boards(districts))
    for area, communes in of_area.items():
        yield PlannedCluster(f"Thường trực HĐND cấp xã, {area}", _committees(communes))
        yield PlannedCluster(f"Các Ban của HĐND cấp xã, {area}", _boards(communes))


def _of_delegates(city: Government, of_kind, of_area) -> Iterator[PlannedCluster]:
    yield PlannedCluster("Đại biểu HĐND thành phố", delegates_of=[city.council])
    for name, districts in of_kind.items():
        yield PlannedCluster(f"Đại biểu HĐND các {name}", delegates_of=_councils(districts))
    for area, communes in of_area.items():
        yield PlannedCluster(f"Đại biểu HĐND cấp xã, {area}", delegates_of=_councils(communes))


def _committees(governments: Iterable[Government]) -> list[Body]:
    return [government.standing_committee for government in governments]


def _boards(governments: Iterable[Government]) -> list[Body]:
    return [board for government in governments for board in government.boards]


def _councils(governments: Iterable[Government]) -> list[Council]:
    return [government.council for government in governments]


def areas_by_district(city: Government) -> dict[str, list[Government]]:
    """Each district as an area."""
    return {lower_first(part.place.name): [part] for part in city.parts}


def areas_by_number(city: Government, size: int) -> dict[str, list[Government]]:
    """Areas of `size` neighbouring districts that have communes: `cụm số 1`, `cụm số 2`."""
    districts = [part for part in city.parts if part.parts]
    starts = range(0, len(districts), size)
    return {f"cụm số {i}": districts[at : at + size] for i, at in enumerate(starts, start=1)}
