"""bin/demo with its real servers, web server, worker and scheduler, on a project of one page."""

import fcntl
import os
import signal
import socket
import urllib.request

import pytest

from .clone import Clone, wait_until


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def page(port: int) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
        return answer.read().decode()


# --- refused before anything is installed -----------------------------------------------------
def test_a_taken_port_is_named_with_a_free_one(bare_clone: Clone) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = bare_clone.demo("--port", str(port))
    assert refused.returncode == 1
    assert f"Port {port} is taken. Type: bin/demo --port " in refused.stderr
    assert not bare_clone.venv.exists()


@pytest.mark.parametrize("name", ["DATABASE_URL", "REDIS_URL"])
def test_fresh_is_refused_on_an_external_server(bare_clone: Clone, name: str) -> None:
    refused = bare_clone.demo("--fresh", "--once", **{name: "postgres://somewhere/thidua"})
    assert refused.returncode == 1
    assert "--fresh only works on the servers that come with" in refused.stderr
    assert not bare_clone.venv.exists()


def test_a_second_demonstration_is_refused(bare_clone: Clone) -> None:
    bare_clone.var.mkdir()
    with (bare_clone.var / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        refused = bare_clone.demo("--once")
    assert refused.returncode == 1
    assert "already runs here" in refused.stderr


@pytest.mark.parametrize("port", ["0", "65536", "http", "٣"])
def test_an_invalid_port_is_refused(bare_clone: Clone, port: str) -> None:
    refused = bare_clone.demo("--port", port)
    assert refused.returncode == 2
    assert "is no port" in refused.stderr


# --- the servers ------------------------------------------------------------------------------
def test_once_keeps_the_data_and_fresh_removes_it(clone: Clone) -> None:
    assert "loads=1" in clone.demo("--once").stdout
    second = clone.demo("--once")
    assert "loads=2" in second.stdout and second.returncode == 7  # the result's own exit code
    assert "loads=1" in clone.demo("--once", "--fresh").stdout
    assert clone.processes() == []


def test_a_start_works_after_a_killed_one(clone: Clone) -> None:
    """Killed together with its servers, so that nothing was cleaned up."""
    clone.run_in_venv(
        "import os; from tools.launch import servers, steps;"
        "s = servers.start_servers(steps.VAR, steps.LOGS);"
        "[child.process.kill() for child in s.children]; os._exit(9)"
    )
    wait_until(lambda: clone.processes() == [])
    # Another process has that id now, for which PostgreSQL would refuse to start.
    for stale in ("postmaster.pid", ".s.PGSQL.5432.lock"):
        assert (clone.var / "postgres" / stale).exists()
        (clone.var / "postgres" / stale).write_text(f"{os.getpid()}\n{clone.var}/postgres\n1\n")
    assert "loads=1" in clone.demo("--once").stdout


def test_a_server_left_running_is_stopped_first(clone: Clone) -> None:
    """Left by a start on a system that does not end child processes."""
    clone.run_in_venv(
        "import os; from tools.launch import processes, servers, steps; processes._libc = None;"
        "servers.start_servers(steps.VAR, steps.LOGS); os._exit(9)"
    )
    assert clone.processes() != []
    started = clone.demo("--once")
    assert "an earlier start left on var/postgres" in started.stdout
    assert "loads=1" in started.stdout
    assert clone.processes() == []


# --- serving ----------------------------------------------------------------------------------
def test_it_serves_restarts_a_killed_worker_and_stops_everything(clone: Clone) -> None:
    port = free_port()
    demo = clone.start_demo(port)
    assert page(port) == "Xin chào"
    assert "Thư ký: thu_ky / demo" in demo.output.read_text()
    assert demo.child("manage.py demo_mail")
    demo.child("celery -A thidua worker").kill()
    demo.wait_for("The worker died")
    wait_until(lambda: demo.child("celery -A thidua worker"))
    assert demo.stop() == 0
    assert clone.processes() == []


def test_even_kill_9_leaves_no_orphans(clone: Clone) -> None:
    demo = clone.start_demo(free_port())
    demo.stop(signal.SIGKILL)
    wait_until(lambda: clone.processes() == [])
