"""Run the steps of a command: print a name, the seconds, and after a failure what to do."""

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, NoReturn

from .processes import die_with_parent, end_group

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("THIDUA_VAR") or ROOT / "var").absolute()
LOGS = VAR / "log"

DISK_FULL = "The disk is full. Make room (2 GB is plenty) and type the same command again."
NO_NETWORK = (
    "The package servers could not be reached. Connect to the network (or set HTTPS_PROXY)"
    " and type the same command again; it continues where it stopped."
)
NOT_WRITABLE = (
    "This folder could not be written to. Run as the user who owns it, or copy it to a folder of"
    " your own, and type the same command again."
)
# Set in the environment of a start's steps; all their child processes inherit it.
STEP_MARK = "THIDUA_STEP_OF"

# Output of tools that shows an external cause, and the advice. The first match wins.
CAUSES = (
    (("No space left on device", "ENOSPC", "Disk quota exceeded"), DISK_FULL),
    (("Permission denied", "EACCES", "Read-only file system"), NOT_WRITABLE),
    (
        (
            "NewConnectionError",
            "NameResolutionError",
            "ConnectTimeoutError",
            "ProxyError",
            "Network is unreachable",
            "Temporary failure",
            "ENOTFOUND",
            "EAI_AGAIN",
            "ECONNREFUSED",
            "ETIMEDOUT",
            "SELF_SIGNED_CERT",
            "CERTIFICATE_VERIFY_FAILED",
            "Could not resolve",
        ),
        NO_NETWORK,
    ),
    (
        ("connection to server", "could not translate host name"),
        "The PostgreSQL server of DATABASE_URL does not answer: start it or correct the address.",
    ),
)


class StartError(Exception):
    """Ends the command; the message states in one line what happened and what to do next."""


class StepError(StartError):
    """A step ended with an error; its last lines have been printed."""


def run_step(
    name: str,
    command: Sequence[str | Path],
    *,
    log: str,
    env: Mapping[str, str] | None = None,
    live: bool = False,
    tail_lines: int = 20,
    interruptible: bool = True,
) -> float:
    """Run `command` from the project's folder and return its seconds; raise StepError.

    Its output goes to `var/log/<log>.log`, and with `live` to the screen, too. A step that must
    run to its end (apt) is not `interruptible`: it continues after a killed start.
    """
    LOGS.mkdir(parents=True, exist_ok=True)
    log_file = LOGS / f"{log}.log"
    began = time.monotonic()
    print(f"  {name} ...", end="\n" if live else " ", flush=True)
    with log_file.open("w", encoding="utf-8") as output:
        code = _run(command, output, env=env, live=live, interruptible=interruptible)
    seconds = time.monotonic() - began
    if code:
        _show_failure(name, seconds, log_file, tail_lines)
        raise StepError(explain(log_file.read_text("utf-8", "replace"), name))
    print(f"    {name}: {seconds:.1f} s" if live else f"{seconds:.1f} s", flush=True)
    return seconds


def _run(
    command: Sequence[str | Path],
    output: IO[str],
    *,
    env: Mapping[str, str] | None,
    live: bool,
    interruptible: bool,
) -> int:
    environment = {**os.environ, **(env or {})}
    if not interruptible:
        environment.pop(STEP_MARK, None)
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if live else output,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        process_group=0,
        preexec_fn=die_with_parent(signal.SIGTERM) if interruptible else None,
    )
    try:
        for line in process.stdout or ():
            output.write(line)
            print(f"    {line}", end="", flush=True)
        return process.wait()
    finally:
        if process.stdout:
            process.stdout.close()
        if interruptible:
            end_group(process)


@contextmanager
def marked_steps() -> Iterator[None]:
    """Mark the steps that run in this block, so that `end_orphans` of a later start finds them."""
    os.environ[STEP_MARK] = str(ROOT)
    try:
        yield
    finally:
        del os.environ[STEP_MARK]


def end_orphans() -> None:
    """Kill the processes that marked steps of a killed start left running.

    The kernel ends only the first process of a step. The caller holds the lock under which steps
    are marked, so no running start is affected.
    """
    mark = f"{STEP_MARK}={ROOT}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it ended meanwhile, or belongs to another user
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                os.kill(int(folder.name), signal.SIGKILL)


def _show_failure(name: str, seconds: float, log_file: Path, tail_lines: int) -> None:
    print(f"FAILED after {seconds:.1f} s: {name}")
    for line in tail(log_file, tail_lines):
        print(f"    | {line}")
    print(f"    The whole output: {shown(log_file)}", flush=True)


def explain(output: str, name: str) -> str:
    """What to do about a failed step, from the output of its tool."""
    otherwise = f"{name} did not work; the lines above say why. Then type the same command again."
    return known_cause(output) or otherwise


def known_cause(output: str) -> str | None:
    """What to do, if the output shows a known external cause."""
    matching = (advice for signs, advice in CAUSES if any(sign in output for sign in signs))
    return next(matching, None)


def tail(log_file: Path, lines: int) -> list[str]:
    """The last lines of a log, which may be missing or contain invalid UTF-8."""
    if not log_file.exists():
        return []
    return log_file.read_text("utf-8", "replace").rstrip().splitlines()[-lines:]


def shown(path: Path) -> str:
    """The path relative to the project's folder, or absolute if it is outside."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def run_command(main: Callable[[], int]) -> NoReturn:
    """Run a command: signals raise KeyboardInterrupt, known errors are printed as one line."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup ignores it on purpose
        signal.signal(signal.SIGHUP, _interrupt)
    try:
        sys.exit(main())
    except StartError as stop:
        _stop_with(str(stop))
    except KeyboardInterrupt:
        print("\nStopped. The same command continues where this one was.")
        sys.exit(130)
    except BrokenPipeError:  # the reader of our output ended, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        _stop_with(_explain_os_error(error))


def _interrupt(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt


def _stop_with(message: str) -> NoReturn:
    print(f"\nSTOPPED: {message}", file=sys.stderr, flush=True)
    sys.exit(1)


def _explain_os_error(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DISK_FULL
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{NOT_WRITABLE} (It was about {error.filename}.)"
    raise error
