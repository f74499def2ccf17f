"""The words of being told: what is unread, what still has to be mailed, and to whom."""

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from accounts.models import User

# What is older than this is in the inbox, and no longer news for a letter.
MAIL_REACH = timedelta(days=14)


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """One's own, and nobody else's."""
        return self.filter(recipient=user)

    def unread(self):
        """Neither read nor closed with the task it asked for."""
        return self.filter(read_at__isnull=True, done_at__isnull=True)

    def in_order(self):
        """Unread first, then the newest first."""
        settled_at = Coalesce("read_at", "done_at")
        return self.order_by(settled_at.desc(nulls_first=True), "-created_at", "-pk")

    def to_mail(self, at: datetime, before: datetime):
        """Neither mailed nor read yet, told before `before`, and still news at `at`."""
        return self.unread().filter(
            Q(mail_until__isnull=True) | Q(mail_until__gte=at),
            mailed_at__isnull=True,
            created_at__lt=before,
            created_at__gte=at - MAIL_REACH,
        )

    def wanted_by(self, mailbox):
        """What may be mailed to somebody: everything, or only what is due."""
        kinds = mailbox.kinds_mailed()
        return self.filter(recipient=mailbox.user_id, kind__in=kinds)


class MailboxQuerySet(models.QuerySet):
    def with_address(self):
        return self.filter(user__is_active=True).exclude(user__email="")

    def given_up(self):
        return self.filter(failures__gte=self.model.MOST_FAILURES)

    def ready(self, *, at: datetime, day: date, notices):
        """Those whose digest of `day` is still to be sent at `at`; `notices` are `to_mail`."""
        mine = notices.filter(recipient=OuterRef("user"))
        wanted = Exists(mine.filter(kind__in=self.model.kinds_due())) | (
            Q(wants_pleasant=True) & Exists(mine)
        )
        return self.with_address().filter(
            wanted,
            Q(digest_on__isnull=True) | Q(digest_on__lt=day),
            Q(next_try_at__isnull=True) | Q(next_try_at__lte=at),
            failures__lt=self.model.MOST_FAILURES,
        )
