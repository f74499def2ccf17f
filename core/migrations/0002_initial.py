import core.history.records
import core.history.tracking
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from core.initial_migration import InitialMigration


class Migration(InitialMigration):
    initial = True

    dependencies = [("core", "0001_extensions")]

    operations = [
        migrations.CreateModel(
            name="HistoryRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(help_text="Thời điểm bắt đầu của giao dịch.", verbose_name="lúc")),
                ("table_name", models.CharField(max_length=63, verbose_name="bảng")),
                ("row_id", models.BigIntegerField(verbose_name="mã dòng")),
                (
                    "operation",
                    models.CharField(
                        choices=[("update", "Sửa"), ("delete", "Xóa")], max_length=6, verbose_name="thao tác"
                    ),
                ),
                ("old", models.JSONField(decoder=core.history.records.ExactDecoder, verbose_name="trước khi đổi")),
                (
                    "new",
                    models.JSONField(decoder=core.history.records.ExactDecoder, null=True, verbose_name="giá trị mới"),
                ),
                ("plan_id", models.BigIntegerField(null=True, verbose_name="kế hoạch")),
                ("council_id", models.BigIntegerField(null=True, verbose_name="HĐND")),
                ("is_private", models.BooleanField(verbose_name="lúc còn là bản riêng của người viết")),
                ("user_id", models.BigIntegerField(null=True, verbose_name="người thay đổi")),
                ("cause", models.CharField(blank=True, max_length=200, verbose_name="trang hoặc tác vụ")),
                ("context_id", models.UUIDField(null=True, verbose_name="lần gọi")),
            ],
            options={
                "verbose_name": "thay đổi đã ghi",
                "verbose_name_plural": "lịch sử thay đổi",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["table_name", "row_id", "id"], name="history_of_row"),
                    models.Index(fields=["plan_id", "id"], name="history_of_plan"),
                    models.Index(
                        condition=models.Q(("council_id__isnull", False)),
                        fields=["council_id", "id"],
                        name="history_of_council",
                    ),
                    django.contrib.postgres.indexes.BrinIndex(fields=["at"], name="history_at"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarYear",
            fields=[
                ("year", models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name="năm")),
                (
                    "document",
                    models.CharField(
                        help_text="Số, ngày, cơ quan ban hành của văn bản về lịch nghỉ lễ, tết của năm.",
                        max_length=200,
                        verbose_name="văn bản về lịch nghỉ",
                    ),
                ),
            ],
            options={
                "verbose_name": "lịch nghỉ của một năm",
                "verbose_name_plural": "lịch nghỉ lễ, ngày làm bù",
                "ordering": ["-year"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2000), ("year__lte", 2099)),
                        name="calendar_year_in_range",
                        violation_error_message="Năm từ 2000 đến 2099.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True, verbose_name="ngày")),
                (
                    "is_worked",
                    models.BooleanField(
                        default=False,
                        help_text="Đánh dấu với ngày làm bù; để trống với ngày được nghỉ thêm.",
                        verbose_name="là ngày làm việc",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="lý do")),
                (
                    "year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="days",
                        to="core.calendaryear",
                        verbose_name="lịch nghỉ",
                    ),
                ),
            ],
            options={
                "verbose_name": "ngày khác lịch tính theo luật",
                "verbose_name_plural": "ngày khác lịch tính theo luật",
                "ordering": ["day"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("day__year", models.F("year_id"))),
                        name="calendar_day_within_its_year",
                        violation_error_message="Ngày phải nằm trong năm của lịch nghỉ này.",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="historyrecord",
            trigger=pgtrigger.compiler.Trigger(
                name="history_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The history is never changed';",
                    hash="e7a48f7f8a96f3ed41a8e437112549ed0f69d16c",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_history_stays_a256f",
                    table="core_historyrecord",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendaryear",
            trigger=core.history.tracking.RecordChanges(
                hash="001dfd920d5b",
                operation="update",
                pgid="pgtrigger_history_update_fd9bb",
                pk="year",
                table="core_calendaryear",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendaryear",
            trigger=core.history.tracking.RecordChanges(
                hash="85d8013465c3",
                operation="delete",
                pgid="pgtrigger_history_delete_f6e07",
                pk="year",
                table="core_calendaryear",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendarday",
            trigger=core.history.tracking.RecordChanges(
                hash="0885609c468f", operation="update", pgid="pgtrigger_history_update_96325", table="core_calendarday"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendarday",
            trigger=core.history.tracking.RecordChanges(
                hash="1f97f8778a13", operation="delete", pgid="pgtrigger_history_delete_83e55", table="core_calendarday"
            ),
        ),
    ]
