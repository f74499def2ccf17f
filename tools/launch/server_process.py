"""What both servers need: nothing left of an earlier start, and a wait until they answer."""

import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

from .processes import Child
from .steps import StartError, known_cause, shown

# Long, for a database that was killed and has its log to replay.
START_SECONDS = 120


def stop_leftovers(folder: Path) -> None:
    """Stop what still runs on this data. A server's working folder is its data: no stale file
    and no reused process number can mislead us."""
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
        return False  # gone meanwhile, or another user's


def _try_signal(process: psutil.Process, number: int) -> None:
    with suppress(psutil.Error):
        process.send_signal(number)


def wait_until_ready(child: Child, is_ready: Callable[[], bool]) -> None:
    """Return when `is_ready()`; else stop the child and raise StartError with what its log says."""
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
    return describe_failure(f"{child.name} {what}", child.said(), child.log)


def describe_failure(what: str, lines: Sequence[str], log: Path) -> str:
    """Say what to do where the cause is known, else what the log says."""
    said = " / ".join(_telling_lines(lines))
    return known_cause("\n".join(lines)) or f"{what}; {shown(log)} says: {said}"


def _telling_lines(lines: Sequence[str]) -> Sequence[str]:
    """Prefer the lines that name an error to those that merely come last."""
    errors = [line for line in lines if "FATAL" in line or "rror" in line or "HINT" in line]
    return errors[-2:] or lines[-2:]
