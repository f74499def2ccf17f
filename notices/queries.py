"""Reads of the inbox."""

from collections.abc import Iterable

from django.db.models import Count, Min, Q

from accounts.models import User

from .kinds import NoticeKind
from .models import Mailbox, Notice


def inbox_of(user: User):
    """Notices to `user`, unread ones first."""
    return Notice.objects.visible_to(user).select_related("sent_by").in_order()


def number_unread(user: User) -> int:
    """Number of unread notices to `user`. One query, answered from an index."""
    return Notice.objects.visible_to(user).unread().count()


def mailbox_of(user: User) -> Mailbox:
    """The mailbox of `user`; an unsaved one before anything was chosen or sent."""
    return Mailbox.objects.filter(user=user).first() or Mailbox(user=user)


def unreachable(users: Iterable[int]) -> set[int]:
    """Ids of those among `users` to whom mail failed too often to be tried again."""
    return set(Mailbox.objects.given_up().filter(user__in=users).values_list("user", flat=True))


def sent_together(kind: NoticeKind, prefix: str, number: int = 20):
    """Notices of a kind whose key begins with `prefix`, one row a key, the newest first.

    Rows: key, title, sent_by__full_name, at, number of recipients, read (number of readers).
    """
    return (
        Notice.objects.filter(kind=kind, key__startswith=prefix)
        .values("key", "title", "sent_by__full_name")
        .annotate(
            at=Min("created_at"),
            number=Count("pk"),
            read=Count("pk", filter=Q(read_at__isnull=False)),
        )
        .order_by("-at")[:number]
    )
