"""Mail over a real socket: an SMTP server that keeps every mail, or refuses an address."""

import email.policy
import socket
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesParser

import pytest
from aiosmtpd.controller import Controller

from . import cast


@dataclass(frozen=True)
class ReceivedMail:
    """A mail as the server received it."""

    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["Subject"]).strip()  # a folded header begins with a space

    @property
    def to(self) -> str:
        return str(self.message["To"])

    @property
    def parts(self) -> list[tuple[str, str]]:
        """(media type, text) of each text part."""
        texts = [part for part in self.message.walk() if part.get_content_maintype() == "text"]
        return [(part.get_content_type(), part.get_content()) for part in texts]


class MailServer:
    """A running SMTP server; it answers 550 to the addresses in `refused`."""

    def __init__(self) -> None:
        self.refused: set[str] = set()
        self.attempts: list[str] = []
        self.mails: list[ReceivedMail] = []
        self.port = free_port()
        self.start()

    def start(self) -> None:
        self.controller = Controller(KeepingHandler(self), hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self) -> None:
        self.controller.stop(no_assert=True)

    @property
    def recipients(self) -> list[str]:
        return [mail.to for mail in self.mails]


class KeepingHandler:
    """Keep what arrives in the lists of `mail_server`."""

    def __init__(self, mail_server: MailServer) -> None:
        self.mail_server = mail_server

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        self.mail_server.attempts.append(address)
        if address in self.mail_server.refused:
            return "550 5.1.1 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        message = BytesParser(policy=email.policy.default).parsebytes(envelope.content)
        self.mail_server.mails.append(ReceivedMail(message))
        return "250 Kept"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def send_mail_to(settings, port: int) -> None:
    """Have Django send its mail to the SMTP server of this machine on `port`."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.SITE_URL = "https://thidua.example.vn"


@pytest.fixture
def mail_server(settings):
    """A running mail server that Django's settings point at."""
    server = MailServer()
    send_mail_to(settings, server.port)
    yield server
    server.stop()


@pytest.fixture
def person(db):
    """A function that makes an account with an address: `person("an")` is an@xa.example."""

    def made(name: str, **fields):
        return cast.account(name, f"Lê Thử {name.title()}", email=f"{name}@xa.example", **fields)

    return made
