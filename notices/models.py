"""What people are told, and how their mail goes. Knows nothing of what it speaks about."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from .querysets import MailboxQuerySet, NoticeQuerySet

# An address inside the house: one slash at the start, no second one, nothing a browser bends.
PATH_PATTERN = r"^(/([^/\\[:cntrl:][:space:]][^\\[:cntrl:][:space:]]*)?)?$"


class Kind(models.TextChoices):
    """What a notice is about."""

    REPORT_RETURNED = "report_returned", "Báo cáo cần sửa"
    REPORT_REFUSED = "report_refused", "Báo cáo không được nhận"
    PLEDGE_RETURNED = "pledge_returned", "Đăng ký cần sửa"
    SHEET_WAITING = "sheet_waiting", "Phiếu chấm chờ bạn"
    SHEET_DONE = "sheet_done", "Phiếu chấm đã xong"
    APPEAL_ANSWERED = "appeal_answered", "Trả lời kiến nghị"
    RANKING_SEALED = "ranking_sealed", "Khóa bảng xếp hạng"
    SCORECARD_RENEWED = "scorecard_renewed", "Bảng tiêu chí mới"
    EXTENSION_GRANTED = "extension_granted", "Gia hạn"
    EXTENSION_REFUSED = "extension_refused", "Không nhận bổ sung"
    AWARD = "award", "Khen thưởng"
    REMINDER = "reminder", "Nhắc việc sắp đến hạn"
    BALLOT_KEY = "ballot_key", "Giữ mã kiểm phiếu"
    BALLOT_OPEN = "ballot_open", "Bỏ phiếu kín"
    ANNOUNCEMENT = "announcement", "Thông báo của văn phòng"
    OFFICE_WORK = "office_work", "Việc chờ văn phòng"


# What asks something of its reader by a day: mailed whatever they have unsubscribed from.
DUE = frozenset(
    {
        Kind.REPORT_RETURNED,
        Kind.PLEDGE_RETURNED,
        Kind.SHEET_WAITING,
        Kind.REMINDER,
        Kind.BALLOT_KEY,
        Kind.BALLOT_OPEN,
    }
)

# Notices that ask their reader to act, and close when that is done.
ASKING = DUE | {Kind.OFFICE_WORK}


class Notice(models.Model):
    """One thing one person is told. `key` says what it is: the same key is told once.

    `done_at` is set when what the notice asks for is done, or cannot be done any more.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="notices",
        db_index=False,
        verbose_name="người nhận",
    )
    kind = models.CharField("loại", max_length=20, choices=Kind)
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
        return self.kind in DUE

    @property
    def is_lapsed(self) -> bool:
        """Closed because the time to send something again ran out, not because it was sent."""
        is_over = self.done_at and self.mail_until and self.done_at > self.mail_until
        return bool(is_over) and self.kind in (Kind.REPORT_RETURNED, Kind.PLEDGE_RETURNED)

    @property
    def is_open(self) -> bool:
        """Neither read nor closed with its task, as `NoticeQuerySet.unread`."""
        return self.read_at is None and self.done_at is None


class Mailbox(models.Model):
    """How mail goes to one person: what they want, their last digest, and what went wrong."""

    MOST_FAILURES: ClassVar[int] = 5

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mailbox", verbose_name="người nhận"
    )
    wants_pleasant = models.BooleanField("nhận thư cả về việc không đến hạn", default=True)
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

    @staticmethod
    def kinds_due() -> list[str]:
        return sorted(DUE)

    def kinds_mailed(self) -> list[str]:
        return Kind.values if self.wants_pleasant else self.kinds_due()

    @property
    def is_given_up(self) -> bool:
        """Failed so often that it is not tried again until the address is looked at."""
        return self.failures >= self.MOST_FAILURES
