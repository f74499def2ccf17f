"""Reading: only its recipient marks a notice."""

from datetime import datetime

from accounts.models import User

from ..models import Notice


def mark_read(*, actor: User, notice: Notice, at: datetime) -> Notice:
    """Note when it was read first. Somebody else's raises Notice.DoesNotExist."""
    notice = Notice.objects.visible_to(actor).get(pk=notice.pk)
    if notice.read_at is None:
        notice.read_at = at
        notice.save(update_fields=["read_at"])
    return notice


def mark_all_read(*, actor: User, up_to: int, at: datetime) -> int:
    """Mark what was told up to the notice `up_to` (an id), so that nothing unseen is marked."""
    return Notice.objects.visible_to(actor).unread().filter(pk__lte=up_to).update(read_at=at)
