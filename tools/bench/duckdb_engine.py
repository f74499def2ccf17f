"""DuckDB, in memory: the same table, in whole numbers of the smallest decimal step.

A separate process does the work and reads files made before it starts. The time is that of one
statement: grouping the reports (if there are any), points, group caps, totals, places, and storing
the result as a table. Loading and reading the result are not timed.
"""

import json
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

from .outcome import ROOT, RUNS, EngineError, Outcome, own_memory_mb, run_and_measure
from .table import Table, reports

SCHEMA = """
    CREATE TABLE entry (entry INTEGER, cluster INTEGER);
    CREATE TABLE leaf (leaf INTEGER, section INTEGER, per BIGINT, cap BIGINT);
    CREATE TABLE section (section INTEGER, cap BIGINT);
    CREATE TABLE tally (entry INTEGER, leaf INTEGER, count INTEGER);
"""
GROUPED = "(SELECT entry, leaf, sum(count)::BIGINT AS count FROM tally GROUP BY entry, leaf)"


def why_not(python: str = sys.executable) -> str | None:
    """Why `python` cannot run this engine, or None."""
    command = [python, "-c", "import duckdb"]
    if subprocess.run(command, capture_output=True, check=False).returncode:  # noqa: S603
        return "not installed: no package duckdb"
    return None


def run(
    table: Table,
    *,
    report_rows: int | None = None,
    with_points: bool = False,
    runs: int = RUNS,
    python: str = sys.executable,
) -> Outcome:
    """Rank the table from its tallies, or from `report_rows` reports that add up to them.

    `with_points` adds the list of the leaves' points to each line of the result.
    """
    if reason := why_not(python):
        raise EngineError(reason)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write_files(table, folder, report_rows)
        statement = _statement(table, report_rows is not None, with_points)
        (folder / "task.json").write_text(json.dumps({"statement": statement, "runs": runs}))
        command = [python, "-m", "tools.bench.duckdb_engine", folder]
        run_and_measure(command, folder, {"PYTHONPATH": str(ROOT)})
        answer = json.loads((folder / "answer.json").read_text())
    return _outcome(table, report_rows, with_points, answer)


def _outcome(table: Table, report_rows: int | None, with_points: bool, answer: dict) -> Outcome:
    rows = answer["rows"]
    return Outcome(
        engine="DuckDB",
        version=answer["version"],
        totals={entry: Decimal(total).scaleb(-table.digits) for entry, total, _ in rows},
        places={entry: place for entry, _, place in rows},
        runs=answer["seconds"],
        peak_mb=answer["peak_mb"],
        notes={
            "source": f"{report_rows} reports" if report_rows else "tallies",
            "with_points": with_points,
            "threads": answer["threads"],
            "loaded_mb": answer["loaded_mb"],
            "points_sum": answer["points_sum"],
            "warm_up": "one run, not counted",
        },
    )


