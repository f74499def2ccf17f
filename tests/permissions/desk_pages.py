"""Rows for the stock pages of one model at the desk, by who keeps and who reads it."""

from collections.abc import Callable
from typing import Any

from .roles import (
    FORBIDDEN,
    MOVED,
    NOT_FOUND,
    OK,
    desk,
    whole_desk,
)
from .rows import Row
from .world import World


def short_address(model: str, find: Callable[[World], Any]) -> Row:
    """Django's old address of an object, which sends everyone at the desk on to its page."""
    route = f"admin:quan-tri/{model.replace('_', '/', 1)}/<path:object_id>/"
    return Row(
        route,
        at=lambda w: {"object_id": find(w).pk},
        get=whole_desk(MOVED),
        post=whole_desk(MOVED),
    )


def office_pages(model: str, find: Callable[[World], Any]) -> list[Row]:
    """Read only by the secretaries of the organising council, written by nobody."""

    def at(world: World) -> dict:
        return {"object_id": find(world).pk}

    listed, read = desk(OK, OK, FORBIDDEN), desk(OK, NOT_FOUND, NOT_FOUND)
    not_written = desk(FORBIDDEN, NOT_FOUND, NOT_FOUND)
    nobody = whole_desk(FORBIDDEN)
    return [
        Row(f"admin:{model}_changelist", get=listed, post=listed),
        Row(f"admin:{model}_add", get=nobody, post=nobody),
        Row(f"admin:{model}_change", at=at, get=read, post=not_written),
        Row(f"admin:{model}_delete", at=at, get=not_written, post=not_written),
        Row(f"admin:{model}_history", at=at, get=read, post=read),
        short_address(model, find),
    ]


def kept_office_pages(model: str, find: Callable[[World], Any]) -> list[Row]:
    """Kept by the secretaries of the organising council; nobody deletes."""

    def at(world: World) -> dict:
        return {"object_id": find(world).pk}

    listed, kept = desk(OK, OK, FORBIDDEN), desk(OK, NOT_FOUND, NOT_FOUND)
    not_written = desk(FORBIDDEN, NOT_FOUND, NOT_FOUND)
    return [
        Row(f"admin:{model}_changelist", get=listed, post=listed),
        Row(f"admin:{model}_add", get=listed, post=listed),
        Row(f"admin:{model}_change", at=at, get=kept, post=kept),
        Row(f"admin:{model}_delete", at=at, get=not_written, post=not_written),
        Row(f"admin:{model}_history", at=at, get=kept, post=kept),
        short_address(model, find),
    ]


def administrator_pages(model: str, find: Callable[[World], Any]) -> list[Row]:
    """Kept by the system administrator; closed to secretaries."""

    def at(world: World) -> dict:
        return {"object_id": find(world).pk}

    kept = desk(FORBIDDEN, FORBIDDEN, OK)
    return [
        Row(f"admin:{model}_changelist", get=kept, post=kept),
        Row(f"admin:{model}_add", get=kept, post=kept),
        Row(f"admin:{model}_change", at=at, get=kept, post=kept),
        Row(f"admin:{model}_delete", at=at, get=kept, post=kept),
        Row(f"admin:{model}_history", at=at, get=kept, post=kept),
        short_address(model, find),
    ]


def office_keeps(model: str, find: Callable[[World], Any], *, everyone_adds: bool) -> list[Row]:
    """Kept by the secretaries of the organising council; rows that others refer to stay."""

    def at(world: World) -> dict:
        return {"object_id": find(world).pk}

    added = OK if everyone_adds else FORBIDDEN  # by the administrator, for the country
    listed, own = desk(OK, OK, added), desk(OK, NOT_FOUND, NOT_FOUND)
    removed = own if everyone_adds else desk(FORBIDDEN, NOT_FOUND, NOT_FOUND)
    # the form of a rule in use has only its last day, which may stay empty
    changed = desk(MOVED, NOT_FOUND, NOT_FOUND) if everyone_adds else own
    return [
        Row(f"admin:{model}_changelist", get=listed, post=listed),
        Row(f"admin:{model}_add", get=listed, post=listed),
        Row(f"admin:{model}_change", at=at, get=own, post=changed),
        Row(f"admin:{model}_delete", at=at, get=removed, post=removed),
        Row(f"admin:{model}_history", at=at, get=own, post=own),
        short_address(model, find),
    ]


def administrator_reads(model: str, find: Callable[[World], Any]) -> list[Row]:
    """Read by the system administrator, written only by the product itself."""

    def at(world: World) -> dict:
        return {"object_id": find(world).pk}

    read, nobody = desk(FORBIDDEN, FORBIDDEN, OK), whole_desk(FORBIDDEN)
    return [
        Row(f"admin:{model}_changelist", get=read, post=read),
        Row(f"admin:{model}_add", get=nobody, post=nobody),
        Row(f"admin:{model}_change", at=at, get=read, post=nobody),
        Row(f"admin:{model}_delete", at=at, get=nobody, post=nobody),
        Row(f"admin:{model}_history", at=at, get=read, post=read),
        short_address(model, find),
    ]


def administrator_keeps(model: str, find: Callable[[World], Any]) -> list[Row]:
    """Kept by the system administrator for the whole country; secretaries read it."""

    def at(world: World) -> dict:
        return {"object_id": find(world).pk}

    read, written = desk(OK, OK, OK), desk(FORBIDDEN, FORBIDDEN, OK)
    return [
        Row(f"admin:{model}_changelist", get=read, post=read),
        Row(f"admin:{model}_add", get=written, post=written),
        Row(f"admin:{model}_change", at=at, get=read, post=written),
        Row(f"admin:{model}_delete", at=at, get=written, post=written),
        Row(f"admin:{model}_history", at=at, get=read, post=read),
        short_address(model, find),
    ]
