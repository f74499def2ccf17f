"""Child processes that never outlive the command that started them."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

PR_SET_PDEATHSIG = 1
LOG_LIMIT_BYTES = 10 * 1024 * 1024

# Loaded before any fork, because the child must not take the lock of the loader.
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def die_with_parent(number: int) -> Callable[[], None] | None:
    """A preexec_fn that makes Linux signal the child when this process ends, even by SIGKILL."""
    if _libc is None:
        return None
    parent = os.getpid()

    def ask_the_kernel() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)
        if os.getppid() != parent:  # the parent ended before prctl took effect
            os.kill(os.getpid(), number)

    return ask_the_kernel


def end_group(process: subprocess.Popen, patience_seconds: float = 3) -> None:
    """End every process in the group that `process` leads."""
    if process.poll() is None:
        _signal_group(process.pid, signal.SIGTERM)
        _wait(process, patience_seconds)
    _signal_group(process.pid, signal.SIGKILL)
    process.wait()


def _signal_group(group: int, number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):  # the group is empty
        os.killpg(group, number)


def _wait(process: subprocess.Popen, seconds: float) -> bool:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


@dataclass
class Account:
    """The system user that a server runs as if the command itself runs as root."""

    uid: int
    gid: int


@dataclass
class Child:
    """A long-running process with its log, started in its own process group.

    `stop_signals` are sent only to the process, each followed by `patience_seconds` to end, before
    the whole group is killed: a Celery worker stops its pool itself.
    """

    name: str
    command: Sequence[str | Path]
    log: Path
    cwd: Path
    env: Mapping[str, str] = field(default_factory=dict)
    input_text: str = ""
    account: Account | None = None
    stop_signals: Sequence[int] = (signal.SIGTERM,)
    patience_seconds: float = 10
    process: subprocess.Popen | None = None
    asked_by: int = 0
    log_start: int = 0

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        _set_old_log_aside(self.log)
        with self.log.open("ab") as output:
            self.log_start = output.tell()
            self.process = subprocess.Popen(
                self.command,
                cwd=self.cwd,
                env={**os.environ, **self.env},
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                process_group=0,
                preexec_fn=die_with_parent(self.stop_signals[0]),
                **self._identity(),
            )
        self.asked_by = 0
        self._hand_over_input()

    def _identity(self) -> dict:
        if self.account is None:
            return {}
        return {"user": self.account.uid, "group": self.account.gid, "extra_groups": []}

    def _hand_over_input(self) -> None:
        with suppress(BrokenPipeError):  # it ended at once, which the caller will notice
            self.process.stdin.write(self.input_text.encode())
            self.process.stdin.close()

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def last_lines(self, lines: int = 20) -> list[str]:
        """The last lines that it wrote since it was started."""
        with self.log.open("rb") as log:
            log.seek(self.log_start)
            return log.read().decode("utf-8", "replace").splitlines()[-lines:]

    def stop(self) -> None:
        """Stop it and everything it started; idempotent."""
        if self.process is None:
            return
        for number in self.stop_signals:
            self.ask_to_stop(number)
            _wait(self.process, self.patience_seconds)
        end_group(self.process, patience_seconds=0)
        self.process = None

    def ask_to_stop(self, number: int) -> None:
        if self.is_running() and self.asked_by != number:
            self.process.send_signal(number)
            self.asked_by = number


def stop_together(children: Sequence[Child]) -> None:
    """Signal all, then wait for each; takes as long as the slowest."""
    for child in children:
        child.ask_to_stop(child.stop_signals[0])
    for child in children:
        child.stop()


def _set_old_log_aside(log: Path) -> None:
    if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES:
        log.replace(log.with_suffix(".old.log"))
