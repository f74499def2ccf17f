"""Recorded changes that a person may read, chosen by kind, person, plan and days."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.db import models
from django.db.models import Q
from django.utils.timezone import get_current_timezone

from accounts.models import Role, User
from campaigns.models import Plan
from core.history.records import HistoryRecord
from core.history.tracking import TRACKED
from core.history.wording import Change, in_words, kind_label
from core.names import search_words
from core.workbooks import Column, Sheet
from participants.permissions import councils_served

_RECORDS_AT_ONCE = 1000


@dataclass(frozen=True)
class HistoryFilter:
    """What a reader chose; empty values choose everything."""

    plan: Plan | None = None
    kind: type[models.Model] | None = None
    person: str = ""
    first_day: dt.date | None = None
    last_day: dt.date | None = None


def records_visible_to(user: User) -> models.QuerySet:
    """Records of plans and councils whose office `user` works in or leads.

    System administrators read records of what administrators keep. Private changes, made while a
    row was still its author's own, are left out.
    """
    offices = councils_served(user, Role.SECRETARY, Role.LEADER)
    plans = Plan.objects.overseen_by(user).values("pk")
    visible = Q(plan_id__in=plans) | Q(council_id__in=offices)
    if user.is_superuser:
        tables = [model._meta.db_table for model, t in TRACKED.items() if t.administrative]
        visible |= Q(plan_id=None, council_id=None, table_name__in=tables)
    return HistoryRecord.objects.filter(visible, is_private=False)


def chosen_records(user: User, chosen: HistoryFilter) -> models.QuerySet:
    """Visible records as chosen, the newest first."""
    records = records_visible_to(user).order_by("-pk")
    if chosen.plan:
        records = records.filter(plan_id=chosen.plan.pk)
    if chosen.kind:
        records = records.filter(table_name=chosen.kind._meta.db_table)
    if chosen.first_day:
        records = records.filter(at__gte=_midnight(chosen.first_day))
    if chosen.last_day:
        records = records.filter(at__lt=_midnight(chosen.last_day + dt.timedelta(days=1)))
    if chosen.person:
        words = [Q(full_name__unaccent__icontains=word) for word in search_words(chosen.person)]
        records = records.filter(user_id__in=User.objects.filter(*words).values("pk"))
    return records


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, get_current_timezone())


def chosen_in_words(chosen: HistoryFilter) -> str:
    texts = [
        str(chosen.plan or ""),
        kind_label(chosen.kind) if chosen.kind else "",
        chosen.person and f"người thay đổi: {chosen.person}",
        f"từ {chosen.first_day:%d/%m/%Y}" if chosen.first_day else "",
        f"đến {chosen.last_day:%d/%m/%Y}" if chosen.last_day else "",
    ]
    return "; ".join(filter(None, texts))


def kinds_for(user: User, *, oversees: bool) -> list[tuple[str, str]]:
    """Values and labels of the kinds of rows that `user` may read about, by label."""
    models_ = [
        model
        for model, tracking in TRACKED.items()
        if (oversees and (tracking.plan or tracking.council))
        or (user.is_superuser and tracking.administrative)
    ]
    return sorted(((m._meta.label_lower, kind_label(m)) for m in models_), key=lambda kind: kind[1])


def tracked_model(label: str) -> type[models.Model] | None:
    """The tracked model with this label, e.g. `campaigns.plan`."""
    return next((model for model in TRACKED if model._meta.label_lower == label), None)


def row_records(user: User, model: type[models.Model], pk: int) -> models.QuerySet | None:
    """Visible records of one row, the newest first; None where `user` may not read about it."""
    records = records_visible_to(user).filter(table_name=model._meta.db_table, row_id=pk)
    if _rows_visible_to(user, model).filter(pk=pk).exists() or records.exists():
        return records.order_by("-pk")
    return None


def _rows_visible_to(user: User, model: type[models.Model]) -> models.QuerySet:
    """Present rows about which `user` may read, by the same rule as `records_visible_to`."""
    tracking = TRACKED[model]
    offices = councils_served(user, Role.SECRETARY, Role.LEADER)
    visible = Q(pk__in=[])
    if tracking.plan:
        visible |= Q(**{f"{tracking.plan}__in": Plan.objects.overseen_by(user).values("pk")})
    if tracking.council:
        visible |= Q(**{f"{tracking.council}__in": offices})
    if tracking.administrative and user.is_superuser:
        national = {f"{tracking.council}__isnull": True} if tracking.council else {}
        visible |= Q(**national)
    rows = model._base_manager.filter(visible)
    return rows.exclude(**tracking.private) if tracking.private else rows


# --- workbook -------------------------------------------------------------------------------------

_COLUMNS = (
    Column("Lúc", 18),
    Column("Người thay đổi", 26),
    Column("Thao tác", 10),
    Column("Loại", 26),
    Column("Mục", 40),
    Column("Thông tin", 26),
    Column("Trước", 50),
    Column("Sau", 50),
    Column("Trang hoặc tác vụ", 30),
)


def history_sheet(records: models.QuerySet) -> Sheet:
    """One row for each changed field."""
    return Sheet("Lịch sử thay đổi", _COLUMNS, _rows(records))


def _rows(records: models.QuerySet) -> Iterator[list]:
    for change in _changes(records):
        record = change.record
        about = [record.at, change.who, record.get_operation_display(), change.kind, change.name]
        for field in change.fields:
            yield [*about, field.label, field.before, field.after, record.cause]


def _changes(records: models.QuerySet) -> Iterator[Change]:
    """All changes in words, some at a time: the queries of one batch do not grow with its size."""
    rows = records.iterator(chunk_size=_RECORDS_AT_ONCE)
    while batch := list(islice(rows, _RECORDS_AT_ONCE)):
        yield from in_words(batch)
