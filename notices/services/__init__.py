"""Telling people something, reading it, and mailing it once a day."""

from .mailing import Letter, letter_of, opening_of, send_digests
from .reading import mark_all_read, mark_read
from .telling import (
    Message,
    reopen,
    settle,
    settle_for,
    settle_overdue,
    tell,
    tell_each,
    withdraw,
)
from .wishing import choose_mail, retry_mail, unsubscribe, unsubscribe_token, user_of_token

__all__ = [
    "Letter",
    "Message",
    "choose_mail",
    "letter_of",
    "mark_all_read",
    "mark_read",
    "opening_of",
    "reopen",
    "retry_mail",
    "send_digests",
    "settle",
    "settle_for",
    "settle_overdue",
    "tell",
    "tell_each",
    "unsubscribe",
    "unsubscribe_token",
    "user_of_token",
    "withdraw",
]
