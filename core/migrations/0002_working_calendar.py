import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from core.initial_migration import InitialMigration


class Migration(InitialMigration):
    initial = True

    dependencies = [
        ("core", "0001_extensions"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarYear",
            fields=[
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        primary_key=True, serialize=False, verbose_name="năm"
                    ),
                ),
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
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
        migrations.CreateModel(
            name="CalendarYearEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("year", models.PositiveSmallIntegerField(serialize=False, verbose_name="năm")),
                (
                    "document",
                    models.CharField(
                        help_text="Số, ngày, cơ quan ban hành của văn bản về lịch nghỉ lễ, tết của năm.",
                        max_length=200,
                        verbose_name="văn bản về lịch nghỉ",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="core.calendaryear",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CalendarDayEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("day", models.DateField(verbose_name="ngày")),
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
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="core.calendarday",
                    ),
                ),
                (
                    "year",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="core.calendaryear",
                        verbose_name="lịch nghỉ",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendaryear",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "core_calendaryearevent" ("document", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (NEW."document", _pgh_attach_context(), NOW(), \'update\', NEW."year", NEW."year"); RETURN NULL;',
                    hash="b00c6c4972b12c44a7d648c9a147f8870d051a99",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2ef33",
                    table="core_calendaryear",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendaryear",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "core_calendaryearevent" ("document", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (OLD."document", _pgh_attach_context(), NOW(), \'delete\', OLD."year", OLD."year"); RETURN NULL;',
                    hash="3f07ec792225444469dcb5fd519bcd35a50f7015",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3ac55",
                    table="core_calendaryear",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendarday",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "core_calendardayevent" ("day", "id", "is_worked", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "year_id") VALUES (NEW."day", NEW."id", NEW."is_worked", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."year_id"); RETURN NULL;',
                    hash="c445687168d2ff6f46e10f7235e25d923767791a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_36b7b",
                    table="core_calendarday",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendarday",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "core_calendardayevent" ("day", "id", "is_worked", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "year_id") VALUES (OLD."day", OLD."id", OLD."is_worked", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."year_id"); RETURN NULL;',
                    hash="8c9e88ef719a01fc44dd49c315070e13aceacacb",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_94941",
                    table="core_calendarday",
                    when="AFTER",
                ),
            ),
        ),
    ]
