"""Recorded changes in words: when, who, which row, each field before and after."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.timezone import localtime

from core.numbers import vietnamese

from .records import HistoryRecord, Operation
from .tracking import TRACKED

EMPTY = "(trống)"
NOT_STORED = "(không lưu)"
SYSTEM = "Hệ thống"
MOST_PARENTS = 2


@dataclass(frozen=True)
class FieldChange:
    """One field with its value before and after, in words; `after` is None for a deleted row."""

    label: str
    before: str
    after: str | None


@dataclass
class Change:
    """One recorded change; `who` is a name, or the system where no person was signed in."""

    record: HistoryRecord
    model: type[models.Model]
    who: str
    name: str
    fields: list[FieldChange] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return kind_label(self.model)

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    @property
    def at(self) -> datetime:
        return self.record.at

    @property
    def is_deletion(self) -> bool:
        return self.record.operation == Operation.DELETE


def in_words(records: Iterable[HistoryRecord], *, hidden: Collection[str] = ()) -> list[Change]:
    """Changes in the order of the records, without the fields named in `hidden`.

    Queries: one for the users, and one for each model that the records refer to.
    """
    read = [_ReadRecord(record, hidden) for record in records if record.table_name in _models()]
    names = _names_of_references(read)
    users = get_user_model()
    changes = []
    for row in read:
        user_id = row.record.user_id
        who = SYSTEM if user_id is None else names[users].get(user_id, f"Tài khoản #{user_id}")
        change = Change(row.record, row.model, who, row.name(names))
        change.fields = [
            FieldChange(
                field_label(f),
                _value_in_words(f, before, names),
                None if change.is_deletion else _value_in_words(f, after, names),
            )
            for f, before, after in row.values
        ]
        changes.append(change)
    return changes


def kind_label(model: type[models.Model]) -> str:
    return _capitalised(model._meta.verbose_name)


@cache
def _models() -> dict[str, type[models.Model]]:
    """Tracked models by table."""
    return {model._meta.db_table: model for model in TRACKED}


class _NotStored:
    """Value of a secret column that changed."""


class _ReadRecord:
    """A record with its values as Python objects."""

    def __init__(self, record: HistoryRecord, hidden: Collection[str]) -> None:
        self.record = record
        self.model = _models()[record.table_name]
        fields = self.model._meta.concrete_fields
        self.old = {f.attname: f.to_python(record.old.get(f.column)) for f in fields}
        shown = [f for f in fields if is_shown(f) and f.name not in hidden]
        if record.operation == Operation.DELETE:
            self.values = [(f, self.old[f.attname], None) for f in shown]
            self.values = [change for change in self.values if change[1] not in (None, "")]
        else:
            self.values = [self._change(f) for f in shown if f.column in record.new]

    def _change(self, f: models.Field) -> tuple:
        if f.column not in self.record.old:
            return f, _NotStored, _NotStored
        return f, self.old[f.attname], f.to_python(self.record.new[f.column])

    def parents(self) -> list[tuple[type[models.Model], Any]]:
        """What the row belonged to, by its first foreign keys that lead to no user."""
        links = [f for f in self.model._meta.concrete_fields if f.is_relation]
        links = [f for f in links if f.related_model is not get_user_model()]
        values = [(f.related_model, self.old[f.attname]) for f in links]
        return [value for value in values if value[1] is not None][:MOST_PARENTS]

    def name(self, names: Mapping) -> str:
        """The name that the row had before the change, and those of its parents."""
        texts = [str(self.model(**self._writable()))]
        if texts[0] == f"{self.model._meta.object_name} object ({self.record.row_id})":
            texts = [f"{kind_label(self.model)} #{self.record.row_id}"]
        texts += [names[model].get(pk, "") for model, pk in self.parents()]
        return " · ".join(filter(None, texts))

    def _writable(self) -> dict[str, Any]:
        fields = self.model._meta.concrete_fields
        return {f.attname: self.old[f.attname] for f in fields if not f.generated}


def is_shown(f: models.Field) -> bool:
    return f.editable and not f.primary_key and not f.generated


def field_label(f: models.Field) -> str:
    """The name of a field; a reference without a name of its own is called after its model."""
    if f.is_relation and f.verbose_name == f.name.replace("_", " "):
        return kind_label(f.related_model)
    return _capitalised(f.verbose_name)


def _capitalised(text: str) -> str:
    return f"{str(text)[:1].upper()}{str(text)[1:]}"


def _names_of_references(read: list[_ReadRecord]) -> dict[type[models.Model], dict[Any, str]]:
    """Names of the users, of changed references and of the rows' parents, by model."""
    ids: dict[type[models.Model], set] = defaultdict(set)
    for row in read:
        ids[get_user_model()].add(row.record.user_id)
        for model, pk in row.parents():
            ids[model].add(pk)
        for f, before, after in row.values:
            if f.is_relation:
                ids[f.related_model] |= {before, after}
    names: dict = defaultdict(dict)
    for model, pks in ids.items():
        rows = model._base_manager.in_bulk(pks - {None, _NotStored})
        names[model] = {pk: str(row) for pk, row in rows.items()}
    return names


def _value_in_words(f: models.Field, value: Any, names: Mapping) -> str:
    if value is _NotStored:
        return NOT_STORED
    if value is None or value == "":
        return EMPTY
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
