"""Notices: messages to one person, with the page on which to act."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from accounts.models import User

from ..kinds import Asks, due_kinds, kind_choices

# A path of this site: one slash at the start, no second one, no backslash, space or control.
PATH_PATTERN = r"^(/([^/\\[:cntrl:][:space:]][^\\[:cntrl:][:space:]]*)?)?$"

# A notice older than this stays in the inbox and is not mailed any more.
MAIL_REACH = timedelta(days=14)


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """Notices to `user`."""
        return self.filter(recipient=user)

    def unread(self):
        """Notices neither read nor closed with the work they asked for."""
        return self.filter(read_at__isnull=True, done_at__isnull=True)

    def in_order(self):
        """Unread ones first, then the newest first."""
        settled_at = Coalesce("read_at", "done_at")
        return self.order_by(settled_at.desc(nulls_first=True), "-created_at", "-pk")

    def to_mail(self, at: datetime, before: datetime):
        """Unread, unmailed notices created before `before` and not outdated at `at`."""
        return self.unread().filter(
            Q(mail_until__isnull=True) | Q(mail_until__gte=at),
            mailed_at__isnull=True,
            created_at__lt=before,
            created_at__gte=at - MAIL_REACH,
        )

    def wanted_by(self, mailbox):
        """Notices that may be mailed to the owner of `mailbox`, by their preferences."""
        kinds = mailbox.kinds_mailed()
        return self.filter(recipient=mailbox.user_id, kind__in=kinds)


class Notice(models.Model):
    """A message to one person. `key` names its subject: one person gets each key once.

    `done_at` is set when what the notice asks for is done, or cannot be done any more.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="notices",
        db_index=False,
        verbose_name="người nhận",
    )
    kind = models.CharField("loại", max_length=20, choices=kind_choices)
    title = models.CharField("tiêu đề", max_length=200)
    body = models.TextField("nội dung", blank=True)
    path = models.CharField("địa chỉ trong trang", max_length=300, blank=True)
    key = models.CharField("báo về việc gì", max_length=120)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người gửi",
    )
    created_at = models.DateTimeField("báo lúc")
    read_at = models.DateTimeField("đọc lúc", null=True, blank=True)
    done_at = models.DateTimeField("việc đã xong lúc", null=True, blank=True)
    mailed_at = models.DateTimeField("gửi thư lúc", null=True, blank=True)
    mail_until = models.DateTimeField("sau lúc này không gửi thư nữa", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        constraints = [
            models.UniqueConstraint(fields=["recipient", "key"], name="notice_told_once"),
            models.CheckConstraint(
                name="notice_path_inside", condition=Q(path__regex=PATH_PATTERN)
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="notice_inbox"),
            models.Index(
                fields=["recipient"], condition=Q(read_at__isnull=True), name="notice_unread"
            ),
            models.Index(fields=["key"], opclasses=["varchar_pattern_ops"], name="notice_key"),
        ]

    def __str__(self) -> str:
        return f"Thông báo #{self.pk}"

    @property
    def is_due(self) -> bool:
        return self.kind in due_kinds()

    @property
    def is_lapsed(self) -> bool:
        """Whether it was closed because the time to send again ran out, not because it was sent."""
        is_over = self.done_at and self.mail_until and self.done_at > self.mail_until
        lapsing = (kind for kind in due_kinds() if kind.asks is Asks.RESENDING)
        return bool(is_over) and self.kind in lapsing

    @property
    def is_open(self) -> bool:
        """Whether it is neither read nor closed, as in `NoticeQuerySet.unread`."""
        return self.read_at is None and self.done_at is None
