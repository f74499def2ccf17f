"""Users, the names of roles, and drafts of forms. Permissions are decided in the apps above."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Value
from django.db.models.functions import Lower

from core.history.tracking import tracked


class Role(models.TextChoices):
    SECRETARY = "secretary", "Chuyên viên văn phòng"
    LEADER = "leader", "Lãnh đạo"


class UserManager(BaseUserManager):
    def create_user(self, username: str, password: str | None = None, **fields) -> "User":
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str) -> "User":
        """Find a user for signing in, ignoring capitals; the unique constraint has the index."""
        return self.alias(lower_name=Lower("username")).get(lower_name=Lower(Value(username)))

    def create_superuser(self, username: str, password: str | None = None, **fields) -> "User":
        return self.create_user(username, password, is_superuser=True, **fields)


@tracked(administrative=True, secret=["password"], ignored=["last_login"])
class User(AbstractBaseUser, PermissionsMixin):
    """An account that can sign in. The name of the person is kept in participants."""

    username = models.CharField(
        "tên đăng nhập",
        max_length=150,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": "Tên đăng nhập này đã có."},
    )
    full_name = models.CharField("họ và tên", max_length=150)
    email = models.EmailField("thư điện tử", blank=True)
    is_active = models.BooleanField("đang dùng", default=True)
    is_demonstration = models.BooleanField(
        "tài khoản minh họa",
        default=False,
        editable=False,
        help_text="Mật khẩu ai cũng biết; bản chính thức không khởi động khi còn tài khoản này.",
    )
    created_at = models.DateTimeField("tạo lúc", auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"
        ordering = ["username"]
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="username_unique_ignoring_capitals",
                violation_error_message="Tên đăng nhập này đã có (không phân biệt chữ hoa).",
            )
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split()[-1] if self.full_name else self.username


class SavedDraft(models.Model):
    """Content that a user has typed into one form and not sent yet.

    `key` names the form and its object, e.g. `pledge:123`. `revision` increases with each save, so
    that two windows never overwrite each other silently. When the form is sent, `fields` are
    emptied and `sent_revision` is set; a save based on an older revision is then rejected, so a
    late or reordered save cannot restore what was sent.
    """

    KEY_PATTERN = r"[a-z][a-z-]*(:[0-9]{1,19})*"

    user = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    key = models.CharField(
        "biểu mẫu", max_length=100, validators=[RegexValidator(rf"^{KEY_PATTERN}\Z")]
    )
    fields = models.JSONField("nội dung đang nhập", default=dict)
    revision = models.PositiveIntegerField("lần lưu", default=0)
    sent_revision = models.PositiveIntegerField("đã gửi ở lần lưu", default=0)
    saved_at = models.DateTimeField("lưu lúc")

    class Meta:
        verbose_name = "bản đang nhập"
        verbose_name_plural = "bản đang nhập"
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_draft_per_form")]

    def __str__(self) -> str:
        return f"Bản đang nhập #{self.pk}"
