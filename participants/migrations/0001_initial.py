import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import core.fields
from core.initial_migration import InitialMigration


class Migration(InitialMigration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("core", "0001_extensions"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="AdministrativeUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                ("code", models.CharField(max_length=20, verbose_name="mã")),
                ("name", models.CharField(max_length=120, verbose_name="tên")),
                (
                    "sort_key",
                    core.fields.SortKeyField(db_collation="C", editable=False, max_length=600),
                ),
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
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
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
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                (
                    "name",
                    models.CharField(
                        help_text="HĐND thành phố Hải Phòng", max_length=160, verbose_name="tên"
                    ),
                ),
                (
                    "sort_key",
                    core.fields.SortKeyField(db_collation="C", editable=False, max_length=800),
                ),
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
                    "term",
                    models.CharField(help_text="2021-2026", max_length=20, verbose_name="nhiệm kỳ"),
                ),
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
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
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
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                (
                    "sort_key",
                    core.fields.SortKeyField(db_collation="C", editable=False, max_length=1000),
                ),
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
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
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
            name="Cluster",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
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
            name="Appointment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
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
            name="ClusterMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
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
            name="ClusterMemberEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants.body",
                        verbose_name="tập thể",
                    ),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants.cluster",
                        verbose_name="cụm thi đua",
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
                        to="participants.clustermember",
                    ),
                ),
                (
                    "delegates_of",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants.council",
                        verbose_name="mọi đại biểu của",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AppointmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                        to="participants.appointment",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="tài khoản",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants.council",
                        verbose_name="hội đồng nhân dân",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("full_name", models.CharField(max_length=120, verbose_name="họ và tên")),
                (
                    "sort_key",
                    core.fields.SortKeyField(
                        db_collation="C", db_index=True, editable=False, max_length=600
                    ),
                ),
                (
                    "gender",
                    models.CharField(
                        choices=[("female", "Nữ"), ("male", "Nam")],
                        max_length=6,
                        verbose_name="giới tính",
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
            options={
                "verbose_name": "người",
                "verbose_name_plural": "người",
                "ordering": ["sort_key"],
            },
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
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
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("head", "Đứng đầu"),
                            ("deputy", "Cấp phó"),
                            ("member", "Thành viên"),
                        ],
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
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
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
        migrations.CreateModel(
            name="MembershipEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("head", "Đứng đầu"),
                            ("deputy", "Cấp phó"),
                            ("member", "Thành viên"),
                        ],
                        default="member",
                        max_length=10,
                        verbose_name="vị trí",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants.body",
                        verbose_name="tập thể",
                    ),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants.mandate",
                        verbose_name="đại biểu",
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
                        to="participants.membership",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MandateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                ("is_full_time", models.BooleanField(default=False, verbose_name="chuyên trách")),
                (
                    "council",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants.council",
                        verbose_name="hội đồng nhân dân",
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
                        to="participants.mandate",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants.person",
                        verbose_name="đại biểu",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clustermember",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "participants_clustermemberevent" ("body_id", "cluster_id", "delegates_of_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") VALUES (NEW."body_id", NEW."cluster_id", NEW."delegates_of_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                    hash="996330579c3ada6923bcad4378fc484e9b2f9412",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_309a4",
                    table="participants_clustermember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clustermember",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_clustermemberevent" ("body_id", "cluster_id", "delegates_of_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") VALUES (OLD."body_id", OLD."cluster_id", OLD."delegates_of_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                    hash="db68128722d642db0076228a9604b19fc7d73e5d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_865cd",
                    table="participants_clustermember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="appointment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "participants_appointmentevent" ("council_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id", "valid_from", "valid_to") VALUES (NEW."council_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."user_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                    hash="c81ada6d23aeea60079037e2b657536a6932084d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_24d11",
                    table="participants_appointment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="appointment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_appointmentevent" ("council_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id", "valid_from", "valid_to") VALUES (OLD."council_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."user_id", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                    hash="7ffa01dcc45d2cb1efea025114fcd50ed442a679",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9996f",
                    table="participants_appointment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "participants_membershipevent" ("body_id", "id", "mandate_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "valid_from", "valid_to") VALUES (NEW."body_id", NEW."id", NEW."mandate_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                    hash="1d959bd7f83c367b85c9c55c70f2e9a25a5757ec",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b7c1f",
                    table="participants_membership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_membershipevent" ("body_id", "id", "mandate_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "valid_from", "valid_to") VALUES (OLD."body_id", OLD."id", OLD."mandate_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                    hash="04015c9081e418512262f7e75538401a1c73cbed",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_aad87",
                    table="participants_membership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mandate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "participants_mandateevent" ("council_id", "id", "is_full_time", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") VALUES (NEW."council_id", NEW."id", NEW."is_full_time", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                    hash="4e5c606e65a23f5d5575ccb26d0f4c77feffa527",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8c049",
                    table="participants_mandate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mandate",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_mandateevent" ("council_id", "id", "is_full_time", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") VALUES (OLD."council_id", OLD."id", OLD."is_full_time", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                    hash="fc0b2020556504052b6266e35f3d03b8d93c077f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7e8ef",
                    table="participants_mandate",
                    when="AFTER",
                ),
            ),
        ),
    ]
