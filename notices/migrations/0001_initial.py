import django.db.models.deletion
import notices.kinds
from django.conf import settings
from django.db import migrations, models

from core.initial_migration import InitialMigration


class Migration(InitialMigration):
    initial = True

    dependencies = [("accounts", "0001_initial"), ("core", "0001_extensions")]

    operations = [
        migrations.CreateModel(
            name="Mailbox",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("wants_news", models.BooleanField(default=True, verbose_name="nhận thư cả về việc không đến hạn")),
                ("digest_on", models.DateField(blank=True, null=True, verbose_name="thư gần nhất ngày")),
                ("failures", models.PositiveIntegerField(default=0, verbose_name="số lần gửi hỏng liên tiếp")),
                ("next_try_at", models.DateTimeField(blank=True, null=True, verbose_name="thử lại lúc")),
                ("last_error", models.TextField(blank=True, verbose_name="lỗi gần nhất")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mailbox",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người nhận",
                    ),
                ),
            ],
            options={"verbose_name": "hộp thư", "verbose_name_plural": "hộp thư", "ordering": ["-failures", "pk"]},
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=notices.kinds.kind_choices, max_length=20, verbose_name="loại")),
                ("title", models.CharField(max_length=200, verbose_name="tiêu đề")),
                ("body", models.TextField(blank=True, verbose_name="nội dung")),
                ("path", models.CharField(blank=True, max_length=300, verbose_name="địa chỉ trong trang")),
                ("key", models.CharField(max_length=120, verbose_name="báo về việc gì")),
                ("created_at", models.DateTimeField(verbose_name="báo lúc")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="đọc lúc")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="việc đã xong lúc")),
                ("mailed_at", models.DateTimeField(blank=True, null=True, verbose_name="gửi thư lúc")),
                (
                    "mail_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="sau lúc này không gửi thư nữa"),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người nhận",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người gửi",
                    ),
                ),
            ],
            options={
                "verbose_name": "thông báo",
                "verbose_name_plural": "thông báo",
                "indexes": [
                    models.Index(fields=["recipient", "-created_at"], name="notice_inbox"),
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)), fields=["recipient"], name="notice_unread"
                    ),
                    models.Index(fields=["key"], name="notice_key", opclasses=["varchar_pattern_ops"]),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("recipient", "key"), name="notice_told_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("path__regex", "^(/([^/\\\\[:cntrl:][:space:]][^\\\\[:cntrl:][:space:]]*)?)?$")
                        ),
                        name="notice_path_inside",
                    ),
                ],
            },
        ),
    ]
