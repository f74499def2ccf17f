"""Read the files of the mail catcher. Any mail is shown as plain text."""

import email.policy
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from functools import cached_property
from pathlib import Path

from django.conf import settings

ENDING = ".eml"
SHOWN_HEADERS = ("From", "To", "Date", "Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post")


@dataclass(frozen=True)
class KeptMail:
    """One file of the mail catcher."""

    name: str
    content: bytes

    @cached_property
    def message(self) -> EmailMessage:
        return BytesParser(policy=email.policy.default).parsebytes(self.content)

    @property
    def subject(self) -> str:
        return self._header("Subject") or "(không có tiêu đề)"

    @property
    def to(self) -> str:
        return self._header("To")

    @property
    def sent_at(self) -> datetime | None:
        try:
            sent_at = parsedate_to_datetime(self._header("Date"))
        except ValueError:
            return None
        return sent_at if sent_at.tzinfo else sent_at.replace(tzinfo=UTC)  # "-0000"

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(name, self._header(name)) for name in SHOWN_HEADERS if self.message[name]]

    def _header(self, name: str) -> str:
        return str(self.message[name] or "").strip()  # a folded header begins with a space

    @property
    def parts(self) -> list[tuple[str, str]]:
        """(media type, text) of each text part."""
        texts = [part for part in self.message.walk() if part.get_content_maintype() == "text"]
        return [(part.get_content_type(), _text_of(part)) for part in texts]


def _text_of(part: EmailMessage) -> str:
    charset = part.get_content_charset() or "utf-8"
    try:
        return (part.get_payload(decode=True) or b"").decode(charset, "replace")
    except LookupError:  # an unknown character set
        return (part.get_payload(decode=True) or b"").decode("utf-8", "replace")


def _folder() -> Path:
    return Path(settings.DEMO_MAIL_DIR)


def names() -> list[str]:
    """Names of all files, the newest first."""
    return sorted((path.stem for path in _folder().glob(f"*{ENDING}")), reverse=True)


def read(name: str) -> KeptMail | None:
    """The mail with a name from `names`; None for any other name."""
    if name not in names():
        return None
    return KeptMail(name, (_folder() / f"{name}{ENDING}").read_bytes())
