"""An SMTP server for the demonstration that stores every mail as a file."""

import secrets
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.controller import Controller

from .kept_mail import ENDING


class KeepingHandler:
    """Writes each mail into `folder`; the file gets its name only when it is complete."""

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
    """An SMTP server on this machine, not started yet; it runs in its own thread."""
    return Controller(KeepingHandler(folder), hostname="127.0.0.1", port=port)
