"""`bin/bench ranking`: the same table ranked by our engines and by others, on this machine."""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict

from . import duckdb_engine, libreoffice_engine, pretalx_engine
from .outcome import RUNS, EngineError, Outcome
from .running import (
    Bench,
    Result,
    maintenance_url,
    own_answer,
    own_database,
    own_result,
    running_bench,
)
from .table import Table, checksum, make_table, reference

SIZES = (500, 2_000, 20_000, 90_000)
QUICK = (500, 2_000)
OWN = ("service", "task", "sql", "orm-loop", "incremental")
OTHERS = ("duckdb", "libreoffice", "pretalx")
# Above these sizes an engine takes minutes to hours; it is skipped, and a line states why.
LARGEST = {"orm-loop": 2_000, "pretalx": 2_000, "libreoffice": 20_000}
WHY_NOT = {
    "orm-loop": "a query and a save for each entry take minutes",
    "pretalx": "its loop over proposals takes many minutes",
    "libreoffice": "a workbook of this size takes many minutes and gigabytes",
}


def add_options(commands) -> None:
    parser = commands.add_parser("ranking", help="measure the ranking of a simple table")
    parser.add_argument("--leaves", type=int, default=40)
    parser.add_argument("--quick", action="store_true", help=f"only the sizes {QUICK}")
    add_common_options(parser, OWN + OTHERS)
    parser.set_defaults(run=lambda options: run_sizes(options, _measure, SIZES, QUICK))


def add_common_options(parser: argparse.ArgumentParser, engines: Sequence[str]) -> None:
    """Add the options that all measured rankings have."""
    parser.add_argument("--entries", type=int, nargs="+", help="sizes, instead of the usual")
    parser.add_argument("--engines", nargs="+", choices=engines, default=engines)
    parser.add_argument("--runs", type=int, default=RUNS, help="of which the median is taken")
    parser.add_argument("--json", action="store_true", help="a list of results, nothing else")
    parser.add_argument("--explain", action="store_true", help="query plans, on stderr")


def run_sizes(options: argparse.Namespace, measure, usual: Sequence, quick: Sequence) -> int:
    """Call `measure` for each size; return 1 if engines disagree or one failed."""
    is_equal = True
    with running_bench(options) as bench:
        for entries in options.entries or (quick if options.quick else usual):
            is_equal &= measure(bench, entries)
    if options.json:
        print(json.dumps([asdict(result) for result in bench.results], indent=1))
    if not is_equal:
        print("DIFFERENT: engines do not agree, or one failed.", file=sys.stderr)
    return 0 if is_equal else 1


def _measure(bench: Bench, entries: int) -> bool:
    """Measure all engines on one size, ours in a new database; return whether all agree."""
    options = bench.options
    bench.say(f"{entries} entries x {options.leaves} leaves")
    table = make_table(entries, options.leaves)
    first = len(bench.results)
    bench.add(_reference(table))
    reports = _measure_own(bench, entries)
    for engine in (name for name in OTHERS if name in options.engines):
        bench.add(_too_large(engine, table) or _other_result(engine, table, reports, options.runs))
    return _report(bench, bench.results[first:])


def _reference(table: Table) -> Result:
    """Plain Python, which all others must agree with."""
    started = time.perf_counter()
    found = checksum(*reference(table))
    seconds = time.perf_counter() - started
    return Result("reference", *_size(table), seconds, None, found, "plain Python decimals")


def _measure_own(bench: Bench, entries: int) -> int | None:
    """Measure our engines; return the number of report counts."""
    options = bench.options
    chosen = [name for name in OWN if name in options.engines]
    if not chosen and "duckdb" not in options.engines:
        return None
    task = {"scenario": "table", "entries": entries, "leaves": options.leaves}
    task |= {"runs": options.runs, "folder": str(bench.folder), "explain": options.explain}
    with own_database(f"bench_{entries}") as environment:
        loaded = own_answer("load", task, environment)
        bench.say(f"  PostgreSQL {loaded['postgres']}, {loaded['reports']} report counts")
        for engine in chosen:
            skipped = _skipped(engine, entries, options.leaves)
            bench.add(skipped or own_result(engine, task, environment))
    return loaded["reports"]


def _size(table: Table) -> tuple[int, int]:
    return len(table.entries), len(table.leaves)


def _too_large(engine: str, table: Table) -> Result | None:
    return _skipped(engine, *_size(table))


def _skipped(engine: str, entries: int, leaves: int) -> Result | None:
    """A result that states why an engine is not run at this size."""
    most = LARGEST.get(engine, entries)
    if entries <= most:
        return None
    note = f"not run beyond {most:,} entries: {WHY_NOT[engine]}"
    return Result(engine, entries, leaves, None, None, "", note)


def _other_result(engine: str, table: Table, reports: int | None, runs: int) -> Result:
    try:
        outcome = _others(engine, table, reports, runs)
    except EngineError as error:
        return Result(engine, *_size(table), None, None, "", f"skipped: {error}")
    note = f"version {outcome.version}"
    return Result(engine, *_size(table), outcome.seconds, outcome.peak_mb, outcome.checksum, note)


def _others(engine: str, table: Table, reports: int | None, runs: int) -> Outcome:
    if engine == "duckdb":
        return duckdb_engine.run(table, report_rows=reports, with_points=True, runs=runs)
    if engine == "libreoffice":
        return libreoffice_engine.run(table, place="rank_rounded")
    runs = runs if len(table.entries) <= 500 else 1
    return pretalx_engine.run(table, database_url=maintenance_url(), runs=runs)


def _report(bench: Bench, results: list[Result]) -> bool:
    """Whether nothing failed and all checksums are equal."""
    sums = {result.checksum for result in results if result.checksum}
    is_equal = len(sums) == 1 and not any(result.has_failed for result in results)
    bench.say(f"  checksums: {'equal' if is_equal else 'DIFFERENT'}")
    return is_equal
