"""Our own engines, each in a process of its own: `python -m bench.own <engine> <task> <answer>`.

service     scoring.services.recompute of the whole plan, into an empty draft
sql         one bare statement with the same arithmetic into a bare table of the same columns
orm-loop    a query and a save for each entry, sums in Python decimals
task        the Celery task: from sending the message to the ranking that is committed
incremental one count changed, then recompute
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from statistics import median

from .outcome import ROOT, RUNS, EngineError, own_memory_mb

ONCE_FROM_SECONDS = 60
CHANGES = 20
WORKER = ("-m", "celery", "-A", "thidua", "worker", "--concurrency", "1", "--loglevel", "INFO")
LINES = "scoring_rankingline"


def main() -> None:
    import django

    django.setup()
    engine, task_path, answer_path = sys.argv[1:]
    task = json.loads(Path(task_path).read_text())
    answer = ENGINES[engine](task)
    answer.setdefault("peak_mb", own_memory_mb()[1])
    Path(answer_path).write_text(json.dumps(answer))


def _load(task: dict) -> dict:
    from .loading import load
    from .table import make_table

    table = make_table(task["entries"], task["leaves"])
    started = time.perf_counter()
    _, reports = load(table)
    return {"reports": reports, "seconds": time.perf_counter() - started, **_server()}


def _server() -> dict:
    return {"postgres": _value("SHOW server_version"), "shared": _value("SHOW shared_buffers")}


def _value(sql: str):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def _execute(sql: str, parameters=None) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def _plan():
    from campaigns.models import Plan

    return Plan.objects.get()


def _empty_draft() -> None:
    """No draft ranking, and no change that waits."""
    _execute(f"TRUNCATE {LINES} CASCADE")
    _execute("DELETE FROM scoring_ranking")
    _execute("TRUNCATE campaigns_entrychange")


def _rows(table: str) -> list[list]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT entry_id, total::text, place FROM {table}")  # noqa: S608
        return [list(row) for row in cursor.fetchall()]


def _repeat(prepare, work, runs: int) -> list[float]:
    """Seconds of each run; one run alone when it takes long."""
    seconds = []
    while len(seconds) < runs:
        prepare()
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
        if seconds[-1] > ONCE_FROM_SECONDS:
            break
    return seconds


# --- service --------------------------------------------------------------------------------
def _service(task: dict) -> dict:
    from scoring import services

    plan = _plan()

    def work() -> None:
        services.recompute(plan=plan, whole=True)

    seconds = _repeat(_empty_draft, work, task["runs"])
    _, peak = own_memory_mb()
    again = _repeat(lambda: None, work, task["runs"])
    answer = {"seconds": seconds, "peak_mb": peak, "notes": {"nothing_changed_seconds": again}}
    if task.get("explain"):
        answer["explain"] = _explained(work)
    return answer | {"rows": _rows(LINES)}


def _explained(work) -> str:
    """EXPLAIN (ANALYZE, BUFFERS) of the statement that writes the lines of an empty draft."""
    from django.db import connection

    seen = []

    def catch(execute, sql, params, many, context):
        if f"INSERT INTO {LINES}" in sql and not seen:
            seen.append(sql)
            context["cursor"].execute("SAVEPOINT before_explain")
            context["cursor"].execute(f"EXPLAIN (ANALYZE, BUFFERS) {sql}", params)
            seen.extend(line for (line,) in context["cursor"].fetchall())
            context["cursor"].execute("ROLLBACK TO SAVEPOINT before_explain")
        return execute(sql, params, many, context)

    _empty_draft()
    with connection.execute_wrapper(catch):
        work()
    plan = "\n".join(line[:300] for line in seen[1:])
    return re.sub(r"\n(?=\s*(Output|Planning Memory))", "\n", plan)


# --- sql ------------------------------------------------------------------------------------
BARE = "bench_line"


def _sql(task: dict) -> dict:
    from django.db import connection

    _execute(f"DROP TABLE IF EXISTS {BARE}")
    _execute(
        f"CREATE TABLE {BARE} (LIKE {LINES} INCLUDING INDEXES INCLUDING IDENTITY "
        "INCLUDING DEFAULTS INCLUDING CONSTRAINTS)"
    )
    statement = bare_statement(_plan())

    def work() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    seconds = _repeat(lambda: _execute(f"TRUNCATE {BARE}"), work, task["runs"])
    answer = {"seconds": seconds, "rows": _rows(BARE)}
    if task.get("explain"):
        _execute(f"TRUNCATE {BARE}")
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {statement}")
            answer["explain"] = "\n".join(line[:300] for (line,) in cursor.fetchall())
    return answer


def bare_statement(plan) -> str:
    """Counts, points, caps, totals, places and the arrays; written for this scorecard alone."""
    card = plan.scorecards.get()
    nodes = list(card.criteria.order_by("position"))
    leaves = [node for node in nodes if node.is_leaf]
    unit = card.unit

    def units(number) -> int:
        return int(Decimal(number) * unit)

    place = {leaf.pk: n for n, leaf in enumerate(leaves, 1)}
    points = ", ".join(
        f"LEAST(COALESCE(n[{place[leaf.pk]}], 0) * {units(leaf.params['per'])}, "
        f"{units(leaf.maximum)})::bigint AS p{leaf.position}"
        for leaf in leaves
    )
    groups, best = [], []
    for group in (node for node in nodes if not node.is_leaf):
        inside = [leaf for leaf in leaves if leaf.parent_id == group.pk]
        cap = units(group.maximum)
        text = " + ".join(f"p{leaf.position}" for leaf in inside)
        groups.append(f"LEAST({text}, {cap}) AS p{group.position}")
        text = " + ".join(
            f"CASE WHEN n[{place[leaf.pk]}] IS NULL THEN {units(leaf.maximum)} "
            f"ELSE p{leaf.position} END"
            for leaf in inside
        )
        best.append(f"LEAST({text}, {cap})")
    total = " + ".join(f"p{node.position}" for node in nodes if not node.is_leaf)
    states = ", ".join(
        f"CASE WHEN n[{place[node.pk]}] IS NULL THEN 0 ELSE 1 END" if node.is_leaf else "-1"
        for node in nodes
    )
    array = ", ".join(f"p{node.position}" for node in nodes)
    one = f"{Decimal(1) / unit:f}"
    order = ", ".join(f"({pk}, {n})" for pk, n in place.items())
    return f"""
        INSERT INTO {BARE} (ranking_id, entry_id, scorecard_id, cluster_id, list, standing, total,
            raw_total, bonus, deduction, best_total, worst_total, tie_keys, reasons, limits,
            states, inputs, points, place, tied_with)
        WITH counted AS (
            SELECT entry_id, criterion_id, SUM(count) AS n FROM evidence_reportcount
            WHERE is_verified GROUP BY entry_id, criterion_id
        ), cells AS (
            SELECT entry_id, array_agg(n ORDER BY place) AS n FROM (
                SELECT e.id AS entry_id, l.place, c.n
                FROM campaigns_entry e CROSS JOIN (VALUES {order}) AS l (criterion, place)
                LEFT JOIN counted c ON c.entry_id = e.id AND c.criterion_id = l.criterion
                WHERE e.plan_id = {plan.pk}
            ) t GROUP BY entry_id
        ), leaves AS (SELECT entry_id, n, {points} FROM cells OFFSET 0),
        groups AS (SELECT *, {", ".join(groups)} FROM leaves OFFSET 0),
        totals AS (
            SELECT *, {total} AS total, CASE WHEN array_position(n, NULL) IS NOT NULL
                THEN {" + ".join(best)} END AS best FROM groups OFFSET 0
        ), lines AS (
            SELECT t.entry_id, e.scorecard_id, e.cluster_id, e.list, total, best,
                ARRAY[{states}]::smallint[] AS states, n AS inputs,
                ARRAY[{array}]::bigint[] AS points
            FROM totals t JOIN campaigns_entry e ON e.id = t.entry_id
        )
        SELECT 1, entry_id, scorecard_id, cluster_id, list, 'ranked', total * {one}, total * {one},
            0, 0, best * {one}, CASE WHEN best IS NOT NULL THEN total * {one} END, '{{}}', '{{}}',
            '{{}}', states, inputs, points, rank() OVER (PARTITION BY cluster_id, list
            ORDER BY total DESC), count(*) OVER (PARTITION BY cluster_id, list, total) - 1
        FROM lines
    """  # noqa: S608 (ids and numbers of ours)


# --- orm-loop -------------------------------------------------------------------------------
def _orm_loop(task: dict) -> dict:
    plan = _plan()
    seconds = _repeat(_empty_draft, lambda: _loop(plan), task["runs"])
    return {"seconds": seconds, "rows": _rows(LINES)}


def _loop(plan) -> None:
    from django.db import transaction

    with transaction.atomic():
        _save_lines(plan, *_sums_one_by_one(plan))


def _sums_one_by_one(plan):
    from django.db.models import Sum

    from evidence.models import ReportCount

    nodes = list(plan.scorecards.get().criteria.order_by("position"))
    results = []
    for entry in plan.entries.order_by("pk"):
        counts = dict(
            ReportCount.objects.filter(entry=entry, is_verified=True)
            .values_list("criterion_id")
            .annotate(Sum("count"))
        )
        points = dict.fromkeys((node.pk for node in nodes), Decimal(0))
        for node in nodes:
            if node.is_leaf:
                given = min(Decimal(node.params["per"]) * counts.get(node.pk, 0), node.maximum)
                points[node.pk] = given
                points[node.parent_id] += given
        for node in nodes:
            if not node.is_leaf:
                points[node.pk] = min(points[node.pk], node.maximum)
        total = sum(points[node.pk] for node in nodes if not node.is_leaf)
        results.append((entry, total, counts, points))
    return nodes, results


def _save_lines(plan, nodes, results) -> None:
    from scoring.models import Ranking, RankingLine

    ranking = Ranking.objects.create(plan=plan)
    unit = plan.scorecards.get().unit
    places, last = {}, {}
    for entry, total, _, _ in sorted(results, key=lambda r: (r[0].cluster_id, -r[1])):
        number, place, before = last.get(entry.cluster_id, (0, 0, None))
        number += 1
        place = place if total == before else number
        last[entry.cluster_id] = (number, place, total)
        places[entry.pk] = place
    for entry, total, counts, points in results:
        RankingLine(
            ranking=ranking,
            entry=entry,
            scorecard_id=entry.scorecard_id,
            cluster_id=entry.cluster_id,
            list=entry.list,
            total=total,
            raw_total=total,
            place=places[entry.pk],
            states=[(1 if n.pk in counts else 0) if n.is_leaf else -1 for n in nodes],
            inputs=[counts.get(node.pk) for node in nodes if node.is_leaf],
            points=[int(points[node.pk] * unit) for node in nodes],
        ).save(force_insert=True)


# --- task -----------------------------------------------------------------------------------
def _task(task: dict) -> dict:
    seconds, answer = [], {}
    with _worker(Path(task["folder"])) as worker:
        for _ in range(task["runs"]):
            seconds.append(_through_the_broker())
            if seconds[-1] > ONCE_FROM_SECONDS:
                break
        answer["peak_mb"] = _tree_peak_mb(worker.pid)
    return answer | {"seconds": seconds, "rows": _rows(LINES)}


def _through_the_broker() -> float:
    from celery import current_app

    from scoring.models import Ranking

    _empty_draft()
    _execute(
        "INSERT INTO campaigns_entrychange (plan_id, entry_id, changed_at) "
        "SELECT plan_id, id, now() FROM campaigns_entry"
    )
    started = time.perf_counter()
    current_app.send_task("scoring.recompute_changed")
    while not Ranking.objects.filter(revision__gt=0).exists():
        if time.perf_counter() - started > 1800:
            raise EngineError("the worker did not answer in half an hour")
        time.sleep(0.005)
    return time.perf_counter() - started


@contextmanager
def _worker(folder: Path):
    import thidua.celery  # noqa: F401 (the app that sends)

    log = folder / "worker.log"
    with log.open("w") as output:
        process = subprocess.Popen(  # noqa: S603 (our own command)
            [sys.executable, *WORKER, "--without-mingle", "--without-gossip"],
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        deadline = time.monotonic() + 60
        while " ready." not in log.read_text():
            if process.poll() is not None or time.monotonic() > deadline:
                raise EngineError(f"the worker did not start: {log.read_text()[-800:]}")
            time.sleep(0.1)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _tree_peak_mb(pid: int) -> float:
    """The highest of the worker's processes: the pool's one, which does the work."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    peaks = []
    for number in (str(pid), *children):
        text = Path(f"/proc/{number}/status").read_text()
        peaks.append(int(re.search(r"VmHWM:\s+(\d+)", text)[1]) / 1024)
    return round(max(peaks), 1)


