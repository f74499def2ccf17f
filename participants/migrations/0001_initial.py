import core.fields
import core.history.tracking
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from core.initial_migration import InitialMigration


class Migration(InitialMigration):
    initial = True

    dependencies = [("accounts", "0001_initial"), ("core", "0001_extensions")]

    operations = [
        migrations.CreateModel(
            name="AdministrativeUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                ("code", models.CharField(max_length=20, verbose_name="mã")),
                ("name", models.CharField(max_length=120, verbose_name="tên")),
                ("sort_key", core.fields.SortKeyField(db_collation="C", editable=False, max_length=600)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("province", "Cấp tỉnh, thành phố"),
                            ("district", "Cấp huyện, quận"),
                            ("commune", "Cấp xã, phường"),
                        ],
                        max_length=10,
                        verbose_name="cấp",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="participants.administrativeunit",
                        verbose_name="thuộc",
                    ),
                ),
                (
                    "predecessors",
                    models.ManyToManyField(
                        blank=True,
                        related_name="successors",
                        to="participants.administrativeunit",
                        verbose_name="tiền thân",
                    ),
                ),
            ],
            options={
                "verbose_name": "đơn vị hành chính",
                "verbose_name_plural": "đơn vị hành chính",
                "ordering": ["sort_key"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="unit_ends_after_start",
                        violation_error_message="“Đến ngày” phải từ “từ ngày” trở đi.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("code", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_to"),
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="unit_code_once_a_day",
                        violation_error_message="Khoảng thời gian này trùng với một dòng đã có.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Council",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                ("name", models.CharField(help_text="HĐND thành phố Hải Phòng", max_length=160, verbose_name="tên")),
                ("sort_key", core.fields.SortKeyField(db_collation="C", editable=False, max_length=800)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("province", "Cấp tỉnh, thành phố"),
                            ("district", "Cấp huyện, quận"),
                            ("commune", "Cấp xã, phường"),
                        ],
                        max_length=10,
                        verbose_name="cấp",
                    ),
                ),
                ("term", models.CharField(help_text="2021-2026", max_length=20, verbose_name="nhiệm kỳ")),
                (
                    "superior",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subordinates",
                        to="participants.council",
                        verbose_name="HĐND cấp trên",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="councils",
                        to="participants.administrativeunit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "hội đồng nhân dân",
                "verbose_name_plural": "hội đồng nhân dân",
                "ordering": ["sort_key"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="council_ends_after_start",
                        violation_error_message="“Đến ngày” phải từ “từ ngày” trở đi.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("unit", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_to"),
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="one_council_a_unit",
                        violation_error_message="Khoảng thời gian này trùng với một dòng đã có.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("council", "Hội đồng nhân dân"),
                            ("standing_committee", "Thường trực HĐND"),
                            ("board", "Ban của HĐND"),
                            ("delegate_group", "Tổ đại biểu HĐND"),
                        ],
                        max_length=20,
                        verbose_name="loại",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="tên")),
                ("sort_key", core.fields.SortKeyField(db_collation="C", editable=False, max_length=1000)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bodies",
                        to="participants.council",
                        verbose_name="hội đồng nhân dân",
                    ),
                ),
            ],
            options={
                "verbose_name": "tập thể",
                "verbose_name_plural": "tập thể",
                "ordering": ["sort_key"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="body_ends_after_start",
                        violation_error_message="“Đến ngày” phải từ “từ ngày” trở đi.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("council", "="),
                            ("name", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_to"),
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="body_name_once_a_day",
                        violation_error_message="Khoảng thời gian này trùng với một dòng đã có.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                (
                    "role",
                    models.CharField(
                        choices=[("secretary", "Chuyên viên văn phòng"), ("leader", "Lãnh đạo")],
                        max_length=10,
                        verbose_name="vai trò",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appointments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="tài khoản",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="participants.council",
                        verbose_name="hội đồng nhân dân",
                    ),
                ),
            ],
            options={
                "verbose_name": "phân công",
                "verbose_name_plural": "phân công",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="appointment_ends_after_start",
                        violation_error_message="“Đến ngày” phải từ “từ ngày” trở đi.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("user", "="),
                            ("council", "="),
                            ("role", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_to"),
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="appointment_once_a_day",
                        violation_error_message="Khoảng thời gian này trùng với một dòng đã có.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cluster",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                ("name", models.CharField(max_length=160, verbose_name="tên")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                (
                    "organiser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clusters",
                        to="participants.council",
                        verbose_name="do HĐND",
                    ),
                ),
            ],
            options={
                "verbose_name": "cụm thi đua",
                "verbose_name_plural": "cụm thi đua",
                "ordering": ["position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="cluster_ends_after_start",
                        violation_error_message="“Đến ngày” phải từ “từ ngày” trở đi.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("organiser", "="),
                            ("name", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_to"),
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="cluster_name_once_a_day",
                        violation_error_message="Khoảng thời gian này trùng với một dòng đã có.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClusterMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="participants.body",
                        verbose_name="tập thể",
                    ),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="participants.cluster",
                        verbose_name="cụm thi đua",
                    ),
                ),
                (
                    "delegates_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="participants.council",
                        verbose_name="mọi đại biểu của",
                    ),
                ),
            ],
            options={
                "verbose_name": "thành viên cụm",
                "verbose_name_plural": "thành viên cụm",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="cluster_member_ends_after_start",
                        violation_error_message="“Đến ngày” phải từ “từ ngày” trở đi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("body__isnull", False), ("delegates_of__isnull", True)),
                            models.Q(("body__isnull", True), ("delegates_of__isnull", False)),
                            _connector="OR",
                        ),
                        name="cluster_member_is_one_thing",
                        violation_error_message="Chọn một tập thể, hoặc mọi đại biểu của một HĐND.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("cluster", "="),
                            ("body", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_to"),
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="cluster_body_once_a_day",
                        violation_error_message="Khoảng thời gian này trùng với một dòng đã có.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("cluster", "="),
                            ("delegates_of", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_to"),
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="cluster_delegates_once_a_day",
                        violation_error_message="Khoảng thời gian này trùng với một dòng đã có.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("full_name", models.CharField(max_length=120, verbose_name="họ và tên")),
                ("sort_key", core.fields.SortKeyField(db_collation="C", db_index=True, editable=False, max_length=600)),
                (
                    "gender",
                    models.CharField(
                        choices=[("female", "Nữ"), ("male", "Nam")], max_length=6, verbose_name="giới tính"
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="person",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="tài khoản",
                    ),
                ),
            ],
            options={"verbose_name": "người", "verbose_name_plural": "người", "ordering": ["sort_key"]},
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                ("is_full_time", models.BooleanField(default=False, verbose_name="chuyên trách")),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="participants.council",
                        verbose_name="hội đồng nhân dân",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="participants.person",
                        verbose_name="đại biểu",
                    ),
                ),
            ],
            options={
                "verbose_name": "tư cách đại biểu",
                "verbose_name_plural": "tư cách đại biểu",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="mandate_ends_after_start",
                        violation_error_message="“Đến ngày” phải từ “từ ngày” trở đi.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("person", "="),
                            ("council", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_to"),
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="mandate_once_a_day",
                        violation_error_message="Khoảng thời gian này trùng với một dòng đã có.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                (
                    "role",
                    models.CharField(
                        choices=[("head", "Đứng đầu"), ("deputy", "Cấp phó"), ("member", "Thành viên")],
                        default="member",
                        max_length=10,
                        verbose_name="vị trí",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="participants.body",
                        verbose_name="tập thể",
                    ),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="participants.mandate",
                        verbose_name="đại biểu",
                    ),
                ),
            ],
            options={
                "verbose_name": "thành viên",
                "verbose_name_plural": "thành viên",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="membership_ends_after_start",
                        violation_error_message="“Đến ngày” phải từ “từ ngày” trở đi.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("mandate", "="),
                            ("body", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_to"),
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="membership_once_a_day",
                        violation_error_message="Khoảng thời gian này trùng với một dòng đã có.",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="appointment",
            trigger=core.history.tracking.RecordChanges(
                hash="67870a00f790",
                operation="update",
                pgid="pgtrigger_history_update_d601c",
                table="participants_appointment",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="appointment",
            trigger=core.history.tracking.RecordChanges(
                hash="47e8a26eb8a8",
                operation="delete",
                pgid="pgtrigger_history_delete_6ee39",
                table="participants_appointment",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clustermember",
            trigger=core.history.tracking.RecordChanges(
                hash="38a0c62b4d9e",
                operation="update",
                pgid="pgtrigger_history_update_c8a60",
                table="participants_clustermember",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clustermember",
            trigger=core.history.tracking.RecordChanges(
                hash="808b19897bcc",
                operation="delete",
                pgid="pgtrigger_history_delete_3dd1d",
                table="participants_clustermember",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mandate",
            trigger=core.history.tracking.RecordChanges(
                hash="133a9508bbc0",
                operation="update",
                pgid="pgtrigger_history_update_5a48d",
                table="participants_mandate",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mandate",
            trigger=core.history.tracking.RecordChanges(
                hash="8245d23a35eb",
                operation="delete",
                pgid="pgtrigger_history_delete_4bf74",
                table="participants_mandate",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=core.history.tracking.RecordChanges(
                hash="08a7ee553194",
                operation="update",
                pgid="pgtrigger_history_update_764f4",
                table="participants_membership",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=core.history.tracking.RecordChanges(
                hash="ecfa5d1e4f69",
                operation="delete",
                pgid="pgtrigger_history_delete_eb713",
                table="participants_membership",
            ),
        ),
    ]
