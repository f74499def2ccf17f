"""Telling: rows in the caller's transaction, so that what did not happen is told to nobody."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q

from accounts.models import User
from core.names import visible_text

from ..kinds import NoticeKind, asking_kinds
from ..models import Notice

_INSIDE = re.compile(r"(?!//)/[^\\\s\x00-\x1f\x7f]*")
_TITLE_LENGTH = Notice._meta.get_field("title").max_length


@dataclass(frozen=True)
class Message:
    """What is told. `title` one line, `path` an address inside the house or nothing.

    Who was told the same `key` before is not told again. After `mail_until` it is mailed no more.
    """

    kind: NoticeKind
    title: str
    key: str
    body: str = ""
    path: str = ""
    mail_until: datetime | None = None

    def __post_init__(self) -> None:
        """Raises ValueError for a path that leads out of the house: a mistake in the program."""
        if self.path and not _INSIDE.fullmatch(self.path):
            raise ValueError(f"{self.path!r} is no address inside the house")

    def to(self, recipient: int, at: datetime, sent_by: User | None = None) -> Notice:
        title = " ".join(visible_text(self.title).split())
        if len(title) > _TITLE_LENGTH:
            title = f"{title[: _TITLE_LENGTH - 1].rstrip()}…"
        return Notice(
            recipient_id=recipient,
            kind=self.kind,
            title=title,
            body=visible_text(self.body),
            path=self.path,
            key=self.key,
            sent_by=sent_by,
            created_at=at,
            mail_until=self.mail_until,
        )


def tell(
    *, recipients: Iterable[int], message: Message, at: datetime, sent_by: User | None = None
) -> None:
    """Tell many people (ids of users) the same. One statement, in the caller's transaction."""
    _write(message.to(pk, at, sent_by) for pk in sorted(set(recipients)))


def tell_each(*, messages: Iterable[tuple[int, Message]], at: datetime) -> None:
    """Tell each (id of user, message) their own. One statement."""
    _write(message.to(pk, at) for pk, message in messages)


def _write(notices: Iterable[Notice]) -> None:
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


def withdraw(*, key: str, but: Iterable[int]) -> int:
    """Take back what nobody has read or been mailed under `key`, except from `but` (user ids)."""
    waiting = Notice.objects.unread().filter(key=key, mailed_at__isnull=True)
    number, _ = waiting.exclude(recipient__in=list(but)).delete()
    return number


def settle(
    *,
    prefixes: Iterable[str],
    at: datetime,
    but: Iterable[int] = (),
    kinds: Iterable[NoticeKind] | None = None,
) -> int:
    """Close notices of some kinds (all that ask for work), found by the beginning of their key.

    Those of `but` (user ids) stay open. Returns the number of notices closed. One statement.
    """
    chosen = reduce(or_, (Q(key__startswith=prefix) for prefix in prefixes), Q(pk__in=[]))
    kinds = asking_kinds() if kinds is None else kinds
    asking = Notice.objects.filter(chosen, kind__in=kinds, done_at__isnull=True)
    return asking.exclude(recipient__in=list(but)).update(done_at=at)


def reopen(*, key: str) -> int:
    """Open notices with this key again: what they ask for has come up once more. One statement.

    They become unread. What was mailed is not mailed again.
    """
    done = Notice.objects.filter(key=key, done_at__isnull=False)
    return done.update(done_at=None, read_at=None)


def settle_overdue(*, kinds: Iterable[NoticeKind], at: datetime) -> int:
    """Close notices of some kinds whose last moment (`mail_until`) has passed. One statement."""
    overdue = Notice.objects.filter(kind__in=kinds, done_at__isnull=True, mail_until__lt=at)
    return overdue.update(done_at=at)


def settle_for(*, recipient: User, key: str, at: datetime) -> int:
    """Close the notice of one person who has done what it asks. One statement."""
    mine = Notice.objects.visible_to(recipient).filter(key=key, done_at__isnull=True)
    return mine.update(done_at=at)