def _write_files(table: Table, folder: Path, report_rows: int | None) -> None:
    width, units = len(table.leaves), table.units
    counted = (
        ((table.entries[cell // width], cell % width, n) for cell, n in enumerate(table.counts))
        if report_rows is None
        else reports(table, report_rows)
    )
    leaves = (
        (position, leaf.group, units(leaf.per), units(leaf.cap))
        for position, leaf in enumerate(table.leaves)
    )
    files = {
        "entry": zip(table.entries, table.clusters, strict=True),
        "leaf": leaves,
        "section": ((group, units(cap)) for group, cap in enumerate(table.group_caps)),
        "tally": counted,
    }
    for name, rows in files.items():
        with (folder / f"{name}.csv").open("w") as file:
            file.writelines(",".join(map(str, row)) + "\n" for row in rows)


# --- SQL: the fastest of several statements for each question -----------------------------------
def _statement(table: Table, from_reports: bool, with_points: bool) -> str:
    counts = GROUPED if from_reports else "tally"
    if not with_points:
        totals = _totals(counts)
    elif from_reports:
        totals = _totals_by_column(table, counts)
    else:
        totals = _totals_with_lists(table, counts)
    points = ", coalesce(points, []) AS points" if with_points else ""
    return f"""
        CREATE OR REPLACE TABLE result AS
        SELECT entry, cluster, coalesce(total, 0) AS total {points},
               rank() OVER (PARTITION BY cluster ORDER BY coalesce(total, 0) DESC) AS place
        FROM entry LEFT JOIN ({totals}) USING (entry)
    """  # noqa: S608 (our own names and numbers)


def _totals(counts: str) -> str:
    """Two groupings of rows."""
    return f"""
        SELECT entry, sum(least(points, cap))::BIGINT AS total
        FROM (SELECT entry, section, sum(least(count * per, cap))::BIGINT AS points
              FROM {counts} JOIN leaf USING (leaf) GROUP BY entry, section)
        JOIN section USING (section) GROUP BY entry
    """  # noqa: S608


def _totals_with_lists(table: Table, counts: str) -> str:
    """One grouping; every entry has a tally of every leaf, so the lists are complete."""
    total = " + ".join(
        f"least(coalesce(sum(points) FILTER (section = {group}), 0), {table.units(cap)})"
        for group, cap in enumerate(table.group_caps)
    )
    return f"""
        SELECT entry, ({total})::BIGINT AS total, list(points ORDER BY leaf) AS points
        FROM (SELECT entry, leaf, section, least(count * per, cap) AS points
              FROM {counts} JOIN leaf USING (leaf))
        GROUP BY entry
    """  # noqa: S608


def _totals_by_column(table: Table, counts: str) -> str:
    """One column per leaf, so that leaves without a report get 0."""
    columns = ", ".join(
        f"least(coalesce(any_value(count) FILTER (leaf = {position}), 0)::BIGINT"
        f" * {table.units(leaf.per)}, {table.units(leaf.cap)}) AS p{position}"
        for position, leaf in enumerate(table.leaves)
    )
    total = " + ".join(
        f"least({' + '.join(_members(table, group))}, {table.units(cap)})"
        for group, cap in enumerate(table.group_caps)
    )
    points = ", ".join(f"p{position}" for position in range(len(table.leaves)))
    return f"""
        SELECT entry, ({total})::BIGINT AS total, [{points}] AS points
        FROM (SELECT entry, {columns} FROM {counts} GROUP BY entry)
    """  # noqa: S608


def _members(table: Table, group: int) -> list[str]:
    return [f"p{n}" for n, leaf in enumerate(table.leaves) if leaf.group == group]


# --- The process that does the work -------------------------------------------------------------
def _work(folder: Path) -> None:
    import duckdb

    task = json.loads((folder / "task.json").read_text())
    connection = duckdb.connect(":memory:")
    connection.execute(SCHEMA)
    for name in ("entry", "leaf", "section", "tally"):
        connection.execute(f"COPY {name} FROM '{folder / name}.csv' (HEADER false)")
    loaded_mb, _ = own_memory_mb()
    seconds = [_timed(connection, task["statement"]) for _ in range(task["runs"] + 1)]
    _, peak_mb = own_memory_mb()
    answer = {
        "version": duckdb.__version__,
        "threads": connection.execute("SELECT current_setting('threads')").fetchone()[0],
        "seconds": seconds[1:],
        "loaded_mb": loaded_mb,
        "peak_mb": peak_mb,
        "rows": connection.execute("SELECT entry, total, place FROM result").fetchall(),
        "points_sum": _points_sum(connection),
    }
    (folder / "answer.json").write_text(json.dumps(answer))


def _timed(connection, statement: str) -> float:
    started = time.perf_counter()
    connection.execute(statement)
    return time.perf_counter() - started


def _points_sum(connection) -> int | None:
    """Sum of all points in units, to verify that both ways of listing them agree."""
    columns = [name for name, *_ in connection.execute("DESCRIBE result").fetchall()]
    if "points" not in columns:
        return None
    weighed = "list_sum(list_transform(points, lambda point, place: point * place))"
    return int(connection.execute(f"SELECT sum({weighed}) FROM result").fetchone()[0])  # noqa: S608


if __name__ == "__main__":
    _work(Path(sys.argv[1]))
