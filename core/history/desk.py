"""“Lịch sử” of a row at the desk."""

from collections.abc import Collection
from typing import Any

from django.contrib.admin.utils import unquote
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from .records import HistoryRecord
from .tracking import TRACKED
from .wording import Change, in_words

MOST_RECORDS = 300


class HistoryAdminMixin:
    """The stock page of a row's history, with what the database recorded.

    `history_parts`: models whose rows are edited with this one, with their foreign key to it.
    Their tables are small: their records are found by table, not by an index on the key.
    """

    hidden_in_history: Collection[str] = ()
    history_parts: Collection[tuple[type[models.Model], str]] = ()
    object_history_template = "admin/object_history.html"

    def history_of(self, row: models.Model, records: list[HistoryRecord]) -> list[Change]:
        return in_words(records, hidden=self.hidden_in_history)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context=None
    ) -> HttpResponse:
        """Read-only, for everyone who may see the row."""
        row = self.get_object(request, unquote(object_id))
        context: dict[str, Any] = {"is_tracked": self.model in TRACKED or bool(self.history_parts)}
        if context["is_tracked"] and row is not None:
            records = list(self._records_of(row)[:MOST_RECORDS])
            changes = self.history_of(row, records)
            context["changes"] = [change for change in changes if change.fields]
            context["table"] = row._meta.db_table
        return super().history_view(request, object_id, context | (extra_context or {}))

    def _records_of(self, row: models.Model) -> models.QuerySet:
        """The newest first."""
        own = Q(table_name=row._meta.db_table, row_id=row.pk)
        for model, link in self.history_parts:
            column = model._meta.get_field(link).column
            own |= Q(table_name=model._meta.db_table, **{f"old__{column}": row.pk})
        return HistoryRecord.objects.filter(own).order_by("-pk")
