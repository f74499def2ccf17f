"""Declare the models whose changes are recorded, and the triggers that record them."""

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import pgtrigger
from django.db import models
from pgtrigger import compiler

from .context import SETTING
from .records import Operation


@dataclass(frozen=True)
class Tracking:
    """What the history keeps of a model, and who may read it. Paths are written as in a filter.

    `plan` and `council` lead to the plan or the council whose office may read the record.
    `administrative`: records without either are for the system administrator.
    `private`: values by path with which a row is still its author's own, e.g. a draft.
    `secret`: columns that are never stored; `ignored`: columns whose changes are not recorded.
    """

    plan: str = ""
    council: str = ""
    administrative: bool = False
    private: Mapping[str, Any] = field(default_factory=dict)
    secret: Collection[str] = ()
    ignored: Collection[str] = ()
    operations: Collection[Operation] = (Operation.UPDATE, Operation.DELETE)


TRACKED: dict[type[models.Model], Tracking] = {}


def tracked(**values) -> Callable[[type[models.Model]], type[models.Model]]:
    """Class decorator: record updates and deletions of a model, see `Tracking`."""
    tracking = Tracking(**values)

    def register(model: type[models.Model]) -> type[models.Model]:
        TRACKED[model] = tracking
        triggers = [HistoryTrigger(tracking, operation) for operation in tracking.operations]
        return pgtrigger.register(*triggers)(model)

    return register


class HistoryTrigger(pgtrigger.Trigger):
    """Records all rows of a statement at once, so that bulk changes stay fast."""

    level = pgtrigger.Statement
    when = pgtrigger.After

    def __init__(self, tracking: Tracking, operation: Operation) -> None:
        is_update = operation == Operation.UPDATE
        super().__init__(
            name=f"history_{operation}",
            operation=pgtrigger.Update if is_update else pgtrigger.Delete,
        )
        self.tracking = tracking
        self.recorded = operation

    def compile(self, model: type[models.Model]) -> compiler.Trigger:
        tracking = self.tracking
        paths = {"plan": tracking.plan, "council": tracking.council}
        return RecordChanges(
            pgid=self.get_pgid(model),
            table=model._meta.db_table,
            operation=self.recorded.value,
            pk=model._meta.pk.column,
            **{name: sql_of_path(model, path) for name, path in paths.items() if path},
            private=_sql_of_condition(model, tracking.private),
            secret=_sql_array(tracking.secret),
            ignored=_sql_array(tracking.ignored),
        )


class RecordChanges(compiler.Trigger):
    """A compiled history trigger, written into migrations by the SQL that differs by model."""

    def __init__(self, *, operation: str, **parts: str) -> None:
        super().__init__(
            name=f"history_{operation}", sql=RecordChangesSql(operation=operation, **parts)
        )

    def deconstruct(self) -> tuple[str, list, dict[str, str]]:
        path = f"{type(self).__module__}.{type(self).__name__}"
        return path, [], self.sql.kwargs | {"hash": self.sql.hash}


