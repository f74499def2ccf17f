"""A real SMTP server of the demonstration: it takes every mail and keeps it as a file."""

import secrets
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.controller import Controller

from .kept_mail import ENDING


class KeepingHandler:
    """Writes each mail into `folder`; a file has its name only when it is whole."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802 (aiosmtpd's name)
        name = f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{secrets.token_hex(4)}"
        unfinished = self.folder / f"{name}.part"
        unfinished.write_bytes(envelope.content)
        unfinished.rename(self.folder / f"{name}{ENDING}")
        return "250 Kept"


def catcher(folder: Path, port: int) -> Controller:
    """An SMTP server of this machine, not started yet; it runs in a thread of its own."""
    return Controller(KeepingHandler(folder), hostname="127.0.0.1", port=port)
