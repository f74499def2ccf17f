"""Shared by our engines: the measured plan, an empty draft, clocks and statements."""

import re
import time
from collections.abc import Callable

from django.db import connection

from .founding import SLUG
from .outcome import EngineError

LINES = "scoring_rankingline"
ONCE_FROM_SECONDS = 60


def value(sql: str, parameters=None):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchone()[0]


def execute(sql: str, parameters=None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def the_plan():
    from campaigns.models import Plan

    return Plan.objects.get(slug=SLUG)


def the_draft():
    from scoring.models import Ranking

    return Ranking.objects.draft_of(the_plan())


def empty_draft() -> None:
    """Delete the draft ranking and pending changes; sealed rankings stay."""
    drafts = "SELECT id FROM scoring_ranking WHERE number IS NULL"
    if value("SELECT EXISTS (SELECT 1 FROM scoring_ranking WHERE number IS NOT NULL)"):
        execute(f"DELETE FROM {LINES} WHERE ranking_id IN ({drafts})")  # noqa: S608
        execute(f"VACUUM {LINES}")
    else:
        execute(f"TRUNCATE {LINES} CASCADE")
    execute("DELETE FROM scoring_ranking WHERE number IS NULL")
    execute("TRUNCATE campaigns_entrychange")


def rows_of(table: str) -> list[list]:
    """Entry, total and place of the draft ranking."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT entry_id, total::text, place FROM {table}")  # noqa: S608
        return [list(row) for row in cursor.fetchall()]


def repeat(prepare: Callable, work: Callable, runs: int) -> list[float]:
    """Seconds of each run; only one run if it takes long."""
    seconds = []
    while len(seconds) < runs:
        prepare()
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
        if seconds[-1] > ONCE_FROM_SECONDS:
            break
    return seconds


class BackendClock:
    """Processor time, in seconds, of the server process of this connection.

    Independent of other work on the machine. Needs the server on this machine.
    """

    def __init__(self) -> None:
        self.pid = value("SELECT pg_backend_pid()")

    def seconds(self) -> float | None:
        import os
        from pathlib import Path

        path = Path(f"/proc/{self.pid}/stat")
        if not path.exists():
            return None
        fields = path.read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def explained(work: Callable) -> str:
    """EXPLAIN (ANALYZE, BUFFERS) of the statement that writes the lines of an empty draft."""
    seen = []

    def catch(execute, sql, params, many, context):
        if f"INSERT INTO {LINES}" in sql and not seen:
            seen.append(sql)
            context["cursor"].execute("SAVEPOINT before_explain")
            context["cursor"].execute(f"EXPLAIN (ANALYZE, BUFFERS) {sql}", params)
            seen.extend(line for (line,) in context["cursor"].fetchall())
            context["cursor"].execute("ROLLBACK TO SAVEPOINT before_explain")
        return execute(sql, params, many, context)

    empty_draft()
    with connection.execute_wrapper(catch):
        work()
    if not seen:
        raise EngineError("no statement writes lines")
    return re.sub(r"\n\s*(Output|Planning Memory):[^\n]*", "", "\n".join(s[:300] for s in seen[1:]))
