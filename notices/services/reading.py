"""Mark notices as read. Only the recipient does so."""

from datetime import datetime

from accounts.models import User

from ..models import Notice


def mark_read(*, actor: User, notice: Notice, at: datetime) -> Notice:
    """Record the first time a notice is read. Raises Notice.DoesNotExist for another's notice."""
    notice = Notice.objects.visible_to(actor).get(pk=notice.pk)
    if notice.read_at is None:
        notice.read_at = at
        notice.save(update_fields=["read_at"])
    return notice


def mark_all_read(*, actor: User, up_to: int, at: datetime) -> int:
    """Mark notices up to the id `up_to` as read, so that a newer unseen one stays unread."""
    return Notice.objects.visible_to(actor).unread().filter(pk__lte=up_to).update(read_at=at)
