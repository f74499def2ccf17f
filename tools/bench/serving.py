"""The web server, worker and scheduler of the demonstration, on the database of a measurement."""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass

import psutil

from tools.launch import run_demo, static_files
from tools.launch.broker import free_port
from tools.launch.processes import Child, stop_together

from .running import Bench

HOST = "127.0.0.1"


@dataclass
class Serving:
    """The address of the pages, and the running processes."""

    host: str
    port: int
    children: dict[str, Child]

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"


@contextmanager
def serving(bench: Bench) -> Iterator[Serving]:
    """Run what `bin/demo` runs, with files and logs in the folder of the measurement.

    Call it from the main thread, because the children end with the thread that started them.
    """
    os.environ["THIDUA_VAR"] = str(bench.folder)
    with redirect_stdout(sys.stderr):  # stdout is only for the results
        static_files.collect()
    port = free_port()
    children = {
        "web": run_demo.web(HOST, port),
        "worker": run_demo.worker(),
        "scheduler": run_demo.scheduler(bench.folder),
    }
    try:
        for child in children.values():
            child.log = bench.folder / "log" / child.log.name
            child.start()
        run_demo.wait_for_page(children["web"], argparse.Namespace(host=HOST, port=port))
        yield Serving(HOST, port, children | {child.name: child for child in bench.servers})
    finally:
        stop_together(list(children.values()))
        del os.environ["THIDUA_VAR"]


class CoreClock:
    """Average number of processor cores used by each part between `__init__` and `cores`.

    `client` is this process; `others` is everything else on the machine.
    """

    def __init__(self, serving: Serving) -> None:
        self.serving = serving
        self.started = time.monotonic()
        self.before = self._seconds()

    def cores(self) -> dict[str, float]:
        wall = time.monotonic() - self.started
        after = self._seconds()
        used = {name: (after[name] - self.before[name]) / wall for name in after}
        used["others"] = used.pop("machine") - sum(used.values())
        return {name: round(max(0.0, number), 2) for name, number in used.items()}

    def _seconds(self) -> dict[str, float]:
        pids = {name: child.process.pid for name, child in self.serving.children.items()}
        seconds = {name: _tree_seconds(pid) for name, pid in pids.items()}
        times = os.times()
        seconds["client"] = times.user + times.system
        whole = psutil.cpu_times()
        seconds["machine"] = sum(whole) - whole.idle - whole.iowait - whole.guest - whole.guest_nice
        return seconds


def _tree_seconds(pid: int) -> float:
    """Processor time of a process and of its children, including ended ones."""
    root = psutil.Process(pid)
    total = 0.0
    for process in (root, *root.children(recursive=True)):
        try:
            total += sum(process.cpu_times()[:4])
        except psutil.NoSuchProcess:
            continue  # its seconds are added to its parent
    return total
