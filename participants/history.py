"""Recorded changes of a row in words: when, who, each field before and after.

Reads the events of models tracked with `UpdateEvent(row=Old)`: each event holds the row as it was
before a change, so the next event, or the row itself, holds what it became.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.timezone import localtime

from accounts.models import User
from core.numbers import vietnamese

MOST_EVENTS = 300
_EMPTY = "(trống)"


@dataclass(frozen=True)
class FieldChange:
    """One field with its value before and after, in words."""

    label: str
    before: str
    after: str


@dataclass
class Change:
    """One change of a row; `who` is a name, or the system where no person was signed in."""

    at: datetime
    who: str
    fields: list[FieldChange] = field(default_factory=list)


def changes_of(
    row: models.Model,
    *,
    hidden: Collection[str] = (),
    more: Mapping[tuple, list[FieldChange]] | None = None,
) -> list[Change]:
    """The newest changes of a tracked row first, without the fields `hidden`.

    `more` has changes of dependent rows by `key_of` their events, shown with the row's own.
    Queries: the events, the users, and one for each related model whose reference changed.
    """
    events = list(row.events.filter(pgh_label="update").select_related("pgh_context"))
    events = sorted(events, key=lambda event: event.pgh_id)[-MOST_EVENTS:]
    if not events:
        return []
    fields = [f for f in row._meta.concrete_fields if _is_shown(f, hidden)]
    found = [
        (event, [(f, getattr(event, f.attname), getattr(after, f.attname)) for f in fields])
        for event, after in zip(events, [*events[1:], row], strict=True)
    ]
    found = [(event, [c for c in changed if c[1] != c[2]]) for event, changed in found]
    names = _related_names([change for _, changed in found for change in changed])
    users = _names_of_users(events)
    changes = []
    for event, changed in reversed(found):
        shown = [
            FieldChange(_label(f), _in_words(f, before, names), _in_words(f, after, names))
            for f, before, after in changed
        ]
        shown += (more or {}).get(key_of(event), [])
        if shown:
            changes.append(Change(event.pgh_created_at, _who(event, users), shown))
    return changes


def key_of(event) -> tuple[datetime, Any]:
    """What the events of one change have in common: the transaction's moment and its context."""
    return event.pgh_created_at, event.pgh_context_id


def _is_shown(f: models.Field, hidden: Collection[str]) -> bool:
    return f.editable and not f.primary_key and f.name not in hidden


def _label(f: models.Field) -> str:
    text = str(f.verbose_name)
    return f"{text[:1].upper()}{text[1:]}"


def _related_names(changed: list[tuple]) -> dict[type[models.Model], dict[Any, str]]:
    """Names of the rows that changed references lead to, by model."""
    ids = defaultdict(set)
    for f, before, after in changed:
        if f.is_relation:
            ids[f.related_model] |= {before, after} - {None}
    return {
        model: {pk: str(found) for pk, found in model._base_manager.in_bulk(pks).items()}
        for model, pks in ids.items()
    }


def _in_words(f: models.Field, value: Any, names: Mapping) -> str:
    if value is None or value == "":
        return _EMPTY
    if f.is_relation:
        return names[f.related_model].get(value, "(đã xóa)")
    if f.flatchoices:
        return str(dict(f.flatchoices).get(value, value))
    if isinstance(f, models.JSONField | ArrayField):
        return "(nội dung dài)"
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, datetime):
        return f"{localtime(value):%H:%M %d/%m/%Y}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int | Decimal):
        return vietnamese(value)
    return str(value)


def _user_id(event) -> int | None:
    context = event.pgh_context
    return context.metadata.get("user") if context else None


def _names_of_users(events: list) -> dict[int, str]:
    ids = {_user_id(event) for event in events} - {None}
    return {pk: str(user) for pk, user in User.objects.in_bulk(ids).items()}


def _who(event, users: Mapping[int, str]) -> str:
    return users.get(_user_id(event), "Hệ thống")
