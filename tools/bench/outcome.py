"""The outcome of an engine, and the time and memory of another process."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from statistics import median

from .table import checksum

ROOT = Path(__file__).resolve().parents[2]
RUNS = 3
HELPER = """
import json, os, subprocess, sys, time
out, *command = sys.argv[1:]
started = time.perf_counter()
with open(out + ".out", "wb") as log:
    process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    _, status, usage = os.wait4(process.pid, 0)
seconds = time.perf_counter() - started
with open(out, "w") as answer:
    json.dump([os.waitstatus_to_exitcode(status), seconds, usage.ru_maxrss], answer)
"""


class EngineError(Exception):
    """An engine failed; the message states why."""


@dataclass
class Outcome:
    """Totals and places computed by an engine, with its time and memory.

    `seconds` is the median of `runs`; `notes` has further measurements by name.
    """

    engine: str
    version: str
    totals: dict[int, Decimal]
    places: dict[int, int]
    runs: list[float]
    peak_mb: float
    notes: dict[str, object] = field(default_factory=dict)

    @property
    def seconds(self) -> float:
        return median(self.runs)

    @property
    def checksum(self) -> str:
        return checksum(self.totals, self.places)


def own_memory_mb() -> tuple[float, float]:
    """Memory (RSS) of this process now and at its peak, without the memory of its parent."""
    fields = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    now, peak = (int(fields[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
    return round(now, 1), round(peak, 1)


def run_and_measure(
    command: Sequence[str | Path],
    folder: Path,
    env: Mapping[str, str] | None = None,
    limit_seconds: float = 3600,
) -> tuple[float, float]:
    """Run `command` to its end; return its seconds and the peak of its largest process in MB.

    A small helper starts it, because the kernel would add the memory of this process to the peak.
    """
    answer = folder / "run.json"
    arguments = [str(part) for part in (sys.executable, "-I", "-c", HELPER, answer, *command)]
    process = subprocess.Popen(  # noqa: S603 (our own command, no shell)
        arguments, cwd=folder, env={**os.environ, **(env or {})}, start_new_session=True
    )
    try:
        process.wait(limit_seconds)
    except BaseException as error:
        _end_session(process)
        if isinstance(error, subprocess.TimeoutExpired):
            raise EngineError(f"not done after {limit_seconds:.0f} seconds") from error
        raise
    code, seconds, peak_kb = json.loads(answer.read_text())
    if code:
        raise EngineError(f"exit code {code}: {_tail(folder / 'run.json.out')}")
    return seconds, round(peak_kb / 1024, 1)


def _end_session(process: subprocess.Popen, patience_seconds: float = 10) -> None:
    """End the session of the helper: SIGINT first, so that its processes can clean up."""
    deadline = time.monotonic() + patience_seconds
    number = signal.SIGINT
    with suppress(ProcessLookupError):  # the session is empty
        while True:
            os.killpg(process.pid, number)
            process.poll()
            time.sleep(0.1)
            number = 0 if time.monotonic() < deadline else signal.SIGKILL


def _tail(log: Path) -> str:
    return log.read_text(errors="replace").strip()[-1500:]
