"""Mail digests, at most one a day and person. A notice without `mailed_at` is still to be sent."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localtime

from accounts.models import User

from ..models import Mailbox, Notice
from .preferences import unsubscribe_token

logger = logging.getLogger(__name__)

# Pauses after the first, second... failure; after the last one no further try is made.
_PAUSES = [timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4), timedelta(days=1)]
_MAIL_ERRORS = (SMTPException, OSError, ValueError)


@dataclass(frozen=True)
class Letter:
    """A digest as it is sent: subject, plain text, HTML."""

    subject: str
    text: str
    html: str


def opening_of(at: datetime) -> datetime:
    """The moment of the day of `at` from which its digests go out (settings.MAIL_DIGEST_HOUR)."""
    return localtime(at).replace(hour=settings.MAIL_DIGEST_HOUR, minute=0, second=0, microsecond=0)


def letter_of(user: User, notices: Sequence[Notice]) -> Letter:
    """One mail with these notices, those with a deadline first. No query."""
    first = sorted(notices, key=lambda notice: not notice.is_due)
    context = {
        "user": user,
        "notices": first,
        "site": settings.SITE_URL,
        "inbox": _address(reverse("notices:inbox")),
        "unsubscribe": _unsubscribe_address(user),
    }
    subject = first[0].title if len(first) == 1 else f"{len(first)} thông báo mới"
    return Letter(
        subject=f"{subject} · Thi đua HĐND",
        text=render_to_string("notices/_digest.txt", context),
        html=render_to_string("notices/_digest.html", context),
    )


def _address(path: str) -> str:
    return settings.SITE_URL.rstrip("/") + path


def _unsubscribe_address(user: User) -> str:
    return _address(reverse("notices:unsubscribe", args=[unsubscribe_token(user)]))


def send_digests(*, at: datetime, early: bool = False) -> int:
    """Send today's outstanding digests, each with the notices created before the digest hour.

    Returns the number sent. Idempotent, and safe to run in parallel: a mailbox is locked while its
    mail is handed over and marked once the server has accepted it. A crash in between repeats that
    one mail, under the same Message-ID. `early` does not wait for the hour.
    """
    opening = at if early else opening_of(at)
    if at < opening:
        return 0
    _provide_mailboxes(at, opening)
    connection, sent = get_connection(), 0
    try:
        for pk in list(_ready(at, opening).order_by("pk").values_list("pk", flat=True)):
            if not _opened(connection):
                break
            sent += _send_one(connection, pk, at, opening)
    finally:
        _close(connection)
    return sent


def _ready(at: datetime, before: datetime):
    waiting = Notice.objects.to_mail(at, before)
    return Mailbox.objects.ready(at=at, day=localtime(at).date(), notices=waiting)


def _provide_mailboxes(at: datetime, before: datetime) -> None:
    """Create the missing mailboxes of people with notices to mail, to be locked. Two statements."""
    recipients = Notice.objects.to_mail(at, before).values("recipient")
    users = User.objects.filter(pk__in=recipients, mailbox__isnull=True)
    Mailbox.objects.bulk_create(
        (Mailbox(user_id=pk) for pk in users.values_list("pk", flat=True)), ignore_conflicts=True
    )


def _opened(connection: BaseEmailBackend) -> bool:
    """Whether the mail server can be reached; otherwise the digests wait for the next run."""
    try:
        connection.open()
    except _MAIL_ERRORS as error:
        logger.error("mail server not reached, digests wait: %s", error)
        return False
    return True


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except _MAIL_ERRORS as error:
        logger.warning("closing the connection to the mail server failed: %s", error)


@transaction.atomic
def _send_one(connection: BaseEmailBackend, pk: int, at: datetime, before: datetime) -> bool:
    """Send the digest of one mailbox unless another worker is doing so or has done. 5 queries."""
    locked = _ready(at, before).select_for_update(of=["self"], skip_locked=True)
    mailbox = locked.select_related("user").filter(pk=pk).first()
    if mailbox is None:
        return False
    waiting = Notice.objects.to_mail(at, before)
    notices = list(waiting.wanted_by(mailbox).order_by("created_at", "pk"))
    if not notices:  # read in the meantime
        return False
    try:
        connection.send_messages([_mail_of(mailbox.user, notices, at)])
    except _MAIL_ERRORS as error:
        _close(connection)  # the next mail opens a new connection
        _note_failure(mailbox, error, at)
        return False
    mailbox.digest_on, mailbox.failures = localtime(at).date(), 0
    mailbox.next_try_at, mailbox.last_error = None, ""
    mailbox.save()
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=at)
    return True


def _mail_of(user: User, notices: Sequence[Notice], at: datetime) -> EmailMultiAlternatives:
    letter = letter_of(user, notices)
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    mail = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        to=[user.email],
        headers={
            "Message-ID": f"<thong-bao-{localtime(at):%Y%m%d}-{user.pk}@{host}>",
            "List-Unsubscribe": f"<{_unsubscribe_address(user)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(letter.html, "text/html")
    return mail


def _note_failure(mailbox: Mailbox, error: Exception, at: datetime) -> None:
    mailbox.failures += 1
    mailbox.last_error = f"{type(error).__name__}: {error}"[:500]
    if mailbox.is_given_up:
        mailbox.next_try_at = None
    else:
        mailbox.next_try_at = at + _PAUSES[mailbox.failures - 1]
    mailbox.save()
    logger.warning("mail to user %s failed, time %s", mailbox.user_id, mailbox.failures)
