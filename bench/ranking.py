"""`bin/bench ranking`: the same table ranked by our engines and by others, on this machine."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from statistics import median

from servers import running_servers
from steps import VAR

from . import duckdb_engine, libreoffice_engine, pretalx_engine
from .outcome import ROOT, RUNS, EngineError, Outcome
from .table import Table, checksum, make_table, reference

SIZES = (500, 2_000, 20_000, 90_000)
QUICK = (500, 2_000)
OWN = ("service", "task", "sql", "orm-loop", "incremental")
OTHERS = ("duckdb", "libreoffice", "pretalx")
# Beyond these sizes an engine takes minutes to hours, and is extrapolated in the report.
LARGEST = {"orm-loop": 2_000, "pretalx": 2_000, "libreoffice": 20_000}


@dataclass
class Result:
    """One line of the report."""

    engine: str
    entries: int
    leaves: int
    seconds: float | None
    peak_mb: float | None
    checksum: str
    note: str = ""


def main() -> int:
    options = _options()
    results, is_equal = [], True
    VAR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=VAR) as name:
        folder = Path(name)
        folder.chmod(0o711)
        for address in ("DATABASE_URL", "REDIS_URL"):
            os.environ.pop(address, None)  # never on somebody's own data
        with running_servers(folder, folder / "log"):
            os.environ["DJANGO_SETTINGS_MODULE"] = "thidua.settings.demo"
            _run([sys.executable, "manage.py", "migrate", "--no-input", "-v", "0"])
            for entries in options.entries:
                _say(options, f"{entries} entries x {options.leaves} leaves")
                found = measure(entries, options, folder)
                results += found
                is_equal &= _report(found, options)
    if options.json:
        print(json.dumps([asdict(result) for result in results], indent=1))
    if not is_equal:
        print("DIFFERENT: engines do not agree on totals and places.", file=sys.stderr)
    return 0 if is_equal else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    ranking = commands.add_parser("ranking", help="measure the ranking")
    ranking.add_argument("--entries", type=int, nargs="+", help=f"sizes, by default {SIZES}")
    ranking.add_argument("--leaves", type=int, default=40)
    ranking.add_argument("--engines", nargs="+", choices=OWN + OTHERS, default=OWN + OTHERS)
    ranking.add_argument("--json", action="store_true", help="a list of results, nothing else")
    ranking.add_argument("--quick", action="store_true", help=f"sizes {QUICK} alone")
    ranking.add_argument("--explain", action="store_true", help="query plans of service and sql")
    options = ranking.parse_args(sys.argv[2:]) if sys.argv[1:2] == ["ranking"] else None
    options = options or parser.parse_args()
    options.entries = options.entries or (QUICK if options.quick else SIZES)
    return options


def measure(entries: int, options: argparse.Namespace, folder: Path) -> list[Result]:
    """All engines on one size, in a database of its own."""
    table = make_table(entries, options.leaves)
    results = [Result("reference", entries, options.leaves, None, None, _expected(table))]
    reports = None
    if set(options.engines) & {*OWN, "duckdb"}:
        with _Database(entries) as environment:
            task = {"entries": entries, "leaves": options.leaves, "runs": RUNS}
            task |= {"folder": str(folder), "explain": options.explain}
            loaded = _own("load", task, folder, environment)
            reports = loaded["reports"]
            _say(options, f"  PostgreSQL {loaded['postgres']}, {reports} report counts")
            for engine in (name for name in OWN if name in options.engines):
                if entries <= LARGEST.get(engine, entries):
                    results.append(_own_result(engine, task, folder, environment, options))
                    _say(options, _line(results[-1]))
    for engine in (name for name in OTHERS if name in options.engines):
        if entries <= LARGEST.get(engine, entries):
            results.append(_other_result(engine, table, reports))
            _say(options, _line(results[-1]))
    return results


def _expected(table: Table) -> str:
    return checksum(*reference(table))


class _Database:
    """A database of its own, made from the migrated one and dropped again."""

    def __init__(self, entries: int) -> None:
        self.name = f"bench_{entries}"

    def __enter__(self) -> dict[str, str]:
        address = os.environ["DATABASE_URL"]
        self._execute(f"CREATE DATABASE {self.name} TEMPLATE thidua")
        return {"DATABASE_URL": address.replace("/thidua?", f"/{self.name}?")}

    def __exit__(self, *error) -> None:
        self._execute(f"DROP DATABASE {self.name} WITH (FORCE)")

    def _execute(self, sql: str) -> None:
        import psycopg2

        address = os.environ["DATABASE_URL"].replace("/thidua?", "/postgres?")
        connection = psycopg2.connect(address)
        connection.autocommit = True
        connection.cursor().execute(sql)
        connection.close()


def _own(engine: str, task: dict, folder: Path, environment: dict[str, str]) -> dict:
    given, answer = folder / "task.json", folder / "answer.json"
    given.write_text(json.dumps(task))
    answer.unlink(missing_ok=True)
    _run([sys.executable, "-m", "bench.own", engine, str(given), str(answer)], environment)
    return json.loads(answer.read_text())


def _run(command: list[str], environment: dict[str, str] | None = None) -> None:
    env = {**os.environ, **(environment or {}), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(  # noqa: S603 (our own command)
        command, cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise EngineError(f"{command[-3:]}: {done.stderr.strip()[-1500:]}")


def _own_result(engine, task, folder, environment, options) -> Result:
    size = (task["entries"], task["leaves"])
    try:
        answer = _own(engine, task, folder, environment)
    except EngineError as error:
        return Result(engine, *size, None, None, "", f"failed: {error}")
    if options.explain and "explain" in answer:
        print(f"--- {engine}\n{answer['explain']}", file=sys.stderr)
    rows = answer["rows"]
    total = {entry: Decimal(text) for entry, text, _ in rows}
    place = {entry: number for entry, _, number in rows}
    note = ", ".join(f"{name} {_short(value)}" for name, value in answer.get("notes", {}).items())
    seconds = median(answer["seconds"])
    return Result(
        engine, *size, seconds, answer["peak_mb"], checksum(total, place) if rows else "", note
    )


def _short(value) -> str:
    if isinstance(value, list):
        return f"{median(value):.3f}"
    return f"{value:.4f}" if isinstance(value, float) else str(value)


def _other_result(engine: str, table: Table, reports: int | None) -> Result:
    size = (len(table.entries), len(table.leaves))
    try:
        outcome = _others(engine, table, reports)
    except EngineError as error:
        return Result(engine, *size, None, None, "", f"skipped: {error}")
    note = f"version {outcome.version}"
    return Result(engine, *size, outcome.seconds, outcome.peak_mb, outcome.checksum, note)


def _others(engine: str, table: Table, reports: int | None) -> Outcome:
    if engine == "duckdb":
        return duckdb_engine.run(table, report_rows=reports, with_points=True)
    if engine == "libreoffice":
        return libreoffice_engine.run(table, place="rank_rounded")
    runs = RUNS if len(table.entries) <= 500 else 1
    url = os.environ["DATABASE_URL"].replace("/thidua?", "/postgres?")
    return pretalx_engine.run(table, database_url=url, runs=runs)


def _report(results: list[Result], options: argparse.Namespace) -> bool:
    """Print what is equal; whether all checksums are."""
    sums = {result.checksum for result in results if result.checksum}
    failed = [result for result in results if result.note.startswith("failed")]
    if not options.json:
        print(f"  checksums: {'equal' if len(sums) == 1 else 'DIFFERENT'}", flush=True)
    return len(sums) == 1 and not failed


def _line(result: Result) -> str:
    if result.seconds is None:
        return f"  {result.engine:12} {result.note}"
    return (
        f"  {result.engine:12} {result.seconds:10.4f} s {result.peak_mb:8.0f} MB "
        f"{result.checksum[:12]:12} {result.note}"
    )


def _say(options: argparse.Namespace, text: str) -> None:
    if not options.json:
        print(text, flush=True)
