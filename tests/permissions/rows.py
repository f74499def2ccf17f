"""A row of the permission table, and what rows of several apps name."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.urls import reverse

from .roles import Expected
from .world import World


@dataclass(frozen=True)
class Row:
    """A URL, the objects in it, and the answer for each role."""

    url: str
    get: Expected
    post: Expected
    at: Callable[[World], dict] = lambda world: {}
    query: Callable[[World], dict] = lambda world: {}
    data: dict = field(default_factory=dict)
    filled: Callable[[World], dict] = lambda world: {}
    note: str = ""

    def __str__(self) -> str:
        return f"{self.url} ({self.note})" if self.note else self.url


def of_plan(world: World) -> dict:
    return {"slug": world.plan.slug}


def of_pledge(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": world.pledge.pk}


def of_cluster(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": world.cluster.pk}


def of_card(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": world.round.delegate_card.pk}


def of_line(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": world.pool.shares.get().lines.first().pk}


def address_of(world: World, row: Row) -> str:
    """The path and query of the URL, with the objects of the world in it."""
    kwargs, query = row.at(world), row.query(world)
    name = row.url.partition(":")[2]
    if not name.startswith("quan-tri/"):
        return reverse(row.url, kwargs=kwargs, query=query)
    for key, value in kwargs.items():  # a URL without a name
        name = name.replace(f"<path:{key}>", str(value)).replace(f"(?P<{key}>.*)$", str(value))
    return f"/{name}"
