"""The demonstration: servers, data, web, worker, scheduler and mail catcher, until Ctrl-C."""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from . import bootstrap, static_files
from .demo_options import check_can_start, demo_lock, read_options
from .processes import Child, die_with_parent, stop_together
from .steps import LOGS, ROOT, VAR, StartError, run_step, shown

LOOPBACK = ("127.0.0.1", "localhost", "::1")
# What `--fresh` removes from VAR; nothing else is touched.
OWN_DATA = (
    "postgres",
    "valkey",
    "media",
    "mail",
    "static",
    "celerybeat-schedule*",
    "ballot-codes.txt",
)
RESTART_PAUSE_SECONDS = 10
WEB_START_SECONDS = 60


def main() -> int:
    options = read_options()
    check_can_start(options)
    bootstrap.enter_venv("requirements.txt")
    return run(options)


def run(options: argparse.Namespace) -> int:
    """Start the servers, load the data, then print the result or serve until stopped."""
    from . import (
        server_process,  # these two need the packages
        servers,
    )

    VAR.mkdir(parents=True, exist_ok=True)
    with demo_lock():
        if options.fresh:
            remove_own_data(server_process.stop_leftovers)
        os.environ |= django_environment(options.host, options.port)
        with servers.running_servers(VAR, LOGS) as running, ignored_signals_at_end():
            load_demonstration()
            if options.once:
                return manage("demo_result")
            serve(options, running.children)
    print("Stopped; the data is kept for the next bin/demo.")
    return 0


def remove_own_data(stop_leftovers: Callable[[Path], None]) -> None:
    """Remove the data, renaming it first, so that a killed `--fresh` leaves no partial database."""
    for path in [path for pattern in OWN_DATA for path in VAR.glob(pattern)]:
        stop_leftovers(path.resolve())
        path.rename(VAR / f"{path.name}.rubbish-{time.time_ns()}")
    for rubbish in VAR.glob("*.rubbish-*"):
        shutil.rmtree(rubbish) if rubbish.is_dir() else rubbish.unlink()
    print("  The demonstration's data was removed.")


def django_environment(host: str, port: int) -> dict[str, str]:
    """Environment for Django. A host that others can reach accepts any name of this machine."""
    env = {
        "DJANGO_SETTINGS_MODULE": "thidua.settings.demo",
        "THIDUA_VAR": str(VAR),
        "DEMO_MAIL_PORT": str(free_port()),
        "SITE_URL": f"http://{address(host, port)}",
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
    }
    if host not in LOOPBACK and not os.environ.get("ALLOWED_HOSTS"):
        env["ALLOWED_HOSTS"] = "*"
    return env


def address(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def free_port() -> int:
    """A port of this machine that is free at the moment."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@contextmanager
def ignored_signals_at_end() -> Iterator[None]:
    """Ignore signals after the block: a second Ctrl-C must not interrupt the shutdown."""
    try:
        yield
    finally:
        ignore_signals()


def ignore_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def load_demonstration() -> None:
    manage_py = [sys.executable, "manage.py"]
    run_step("Migrating the database", [*manage_py, "migrate", "--no-input"], log="migrate")
    run_step("Loading the demonstration", [*manage_py, "demo_load"], log="demo_load", live=True)


def manage(command: str) -> int:
    """Run a command of manage.py, its output on the screen; return its exit code."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", command],
        cwd=ROOT,
        process_group=0,
        stdin=subprocess.DEVNULL,
        preexec_fn=die_with_parent(signal.SIGTERM),
    )
    try:
        return process.wait()
    finally:
        process.terminate()


# --- serving ----------------------------------------------------------------------------------
def serve(options: argparse.Namespace, servers: Sequence[Child]) -> None:
    """Run all processes until a signal; restart those that end meanwhile."""
    static_files.collect()
    children = [web(options.host, options.port), worker(), scheduler(), mail_catcher()]
    try:
        for child in children:
            child.start()
        wait_for_page(children[0], options)
        announce(options)
        watch([*servers, *children])
    except KeyboardInterrupt:
        print("\nStopping ...", flush=True)
    finally:
        ignore_signals()
        stop_together(children)


def web(host: str, port: int) -> Child:
    options = ["--workers", "2", "--worker-class", "gthread", "--threads", "4"]
    options += ["--bind", address(host, port), "--access-logfile", "-", "--no-control-socket"]
    return module_child("The web server", "web", "gunicorn", *options, "thidua.wsgi:application")


def worker() -> Child:
    options = ["--concurrency", "1", "--loglevel", "INFO", "--hostname", "demo@%h"]
    # The only worker: without looking for others it is ready a second sooner.
    options += ["--without-mingle", "--without-gossip"]
    child = module_child("The worker", "worker", "celery", "-A", "thidua", "worker", *options)
    child.stop_signals = (
        signal.SIGTERM,
        signal.SIGQUIT,
    )  # finish the task, or requeue it
    return child


def scheduler(folder: Path = VAR) -> Child:
    schedule = folder / "celerybeat-schedule"
    options = ["--schedule", str(schedule), "--pidfile", "", "--loglevel", "INFO"]
    return module_child("The scheduler", "beat", "celery", "-A", "thidua", "beat", *options)


def mail_catcher() -> Child:
    """The SMTP server that keeps every mail, so that none leaves this machine."""
    command = [sys.executable, "manage.py", "demo_mail"]
    return Child("The mail catcher", command, log=LOGS / "mail.log", cwd=ROOT)


def module_child(name: str, log: str, module: str, *arguments: str) -> Child:
    command = [sys.executable, "-m", module, *arguments]
    return Child(name, command, log=LOGS / f"{log}.log", cwd=ROOT)


def wait_for_page(child: Child, options: argparse.Namespace) -> None:
    """Return once the web server answers; raise StartError if it ends or does not answer."""
    deadline = time.monotonic() + WEB_START_SECONDS
    while time.monotonic() < deadline and child.is_running():
        status = page_status(options.host, options.port)
        if status and status >= 500:
            print(f"  The page answers with an error; see {shown(child.log)}.")
        if status:
            return
        time.sleep(0.1)
    print("\n".join(f"    | {line}" for line in child.last_lines()))
    raise StartError(f"The web server did not start; {shown(child.log)} says why.")


def page_status(host: str, port: int) -> int | None:
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    connection = HTTPConnection(reachable, port, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()


def announce(options: argparse.Namespace) -> None:
    print()
    manage("demo_accounts")
    if options.host not in LOOPBACK:
        print("\nOthers on this network can reach it, and the passwords above are no secret.")
    print(
        f"\nServing after {bootstrap.seconds_since_start():.1f} s at"
        f" http://{address(options.host, options.port)}"
    )
    print("Ctrl-C stops everything.", flush=True)


def watch(children: Sequence[Child]) -> None:
    """Restart a child that ends; raise StartError if it ends again right after that."""
    restarted_at: dict[str, float] = {}
    while True:
        for child in children:
            if not child.is_running():
                start_again(child, restarted_at)
        time.sleep(0.3)


def start_again(child: Child, restarted_at: dict[str, float]) -> None:
    now = time.monotonic()
    if now - restarted_at.get(child.name, -RESTART_PAUSE_SECONDS) < RESTART_PAUSE_SECONDS:
        raise StartError(f"{child.name} keeps dying; {shown(child.log)} says why.")
    restarted_at[child.name] = now
    print(f"{child.name} died ({shown(child.log)}); starting it again.", flush=True)
    child.stop()  # ends the rest of its group
    child.start()