class RecordChangesSql(compiler.UpsertTriggerSql):
    """The trigger function of a table and its trigger. Migrations rely on the template.

    It lacks the check by which pgtrigger lets a session ignore a trigger: the history cannot be
    switched off, and the check raises and catches an error in each call.
    """

    TEMPLATE = """
        CREATE OR REPLACE FUNCTION {pgid}() RETURNS trigger LANGUAGE plpgsql
        SET "TimeZone" TO 'UTC' AS $$
        DECLARE
            history_context jsonb := nullif(current_setting('{setting}', true), '')::jsonb;
        BEGIN
            INSERT INTO core_historyrecord (
                at, table_name, row_id, operation, old, new,
                plan_id, council_id, is_private, user_id, cause, context_id
            )
            SELECT
                now(), TG_TABLE_NAME, row_id, '{operation}', before{without_secrets}, new_values,
                plan_id, council_id, is_private,
                (history_context ->> 'user')::bigint,
                coalesce(history_context ->> 'cause', ''),
                (history_context ->> 'id')::uuid
            FROM (
                SELECT
                    old_row.{pk} AS row_id, to_jsonb(old_row) AS before, {after} AS after,
                    {plan} AS plan_id, {council} AS council_id, {private} AS is_private
                FROM old_rows AS old_row {joined}
                OFFSET 0 -- so that the values of a row are computed once
            ) AS changed_row
            {compared}
            ORDER BY row_id;
            RETURN NULL;
        END $$;
        DROP TRIGGER IF EXISTS {pgid} ON "{table}";
        CREATE TRIGGER {pgid} AFTER {operation} ON "{table}"
        REFERENCING {tables}
        FOR EACH STATEMENT EXECUTE FUNCTION {pgid}();
        COMMENT ON TRIGGER {pgid} ON "{table}" IS '{hash}';
    """
    COMPARED = """
            CROSS JOIN LATERAL (
                SELECT jsonb_object_agg(
                    key, CASE WHEN key = ANY({secret}) THEN 'null'::jsonb ELSE value END
                ) AS new_values
                FROM jsonb_each(after)
                WHERE value IS DISTINCT FROM before -> key AND NOT key = ANY({ignored})
            ) AS difference
            WHERE new_values IS NOT NULL"""
    SOURCES = {
        "update": {
            "after": "to_jsonb(new_row)",
            "joined": (
                "JOIN new_rows AS new_row"
                " ON new_row.{pk} = old_row.{pk} AND new_row IS DISTINCT FROM old_row"
            ),
            "compared": COMPARED,
            "tables": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
        },
        "delete": {
            "after": "NULL::jsonb",
            "joined": "",
            "compared": "CROSS JOIN (SELECT NULL::jsonb AS new_values) AS difference",
            "tables": "OLD TABLE AS old_rows",
        },
    }

    def __init__(self, *, pgid: str, table: str, operation: str, hash: str = "", **parts) -> None:
        self.pgid, self.table = pgid, table
        self.kwargs = {"pgid": pgid, "table": table, "operation": operation}
        self.kwargs |= {name: part for name, part in parts.items() if DEFAULTS.get(name) != part}
        values = DEFAULTS | self.kwargs | {"setting": SETTING}
        values["without_secrets"] = f" - {values['secret']}" if "secret" in self.kwargs else ""
        source = {name: part.format(**values) for name, part in self.SOURCES[operation].items()}
        values |= source
        unmarked = self.TEMPLATE.format(**values, hash="")
        self.hash = hash or hashlib.sha256(unmarked.encode()).hexdigest()[:12]
        self.data = self.TEMPLATE.format(**values, hash=self.hash)


NO_COLUMNS = "'{}'::text[]"
DEFAULTS = {
    "pk": "id",
    "plan": "NULL::bigint",
    "council": "NULL::bigint",
    "private": "FALSE",
    "secret": NO_COLUMNS,
    "ignored": NO_COLUMNS,
}


def sql_of_path(model: type[models.Model], path: str) -> str:
    """Return scalar SQL for the value at `path` of `old_row`, e.g. `entry__plan`.

    All but the last part are foreign keys; each is one join by primary key.
    """
    *links, last = path.split("__")
    if not links:
        return f"old_row.{model._meta.get_field(last).column}"
    first = model._meta.get_field(links[0])
    joins, target = [], first.related_model
    for number, name in enumerate(links[1:], 1):
        link = target._meta.get_field(name)
        target = link.related_model
        joins.append(
            f" JOIN {target._meta.db_table} AS t{number}"
            f" ON t{number}.{target._meta.pk.column} = t{number - 1}.{link.column}"
        )
    table, column = first.related_model._meta, target._meta.get_field(last).column
    return (  # names of tables and columns of ours
        f"(SELECT t{len(joins)}.{column} FROM {table.db_table} AS t0{''.join(joins)}"  # noqa: S608
        f" WHERE t0.{table.pk.column} = old_row.{first.column})"
    )


def _sql_of_condition(model: type[models.Model], values: Mapping[str, Any]) -> str:
    if not values:
        return "FALSE"
    tests = []
    for path, value in values.items():
        quoted = "NULL" if value is None else f"'{value}'"
        tests.append(f"{sql_of_path(model, path)} IS NOT DISTINCT FROM {quoted}")
    return " AND ".join(tests)


def _sql_array(columns: Collection[str]) -> str:
    return f"'{{{','.join(columns)}}}'::text[]"
