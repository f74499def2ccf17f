"""Notices to people, and how mail goes to each of them."""

from .mailboxes import Mailbox
from .notices import PATH_PATTERN, Notice

__all__ = ["PATH_PATTERN", "Mailbox", "Notice"]
