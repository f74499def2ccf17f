"""Mail over a real socket: the demonstration's own SMTP server, or one that refuses."""

import socket
from pathlib import Path

import pytest

from demo import kept_mail
from demo.mail_catcher import KeepingHandler, catcher

from . import cast


class MailServer:
    """A running SMTP server; `refused` are addresses it says no to, as a real one would."""

    def __init__(self, folder: Path) -> None:
        self.refused: set[str] = set()
        self.attempts: list[str] = []
        self.port = free_port()
        self.folder = folder
        self.start()

    def start(self) -> None:
        self.controller = catcher(self.folder, self.port)
        self.controller.handler = Refusing(self.folder, self)
        self.controller.start()

    def stop(self) -> None:
        self.controller.stop(no_assert=True)

    @property
    def mails(self) -> list[kept_mail.KeptMail]:
        """What arrived, the oldest first."""
        return [kept_mail.read(name) for name in reversed(kept_mail.names())]

    @property
    def recipients(self) -> list[str]:
        return [mail.to for mail in self.mails]


class Refusing(KeepingHandler):
    def __init__(self, folder: Path, server: MailServer) -> None:
        super().__init__(folder)
        self.of = server

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        self.of.attempts.append(address)
        if address in self.of.refused:
            return "550 5.1.1 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@pytest.fixture
def mail_server(settings, tmp_path):
    """The settings point at it; Django's own memory of mails takes no part."""
    server = MailServer(tmp_path / "mail")
    settings.DEMO_MAIL_DIR = tmp_path / "mail"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.SITE_URL = "https://thidua.example.vn"
    yield server
    server.stop()


@pytest.fixture
def person(db):
    """Makes an account with an address: `person("an")` is An at an@xa.example."""

    def made(name: str, **fields):
        return cast.account(name, f"Lê Thử {name.title()}", email=f"{name}@xa.example", **fields)

    return made
