from decimal import Decimal

import django.contrib.postgres.fields
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
        ("campaigns", "0001_initial"),
        ("evidence", "0001_initial"),
        ("participants", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ranking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="số")),
                ("revision", models.PositiveIntegerField(default=0, verbose_name="lần tính")),
                ("computed_at", models.DateTimeField(null=True, verbose_name="tính lúc")),
                ("seconds", models.FloatField(null=True, verbose_name="số giây tính")),
                ("sealed_at", models.DateTimeField(blank=True, null=True, verbose_name="khóa lúc")),
                (
                    "checksum",
                    models.CharField(blank=True, max_length=64, verbose_name="mã kiểm tra"),
                ),
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
                        condition=models.Q(("number__isnull", True)),
                        fields=("plan",),
                        name="one_draft_ranking",
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
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                (
                    "days_served",
                    models.PositiveIntegerField(
                        default=0, verbose_name="số ngày tham gia trong kỳ"
                    ),
                ),
                ("total", core.fields.ExactDecimalField(null=True, verbose_name="tổng điểm")),
                (
                    "raw_total",
                    core.fields.ExactDecimalField(
                        null=True, verbose_name="tổng điểm trước quy đổi"
                    ),
                ),
                ("base", core.fields.ExactDecimalField(null=True, verbose_name="điểm chuẩn")),
                (
                    "available",
                    core.fields.ExactDecimalField(null=True, verbose_name="điểm chuẩn có thể đạt"),
                ),
                (
                    "bonus",
                    core.fields.ExactDecimalField(default=Decimal("0"), verbose_name="điểm thưởng"),
                ),
                (
                    "deduction",
                    core.fields.ExactDecimalField(default=Decimal("0"), verbose_name="điểm trừ"),
                ),
                (
                    "best_total",
                    core.fields.ExactDecimalField(
                        null=True, verbose_name="tổng điểm cao nhất có thể"
                    ),
                ),
                (
                    "worst_total",
                    core.fields.ExactDecimalField(
                        null=True, verbose_name="tổng điểm thấp nhất có thể"
                    ),
                ),
                (
                    "tie_keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=core.fields.ExactDecimalField(), default=list, size=None
                    ),
                ),
                ("place", models.PositiveIntegerField(null=True, verbose_name="thứ hạng")),
                ("tied_with", models.PositiveIntegerField(default=0, verbose_name="cùng hạng")),
                (
                    "earned_grade",
                    models.SmallIntegerField(null=True, verbose_name="xếp loại theo điểm"),
                ),
                (
                    "own_grade",
                    models.SmallIntegerField(null=True, verbose_name="sau điều kiện, chế tài"),
                ),
                (
                    "given_grade",
                    models.SmallIntegerField(null=True, verbose_name="xếp loại được công nhận"),
                ),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        default=list,
                        size=None,
                        verbose_name="lý do hạ",
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
                        base_field=models.SmallIntegerField(),
                        size=None,
                        verbose_name="tình trạng số liệu",
                    ),
                ),
                (
                    "inputs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=core.fields.ExactDecimalField(null=True),
                        size=None,
                        verbose_name="số liệu",
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
                "indexes": [
                    models.Index(
                        fields=["ranking", "cluster", "list", "place"], name="ranking_line_place"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "ranking"), name="ranking_line_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=4000, verbose_name="nội dung kiến nghị")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("filed", "Chờ trả lời"),
                            ("accepted", "Chấp nhận"),
                            ("refused", "Không chấp nhận"),
                        ],
                        default="filed",
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                ("filed_at", models.DateTimeField(verbose_name="gửi lúc")),
                ("answer", models.TextField(blank=True, verbose_name="trả lời")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="trả lời lúc"),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeals",
                        to="scoring.rankingline",
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
        migrations.CreateModel(
            name="Draw",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("cross", "Phân công chấm chéo"),
                            ("post_check", "Chọn mẫu hậu kiểm"),
                        ],
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
                (
                    "drawn",
                    models.ManyToManyField(
                        related_name="draws", to="campaigns.entry", verbose_name="kết quả"
                    ),
                ),
                (
                    "drawn_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draws",
                        to="campaigns.plan",
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
            name="ScoreSheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
            name="EarlyFinish",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        condition=models.Q(("reason", ""), _negated=True),
                        name="early_finish_has_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Explanation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=4000, verbose_name="giải trình")),
                ("written_at", models.DateTimeField(verbose_name="viết lúc")),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="campaigns.criterion",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "constraints": [
                    models.UniqueConstraint(fields=("sheet", "criterion"), name="explanation_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                (
                    "count",
                    core.fields.ExactDecimalField(null=True, verbose_name="số lượng (tử số)"),
                ),
                ("denominator", core.fields.ExactDecimalField(null=True, verbose_name="mẫu số")),
                (
                    "excluded",
                    core.fields.ExactDecimalField(null=True, verbose_name="không tính vào mẫu số"),
                ),
                (
                    "shared",
                    core.fields.ExactDecimalField(
                        null=True, verbose_name="đã tính ở tiêu chí khác"
                    ),
                ),
                ("is_excepted", models.BooleanField(default=False, verbose_name="thuộc ngoại lệ")),
                ("reason", models.TextField(blank=True, verbose_name="lý do")),
                (
                    "document",
                    models.CharField(blank=True, max_length=200, verbose_name="văn bản cho phép"),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="ghi lúc")),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="campaigns.criterion",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="campaigns.entry",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "số liệu",
                "verbose_name_plural": "số liệu",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("entry", "criterion", "part"), name="measure_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("count__isnull", False), ("state", "counted")),
                            models.Q(
                                models.Q(("state", "counted"), _negated=True),
                                ("count__isnull", True),
                            ),
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
            name="MeasureEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                (
                    "count",
                    core.fields.ExactDecimalField(null=True, verbose_name="số lượng (tử số)"),
                ),
                ("denominator", core.fields.ExactDecimalField(null=True, verbose_name="mẫu số")),
                (
                    "excluded",
                    core.fields.ExactDecimalField(null=True, verbose_name="không tính vào mẫu số"),
                ),
                (
                    "shared",
                    core.fields.ExactDecimalField(
                        null=True, verbose_name="đã tính ở tiêu chí khác"
                    ),
                ),
                ("is_excepted", models.BooleanField(default=False, verbose_name="thuộc ngoại lệ")),
                ("reason", models.TextField(blank=True, verbose_name="lý do")),
                (
                    "document",
                    models.CharField(blank=True, max_length=200, verbose_name="văn bản cho phép"),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="ghi lúc")),
                (
                    "criterion",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="campaigns.criterion",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="campaigns.entry",
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
                        to="scoring.measure",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OwnMaximum",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("maximum", core.fields.ExactDecimalField(verbose_name="điểm tối đa")),
                ("document", models.CharField(max_length=200, verbose_name="văn bản cho phép")),
                ("recorded_at", models.DateTimeField(verbose_name="ghi lúc")),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="own_maxima",
                        to="campaigns.criterion",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="own_maxima",
                        to="campaigns.entry",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "điểm tối đa riêng",
                "verbose_name_plural": "điểm tối đa riêng",
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "criterion"), name="own_maximum_once"),
                    models.CheckConstraint(
                        condition=models.Q(("maximum__gt", 0)), name="own_maximum_positive"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnMaximumEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("maximum", core.fields.ExactDecimalField(verbose_name="điểm tối đa")),
                ("document", models.CharField(max_length=200, verbose_name="văn bản cho phép")),
                ("recorded_at", models.DateTimeField(verbose_name="ghi lúc")),
                (
                    "criterion",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="campaigns.criterion",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="campaigns.entry",
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
                        to="scoring.ownmaximum",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PostCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="scoring.draw",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="post_checks",
                        to="scoring.scoresheet",
                    ),
                ),
            ],
            options={
                "verbose_name": "kết quả hậu kiểm",
                "verbose_name_plural": "kết quả hậu kiểm",
                "ordering": ["checked_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("draw", "sheet"), name="post_check_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PostCheckFault",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="faults",
                        to="scoring.postcheck",
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
                            models.Q(("reason", ""), _negated=True),
                            models.Q(("document", ""), _negated=True),
                        ),
                        name="fault_has_reason_and_document",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PostCheckFaultEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("reason", models.TextField(verbose_name="sai ở đâu")),
                ("document", models.CharField(max_length=200, verbose_name="văn bản, tài liệu")),
                (
                    "criterion",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="campaigns.criterion",
                        verbose_name="tiêu chí",
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
                        to="scoring.postcheckfault",
                    ),
                ),
                (
                    "post_check",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="scoring.postcheck",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RankingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="số")),
                ("revision", models.PositiveIntegerField(default=0, verbose_name="lần tính")),
                ("computed_at", models.DateTimeField(null=True, verbose_name="tính lúc")),
                ("seconds", models.FloatField(null=True, verbose_name="số giây tính")),
                ("sealed_at", models.DateTimeField(blank=True, null=True, verbose_name="khóa lúc")),
                (
                    "checksum",
                    models.CharField(blank=True, max_length=64, verbose_name="mã kiểm tra"),
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
                        to="scoring.ranking",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="campaigns.plan",
                        verbose_name="kế hoạch",
                    ),
                ),
                (
                    "sealed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người khóa",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AppealEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("text", models.TextField(max_length=4000, verbose_name="nội dung kiến nghị")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("filed", "Chờ trả lời"),
                            ("accepted", "Chấp nhận"),
                            ("refused", "Không chấp nhận"),
                        ],
                        default="filed",
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                ("filed_at", models.DateTimeField(verbose_name="gửi lúc")),
                ("answer", models.TextField(blank=True, verbose_name="trả lời")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="trả lời lúc"),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người trả lời",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="campaigns.criterion",
                        verbose_name="tiêu chí",
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người gửi",
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
                        to="scoring.appeal",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="scoring.rankingline",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PostCheckEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("is_right", models.BooleanField(verbose_name="đúng")),
                ("note", models.TextField(max_length=4000, verbose_name="đã đối chiếu những gì")),
                ("checked_at", models.DateTimeField(verbose_name="kiểm tra lúc")),
                (
                    "checked_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người kiểm tra",
                    ),
                ),
                (
                    "draw",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="scoring.draw",
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
                        to="scoring.postcheck",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="scoring.scoresheet",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ExplanationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("text", models.TextField(max_length=4000, verbose_name="giải trình")),
                ("written_at", models.DateTimeField(verbose_name="viết lúc")),
                (
                    "criterion",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="campaigns.criterion",
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
                        to="scoring.explanation",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="scoring.scoresheet",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EarlyFinishEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        to="scoring.earlyfinish",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="scoring.scoresheet",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ScoreSheetEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="campaigns.entry",
                        verbose_name="đơn vị, cá nhân",
                    ),
                ),
                (
                    "peer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="campaigns.entry",
                        verbose_name="đơn vị chấm chéo",
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
                        to="scoring.scoresheet",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người gửi",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SheetFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("added_at", models.DateTimeField(verbose_name="đính kèm lúc")),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="campaigns.criterion",
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="on_sheet",
                        to="evidence.evidencefile",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="scoring.scoresheet",
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
            name="SheetValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                (
                    "count",
                    core.fields.ExactDecimalField(null=True, verbose_name="số lượng (tử số)"),
                ),
                ("denominator", core.fields.ExactDecimalField(null=True, verbose_name="mẫu số")),
                (
                    "excluded",
                    core.fields.ExactDecimalField(null=True, verbose_name="không tính vào mẫu số"),
                ),
                (
                    "shared",
                    core.fields.ExactDecimalField(
                        null=True, verbose_name="đã tính ở tiêu chí khác"
                    ),
                ),
                ("is_excepted", models.BooleanField(default=False, verbose_name="thuộc ngoại lệ")),
                ("reason", models.TextField(blank=True, verbose_name="lý do")),
                (
                    "document",
                    models.CharField(blank=True, max_length=200, verbose_name="văn bản cho phép"),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="campaigns.criterion",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="values",
                        to="scoring.scoresheet",
                    ),
                ),
            ],
            options={
                "verbose_name": "ô của phiếu",
                "verbose_name_plural": "ô của phiếu",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sheet", "criterion", "column", "part"), name="sheet_value_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("count__isnull", False), ("state", "counted")),
                            models.Q(
                                models.Q(("state", "counted"), _negated=True),
                                ("count__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="sheet_value_count_iff_counted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetValueEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                (
                    "count",
                    core.fields.ExactDecimalField(null=True, verbose_name="số lượng (tử số)"),
                ),
                ("denominator", core.fields.ExactDecimalField(null=True, verbose_name="mẫu số")),
                (
                    "excluded",
                    core.fields.ExactDecimalField(null=True, verbose_name="không tính vào mẫu số"),
                ),
                (
                    "shared",
                    core.fields.ExactDecimalField(
                        null=True, verbose_name="đã tính ở tiêu chí khác"
                    ),
                ),
                ("is_excepted", models.BooleanField(default=False, verbose_name="thuộc ngoại lệ")),
                ("reason", models.TextField(blank=True, verbose_name="lý do")),
                (
                    "document",
                    models.CharField(blank=True, max_length=200, verbose_name="văn bản cho phép"),
                ),
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
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="campaigns.criterion",
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
                        to="scoring.sheetvalue",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="scoring.scoresheet",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TieDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("total", core.fields.ExactDecimalField(verbose_name="tổng điểm khi quyết định")),
                ("position", models.PositiveIntegerField(verbose_name="thứ tự")),
                ("reason", models.TextField(verbose_name="lý do")),
                ("decided_at", models.DateTimeField(verbose_name="quyết định lúc")),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tie_decision",
                        to="campaigns.entry",
                    ),
                ),
            ],
            options={
                "verbose_name": "quyết định khi bằng điểm",
                "verbose_name_plural": "quyết định khi bằng điểm",
            },
        ),
        migrations.CreateModel(
            name="TieDecisionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("total", core.fields.ExactDecimalField(verbose_name="tổng điểm khi quyết định")),
                ("position", models.PositiveIntegerField(verbose_name="thứ tự")),
                ("reason", models.TextField(verbose_name="lý do")),
                ("decided_at", models.DateTimeField(verbose_name="quyết định lúc")),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="campaigns.entry",
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
                        to="scoring.tiedecision",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "scoring_measureevent" ("count", "criterion_id", "denominator", "document", "entry_id", "excluded", "id", "is_excepted", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "shared", "state") VALUES (NEW."count", NEW."criterion_id", NEW."denominator", NEW."document", NEW."entry_id", NEW."excluded", NEW."id", NEW."is_excepted", NEW."part", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."shared", NEW."state"); RETURN NULL;',
                    hash="8eb5bff4f0a7853e426c2f322f5637d12e6f54ef",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5e01a",
                    table="scoring_measure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measure",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scoring_measureevent" ("count", "criterion_id", "denominator", "document", "entry_id", "excluded", "id", "is_excepted", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "shared", "state") VALUES (OLD."count", OLD."criterion_id", OLD."denominator", OLD."document", OLD."entry_id", OLD."excluded", OLD."id", OLD."is_excepted", OLD."part", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."recorded_at", OLD."recorded_by_id", OLD."shared", OLD."state"); RETURN NULL;',
                    hash="a8dfcd0e274811a05c51d828cc3b594a63741d06",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_aa25d",
                    table="scoring_measure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ownmaximum",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "scoring_ownmaximumevent" ("criterion_id", "document", "entry_id", "id", "maximum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id") VALUES (NEW."criterion_id", NEW."document", NEW."entry_id", NEW."id", NEW."maximum", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id"); RETURN NULL;',
                    hash="48d480b36849db52462eb4f4ccb272fcd4859077",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_520db",
                    table="scoring_ownmaximum",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ownmaximum",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scoring_ownmaximumevent" ("criterion_id", "document", "entry_id", "id", "maximum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id") VALUES (OLD."criterion_id", OLD."document", OLD."entry_id", OLD."id", OLD."maximum", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id"); RETURN NULL;',
                    hash="2a77b027aadc4947121e4d54a90d18dee269c361",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_619e7",
                    table="scoring_ownmaximum",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postcheckfault",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "scoring_postcheckfaultevent" ("criterion_id", "document", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_check_id", "reason") VALUES (NEW."criterion_id", NEW."document", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."post_check_id", NEW."reason"); RETURN NULL;',
                    hash="943c3cbf269a32a05e91284e7d607deeaf451d3f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b1562",
                    table="scoring_postcheckfault",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postcheckfault",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scoring_postcheckfaultevent" ("criterion_id", "document", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_check_id", "reason") VALUES (OLD."criterion_id", OLD."document", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."post_check_id", OLD."reason"); RETURN NULL;',
                    hash="9da720e4ef46d03b4ad47cf8696577e9b3297ecb",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c24d6",
                    table="scoring_postcheckfault",
                    when="AFTER",
                ),
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
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scoring_rankingevent" ("checksum", "computed_at", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "revision", "sealed_at", "sealed_by_id", "seconds") VALUES (OLD."checksum", OLD."computed_at", OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."revision", OLD."sealed_at", OLD."sealed_by_id", OLD."seconds"); RETURN NULL;',
                    hash="8d4c2488b192ce56b5b302968c7f00d1e8811e0d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7c967",
                    table="scoring_ranking",
                    when="AFTER",
                ),
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
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "scoring_appealevent" ("answer", "answered_at", "answered_by_id", "criterion_id", "filed_at", "filed_by_id", "id", "line_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "text") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."criterion_id", NEW."filed_at", NEW."filed_by_id", NEW."id", NEW."line_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."text"); RETURN NULL;',
                    hash="b3eb70958684b0b1cfe72a6df49fadb5a3b0f696",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7dc3d",
                    table="scoring_appeal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="appeal",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scoring_appealevent" ("answer", "answered_at", "answered_by_id", "criterion_id", "filed_at", "filed_by_id", "id", "line_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "text") VALUES (OLD."answer", OLD."answered_at", OLD."answered_by_id", OLD."criterion_id", OLD."filed_at", OLD."filed_by_id", OLD."id", OLD."line_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."state", OLD."text"); RETURN NULL;',
                    hash="c61fdcee27662694bce5ce285c13996a38fe9acb",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_33dd0",
                    table="scoring_appeal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scoresheet",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "scoring_scoresheetevent" ("entry_id", "id", "peer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "return_note", "sent_at", "sent_by_id", "stage") VALUES (NEW."entry_id", NEW."id", NEW."peer_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."return_note", NEW."sent_at", NEW."sent_by_id", NEW."stage"); RETURN NULL;',
                    hash="878fb511a91de43c310413d29e5cfcf3f5bc7dcb",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_58a6c",
                    table="scoring_scoresheet",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scoresheet",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scoring_scoresheetevent" ("entry_id", "id", "peer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "return_note", "sent_at", "sent_by_id", "stage") VALUES (OLD."entry_id", OLD."id", OLD."peer_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."return_note", OLD."sent_at", OLD."sent_by_id", OLD."stage"); RETURN NULL;',
                    hash="680cae5faed1613644b8942a5c4218aecc911dae",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b2f81",
                    table="scoring_scoresheet",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postcheck",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "scoring_postcheckevent" ("checked_at", "checked_by_id", "draw_id", "id", "is_right", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sheet_id") VALUES (NEW."checked_at", NEW."checked_by_id", NEW."draw_id", NEW."id", NEW."is_right", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sheet_id"); RETURN NULL;',
                    hash="54e8d301be96b8ca2b0226d16233c77fe6c7e4a9",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5249f",
                    table="scoring_postcheck",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postcheck",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scoring_postcheckevent" ("checked_at", "checked_by_id", "draw_id", "id", "is_right", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sheet_id") VALUES (OLD."checked_at", OLD."checked_by_id", OLD."draw_id", OLD."id", OLD."is_right", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sheet_id"); RETURN NULL;',
                    hash="990c153da1ff1225fcdf83a27726979b8fa678b9",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b2943",
                    table="scoring_postcheck",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="explanation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "scoring_explanationevent" ("criterion_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sheet_id", "text", "written_at", "written_by_id") VALUES (NEW."criterion_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sheet_id", NEW."text", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                    hash="fafc8fb8a7115d8796478d3fabfbe9dda9baf89e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_bb28c",
                    table="scoring_explanation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="explanation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scoring_explanationevent" ("criterion_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sheet_id", "text", "written_at", "written_by_id") VALUES (OLD."criterion_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sheet_id", OLD."text", OLD."written_at", OLD."written_by_id"); RETURN NULL;',
                    hash="bece9318b93718f512204ddaa6db19d7ed8d71fc",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_98e13",
                    table="scoring_explanation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="earlyfinish",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "scoring_earlyfinishevent" ("cut_off", "decided_at", "decided_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "sheet_id", "stage") VALUES (NEW."cut_off", NEW."decided_at", NEW."decided_by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."sheet_id", NEW."stage"); RETURN NULL;',
                    hash="3ec213c1df7448eba35b265b5e2d095d50f64e61",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8c544",
                    table="scoring_earlyfinish",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="earlyfinish",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scoring_earlyfinishevent" ("cut_off", "decided_at", "decided_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "sheet_id", "stage") VALUES (OLD."cut_off", OLD."decided_at", OLD."decided_by_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."sheet_id", OLD."stage"); RETURN NULL;',
                    hash="1d4c17a0ff01335a1d4af861d8be160de9519a69",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_22aa9",
                    table="scoring_earlyfinish",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sheetvalue",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "scoring_sheetvalueevent" ("column", "count", "criterion_id", "denominator", "document", "excluded", "id", "is_excepted", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "shared", "sheet_id", "state") VALUES (NEW."column", NEW."count", NEW."criterion_id", NEW."denominator", NEW."document", NEW."excluded", NEW."id", NEW."is_excepted", NEW."part", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."shared", NEW."sheet_id", NEW."state"); RETURN NULL;',
                    hash="b8932e08080cb63cebb9b261b7b81c28494a301f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_91342",
                    table="scoring_sheetvalue",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sheetvalue",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scoring_sheetvalueevent" ("column", "count", "criterion_id", "denominator", "document", "excluded", "id", "is_excepted", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "shared", "sheet_id", "state") VALUES (OLD."column", OLD."count", OLD."criterion_id", OLD."denominator", OLD."document", OLD."excluded", OLD."id", OLD."is_excepted", OLD."part", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."recorded_at", OLD."recorded_by_id", OLD."shared", OLD."sheet_id", OLD."state"); RETURN NULL;',
                    hash="57ae2ad01c4a8fd38971a0099cb78b2e4834d0f7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6e659",
                    table="scoring_sheetvalue",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tiedecision",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "scoring_tiedecisionevent" ("decided_at", "decided_by_id", "entry_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "total") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."entry_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."reason", NEW."total"); RETURN NULL;',
                    hash="dc9aa1d0b5ae297e322b6cabbf11d09088274c25",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9db49",
                    table="scoring_tiedecision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tiedecision",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scoring_tiedecisionevent" ("decided_at", "decided_by_id", "entry_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "total") VALUES (OLD."decided_at", OLD."decided_by_id", OLD."entry_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."reason", OLD."total"); RETURN NULL;',
                    hash="8313d150d8b58109b45a7c298cab4d90042440e3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a9054",
                    table="scoring_tiedecision",
                    when="AFTER",
                ),
            ),
        ),
    ]
