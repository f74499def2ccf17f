import core.fields
import core.history.tracking
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from core.initial_migration import InitialMigration


class Migration(InitialMigration):
    initial = True

    dependencies = [("accounts", "0001_initial"), ("core", "0001_extensions"), ("participants", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Campaign",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=300, verbose_name="tên phong trào")),
                ("slug", models.SlugField(unique=True, verbose_name="tên ngắn trong địa chỉ")),
                ("theme", models.TextField(verbose_name="chủ đề")),
                ("starts_on", models.DateField(verbose_name="từ ngày")),
                ("ends_on", models.DateField(verbose_name="đến ngày")),
                (
                    "organiser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="campaigns",
                        to="participants.council",
                        verbose_name="do Thường trực của",
                    ),
                ),
            ],
            options={
                "verbose_name": "phong trào thi đua",
                "verbose_name_plural": "phong trào thi đua",
                "ordering": ["-starts_on", "name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="campaign_ends_after_start"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=300, verbose_name="tên kế hoạch")),
                ("slug", models.SlugField(unique=True, verbose_name="tên ngắn trong địa chỉ")),
                ("theme", models.TextField(blank=True, verbose_name="chủ đề của năm")),
                ("document_number", models.CharField(blank=True, max_length=60, verbose_name="số, ký hiệu văn bản")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="ngày ban hành")),
                ("starts_on", models.DateField(verbose_name="tính hoạt động từ ngày")),
                ("ends_on", models.DateField(verbose_name="đến ngày")),
                (
                    "registrations_due_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Không ghi thì kế hoạch không có bước đăng ký.",
                        null=True,
                        verbose_name="hạn đăng ký thi đua",
                    ),
                ),
                (
                    "unregistered_means",
                    models.CharField(
                        choices=[("noted", "Chỉ ghi nhận"), ("not_proposed", "Không xét khen thưởng")],
                        default="noted",
                        max_length=15,
                        verbose_name="không đăng ký thì",
                    ),
                ),
                ("reports_due_at", models.DateTimeField(verbose_name="hạn nhận báo cáo")),
                (
                    "resend_days",
                    models.PositiveIntegerField(
                        default=5,
                        help_text="Tính từ lúc trả lại, kể cả sau hạn nhận báo cáo.",
                        verbose_name="số ngày để sửa báo cáo bị trả lại",
                    ),
                ),
                ("self_scores_due_at", models.DateTimeField(blank=True, null=True, verbose_name="hạn tự chấm")),
                ("cross_scores_due_at", models.DateTimeField(blank=True, null=True, verbose_name="hạn chấm chéo")),
                ("explanations_due_at", models.DateTimeField(blank=True, null=True, verbose_name="hạn giải trình")),
                (
                    "appeal_days",
                    models.PositiveIntegerField(
                        default=5,
                        help_text="Tính từ ngày sau ngày khóa bảng xếp hạng.",
                        verbose_name="số ngày làm việc để kiến nghị về điểm",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Dự thảo"), ("running", "Đang diễn ra"), ("closed", "Đã tổng kết")],
                        default="draft",
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                ("launched_at", models.DateTimeField(editable=False, null=True, verbose_name="phát động lúc")),
                ("note", models.TextField(blank=True, verbose_name="ghi chú cho người tham gia")),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="campaigns.campaign",
                        verbose_name="phong trào",
                    ),
                ),
            ],
            options={
                "verbose_name": "kế hoạch thi đua",
                "verbose_name_plural": "kế hoạch thi đua",
                "ordering": ["-starts_on", "name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="plan_ends_after_start"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ContentArea",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField(verbose_name="thứ tự")),
                ("name", models.CharField(max_length=300, verbose_name="nội dung")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="content_areas",
                        to="campaigns.plan",
                        verbose_name="kế hoạch",
                    ),
                ),
            ],
            options={
                "verbose_name": "nội dung thi đua",
                "verbose_name_plural": "nội dung thi đua",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "position"), name="content_area_position_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Scorecard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="tên")),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("council", "Hội đồng nhân dân"),
                                ("standing_committee", "Thường trực HĐND"),
                                ("board", "Ban của HĐND"),
                                ("delegate_group", "Tổ đại biểu HĐND"),
                                ("delegate", "Đại biểu HĐND"),
                            ],
                            max_length=20,
                        ),
                        size=None,
                        verbose_name="áp dụng cho",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="phiên bản")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Dự thảo"),
                            ("published", "Đã ban hành"),
                            ("superseded", "Đã có phiên bản mới"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="ban hành lúc")),
                ("legal_basis", models.TextField(blank=True, verbose_name="căn cứ")),
                ("remark", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "interpretations",
                    models.JSONField(blank=True, default=dict, verbose_name="cách hiểu từng mâu thuẫn"),
                ),
                ("base_maximum", core.fields.ExactDecimalField(verbose_name="tổng điểm chuẩn")),
                (
                    "bonus_cap",
                    core.fields.ExactDecimalField(blank=True, null=True, verbose_name="mức trần điểm thưởng"),
                ),
                (
                    "deduction_cap",
                    core.fields.ExactDecimalField(blank=True, null=True, verbose_name="mức trần điểm trừ"),
                ),
                (
                    "lowest_total",
                    core.fields.ExactDecimalField(default=Decimal("0"), verbose_name="tổng điểm thấp nhất"),
                ),
                ("highest_total", core.fields.ExactDecimalField(verbose_name="tổng điểm cao nhất")),
                ("scaling", models.JSONField(blank=True, null=True, verbose_name="cách quy đổi khi có mục không tính")),
                (
                    "tie_break",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="khi bằng điểm",
                    ),
                ),
                ("grading", models.JSONField(blank=True, default=dict, verbose_name="xếp loại")),
                (
                    "decimals",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Điểm được lưu bằng số nguyên của đơn vị này.", verbose_name="số chữ số lẻ"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scorecards",
                        to="campaigns.plan",
                        verbose_name="kế hoạch",
                    ),
                ),
            ],
            options={
                "verbose_name": "bảng tiêu chí",
                "verbose_name_plural": "bảng tiêu chí",
                "ordering": ["plan", "name", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "name", "version"), name="scorecard_version_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("council", "Hội đồng nhân dân"),
                            ("standing_committee", "Thường trực HĐND"),
                            ("board", "Ban của HĐND"),
                            ("delegate_group", "Tổ đại biểu HĐND"),
                            ("delegate", "Đại biểu HĐND"),
                        ],
                        max_length=20,
                        verbose_name="loại",
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
                ("name", models.CharField(max_length=200, verbose_name="tên")),
                ("unit_name", models.CharField(max_length=200, verbose_name="đơn vị")),
                ("sort_key", core.fields.SortKeyField(db_collation="C", editable=False, max_length=1000)),
                ("search_name", models.CharField(editable=False, max_length=420)),
                ("registered_on", models.DateField(verbose_name="đăng ký ngày")),
                ("days_served", models.PositiveIntegerField(verbose_name="số ngày tham gia trong kỳ")),
                ("days_note", models.CharField(blank=True, max_length=300, verbose_name="căn cứ số ngày")),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="participants.body",
                        verbose_name="tập thể",
                    ),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="participants.cluster",
                        verbose_name="cụm thi đua",
                    ),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="participants.mandate",
                        verbose_name="đại biểu",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="heads",
                        to="campaigns.entry",
                        verbose_name="đứng đầu tập thể",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="campaigns.plan",
                        verbose_name="kế hoạch",
                    ),
                ),
                (
                    "scorecard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="campaigns.scorecard",
                        verbose_name="bảng tiêu chí",
                    ),
                ),
            ],
            options={
                "verbose_name": "đơn vị, cá nhân tham gia",
                "verbose_name_plural": "đơn vị, cá nhân tham gia",
                "ordering": ["sort_key"],
                "indexes": [
                    models.Index(fields=["plan", "cluster", "list"], name="entry_place"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search_name"], name="entry_search", opclasses=["gin_trgm_ops"]
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("body__isnull", False), ("mandate__isnull", True)),
                            models.Q(("body__isnull", True), ("mandate__isnull", False)),
                            _connector="OR",
                        ),
                        name="entry_is_one_thing",
                    ),
                    models.UniqueConstraint(fields=("plan", "body"), name="entry_body_once"),
                    models.UniqueConstraint(fields=("plan", "mandate"), name="entry_mandate_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("registrations", "Đăng ký thi đua"),
                            ("reports", "Báo cáo hoạt động"),
                            ("self_scores", "Tự chấm"),
                            ("cross_scores", "Chấm chéo"),
                            ("explanations", "Giải trình"),
                        ],
                        max_length=15,
                        verbose_name="giai đoạn",
                    ),
                ),
                ("until", models.DateTimeField(verbose_name="đến")),
                ("reason", models.TextField(verbose_name="lý do")),
                ("granted_at", models.DateTimeField(verbose_name="cho phép lúc")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="campaigns.entry",
                        verbose_name="đơn vị, cá nhân",
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người cho phép",
                    ),
                ),
            ],
            options={
                "verbose_name": "gia hạn",
                "verbose_name_plural": "gia hạn",
                "constraints": [models.UniqueConstraint(fields=("entry", "stage"), name="extension_once")],
            },
        ),
        migrations.CreateModel(
            name="EntryChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changed_at", models.DateTimeField(auto_now_add=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="campaigns.entry"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="campaigns.plan"
                    ),
                ),
            ],
            options={
                "verbose_name": "thay đổi chờ tính lại",
                "verbose_name_plural": "thay đổi chờ tính lại",
                "indexes": [models.Index(fields=["plan"], name="entry_change_plan")],
            },
        ),
        migrations.CreateModel(
            name="ClusterClosing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("closed_at", models.DateTimeField(verbose_name="chốt lúc")),
                ("reopened_at", models.DateTimeField(blank=True, null=True, verbose_name="mở lại lúc")),
                ("reason", models.TextField(blank=True, verbose_name="lý do mở lại")),
                (
                    "closed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người chốt",
                    ),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closings",
                        to="participants.cluster",
                        verbose_name="cụm thi đua",
                    ),
                ),
                (
                    "reopened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người mở lại",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closings",
                        to="campaigns.plan",
                        verbose_name="kế hoạch",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần chốt số liệu của cụm",
                "verbose_name_plural": "các lần chốt số liệu của cụm",
                "ordering": ["-closed_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("reopened_at__isnull", True)),
                        fields=("plan", "cluster"),
                        name="cluster_closed_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), ("reopened_at__isnull", True), ("reopened_by__isnull", True)),
                            models.Q(
                                ("reopened_at__isnull", False),
                                ("reopened_by__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="cluster_reopened_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "position",
                    models.PositiveIntegerField(
                        help_text="Từ 1, theo thứ tự đọc cả bảng; điểm được lưu theo thứ tự này.", verbose_name="thứ tự"
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="mã")),
                ("name", models.CharField(max_length=400, verbose_name="nội dung")),
                ("maximum", core.fields.ExactDecimalField(verbose_name="điểm tối đa")),
                (
                    "section",
                    models.CharField(
                        choices=[("base", "Điểm chuẩn"), ("bonus", "Điểm thưởng"), ("deduction", "Điểm trừ")],
                        default="base",
                        max_length=10,
                        verbose_name="phần",
                    ),
                ),
                (
                    "combine",
                    models.CharField(
                        choices=[
                            ("sum", "Cộng các mục con"),
                            ("highest", "Chỉ tính mục con cao nhất"),
                            ("mean", "Trung bình các mục con"),
                        ],
                        default="sum",
                        max_length=10,
                        verbose_name="cách gộp",
                    ),
                ),
                ("rounding", models.JSONField(blank=True, null=True, verbose_name="cách làm tròn")),
                ("legal_basis", models.TextField(blank=True, verbose_name="căn cứ")),
                ("remark", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "interpretations",
                    models.JSONField(blank=True, default=dict, verbose_name="cách hiểu từng mâu thuẫn"),
                ),
                ("shape", models.CharField(blank=True, max_length=40, verbose_name="cách tính")),
                ("params", models.JSONField(blank=True, default=dict, verbose_name="tham số")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("reports", "Báo cáo đã xác nhận"),
                            ("sheet", "Phiếu tự chấm"),
                            ("office", "Văn phòng ghi nhận"),
                            ("other_body", "Cơ quan khác cung cấp"),
                            ("rankings", "Kết quả các kỳ trước"),
                        ],
                        default="reports",
                        max_length=10,
                        verbose_name="nguồn số liệu",
                    ),
                ),
                (
                    "largest_count",
                    models.PositiveIntegerField(
                        default=50, help_text="Lớn hơn là gõ nhầm.", verbose_name="số lượng lớn nhất một báo cáo"
                    ),
                ),
                ("source_name", models.CharField(blank=True, max_length=200, verbose_name="cơ quan cung cấp")),
                (
                    "several",
                    models.CharField(
                        choices=[
                            ("sum", "Cộng lại"),
                            ("highest", "Chỉ tính báo cáo cao nhất"),
                            ("once", "Chỉ tính một lần"),
                        ],
                        default="sum",
                        max_length=10,
                        verbose_name="nhiều báo cáo",
                    ),
                ),
                (
                    "none_arisen",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("full", "Đủ điểm"),
                            ("zero", "0 điểm"),
                            ("left_out", "Không tính, quy đổi phần còn lại"),
                        ],
                        max_length=10,
                        verbose_name="khi không phát sinh",
                    ),
                ),
                (
                    "not_applicable",
                    models.CharField(
                        blank=True,
                        choices=[("full", "Đủ điểm"), ("left_out", "Không tính, quy đổi phần còn lại")],
                        max_length=10,
                        verbose_name="khi không áp dụng",
                    ),
                ),
                ("zeroes", models.CharField(blank=True, max_length=20, verbose_name="không đạt thì mục này 0 điểm")),
                (
                    "also_deducted_in",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="đồng thời trừ ở",
                    ),
                ),
                (
                    "not_counted_with",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="không tính trùng",
                    ),
                ),
                ("own_maximum", models.BooleanField(default=False, verbose_name="điểm tối đa riêng từng người")),
                ("period_grade", models.CharField(blank=True, max_length=40, verbose_name="đếm số kỳ đạt loại")),
                (
                    "content_area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="criteria",
                        to="campaigns.contentarea",
                        verbose_name="nội dung thi đua",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="children",
                        to="campaigns.criterion",
                        verbose_name="thuộc nhóm",
                    ),
                ),
                (
                    "previous",
                    models.ForeignKey(
                        blank=True,
                        help_text="Số liệu của phiên bản trước vẫn tính cho tiêu chí này.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="next",
                        to="campaigns.criterion",
                        verbose_name="ở phiên bản trước",
                    ),
                ),
                (
                    "scorecard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="campaigns.scorecard",
                        verbose_name="bảng tiêu chí",
                    ),
                ),
            ],
            options={
                "verbose_name": "tiêu chí",
                "verbose_name_plural": "tiêu chí",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("scorecard", "position"), name="criterion_position_once"),
                    models.UniqueConstraint(fields=("scorecard", "code"), name="criterion_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(("maximum__gte", 0)), name="criterion_maximum_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActivityKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField(verbose_name="thứ tự")),
                ("name", models.CharField(max_length=160, verbose_name="loại hoạt động")),
                (
                    "criteria",
                    models.ManyToManyField(
                        related_name="activity_kinds", to="campaigns.criterion", verbose_name="tính cho tiêu chí"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="activity_kinds",
                        to="campaigns.plan",
                        verbose_name="kế hoạch",
                    ),
                ),
            ],
            options={
                "verbose_name": "loại hoạt động",
                "verbose_name_plural": "loại hoạt động",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "position"), name="activity_kind_position_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Pledge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Đang viết"),
                            ("sent", "Đã gửi"),
                            ("returned", "Trả lại"),
                            ("accepted", "Đã chấp nhận"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="danh hiệu, hình thức đăng ký")),
                ("commitment", models.TextField(blank=True, max_length=4000, verbose_name="nội dung cam kết")),
                ("token", models.UUIDField(editable=False, null=True)),
                ("written_at", models.DateTimeField(verbose_name="viết lúc")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="gửi lúc")),
                ("on_behalf", models.BooleanField(default=False, verbose_name="văn phòng nhập thay")),
                (
                    "late_allowed_by",
                    models.CharField(blank=True, max_length=200, verbose_name="người cho phép nhận muộn"),
                ),
                ("late_reason", models.TextField(blank=True, verbose_name="lý do nhận muộn")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="xử lý lúc")),
                ("decision_note", models.TextField(blank=True, verbose_name="lý do trả lại")),
                ("resend_until", models.DateTimeField(blank=True, null=True, verbose_name="sửa và gửi lại đến")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người xử lý",
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pledge",
                        to="campaigns.entry",
                        verbose_name="đơn vị, cá nhân",
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
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người viết",
                    ),
                ),
            ],
            options={
                "verbose_name": "đăng ký thi đua",
                "verbose_name_plural": "đăng ký thi đua",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            models.Q(("sent_at__isnull", False), ("sent_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="sent_pledge_has_sender",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "sent"]),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="decided_pledge_has_decider",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("late_allowed_by", ""), ("late_reason", "")),
                            models.Q(
                                models.Q(("late_allowed_by", ""), _negated=True),
                                models.Q(("late_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="late_pledge_says_why_and_who",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PledgeTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", core.fields.ExactDecimalField(null=True, verbose_name="chỉ tiêu")),
                ("text", models.CharField(blank=True, max_length=300, verbose_name="chỉ tiêu bằng lời")),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="campaigns.criterion",
                        verbose_name="tiêu chí",
                    ),
                ),
                (
                    "pledge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="targets", to="campaigns.pledge"
                    ),
                ),
            ],
            options={
                "verbose_name": "chỉ tiêu",
                "verbose_name_plural": "chỉ tiêu",
                "constraints": [
                    models.UniqueConstraint(fields=("pledge", "criterion"), name="target_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number__isnull", False), models.Q(("text", ""), _negated=True), _connector="OR"
                        ),
                        name="target_says_something",
                    ),
                    models.CheckConstraint(condition=models.Q(("number__gte", 0)), name="target_not_negative"),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=core.history.tracking.RecordChanges(
                hash="541ffa7752b4",
                operation="update",
                pgid="pgtrigger_history_update_f03f5",
                plan="old_row.id",
                table="campaigns_plan",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=core.history.tracking.RecordChanges(
                hash="0ba1e93f8574",
                operation="delete",
                pgid="pgtrigger_history_delete_5504d",
                plan="old_row.id",
                table="campaigns_plan",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scorecard",
            trigger=pgtrigger.compiler.Trigger(
                name="published_scorecard_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state <> 'draft' AND (NEW.state = 'draft' OR OLD.plan_id IS DISTINCT FROM NEW.plan_id OR OLD.name IS DISTINCT FROM NEW.name OR OLD.kinds IS DISTINCT FROM NEW.kinds OR OLD.version IS DISTINCT FROM NEW.version OR OLD.published_at IS DISTINCT FROM NEW.published_at OR OLD.legal_basis IS DISTINCT FROM NEW.legal_basis OR OLD.remark IS DISTINCT FROM NEW.remark OR OLD.interpretations IS DISTINCT FROM NEW.interpretations OR OLD.base_maximum IS DISTINCT FROM NEW.base_maximum OR OLD.bonus_cap IS DISTINCT FROM NEW.bonus_cap OR OLD.deduction_cap IS DISTINCT FROM NEW.deduction_cap OR OLD.lowest_total IS DISTINCT FROM NEW.lowest_total OR OLD.highest_total IS DISTINCT FROM NEW.highest_total OR OLD.scaling IS DISTINCT FROM NEW.scaling OR OLD.tie_break IS DISTINCT FROM NEW.tie_break OR OLD.grading IS DISTINCT FROM NEW.grading OR OLD.decimals IS DISTINCT FROM NEW.decimals))",
                    func="RAISE EXCEPTION 'A published scorecard is frozen; a change is a version.';",
                    hash="cae73750f7f54632094cac04dd22519bd6a4ce72",
                    operation="UPDATE",
                    pgid="pgtrigger_published_scorecard_stays_c37c5",
                    table="campaigns_scorecard",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scorecard",
            trigger=pgtrigger.compiler.Trigger(
                name="published_scorecard_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state <> 'draft')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="ea0e21b0b227fa5c008730b2380b47a947481251",
                    operation="DELETE",
                    pgid="pgtrigger_published_scorecard_kept_bb562",
                    table="campaigns_scorecard",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scorecard",
            trigger=core.history.tracking.RecordChanges(
                hash="4ac181f8ebae",
                operation="update",
                pgid="pgtrigger_history_update_94e03",
                plan="old_row.plan_id",
                table="campaigns_scorecard",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scorecard",
            trigger=core.history.tracking.RecordChanges(
                hash="b97a27f943a5",
                operation="delete",
                pgid="pgtrigger_history_delete_3d01c",
                plan="old_row.plan_id",
                table="campaigns_scorecard",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="entry",
            trigger=core.history.tracking.RecordChanges(
                hash="3547af4a7e8a",
                operation="update",
                pgid="pgtrigger_history_update_686cc",
                plan="old_row.plan_id",
                table="campaigns_entry",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="entry",
            trigger=core.history.tracking.RecordChanges(
                hash="ede8e209858b",
                operation="delete",
                pgid="pgtrigger_history_delete_be242",
                plan="old_row.plan_id",
                table="campaigns_entry",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="extension",
            trigger=core.history.tracking.RecordChanges(
                hash="9e1f45255096",
                operation="update",
                pgid="pgtrigger_history_update_61e31",
                plan="(SELECT t0.plan_id FROM campaigns_entry AS t0 WHERE t0.id = old_row.entry_id)",
                table="campaigns_extension",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="extension",
            trigger=core.history.tracking.RecordChanges(
                hash="b73c2d5ece9d",
                operation="delete",
                pgid="pgtrigger_history_delete_20897",
                plan="(SELECT t0.plan_id FROM campaigns_entry AS t0 WHERE t0.id = old_row.entry_id)",
                table="campaigns_extension",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clusterclosing",
            trigger=pgtrigger.compiler.Trigger(
                name="cluster_closing_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.reopened_at IS NOT NULL)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="91e496740795a166e0a6618f865b9a79d767b9a2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_cluster_closing_kept_40e3f",
                    table="campaigns_clusterclosing",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="criterion",
            trigger=pgtrigger.compiler.Trigger(
                name="published_criterion_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF EXISTS (\n                        SELECT 1 FROM campaigns_scorecard s\n                        WHERE s.state <> 'draft'\n                        AND s.id IN (NEW.scorecard_id, OLD.scorecard_id)\n                    ) THEN\n                        RAISE EXCEPTION 'A published scorecard is frozen; a change is a version.';\n                    END IF;\n                    RETURN coalesce(NEW, OLD);\n                ",
                    hash="58947b512e0690a2fe039be12bfb6127a1a581fa",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_published_criterion_stays_aaddf",
                    table="campaigns_criterion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pledge",
            trigger=core.history.tracking.RecordChanges(
                hash="380764b92a67",
                operation="update",
                pgid="pgtrigger_history_update_9eded",
                plan="(SELECT t0.plan_id FROM campaigns_entry AS t0 WHERE t0.id = old_row.entry_id)",
                private="old_row.state IS NOT DISTINCT FROM 'draft'",
                secret="'{token}'::text[]",
                table="campaigns_pledge",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pledge",
            trigger=core.history.tracking.RecordChanges(
                hash="e69baaa83b81",
                operation="delete",
                pgid="pgtrigger_history_delete_0df54",
                plan="(SELECT t0.plan_id FROM campaigns_entry AS t0 WHERE t0.id = old_row.entry_id)",
                private="old_row.state IS NOT DISTINCT FROM 'draft'",
                secret="'{token}'::text[]",
                table="campaigns_pledge",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pledgetarget",
            trigger=core.history.tracking.RecordChanges(
                hash="d1d3d435afd4",
                operation="update",
                pgid="pgtrigger_history_update_17cb9",
                plan="(SELECT t1.plan_id FROM campaigns_pledge AS t0 JOIN campaigns_entry AS t1 ON t1.id = t0.entry_id WHERE t0.id = old_row.pledge_id)",
                private="(SELECT t0.state FROM campaigns_pledge AS t0 WHERE t0.id = old_row.pledge_id) IS NOT DISTINCT FROM 'draft'",
                table="campaigns_pledgetarget",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pledgetarget",
            trigger=core.history.tracking.RecordChanges(
                hash="4d6254742ce3",
                operation="delete",
                pgid="pgtrigger_history_delete_72b01",
                plan="(SELECT t1.plan_id FROM campaigns_pledge AS t0 JOIN campaigns_entry AS t1 ON t1.id = t0.entry_id WHERE t0.id = old_row.pledge_id)",
                private="(SELECT t0.state FROM campaigns_pledge AS t0 WHERE t0.id = old_row.pledge_id) IS NOT DISTINCT FROM 'draft'",
                table="campaigns_pledgetarget",
            ),
        ),
    ]
