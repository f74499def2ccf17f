"""A bare clone in a separate folder: the commands of bin/ with a stub of the project.

Its `.venv` is real and uses the packages of this one, so no network is needed.
"""

import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 240  # long, for a machine that is busy with other work
# Set while tests run, but not for a user who types bin/demo.
OURS = ("DATABASE_URL", "REDIS_URL", "THIDUA_VAR", "DJANGO_SETTINGS_MODULE")


class Clone:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.demos: list[RunningDemo] = []
        self.var = folder / "var"
        self.venv = folder / ".venv"
        for name in ("bin", "tools"):
            shutil.copytree(
                ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        shutil.copytree(ROOT / "tests" / "bin" / "stub", folder, dirs_exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            (folder / name).write_text('{"name": "stub", "lockfileVersion": 3, "packages": {}}')
        (folder / "requirements.txt").write_text("# nothing\n")

    def lend_packages(self) -> None:
        """Make `.venv` as `bootstrap` would leave it, with the packages of this Python."""
        command = [sys.executable, "-m", "venv", "--without-pip", self.venv]
        subprocess.run(command, check=True, capture_output=True)
        inner = next(self.venv.glob("lib/python3.*/site-packages"))
        (inner / "lent.pth").write_text(sysconfig.get_path("purelib"))
        self.ask("bootstrap.write_stamp('requirements.txt')")
        self.ask("frontend.MODULES.mkdir(); frontend.STAMP.write_text(frontend.fingerprint())")

    def ask(self, code: str) -> str:
        """Run Python code in the clone, with its tools imported; return its output."""
        lines = f"import json\nfrom tools.launch import bootstrap, frontend, steps\n{code}"
        result = self._run([sys.executable, "-c", lines])
        assert result.returncode == 0, result.stderr
        return result.stdout.strip()

    def run_in_venv(self, code: str) -> None:
        """Run Python code in the clone's `.venv`; the code ends its process with exit code 9."""
        python = self.venv / "bin" / "python"
        assert self._run([python, "-c", code]).returncode == 9

    def demo(self, *options: str, **env: str) -> subprocess.CompletedProcess:
        """Run `bin/demo` to its end."""
        return self._run([sys.executable, self.folder / "bin" / "demo", *options], env=env)

    def start_demo(self, port: int) -> "RunningDemo":
        self.demos.append(RunningDemo(self, port))
        self.demos[-1].wait_for("Ctrl-C stops everything")
        return self.demos[-1]

    def end(self) -> None:
        """End the processes that a failed test left, and remove the folder."""
        for demo in self.demos:
            demo.stop(signal.SIGKILL)
        for process in self.processes():
            process.kill()
        shutil.rmtree(self.folder)

    def _run(
        self, command: Sequence[str | Path], env: dict | None = None
    ) -> subprocess.CompletedProcess:
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment() | (env or {}),
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
        )

    def environment(self) -> dict[str, str]:
        return {name: value for name, value in os.environ.items() if name not in OURS}

    def processes(self) -> list[psutil.Process]:
        """Processes that run in this clone or on its data."""
        return [process for process in psutil.process_iter() if self._is_ours(process)]

    def _is_ours(self, process: psutil.Process) -> bool:
        try:
            works_here = process.cwd().startswith(str(self.folder))
            return works_here and process.status() != psutil.STATUS_ZOMBIE
        except psutil.Error:
            return False


class RunningDemo:
    """A `bin/demo` in the background."""

    def __init__(self, clone: Clone, port: int) -> None:
        self.clone = clone
        self.output = clone.folder / "demo.txt"
        command = [sys.executable, clone.folder / "bin" / "demo", "--port", str(port)]
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                command,
                cwd=clone.folder,
                env=clone.environment(),
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def wait_for(self, text: str) -> None:
        wait_until(lambda: text in self.output.read_text() or self.process.poll() is not None)
        assert text in self.output.read_text()

    def child(self, part_of_command: str) -> psutil.Process | None:
        """The running child with that command, or None if it is not started or has ended."""
        children = psutil.Process(self.process.pid).children()
        return next((child for child in children if _runs(child, part_of_command)), None)

    def stop(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE_SECONDS)


def _runs(process: psutil.Process, part_of_command: str) -> bool:
    try:
        return part_of_command in " ".join(process.cmdline())
    except psutil.Error:  # it has just ended
        return False


def wait_until(condition: Callable[[], object]) -> None:
    """Return when `condition()` holds, or fail after `PATIENCE_SECONDS`."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.05)
