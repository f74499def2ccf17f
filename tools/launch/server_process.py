"""Shared by both servers: stop those of an earlier start, wait until they answer."""

import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

from .processes import Child
from .steps import StartError, known_cause, shown

# Long enough for a killed database to replay its log.
START_SECONDS = 120


def stop_leftovers(folder: Path) -> None:
    """Stop the servers that still run on this data.

    They are found by their working directory, which is their data, so neither a stale file nor a
    reused process id matters."""
    left = [process for process in psutil.process_iter() if works_in(process, folder)]
    if not left:
        return
    print(f"  Stopping a server that an earlier start left on {shown(folder)}.", flush=True)
    for process in left:
        _try_signal(process, signal.SIGINT)
    _, stubborn = psutil.wait_procs(left, timeout=15)
    for process in stubborn:
        _try_signal(process, signal.SIGKILL)
    psutil.wait_procs(stubborn, timeout=5)


def works_in(process: psutil.Process, folder: Path) -> bool:
    try:
        return process.cwd() in (str(folder), f"{folder} (deleted)")
    except (psutil.Error, OSError):
        return False  # it ended meanwhile, or belongs to another user


def _try_signal(process: psutil.Process, number: int) -> None:
    with suppress(psutil.Error):
        process.send_signal(number)


def wait_until_ready(child: Child, is_ready: Callable[[], bool]) -> None:
    """Return once `is_ready()`; else stop the child and raise StartError that quotes its log."""
    try:
        _wait(child, is_ready)
    except BaseException:
        child.stop()
        raise


def _wait(child: Child, is_ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if is_ready():
            return
        if not child.is_running():
            raise StartError(_describe(child, "did not start"))
        time.sleep(0.03)
    raise StartError(_describe(child, "did not answer"))


def _describe(child: Child, what: str) -> str:
    return describe_failure(f"{child.name} {what}", child.last_lines(), child.log)


def describe_failure(what: str, lines: Sequence[str], log: Path) -> str:
    """What to do if the cause is known, else the lines of the log that explain it."""
    quoted = " / ".join(_error_lines(lines))
    return known_cause("\n".join(lines)) or f"{what}; {shown(log)} says: {quoted}"


def _error_lines(lines: Sequence[str]) -> Sequence[str]:
    """The last two lines that name an error, else the last two lines."""
    errors = [line for line in lines if "FATAL" in line or "rror" in line or "HINT" in line]
    return errors[-2:] or lines[-2:]
