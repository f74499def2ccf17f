"""The ranking as the Celery task: from sending the message to the ranking that is committed."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from .database import ONCE_FROM_SECONDS, empty_draft, execute, the_plan
from .outcome import ROOT, EngineError

WORKER = ("-m", "celery", "-A", "thidua", "worker", "--concurrency", "1", "--loglevel", "INFO")


def run(task: dict) -> dict:
    seconds, answer = [], {}
    with _worker(Path(task["folder"])) as worker:
        for _ in range(task["runs"]):
            seconds.append(_through_the_broker())
            if seconds[-1] > ONCE_FROM_SECONDS:
                break
        answer["peak_mb"] = _tree_peak_mb(worker.pid)
    return answer | {"seconds": seconds}


def _through_the_broker() -> float:
    """Every entry of the plan has changed."""
    from celery import current_app

    from scoring.models import Ranking

    plan = the_plan()
    empty_draft()
    execute(
        "INSERT INTO campaigns_entrychange (plan_id, entry_id, changed_at) "
        "SELECT plan_id, id, now() FROM campaigns_entry WHERE plan_id = %s",
        [plan.pk],
    )
    started = time.perf_counter()
    current_app.send_task("scoring.recompute_changed")
    while not Ranking.objects.filter(plan=plan, revision__gt=0).exists():
        if time.perf_counter() - started > 1800:
            raise EngineError("the worker did not answer in half an hour")
        time.sleep(0.005)
    return time.perf_counter() - started


@contextmanager
def _worker(folder: Path):
    import thidua.celery  # noqa: F401 (the app that sends)

    log = folder / "worker.log"
    with log.open("w") as output:
        process = subprocess.Popen(  # noqa: S603 (our own command)
            [sys.executable, *WORKER, "--without-mingle", "--without-gossip"],
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        deadline = time.monotonic() + 60
        while " ready." not in log.read_text():
            if process.poll() is not None or time.monotonic() > deadline:
                raise EngineError(f"the worker did not start: {log.read_text()[-800:]}")
            time.sleep(0.1)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _tree_peak_mb(pid: int) -> float:
    """Peak memory of the largest process: the one of the pool, which does the work."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    peaks = []
    for number in (str(pid), *children):
        text = Path(f"/proc/{number}/status").read_text()
        peaks.append(int(re.search(r"VmHWM:\s+(\d+)", text)[1]) / 1024)
    return round(max(peaks), 1)
