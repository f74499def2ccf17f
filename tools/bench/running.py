"""Measure on this machine: own servers, a database per size, a line per result."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from statistics import median

from tools.launch.processes import Child
from tools.launch.servers import running_servers
from tools.launch.steps import VAR

from .outcome import ROOT, EngineError
from .table import checksum


@dataclass
class Result:
    """One line of the report. If `seconds` is None, it was not measured and `note` states why."""

    engine: str
    entries: int
    leaves: int
    seconds: float | None
    peak_mb: float | None
    checksum: str
    note: str = ""

    @property
    def has_failed(self) -> bool:
        return self.note.startswith("failed")

    def line(self) -> str:
        if self.seconds is None:
            return f"  {self.engine:12} {self.note}"
        peak = "       -" if self.peak_mb is None else f"{self.peak_mb:8.0f}"
        return (
            f"  {self.engine:12} {self.seconds:10.4f} s {peak} MB {self.checksum[:12]:12} "
            f"{self.note}"
        )


@dataclass
class Bench:
    """Running servers with an empty, migrated database, and the results."""

    options: argparse.Namespace
    folder: Path
    servers: list[Child]
    results: list[Result] = field(default_factory=list)

    def say(self, text: str) -> None:
        if not self.options.json:
            print(text, flush=True)

    def add(self, result: Result) -> None:
        self.results.append(result)
        self.say(result.line())


@contextmanager
def running_bench(options: argparse.Namespace) -> Iterator[Bench]:
    """Start own servers in a temporary folder, so that no existing data is used."""
    VAR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=VAR) as name:
        folder = Path(name)
        folder.chmod(0o711)
        for address in ("DATABASE_URL", "REDIS_URL"):
            os.environ.pop(address, None)
        with running_servers(folder, folder / "log") as running:
            os.environ["DJANGO_SETTINGS_MODULE"] = "thidua.settings.demo"
            _run([sys.executable, "manage.py", "migrate", "--no-input", "-v", "0"])
            yield Bench(options, folder, running.children)


@contextmanager
def own_database(name: str) -> Iterator[dict[str, str]]:
    """The environment for a copy of the migrated database, which is dropped at the end."""
    address = os.environ["DATABASE_URL"]
    _administer(f"CREATE DATABASE {name} TEMPLATE thidua")
    try:
        yield {"DATABASE_URL": address.replace("/thidua?", f"/{name}?")}
    finally:
        _administer(f"DROP DATABASE {name} WITH (FORCE)")


def maintenance_url() -> str:
    return os.environ["DATABASE_URL"].replace("/thidua?", "/postgres?")


def _administer(sql: str) -> None:
    import psycopg2

    connection = psycopg2.connect(maintenance_url())
    connection.autocommit = True
    connection.cursor().execute(sql)
    connection.close()


def own_answer(engine: str, task: dict, environment: dict[str, str]) -> dict:
    """The answer of `tools.bench.own`, run as a separate process. Raises EngineError."""
    folder = Path(task["folder"])
    given, answer = folder / "task.json", folder / "answer.json"
    given.write_text(json.dumps(task))
    answer.unlink(missing_ok=True)
    _run([sys.executable, "-m", "tools.bench.own", engine, str(given), str(answer)], environment)
    return json.loads(answer.read_text())


def _run(command: list[str], environment: dict[str, str] | None = None) -> None:
    env = {**os.environ, **(environment or {}), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(  # noqa: S603 (our own command)
        command, cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise EngineError(f"{command[-3:]}: {done.stderr.strip()[-1500:]}")


def own_result(engine: str, task: dict, environment: dict[str, str]) -> Result:
    """Measure one of our engines; an explained query plan goes to stderr."""
    size = (task["entries"], task["leaves"])
    try:
        answer = own_answer(engine, task, environment)
    except EngineError as error:
        return Result(engine, *size, None, None, "", f"failed: {error}")
    if "explain" in answer:
        print(f"--- {engine}\n{answer['explain']}", file=sys.stderr)
    note = ", ".join(f"{name} {_short(value)}" for name, value in answer.get("notes", {}).items())
    if task["scenario"] == "country":
        note = f"country; {note}" if note else "country"
    found = answer.get("checksum") or _checksum_of(answer["rows"])
    return Result(engine, *size, median(answer["seconds"]), answer["peak_mb"], found, note)


def _checksum_of(rows: list[list]) -> str:
    if not rows:
        return ""
    totals = {entry: Decimal(text) for entry, text, _ in rows}
    return checksum(totals, {entry: place for entry, _, place in rows})


def _short(value) -> str:
    if isinstance(value, list):
        return f"{median(value):.3f}"
    return f"{value:.4f}" if isinstance(value, float) else str(value)
