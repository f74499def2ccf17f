"""pretalx: the same table as proposals with one review each, in pretalx's own database.

Entries are proposals, clusters are tracks, leaves are score categories of weight 1. pretalx knows
no caps, so a category's score is what its leaf adds to the total after both caps; pretalx adds the
scores. pretalx runs in its own virtual environment, made in the cache folder at the first call. The
time is that of pretalx's task `recalculate_all_review_scores`, run in the process, and of the
sorted list of its review dashboard, from which the places are counted.
"""

import json
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

from .outcome import ROOT, RUNS, EngineError, Outcome, run_and_measure
from .table import Table

# The newest release for Python 3.11; releases of 2026 need a newer Python.
VERSION = "2025.2.2"
CACHE = ROOT / "var" / "bench"
DIGITS = 2  # decimals of a score in pretalx
HIGHEST = Decimal("99999.99")


def why_not(cache: Path = CACHE) -> str | None:
    """Why pretalx cannot run here, or None. Installs it if necessary."""
    try:
        install(cache)
    except EngineError as error:
        return str(error)
    return None


def install(cache: Path = CACHE) -> Path:
    """The Python of pretalx's own environment, which is made if missing."""
    folder = cache / f"pretalx-{VERSION}"
    python, done = folder / "bin" / "python", folder / "installed"
    if not done.exists():
        cache.mkdir(parents=True, exist_ok=True)
        _call("no virtual environment", sys.executable, "-m", "venv", "--clear", folder)
        wanted = f"pretalx[postgres]=={VERSION}"
        _call("not installable", python, "-m", "pip", "install", "--quiet", wanted)
        _call("does not start", python, "-c", "import pretalx, psycopg2")
        done.touch()
    return python


def _call(failure: str, *command: str | Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["no message"]
        errors = [line for line in lines if line.startswith("ERROR")]
        raise EngineError(f"{failure}: {' '.join(errors or lines[-1:])[:500]}")


def run(
    table: Table,
    *,
    cache: Path = CACHE,
    database_url: str | None = None,
    runs: int = RUNS,
    limit_seconds: float = 3600,
) -> Outcome:
    """Rank the table. Without `database_url` pretalx uses SQLite.

    `database_url` is a PostgreSQL on which the user may create databases; one is made and dropped.
    """
    python = install(cache)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        task = {"url": database_url, "runs": runs, "tracks": table.clusters}
        task |= {"entries": table.entries, "scores": _scores(table), "digits": table.digits}
        (folder / "task.json").write_text(json.dumps(task))
        command = [python, "-m", "tools.bench.pretalx_worker", folder]
        env = {"PYTHONPATH": str(ROOT), "PRETALX_DATA_DIR": str(folder / "data")}
        env["DJANGO_SETTINGS_MODULE"] = "pretalx.settings"
        run_and_measure(command, folder, env, limit_seconds)
        answer = json.loads((folder / "answer.json").read_text())
    return _outcome(answer)


def extrapolated_seconds(outcome: Outcome, entries: int) -> float:
    """Estimated seconds for more entries at the same pace; to be marked as an estimate."""
    return outcome.seconds / len(outcome.totals) * entries


def _outcome(answer: dict) -> Outcome:
    recalculations, lists = answer["recalculation_seconds"], answer["list_seconds"]
    return Outcome(
        engine="pretalx",
        version=VERSION,
        totals={entry: Decimal(total) for entry, total, _ in answer["rows"]},
        places={entry: place for entry, _, place in answer["rows"]},
        runs=[sum(pair) for pair in zip(recalculations, lists, strict=True)],
        peak_mb=answer["peak_mb"],
        notes={
            "database": answer["database"],
            "recalculation_seconds": recalculations,
            "list_seconds": lists,
            "queries_per_entry": answer["queries_per_entry"],
            "setup_seconds": answer["setup_seconds"],
            "loaded_mb": answer["loaded_mb"],
            "warm_up": "one run, not counted, which also counts the queries",
        },
    )


def _scores(table: Table) -> list[list[int]]:
    """Points that each leaf adds to the total, in units: none after the cap of its group."""
    if table.digits > DIGITS or max(leaf.cap for leaf in table.leaves) > HIGHEST:
        raise EngineError(f"pretalx keeps scores up to {HIGHEST} with {DIGITS} decimals")
    return [_added(table, index) for index in range(len(table.entries))]


def _added(table: Table, index: int) -> list[int]:
    room = [table.units(cap) for cap in table.group_caps]
    added = []
    for leaf, count in zip(table.leaves, table.row(index), strict=True):
        points = min(table.units(leaf.per) * count, table.units(leaf.cap), room[leaf.group])
        room[leaf.group] -= points
        added.append(points)
    return added
