import core.fields
import core.history.tracking
import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from core.initial_migration import InitialMigration


class Migration(InitialMigration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("campaigns", "0001_initial"),
        ("core", "0001_extensions"),
        ("evidence", "0001_initial"),
        ("participants", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Measure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("part", models.PositiveSmallIntegerField(default=1, verbose_name="phần")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("counted", "Đã có số liệu"),
                            ("not_applicable", "Không áp dụng"),
                            ("refused", "Không được công nhận"),
                        ],
                        default="counted",
                        max_length=15,
                        verbose_name="tình trạng",
                    ),
                ),
                ("count", core.fields.ExactDecimalField(null=True, verbose_name="số lượng (tử số)")),
                ("denominator", core.fields.ExactDecimalField(null=True, verbose_name="mẫu số")),
                ("excluded", core.fields.ExactDecimalField(null=True, verbose_name="không tính vào mẫu số")),
                ("shared", core.fields.ExactDecimalField(null=True, verbose_name="đã tính ở tiêu chí khác")),
                ("is_excepted", models.BooleanField(default=False, verbose_name="thuộc ngoại lệ")),
                ("reason", models.TextField(blank=True, verbose_name="lý do")),
                ("document", models.CharField(blank=True, max_length=200, verbose_name="văn bản cho phép")),
                ("recorded_at", models.DateTimeField(verbose_name="ghi lúc")),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="campaigns.criterion"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="measures", to="campaigns.entry"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "số liệu",
                "verbose_name_plural": "số liệu",
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "criterion", "part"), name="measure_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("count__isnull", False), ("state", "counted")),
                            models.Q(models.Q(("state", "counted"), _negated=True), ("count__isnull", True)),
                            _connector="OR",
                        ),
                        name="measure_count_iff_counted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "not_applicable"), _negated=True),
                            models.Q(("document", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="not_applicable_has_document",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnMaximum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("maximum", core.fields.ExactDecimalField(verbose_name="điểm tối đa")),
                ("document", models.CharField(max_length=200, verbose_name="văn bản cho phép")),
                ("recorded_at", models.DateTimeField(verbose_name="ghi lúc")),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="own_maxima", to="campaigns.criterion"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="own_maxima", to="campaigns.entry"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "điểm tối đa riêng",
                "verbose_name_plural": "điểm tối đa riêng",
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "criterion"), name="own_maximum_once"),
                    models.CheckConstraint(condition=models.Q(("maximum__gt", 0)), name="own_maximum_positive"),
                ],
            },
        ),
        migrations.CreateModel(
            name="TieDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("total", core.fields.ExactDecimalField(verbose_name="tổng điểm khi quyết định")),
                ("position", models.PositiveIntegerField(verbose_name="thứ tự")),
                ("reason", models.TextField(verbose_name="lý do")),
                ("decided_at", models.DateTimeField(verbose_name="quyết định lúc")),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tie_decision", to="campaigns.entry"
                    ),
                ),
            ],
            options={"verbose_name": "quyết định khi bằng điểm", "verbose_name_plural": "quyết định khi bằng điểm"},
        ),
        migrations.CreateModel(
            name="ScoreSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("open", "Đang tự chấm"),
                            ("sent", "Đã tự chấm"),
                            ("crossed", "Đã chấm chéo"),
                            ("appraised", "Đã thẩm định lần 1"),
                            ("explained", "Đã giải trình"),
                            ("closed", "Thẩm định xong"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="giai đoạn",
                    ),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="gửi lúc")),
                ("return_note", models.TextField(blank=True, verbose_name="lý do trả lại")),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheet",
                        to="campaigns.entry",
                        verbose_name="đơn vị, cá nhân",
                    ),
                ),
                (
                    "peer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="crossed_sheets",
                        to="campaigns.entry",
                        verbose_name="đơn vị chấm chéo",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người gửi",
                    ),
                ),
            ],
            options={
                "verbose_name": "phiếu chấm điểm",
                "verbose_name_plural": "phiếu chấm điểm",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("peer__isnull", True),
                            models.Q(("peer", models.F("entry")), _negated=True),
                            _connector="OR",
                        ),
                        name="sheet_not_crossed_by_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage", "open"),
                            models.Q(("sent_at__isnull", False), ("sent_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="sent_sheet_has_sender",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("part", models.PositiveSmallIntegerField(default=1, verbose_name="phần")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("counted", "Đã có số liệu"),
                            ("not_applicable", "Không áp dụng"),
                            ("refused", "Không được công nhận"),
                        ],
                        default="counted",
                        max_length=15,
                        verbose_name="tình trạng",
                    ),
                ),
                ("count", core.fields.ExactDecimalField(null=True, verbose_name="số lượng (tử số)")),
                ("denominator", core.fields.ExactDecimalField(null=True, verbose_name="mẫu số")),
                ("excluded", core.fields.ExactDecimalField(null=True, verbose_name="không tính vào mẫu số")),
                ("shared", core.fields.ExactDecimalField(null=True, verbose_name="đã tính ở tiêu chí khác")),
                ("is_excepted", models.BooleanField(default=False, verbose_name="thuộc ngoại lệ")),
                ("reason", models.TextField(blank=True, verbose_name="lý do")),
                ("document", models.CharField(blank=True, max_length=200, verbose_name="văn bản cho phép")),
                ("recorded_at", models.DateTimeField(verbose_name="ghi lúc")),
                (
                    "column",
                    models.CharField(
                        choices=[
                            ("self", "Tự chấm"),
                            ("cross", "Chấm chéo"),
                            ("first", "Thẩm định lần 1"),
                            ("second", "Thẩm định lần 2"),
                            ("appeal", "Sau kiến nghị"),
                            ("post_check", "Sau hậu kiểm"),
                        ],
                        max_length=10,
                        verbose_name="cột",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="campaigns.criterion"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="values", to="scoring.scoresheet"
                    ),
                ),
            ],
            options={
                "verbose_name": "ô của phiếu",
                "verbose_name_plural": "ô của phiếu",
                "constraints": [
                    models.UniqueConstraint(fields=("sheet", "criterion", "column", "part"), name="sheet_value_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("count__isnull", False), ("state", "counted")),
                            models.Q(models.Q(("state", "counted"), _negated=True), ("count__isnull", True)),
                            _connector="OR",
                        ),
                        name="sheet_value_count_iff_counted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Explanation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=4000, verbose_name="giải trình")),
                ("written_at", models.DateTimeField(verbose_name="viết lúc")),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="campaigns.criterion"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="explanations",
                        to="scoring.scoresheet",
                    ),
                ),
            ],
            options={
                "verbose_name": "giải trình",
                "verbose_name_plural": "giải trình",
                "constraints": [models.UniqueConstraint(fields=("sheet", "criterion"), name="explanation_once")],
            },
        ),
        migrations.CreateModel(
            name="EarlyFinish",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("open", "Đang tự chấm"),
                            ("sent", "Đã tự chấm"),
                            ("crossed", "Đã chấm chéo"),
                            ("appraised", "Đã thẩm định lần 1"),
                            ("explained", "Đã giải trình"),
                            ("closed", "Thẩm định xong"),
                        ],
                        max_length=10,
                        verbose_name="bước đã kết thúc",
                    ),
                ),
                ("cut_off", models.TextField(verbose_name="ai bị ngắt thời hạn")),
                ("reason", models.TextField(max_length=2000, verbose_name="lý do kết thúc sớm")),
                ("decided_at", models.DateTimeField(verbose_name="quyết định lúc")),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="early_finishes",
                        to="scoring.scoresheet",
                    ),
                ),
            ],
            options={
                "verbose_name": "kết thúc sớm",
                "verbose_name_plural": "các lần kết thúc sớm",
                "ordering": ["decided_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="early_finish_has_reason"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("added_at", models.DateTimeField(verbose_name="đính kèm lúc")),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="campaigns.criterion"
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="on_sheet", to="evidence.evidencefile"
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="scoring.scoresheet"
                    ),
                ),
            ],
            options={
                "verbose_name": "minh chứng của phiếu",
                "verbose_name_plural": "minh chứng của phiếu",
                "ordering": ["added_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Draw",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[("cross", "Phân công chấm chéo"), ("post_check", "Chọn mẫu hậu kiểm")],
                        max_length=10,
                        verbose_name="mục đích",
                    ),
                ),
                ("seed", models.CharField(max_length=32, verbose_name="mã bốc thăm")),
                ("drawn_at", models.DateTimeField(verbose_name="bốc lúc")),
                (
                    "cluster",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="participants.cluster",
                        verbose_name="cụm",
                    ),
                ),
                ("drawn", models.ManyToManyField(related_name="draws", to="campaigns.entry", verbose_name="kết quả")),
                (
                    "drawn_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="draws", to="campaigns.plan"
                    ),
                ),
            ],
            options={
                "verbose_name": "lần bốc thăm",
                "verbose_name_plural": "các lần bốc thăm",
                "ordering": ["-drawn_at"],
            },
        ),
        migrations.CreateModel(
            name="PostCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_right", models.BooleanField(verbose_name="đúng")),
                ("note", models.TextField(max_length=4000, verbose_name="đã đối chiếu những gì")),
                ("checked_at", models.DateTimeField(verbose_name="kiểm tra lúc")),
                (
                    "checked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người kiểm tra",
                    ),
                ),
                (
                    "draw",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="scoring.draw"
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="post_checks", to="scoring.scoresheet"
                    ),
                ),
            ],
            options={
                "verbose_name": "kết quả hậu kiểm",
                "verbose_name_plural": "kết quả hậu kiểm",
                "ordering": ["checked_at", "pk"],
                "constraints": [models.UniqueConstraint(fields=("draw", "sheet"), name="post_check_once")],
            },
        ),
        migrations.CreateModel(
            name="PostCheckFault",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(verbose_name="sai ở đâu")),
                ("document", models.CharField(max_length=200, verbose_name="văn bản, tài liệu")),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="campaigns.criterion",
                        verbose_name="tiêu chí",
                    ),
                ),
                (
                    "post_check",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="faults", to="scoring.postcheck"
                    ),
                ),
            ],
            options={
                "verbose_name": "sai sót khi hậu kiểm",
                "verbose_name_plural": "sai sót khi hậu kiểm",
                "constraints": [
                    models.UniqueConstraint(fields=("post_check", "criterion"), name="fault_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), models.Q(("document", ""), _negated=True)
                        ),
                        name="fault_has_reason_and_document",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ranking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="số")),
                ("revision", models.PositiveIntegerField(default=0, verbose_name="lần tính")),
                ("computed_at", models.DateTimeField(null=True, verbose_name="tính lúc")),
                ("seconds", models.FloatField(null=True, verbose_name="số giây tính")),
                ("sealed_at", models.DateTimeField(blank=True, null=True, verbose_name="khóa lúc")),
                ("checksum", models.CharField(blank=True, max_length=64, verbose_name="mã kiểm tra")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rankings",
                        to="campaigns.plan",
                        verbose_name="kế hoạch",
                    ),
                ),
                (
                    "sealed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người khóa",
                    ),
                ),
            ],
            options={
                "verbose_name": "bảng xếp hạng",
                "verbose_name_plural": "bảng xếp hạng",
                "ordering": ["plan", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="ranking_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("number__isnull", True)), fields=("plan",), name="one_draft_ranking"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number__isnull", True), ("sealed_at__isnull", True)),
                            models.Q(
                                ("checksum__regex", "^[0-9a-f]{64}$"),
                                ("number__isnull", False),
                                ("sealed_at__isnull", False),
                                ("sealed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="sealed_ranking_is_complete",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RankingLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "list",
                    models.CharField(
                        choices=[
                            ("collective", "Tập thể"),
                            ("full_time", "Đại biểu chuyên trách"),
                            ("part_time", "Đại biểu kiêm nhiệm"),
                        ],
                        max_length=12,
                        verbose_name="danh sách",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("ranked", "Được xếp hạng"),
                            ("no_data", "Chưa có số liệu"),
                            ("cannot_be_assessed", "Không đánh giá được"),
                            ("too_short", "Chưa đủ thời gian"),
                            ("not_considered", "Không xét"),
                        ],
                        default="ranked",
                        max_length=20,
                        verbose_name="tư cách",
                    ),
                ),
                ("days_served", models.PositiveIntegerField(default=0, verbose_name="số ngày tham gia trong kỳ")),
                ("total", core.fields.ExactDecimalField(null=True, verbose_name="tổng điểm")),
                ("raw_total", core.fields.ExactDecimalField(null=True, verbose_name="tổng điểm trước quy đổi")),
                ("base", core.fields.ExactDecimalField(null=True, verbose_name="điểm chuẩn")),
                ("available", core.fields.ExactDecimalField(null=True, verbose_name="điểm chuẩn có thể đạt")),
                ("bonus", core.fields.ExactDecimalField(default=Decimal("0"), verbose_name="điểm thưởng")),
                ("deduction", core.fields.ExactDecimalField(default=Decimal("0"), verbose_name="điểm trừ")),
                ("best_total", core.fields.ExactDecimalField(null=True, verbose_name="tổng điểm cao nhất có thể")),
                ("worst_total", core.fields.ExactDecimalField(null=True, verbose_name="tổng điểm thấp nhất có thể")),
                (
                    "tie_keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=core.fields.ExactDecimalField(), default=list, size=None
                    ),
                ),
                ("place", models.PositiveIntegerField(null=True, verbose_name="thứ hạng")),
                ("tied_with", models.PositiveIntegerField(default=0, verbose_name="cùng hạng")),
                ("earned_grade", models.SmallIntegerField(null=True, verbose_name="xếp loại theo điểm")),
                ("own_grade", models.SmallIntegerField(null=True, verbose_name="sau điều kiện, chế tài")),
                ("given_grade", models.SmallIntegerField(null=True, verbose_name="xếp loại được công nhận")),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None, verbose_name="lý do hạ"
                    ),
                ),
                (
                    "limits",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        default=list,
                        size=None,
                        verbose_name="giới hạn chung",
                    ),
                ),
                (
                    "limit_numbers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        default=list,
                        size=None,
                        verbose_name="số liệu của giới hạn",
                    ),
                ),
                (
                    "earlier_lines",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        default=list,
                        size=None,
                        verbose_name="kết quả các kỳ trước",
                    ),
                ),
                (
                    "states",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), size=None, verbose_name="tình trạng số liệu"
                    ),
                ),
                (
                    "inputs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=core.fields.ExactDecimalField(null=True), size=None, verbose_name="số liệu"
                    ),
                ),
                (
                    "points",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), size=None, verbose_name="điểm"
                    ),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="participants.cluster",
                        verbose_name="cụm thi đua",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="campaigns.entry",
                        verbose_name="đơn vị, cá nhân",
                    ),
                ),
                (
                    "ranking",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="scoring.ranking",
                    ),
                ),
                (
                    "scorecard",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="campaigns.scorecard",
                        verbose_name="bảng tiêu chí",
                    ),
                ),
            ],
            options={
                "verbose_name": "dòng xếp hạng",
                "verbose_name_plural": "dòng xếp hạng",
                "indexes": [models.Index(fields=["ranking", "cluster", "list", "place"], name="ranking_line_place")],
                "constraints": [models.UniqueConstraint(fields=("entry", "ranking"), name="ranking_line_once")],
            },
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=4000, verbose_name="nội dung kiến nghị")),
                (
                    "state",
                    models.CharField(
                        choices=[("filed", "Chờ trả lời"), ("accepted", "Chấp nhận"), ("refused", "Không chấp nhận")],
                        default="filed",
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                ("filed_at", models.DateTimeField(verbose_name="gửi lúc")),
                ("answer", models.TextField(blank=True, verbose_name="trả lời")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="trả lời lúc")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người trả lời",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="campaigns.criterion",
                        verbose_name="tiêu chí",
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người gửi",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="appeals", to="scoring.rankingline"
                    ),
                ),
            ],
            options={
                "verbose_name": "kiến nghị về điểm",
                "verbose_name_plural": "kiến nghị về điểm",
                "ordering": ["filed_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("line", "criterion"), name="appeal_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("state", "filed")),
                            models.Q(
                                models.Q(("state", "filed"), _negated=True),
                                models.Q(("answer", ""), _negated=True),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="answered_appeal_has_answer",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measure",
            trigger=core.history.tracking.RecordChanges(
                hash="16c724d07226",
                operation="update",
                pgid="pgtrigger_history_update_e3539",
                plan="(SELECT t0.plan_id FROM campaigns_entry AS t0 WHERE t0.id = old_row.entry_id)",
                table="scoring_measure",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measure",
            trigger=core.history.tracking.RecordChanges(
                hash="7ff23513b214",
                operation="delete",
                pgid="pgtrigger_history_delete_7ca11",
                plan="(SELECT t0.plan_id FROM campaigns_entry AS t0 WHERE t0.id = old_row.entry_id)",
                table="scoring_measure",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ownmaximum",
            trigger=core.history.tracking.RecordChanges(
                hash="11bf4ad0c585",
                operation="update",
                pgid="pgtrigger_history_update_1a609",
                plan="(SELECT t0.plan_id FROM campaigns_entry AS t0 WHERE t0.id = old_row.entry_id)",
                table="scoring_ownmaximum",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ownmaximum",
            trigger=core.history.tracking.RecordChanges(
                hash="4656ca13cfe1",
                operation="delete",
                pgid="pgtrigger_history_delete_533cd",
                plan="(SELECT t0.plan_id FROM campaigns_entry AS t0 WHERE t0.id = old_row.entry_id)",
                table="scoring_ownmaximum",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tiedecision",
            trigger=core.history.tracking.RecordChanges(
                hash="4a642e303006",
                operation="update",
                pgid="pgtrigger_history_update_a3af1",
                plan="(SELECT t0.plan_id FROM campaigns_entry AS t0 WHERE t0.id = old_row.entry_id)",
                table="scoring_tiedecision",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tiedecision",
            trigger=core.history.tracking.RecordChanges(
                hash="e811f69c127c",
                operation="delete",
                pgid="pgtrigger_history_delete_385b8",
                plan="(SELECT t0.plan_id FROM campaigns_entry AS t0 WHERE t0.id = old_row.entry_id)",
                table="scoring_tiedecision",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scoresheet",
            trigger=core.history.tracking.RecordChanges(
                hash="77033283aa86",
                operation="update",
                pgid="pgtrigger_history_update_fa309",
                plan="(SELECT t0.plan_id FROM campaigns_entry AS t0 WHERE t0.id = old_row.entry_id)",
                table="scoring_scoresheet",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scoresheet",
            trigger=core.history.tracking.RecordChanges(
                hash="b9e9a22eac12",
                operation="delete",
                pgid="pgtrigger_history_delete_05f99",
                plan="(SELECT t0.plan_id FROM campaigns_entry AS t0 WHERE t0.id = old_row.entry_id)",
                table="scoring_scoresheet",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sheetvalue",
            trigger=core.history.tracking.RecordChanges(
                hash="49d53d50fd74",
                operation="update",
                pgid="pgtrigger_history_update_f8095",
                plan="(SELECT t1.plan_id FROM scoring_scoresheet AS t0 JOIN campaigns_entry AS t1 ON t1.id = t0.entry_id WHERE t0.id = old_row.sheet_id)",
                private="(SELECT t0.stage FROM scoring_scoresheet AS t0 WHERE t0.id = old_row.sheet_id) IS NOT DISTINCT FROM 'open'",
                table="scoring_sheetvalue",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sheetvalue",
            trigger=core.history.tracking.RecordChanges(
                hash="87ff63f4f971",
                operation="delete",
                pgid="pgtrigger_history_delete_ca01a",
                plan="(SELECT t1.plan_id FROM scoring_scoresheet AS t0 JOIN campaigns_entry AS t1 ON t1.id = t0.entry_id WHERE t0.id = old_row.sheet_id)",
                private="(SELECT t0.stage FROM scoring_scoresheet AS t0 WHERE t0.id = old_row.sheet_id) IS NOT DISTINCT FROM 'open'",
                table="scoring_sheetvalue",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="explanation",
            trigger=core.history.tracking.RecordChanges(
                hash="5ee82e0ba98a",
                operation="update",
                pgid="pgtrigger_history_update_933d2",
                plan="(SELECT t1.plan_id FROM scoring_scoresheet AS t0 JOIN campaigns_entry AS t1 ON t1.id = t0.entry_id WHERE t0.id = old_row.sheet_id)",
                table="scoring_explanation",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="explanation",
            trigger=core.history.tracking.RecordChanges(
                hash="1dbec8302ab8",
                operation="delete",
                pgid="pgtrigger_history_delete_b3fed",
                plan="(SELECT t1.plan_id FROM scoring_scoresheet AS t0 JOIN campaigns_entry AS t1 ON t1.id = t0.entry_id WHERE t0.id = old_row.sheet_id)",
                table="scoring_explanation",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="earlyfinish",
            trigger=core.history.tracking.RecordChanges(
                hash="2afcfcaa09ae",
                operation="update",
                pgid="pgtrigger_history_update_13113",
                plan="(SELECT t1.plan_id FROM scoring_scoresheet AS t0 JOIN campaigns_entry AS t1 ON t1.id = t0.entry_id WHERE t0.id = old_row.sheet_id)",
                table="scoring_earlyfinish",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="earlyfinish",
            trigger=core.history.tracking.RecordChanges(
                hash="6815fafa5ce7",
                operation="delete",
                pgid="pgtrigger_history_delete_5f49d",
                plan="(SELECT t1.plan_id FROM scoring_scoresheet AS t0 JOIN campaigns_entry AS t1 ON t1.id = t0.entry_id WHERE t0.id = old_row.sheet_id)",
                table="scoring_earlyfinish",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postcheck",
            trigger=core.history.tracking.RecordChanges(
                hash="4239f96ab2c6",
                operation="update",
                pgid="pgtrigger_history_update_20506",
                plan="(SELECT t0.plan_id FROM scoring_draw AS t0 WHERE t0.id = old_row.draw_id)",
                table="scoring_postcheck",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postcheck",
            trigger=core.history.tracking.RecordChanges(
                hash="63ccf498e4d4",
                operation="delete",
                pgid="pgtrigger_history_delete_d7700",
                plan="(SELECT t0.plan_id FROM scoring_draw AS t0 WHERE t0.id = old_row.draw_id)",
                table="scoring_postcheck",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postcheckfault",
            trigger=core.history.tracking.RecordChanges(
                hash="04da1b69a7a4",
                operation="update",
                pgid="pgtrigger_history_update_2a3d2",
                plan="(SELECT t1.plan_id FROM scoring_postcheck AS t0 JOIN scoring_draw AS t1 ON t1.id = t0.draw_id WHERE t0.id = old_row.post_check_id)",
                table="scoring_postcheckfault",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postcheckfault",
            trigger=core.history.tracking.RecordChanges(
                hash="7450b2e8a507",
                operation="delete",
                pgid="pgtrigger_history_delete_78c4d",
                plan="(SELECT t1.plan_id FROM scoring_postcheck AS t0 JOIN scoring_draw AS t1 ON t1.id = t0.draw_id WHERE t0.id = old_row.post_check_id)",
                table="scoring_postcheckfault",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ranking",
            trigger=pgtrigger.compiler.Trigger(
                name="sealed_ranking_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.number IS NOT NULL)",
                    func="RAISE EXCEPTION 'Ranking % is sealed; a correction is a new ranking.', OLD.id;",
                    hash="f705f6b4111ab631dad1b56661795a4f2b5e5db6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_sealed_ranking_stays_a7b3e",
                    table="scoring_ranking",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ranking",
            trigger=pgtrigger.compiler.Trigger(
                name="ranking_with_lines_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.number IS NULL)",
                    func="\n                    IF EXISTS (SELECT 1 FROM scoring_rankingline WHERE ranking_id = OLD.id) THEN\n                        RAISE EXCEPTION 'Ranking % has lines.', OLD.id;\n                    END IF;\n                    RETURN OLD;\n                ",
                    hash="546b56167f42658c5838bad3676ed517d6ddd437",
                    operation="DELETE",
                    pgid="pgtrigger_ranking_with_lines_stays_fdfa0",
                    table="scoring_ranking",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ranking",
            trigger=core.history.tracking.RecordChanges(
                hash="8501a5c848a4",
                operation="delete",
                pgid="pgtrigger_history_delete_c4db8",
                plan="old_row.plan_id",
                table="scoring_ranking",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rankingline",
            trigger=pgtrigger.compiler.Trigger(
                name="line_has_parents",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF EXISTS (\n            SELECT 1 FROM new_lines n\n            LEFT JOIN scoring_ranking r ON r.id = n.ranking_id\n            LEFT JOIN campaigns_scorecard s ON s.id = n.scorecard_id\n            LEFT JOIN participants_cluster c ON c.id = n.cluster_id\n            WHERE r.id IS NULL OR s.id IS NULL OR c.id IS NULL\n        ) THEN\n            RAISE EXCEPTION 'A line names a ranking, a scorecard or a cluster that is not there.';\n        END IF;\n        RETURN NULL;\n    ",
                    hash="c7efb045fd7155fd040c264debe9e5d90c75e1a6",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_line_has_parents_c95f7",
                    referencing="REFERENCING NEW TABLE AS new_lines ",
                    table="scoring_rankingline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rankingline",
            trigger=pgtrigger.compiler.Trigger(
                name="sealed_line_not_added",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF EXISTS (\n                SELECT 1 FROM scoring_ranking r\n                WHERE r.number IS NOT NULL AND r.id IN (SELECT DISTINCT ranking_id FROM (SELECT ranking_id FROM new_lines) t)\n            ) THEN\n                RAISE EXCEPTION 'A line of a sealed ranking cannot change.';\n            END IF;\n            RETURN NULL;\n        ",
                    hash="e8986d3ba7a231a1a8de278e23c0c0faa5254e5e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_sealed_line_not_added_2a92e",
                    referencing="REFERENCING NEW TABLE AS new_lines ",
                    table="scoring_rankingline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rankingline",
            trigger=pgtrigger.compiler.Trigger(
                name="sealed_line_not_removed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF EXISTS (\n                SELECT 1 FROM scoring_ranking r\n                WHERE r.number IS NOT NULL AND r.id IN (SELECT DISTINCT ranking_id FROM (SELECT ranking_id FROM old_lines) t)\n            ) THEN\n                RAISE EXCEPTION 'A line of a sealed ranking cannot change.';\n            END IF;\n            RETURN NULL;\n        ",
                    hash="f39043d0ec2aebeda7630a8a02e9451f60a674f7",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_sealed_line_not_removed_7e247",
                    referencing="REFERENCING OLD TABLE AS old_lines ",
                    table="scoring_rankingline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rankingline",
            trigger=pgtrigger.compiler.Trigger(
                name="sealed_line_not_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF EXISTS (\n                SELECT 1 FROM scoring_ranking r\n                WHERE r.number IS NOT NULL AND r.id IN (SELECT DISTINCT ranking_id FROM (SELECT ranking_id FROM old_lines UNION ALL SELECT ranking_id FROM new_lines) t)\n            ) THEN\n                RAISE EXCEPTION 'A line of a sealed ranking cannot change.';\n            END IF;\n            RETURN NULL;\n        ",
                    hash="3059bae0083eb424661517af9f1a917050502db0",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_sealed_line_not_changed_8c9e5",
                    referencing="REFERENCING OLD TABLE AS old_lines  NEW TABLE AS new_lines ",
                    table="scoring_rankingline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="appeal",
            trigger=core.history.tracking.RecordChanges(
                hash="c514d58d4bb1",
                operation="update",
                pgid="pgtrigger_history_update_97547",
                plan="(SELECT t1.plan_id FROM scoring_rankingline AS t0 JOIN scoring_ranking AS t1 ON t1.id = t0.ranking_id WHERE t0.id = old_row.line_id)",
                table="scoring_appeal",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="appeal",
            trigger=core.history.tracking.RecordChanges(
                hash="c50f9f11bcbb",
                operation="delete",
                pgid="pgtrigger_history_delete_1d827",
                plan="(SELECT t1.plan_id FROM scoring_rankingline AS t0 JOIN scoring_ranking AS t1 ON t1.id = t0.ranking_id WHERE t0.id = old_row.line_id)",
                table="scoring_appeal",
            ),
        ),
    ]
