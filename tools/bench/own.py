"""Our own engines, each in its own process: `python -m tools.bench.own <engine> <task> <answer>`.

service     scoring.services.recompute of the whole plan, into an empty draft
sql         one plain statement with the same arithmetic into a table without triggers
orm-loop    a query and a save per entry, sums in Python decimals
task        the Celery task: from sending the message to the ranking that is committed
incremental one count changed, then recompute
check       only for the country: compare a sample of the ranking with the oracle
draft, what-if, judging-loop   proposals, see `awards_engines`
"""

import json
import sys
import time
from pathlib import Path
from statistics import median

from .outcome import EngineError, own_memory_mb

CHANGES = 20


def main() -> None:
    import django

    django.setup()
    engine, task_path, answer_path = sys.argv[1:]
    task = json.loads(Path(task_path).read_text())
    answer = ENGINES[engine](task)
    answer.setdefault("peak_mb", own_memory_mb()[1])
    Path(answer_path).write_text(json.dumps(answer))


def _load(task: dict) -> dict:
    started = time.perf_counter()
    if task["scenario"] == "country":
        from .country_loading import load

        _, reports = load(task["entries"])
    elif task["scenario"] == "awards":
        from .awards_loading import load

        load(task["entries"])
        reports = 0
    else:
        from .loading import load
        from .table import make_table

        _, reports = load(make_table(task["entries"], task["leaves"]))
    return {"reports": reports, "seconds": time.perf_counter() - started, **_server()}


def _server() -> dict:
    from .database import value

    return {"postgres": value("SHOW server_version"), "shared": value("SHOW shared_buffers")}


def _result(task: dict) -> dict:
    """The lines of the table, or for the country the checksum of all numbers of all lines."""
    from scoring.rankings import engine

    from .database import LINES, rows_of, the_draft

    if task["scenario"] == "country":
        return {"checksum": engine.checksum(the_draft()), "rows": []}
    return {"rows": rows_of(LINES)}


# --- service --------------------------------------------------------------------------------
def _service(task: dict) -> dict:
    from scoring.services import ranking

    from .database import BackendClock, empty_draft, explained, repeat, the_plan

    plan, clock, spent = the_plan(), BackendClock(), []

    def work() -> None:
        before = clock.seconds()
        ranking.recompute(plan=plan, whole=True)
        if before is not None:
            spent.append(clock.seconds() - before)

    seconds = repeat(empty_draft, work, task["runs"])
    _, peak = own_memory_mb()
    notes = {"server_cpu_seconds": spent.copy()} if spent else {}
    answer = {"seconds": seconds, "peak_mb": peak} | _result(task)
    notes["nothing_changed_seconds"] = repeat(lambda: None, work, task["runs"])
    if task.get("explain"):
        answer["explain"] = explained(work)
    return answer | {"notes": notes}


# --- sql, orm-loop ----------------------------------------------------------------------------
def _sql(task: dict) -> dict:
    from . import bare_sql

    return bare_sql.run(task)


def _orm_loop(task: dict) -> dict:
    from . import orm_loop

    return orm_loop.run(task)


# --- task -----------------------------------------------------------------------------------
def _task(task: dict) -> dict:
    from . import worker

    return worker.run(task) | _result(task)


# --- incremental ----------------------------------------------------------------------------
def _incremental(task: dict) -> dict:
    from django.db import connection

    from core.history.context import history_context
    from scoring.rankings import engine
    from scoring.services import ranking

    from .database import LINES, empty_draft, execute, the_draft, the_plan

    plan = the_plan()
    empty_draft()
    ranking.recompute(plan=plan, whole=True)
    execute(f"VACUUM ANALYZE {LINES}")
    spent = [0.0]

    def clocked(execute, sql, params, many, context):
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent[0] += time.perf_counter() - started

    whole, inside = [], []
    with history_context(cause="bench"):
        for number in range(CHANGES):
            _change_one(plan, 1 + number * 7919 % task["entries"])
            spent[0] = 0.0
            started = time.perf_counter()
            with connection.execute_wrapper(clocked):
                ranking.recompute(plan=plan)
            whole.append(time.perf_counter() - started)
            inside.append(spent[0])
    before = engine.checksum(the_draft())
    ranking.recompute(plan=plan, whole=True)
    if engine.checksum(the_draft()) != before:
        raise EngineError("the incremental ranking differs from the whole one")
    notes = {"database_seconds": median(inside), "slowest": max(whole)}
    return {"seconds": whole, "notes": notes, "rows": []}


def _change_one(plan, entry_id: int) -> None:
    from .database import execute

    execute(
        "UPDATE evidence_reportcount SET count = count + 1 WHERE id = "
        "(SELECT id FROM evidence_reportcount WHERE entry_id = %s AND is_verified LIMIT 1)",
        [entry_id],
    )
    execute(
        "INSERT INTO campaigns_entrychange (plan_id, entry_id, changed_at) VALUES (%s, %s, now())",
        [plan.pk, entry_id],
    )


# --- check ------------------------------------------------------------------------------------
def _check(task: dict) -> dict:
    from .country_check import occurring, sample_of, wrong_lines
    from .database import the_plan

    plan = the_plan()
    number, wrong = wrong_lines(plan, sample_of(plan))
    return {"number": number, "wrong": wrong, "occurring": occurring(plan)}


# --- proposals --------------------------------------------------------------------------------
def _awards(name: str):
    def run(task: dict) -> dict:
        from . import awards_engines

        return getattr(awards_engines, name)(task)

    return run


ENGINES = {
    "load": _load,
    "service": _service,
    "sql": _sql,
    "orm-loop": _orm_loop,
    "task": _task,
    "incremental": _incremental,
    "check": _check,
    "draft": _awards("draft"),
    "what-if": _awards("try_terms"),
    "judging-loop": _awards("loop"),
}

if __name__ == "__main__":
    main()
