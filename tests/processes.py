"""Real processes beside the tests: Celery workers and the scheduler on the test's own database."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection

ROOT = Path(__file__).resolve().parents[1]


def test_database_url() -> str:
    """DATABASE_URL of the database that this test runs in."""
    name = connection.settings_dict["NAME"]
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


test_database_url.__test__ = False


@contextmanager
def celery(command: str, *arguments: str, broker: str | None = None, folder: Path):
    """A `celery worker` or `celery beat` of its own process group; killed at the end."""
    environment = os.environ | {
        "DATABASE_URL": test_database_url(),
        "REDIS_URL": broker or os.environ["REDIS_URL"],
        "DJANGO_SETTINGS_MODULE": "thidua.settings.test",
        "PYTHONWARNINGS": "ignore",
    }
    with (folder / f"{command}.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "thidua", command, "-l", "INFO", *arguments],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        kill(process)


@contextmanager
def worker(folder: Path, broker: str | None = None):
    """One worker that has announced itself ready."""
    log = folder / "worker.log"
    ready_before = _ready(log)
    with celery("worker", "--concurrency", "1", broker=broker, folder=folder) as process:
        wait_until(lambda: _ready(log) > ready_before, seconds=30, what=f"worker, see {log}")
        yield process


def _ready(log: Path) -> int:
    return log.read_text().count(" ready.") if log.exists() else 0


def kill(process: subprocess.Popen) -> None:
    """As a power cut would: the whole group at once, no farewell."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_until(condition, *, seconds: float, what: str) -> float:
    """Poll until `condition()`; gives the seconds it took. Fails with `what` when it does not."""
    started = time.monotonic()
    while not condition():
        if time.monotonic() - started > seconds:
            raise AssertionError(f"after {seconds} s still waiting for: {what}")
        time.sleep(0.02)
    return time.monotonic() - started