# --- incremental ----------------------------------------------------------------------------
def _incremental(task: dict) -> dict:
    import pghistory
    from django.db import connection

    from scoring import engine, services
    from scoring.models import Ranking

    plan = _plan()
    _empty_draft()
    services.recompute(plan=plan, whole=True)
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {LINES}")
    spent = [0.0]

    def clocked(execute, sql, params, many, context):
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent[0] += time.perf_counter() - started

    whole, inside = [], []
    with pghistory.context(task="bench"):
        for number in range(CHANGES):
            _change_one(plan, 1 + number * 7919 % task["entries"])
            spent[0] = 0.0
            started = time.perf_counter()
            with connection.execute_wrapper(clocked):
                services.recompute(plan=plan)
            whole.append(time.perf_counter() - started)
            inside.append(spent[0])
    ranking = Ranking.objects.get()
    before = engine.checksum(ranking)
    services.recompute(plan=plan, whole=True)
    if engine.checksum(ranking) != before:
        raise EngineError("the incremental ranking differs from the whole one")
    notes = {"database_seconds": median(inside), "slowest": max(whole)}
    return {"seconds": whole, "notes": notes, "rows": []}


def _change_one(plan, entry_id: int) -> None:
    _execute(
        "UPDATE evidence_reportcount SET count = count + 1 WHERE id = "
        "(SELECT id FROM evidence_reportcount WHERE entry_id = %s AND is_verified LIMIT 1)",
        [entry_id],
    )
    _execute(
        "INSERT INTO campaigns_entrychange (plan_id, entry_id, changed_at) VALUES (%s, %s, now())",
        [plan.pk, entry_id],
    )


ENGINES = {
    "load": _load,
    "service": _service,
    "sql": _sql,
    "orm-loop": _orm_loop,
    "task": _task,
    "incremental": _incremental,
}
assert RUNS >= 3  # noqa: S101

if __name__ == "__main__":
    main()
