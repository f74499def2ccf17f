import core.history.tracking
import django.contrib.auth.validators
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from core.initial_migration import InitialMigration


class Migration(InitialMigration):
    initial = True

    dependencies = [("auth", "0012_alter_user_first_name_max_length"), ("core", "0001_extensions")]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "Tên đăng nhập này đã có."},
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="tên đăng nhập",
                    ),
                ),
                ("full_name", models.CharField(max_length=150, verbose_name="họ và tên")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="thư điện tử")),
                ("is_active", models.BooleanField(default=True, verbose_name="đang dùng")),
                (
                    "is_demonstration",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="Mật khẩu ai cũng biết; bản chính thức không khởi động khi còn tài khoản này.",
                        verbose_name="tài khoản minh họa",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="tạo lúc")),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "tài khoản",
                "verbose_name_plural": "tài khoản",
                "ordering": ["username"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("username"),
                        name="username_unique_ignoring_capitals",
                        violation_error_message="Tên đăng nhập này đã có (không phân biệt chữ hoa).",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        max_length=100,
                        validators=[django.core.validators.RegexValidator("^[a-z][a-z-]*(:[0-9]{1,19})*\\Z")],
                        verbose_name="biểu mẫu",
                    ),
                ),
                ("fields", models.JSONField(default=dict, verbose_name="nội dung đang nhập")),
                ("revision", models.PositiveIntegerField(default=0, verbose_name="lần lưu")),
                ("sent_revision", models.PositiveIntegerField(default=0, verbose_name="đã gửi ở lần lưu")),
                ("saved_at", models.DateTimeField(verbose_name="lưu lúc")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "bản đang nhập",
                "verbose_name_plural": "bản đang nhập",
                "constraints": [models.UniqueConstraint(fields=("user", "key"), name="one_draft_per_form")],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=core.history.tracking.RecordChanges(
                hash="ef7bfcd25619",
                ignored="'{last_login}'::text[]",
                operation="update",
                pgid="pgtrigger_history_update_e821b",
                secret="'{password}'::text[]",
                table="accounts_user",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=core.history.tracking.RecordChanges(
                hash="9718559b5c90",
                ignored="'{last_login}'::text[]",
                operation="delete",
                pgid="pgtrigger_history_delete_3f525",
                secret="'{password}'::text[]",
                table="accounts_user",
            ),
        ),
    ]
