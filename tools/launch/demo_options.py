"""The options of bin/demo, and the checks that refuse a start before any long work."""

import argparse
import errno
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

from . import bootstrap
from .steps import VAR, StartError

PORT_TRIES = 20
EXTERNAL = ("DATABASE_URL", "REDIS_URL")


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/demo",
        description="Install what is missing, load the demonstration and serve it until Ctrl-C.",
        epilog="DATABASE_URL and REDIS_URL, where set, name the servers to use instead of ours.",
    )
    parser.add_argument("--port", type=port_number, default=8000, help="default: %(default)s")
    parser.add_argument("--host", default="127.0.0.1", help="default: %(default)s")
    parser.add_argument(
        "--fresh", action="store_true", help="remove the demonstration's data and start over"
    )
    parser.add_argument(
        "--once", action="store_true", help="run the main job, print its result and end"
    )
    return parser.parse_args()


def port_number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r} is no port; take a number from 1024 to 65535")
    return int(text)


def check_can_start(options: argparse.Namespace) -> None:
    """Raise StartError if the start cannot work, before anything is installed or removed."""
    refuse_fresh_on_external_servers(options)
    refuse_second_demo()
    if not options.once:
        require_free_port(options.host, options.port)


def refuse_fresh_on_external_servers(options: argparse.Namespace) -> None:
    named = [name for name in EXTERNAL if os.environ.get(name)]
    if options.fresh and named:
        raise StartError(
            "--fresh only works on the servers that come with the demonstration, but yours are"
            f" set by {' and '.join(named)}; nothing was removed there."
            f" Empty them yourself, or type: unset {' '.join(named)}"
        )


def refuse_second_demo() -> None:
    """Raise StartError if a demonstration runs here. Only `demo_lock` excludes a race."""
    try:
        with demo_lock():
            pass
    except FileNotFoundError:
        pass  # the first start on this machine


@contextmanager
def demo_lock() -> Iterator[None]:
    """Lock the data of this folder for one demonstration."""
    with (VAR / "demo.lock").open("a+") as lock_file:
        if not bootstrap.try_lock(lock_file):
            raise StartError(
                f"The demonstration already runs here (process {bootstrap.holder(lock_file)})."
                " Stop that one with Ctrl-C first, or use its page."
            )
        yield


def require_free_port(host: str, port: int) -> None:
    try:
        wait_for_port(host, port)
    except socket.gaierror:
        raise StartError(f"This machine has no address {host}. Leave --host away.") from None
    except PermissionError:
        raise StartError(f"Port {port} is for root alone. Type: bin/demo --port 8000") from None
    except OSError as error:
        free = next_free_port(host, port)
        if free is None:
            raise StartError(f"{host} port {port} cannot be used: {error.strerror}.") from None
        raise StartError(f"Port {port} is taken. Type: bin/demo --port {free}") from None


def wait_for_port(host: str, port: int) -> None:
    """Retry for two seconds: the web server of a killed start frees the port within one."""
    for _ in range(PORT_TRIES):
        try:
            return try_port(host, port)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
        time.sleep(0.1)
    return try_port(host, port)


def try_port(host: str, port: int) -> None:
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)


def next_free_port(host: str, port: int) -> int | None:
    for candidate in range(max(port + 1, 1024), min(port + 200, 65536)):
        try:
            try_port(host, candidate)
        except OSError:
            continue
        return candidate
    return None
