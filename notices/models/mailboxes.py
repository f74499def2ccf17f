"""Mailboxes: how mail goes to each person."""

from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from ..kinds import NoticeKind, all_kinds, due_kinds


class MailboxQuerySet(models.QuerySet):
    def with_address(self):
        return self.filter(user__is_active=True).exclude(user__email="")

    def given_up(self):
        return self.filter(failures__gte=self.model.MOST_FAILURES)

    def ready(self, *, at: datetime, day: date, notices):
        """Mailboxes whose digest of `day` is still to be sent at `at`.

        `notices` are those of `NoticeQuerySet.to_mail`.
        """
        mine = notices.filter(recipient=OuterRef("user"))
        wanted = Exists(mine.filter(kind__in=due_kinds())) | (Q(wants_news=True) & Exists(mine))
        return self.with_address().filter(
            wanted,
            Q(digest_on__isnull=True) | Q(digest_on__lt=day),
            Q(next_try_at__isnull=True) | Q(next_try_at__lte=at),
            failures__lt=self.model.MOST_FAILURES,
        )


class Mailbox(models.Model):
    """Mail to one person: their preference, the last digest and the failures since."""

    MOST_FAILURES: ClassVar[int] = 5

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mailbox", verbose_name="người nhận"
    )
    wants_news = models.BooleanField("nhận thư cả về việc không đến hạn", default=True)
    digest_on = models.DateField("thư gần nhất ngày", null=True, blank=True)
    failures = models.PositiveIntegerField("số lần gửi hỏng liên tiếp", default=0)
    next_try_at = models.DateTimeField("thử lại lúc", null=True, blank=True)
    last_error = models.TextField("lỗi gần nhất", blank=True)

    objects = MailboxQuerySet.as_manager()

    class Meta:
        verbose_name = "hộp thư"
        verbose_name_plural = "hộp thư"
        ordering = ["-failures", "pk"]

    def __str__(self) -> str:
        return f"Hộp thư #{self.pk}"

    def kinds_mailed(self) -> list[NoticeKind]:
        return all_kinds() if self.wants_news else due_kinds()

    @property
    def is_given_up(self) -> bool:
        """Whether mail failed so often that nothing is sent until the address is checked."""
        return self.failures >= self.MOST_FAILURES
