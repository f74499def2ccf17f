"""Send and close notices: rows in the caller's transaction, so a rolled-back change sends none."""

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
    """The content of a notice: `title` in one line, `path` a path of this site or empty.

    A person gets one notice for each `key`. After `mail_until` the notice is not mailed any more.
    """

    kind: NoticeKind
    title: str
    key: str
    body: str = ""
    path: str = ""
    mail_until: datetime | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for a path that is not one of this site: an error of the program."""
        if self.path and not _INSIDE.fullmatch(self.path):
            raise ValueError(f"{self.path!r} is not a path of this site")

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


def notify(
    *, recipients: Iterable[int], message: Message, at: datetime, sent_by: User | None = None
) -> None:
    """Send one message to many people (ids of users). One statement."""
    notices = [message.to(pk, at, sent_by) for pk in sorted(set(recipients))]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


def notify_each(*, messages: Iterable[tuple[int, Message]], at: datetime) -> None:
    """Send each (id of user, message) pair. One statement."""
    notices = [message.to(pk, at) for pk, message in messages]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


def withdraw_notices(*, key: str, except_for: Iterable[int] = ()) -> int:
    """Delete unread, unmailed notices with this key, but not those of `except_for` (user ids)."""
    waiting = Notice.objects.unread().filter(key=key, mailed_at__isnull=True)
    number, _ = waiting.exclude(recipient__in=list(except_for)).delete()
    return number


def close_notices(
    *,
    prefixes: Iterable[str],
    at: datetime,
    except_for: Iterable[int] = (),
    kinds: Iterable[NoticeKind] | None = None,
) -> int:
    """Close notices of some kinds (all that ask for work), found by the beginning of their key.

    Those of `except_for` (user ids) stay open. Returns the number of notices closed. One statement.
    """
    chosen = reduce(or_, (Q(key__startswith=prefix) for prefix in prefixes), Q(pk__in=[]))
    kinds = asking_kinds() if kinds is None else kinds
    open_ones = Notice.objects.filter(chosen, kind__in=kinds, done_at__isnull=True)
    return open_ones.exclude(recipient__in=list(except_for)).update(done_at=at)


def reopen_notices(*, key: str) -> int:
    """Open the closed notices with this key again, as unread. One statement.

    A notice that was mailed is not mailed again.
    """
    done = Notice.objects.filter(key=key, done_at__isnull=False)
    return done.update(done_at=None, read_at=None)


def close_overdue(*, kinds: Iterable[NoticeKind], at: datetime) -> int:
    """Close notices of some kinds whose last moment (`mail_until`) has passed. One statement."""
    overdue = Notice.objects.filter(kind__in=kinds, done_at__isnull=True, mail_until__lt=at)
    return overdue.update(done_at=at)


def close_notice_of(*, recipient: User, key: str, at: datetime) -> int:
    """Close the notice of one person who has done what it asks. One statement."""
    mine = Notice.objects.visible_to(recipient).filter(key=key, done_at__isnull=True)
    return mine.update(done_at=at)
