import core.fields
import core.history.tracking
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from core.initial_migration import InitialMigration


class Migration(InitialMigration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("campaigns", "0001_initial"),
        ("core", "0002_history_function"),
        ("participants", "0001_initial"),
        ("scoring", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CommendationForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(blank=True, max_length=30, verbose_name="mã")),
                ("name", models.CharField(max_length=200, verbose_name="danh hiệu, hình thức")),
                (
                    "kind",
                    models.CharField(
                        choices=[("title", "Danh hiệu thi đua"), ("form", "Hình thức khen thưởng")],
                        default="form",
                        max_length=5,
                        verbose_name="loại",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("state", "Cấp Nhà nước"),
                            ("province", "Cấp tỉnh, thành phố, bộ"),
                            ("district", "Cấp huyện, quận"),
                            ("commune", "Cấp xã, cơ sở"),
                        ],
                        default="province",
                        max_length=10,
                        verbose_name="cấp",
                    ),
                ),
                ("decided_by", models.CharField(max_length=200, verbose_name="thẩm quyền quyết định")),
                (
                    "precedence",
                    models.PositiveIntegerField(
                        default=100, help_text="Số nhỏ hơn là cao hơn.", verbose_name="thứ bậc"
                    ),
                ),
                ("legal_basis", models.TextField(blank=True, verbose_name="căn cứ")),
            ],
            options={
                "verbose_name": "danh hiệu, hình thức khen thưởng",
                "verbose_name_plural": "danh hiệu, hình thức khen thưởng",
                "ordering": ["precedence", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True), fields=("code",), name="commendation_code_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FormRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                ("yes_numerator", models.PositiveSmallIntegerField(default=1, verbose_name="tỷ lệ tán thành: tử số")),
                ("yes_denominator", models.PositiveSmallIntegerField(default=2, verbose_name="mẫu số")),
                (
                    "is_strict",
                    models.BooleanField(
                        default=True,
                        help_text="Ví dụ quá nửa: 1/2, không phải đúng 1/2.",
                        verbose_name="phải quá tỷ lệ này",
                    ),
                ),
                (
                    "ballot_base",
                    models.CharField(
                        choices=[
                            ("total", "Tổng số thành viên Hội đồng khen thưởng"),
                            ("present", "Số thành viên tham gia bỏ phiếu"),
                            ("valid", "Số phiếu hợp lệ"),
                        ],
                        default="total",
                        max_length=7,
                        verbose_name="tính trên",
                    ),
                ),
                (
                    "quorum_numerator",
                    models.PositiveSmallIntegerField(default=2, verbose_name="tỷ lệ phải tham gia: tử số"),
                ),
                ("quorum_denominator", models.PositiveSmallIntegerField(default=3, verbose_name="mẫu số (tham gia)")),
                (
                    "candidate_in_base",
                    models.BooleanField(
                        default=True,
                        help_text="Người được xét không bỏ phiếu cho mình.",
                        verbose_name="thành viên là người được xét vẫn tính trong tổng số",
                    ),
                ),
                (
                    "recipient",
                    models.CharField(
                        choices=[("collective", "Tập thể"), ("individual", "Cá nhân"), ("household", "Hộ gia đình")],
                        max_length=10,
                        verbose_name="đối tượng",
                    ),
                ),
                ("legal_basis", models.TextField(verbose_name="căn cứ")),
                (
                    "assumption",
                    models.TextField(
                        blank=True,
                        help_text="Hiện trên trang để văn phòng đối chiếu, không bao giờ in vào văn bản.",
                        verbose_name="giả định chưa có căn cứ",
                    ),
                ),
                ("minimum_points", core.fields.ExactDecimalField(blank=True, null=True, verbose_name="điểm tối thiểu")),
                (
                    "worst_grade",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Số thứ tự của mức trong bảng tiêu chí; 0 là mức cao nhất.",
                        null=True,
                        verbose_name="xếp loại thấp nhất",
                    ),
                ),
                (
                    "worst_place",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="thứ hạng thấp nhất trong cụm"),
                ),
                (
                    "years_in_a_row",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="số năm liên tục đạt xếp loại trên (kể cả năm xét)"
                    ),
                ),
                ("needs_times", models.PositiveSmallIntegerField(default=1, verbose_name="số lần")),
                (
                    "needs_within_years",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="trong số năm trước"),
                ),
                (
                    "interval_years",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="2: tặng năm 2023 thì sớm nhất năm 2025 mới xét lại.",
                        null=True,
                        verbose_name="số năm từ lần tặng trước cùng hình thức",
                    ),
                ),
                (
                    "minimum_days",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="số ngày tham gia tối thiểu"),
                ),
                ("needs_registration", models.BooleanField(default=False, verbose_name="phải đăng ký thi đua")),
                ("needs_ballot", models.BooleanField(default=True, verbose_name="phải bỏ phiếu kín")),
                (
                    "notice_days",
                    models.PositiveSmallIntegerField(default=10, verbose_name="số ngày làm việc công khai"),
                ),
                (
                    "money_coefficient",
                    core.fields.ExactDecimalField(blank=True, null=True, verbose_name="hệ số tiền thưởng"),
                ),
                ("is_maximum", models.BooleanField(default=False, verbose_name="hệ số là mức tối đa")),
                ("paid_from", models.CharField(blank=True, max_length=200, verbose_name="chi từ quỹ")),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="awards.commendationform",
                        verbose_name="hình thức",
                    ),
                ),
                (
                    "needs_form",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="awards.commendationform",
                        verbose_name="đã được tặng",
                    ),
                ),
                (
                    "organiser",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="form_rules",
                        to="participants.council",
                        verbose_name="riêng của HĐND",
                    ),
                ),
            ],
            options={
                "verbose_name": "quy định của hình thức",
                "verbose_name_plural": "quy định của hình thức",
                "ordering": ["form", "recipient", "-valid_from"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="form_rule_ends_after_start",
                        violation_error_message="“Đến ngày” phải từ “từ ngày” trở đi.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("form", "="),
                            ("recipient", "="),
                            (
                                django.db.models.functions.comparison.Coalesce(models.F("organiser"), models.Value(0)),
                                "=",
                            ),
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
                        name="form_rule_once_a_day",
                        violation_error_message="Khoảng thời gian này trùng với một dòng đã có.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("yes_denominator__gt", 0),
                            ("yes_numerator__lte", models.F("yes_denominator")),
                            models.Q(
                                ("is_strict", True), ("yes_numerator", models.F("yes_denominator")), _negated=True
                            ),
                        ),
                        name="form_rule_yes_ratio_in_range",
                        violation_error_message="Tỷ lệ tán thành phải từ 0 đến 1 (và đạt được).",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quorum_denominator__gt", 0), ("quorum_numerator__lte", models.F("quorum_denominator"))
                        ),
                        name="form_rule_quorum_in_range",
                        violation_error_message="Tỷ lệ phải tham gia phải từ 0 đến 1.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BaseSalary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                ("amount", models.PositiveIntegerField(verbose_name="mức lương cơ sở (đồng)")),
                ("legal_basis", models.TextField(verbose_name="căn cứ")),
            ],
            options={
                "verbose_name": "mức lương cơ sở",
                "verbose_name_plural": "mức lương cơ sở",
                "ordering": ["-valid_from"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="base_salary_ends_after_start",
                        violation_error_message="“Đến ngày” phải từ “từ ngày” trở đi.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_to"),
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            )
                        ],
                        name="base_salary_once_a_day",
                        violation_error_message="Khoảng thời gian này trùng với một dòng đã có.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Quota",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("collective", "Tập thể"),
                            ("individual", "Cá nhân"),
                            ("full_time", "Đại biểu chuyên trách"),
                            ("part_time", "Đại biểu kiêm nhiệm"),
                        ],
                        max_length=10,
                        verbose_name="đối tượng",
                    ),
                ),
                ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="số lượng")),
                ("percent", core.fields.ExactDecimalField(blank=True, null=True, verbose_name="tỷ lệ phần trăm")),
                (
                    "percent_of",
                    models.CharField(
                        choices=[
                            ("participants", "số tham gia"),
                            ("eligible", "số đủ điều kiện"),
                            ("parent", "số của chỉ tiêu bao trùm"),
                        ],
                        default="participants",
                        max_length=12,
                        verbose_name="phần trăm của",
                    ),
                ),
                (
                    "rounding",
                    models.CharField(
                        choices=[("down", "làm tròn xuống"), ("half_up", "làm tròn thường"), ("up", "làm tròn lên")],
                        default="down",
                        max_length=7,
                        verbose_name="làm tròn",
                    ),
                ),
                (
                    "sharing",
                    models.CharField(
                        choices=[
                            ("remainder", "Theo quy mô, phần dư lớn nhất"),
                            ("bands", "Cố định cho mỗi cụm theo quy mô"),
                            ("one_list", "Không chia, xét chung một danh sách"),
                        ],
                        default="remainder",
                        max_length=9,
                        verbose_name="chia cho các cụm",
                    ),
                ),
                (
                    "bands",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="[[10, 1], [20, 2], [null, 3]]: đến 10 được 1, đến 20 được 2, còn lại 3.",
                        verbose_name="số suất theo quy mô",
                    ),
                ),
                ("minimum_points", core.fields.ExactDecimalField(default=0, verbose_name="điểm tối thiểu")),
                (
                    "equal_merit",
                    models.CharField(
                        choices=[
                            ("human", "Thường trực HĐND chọn"),
                            ("women_first", "Ưu tiên nữ; tập thể có từ 70 % nữ trở lên"),
                        ],
                        default="human",
                        max_length=11,
                        verbose_name="khi ngang nhau",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="awards.commendationform",
                        verbose_name="hình thức",
                    ),
                ),
                (
                    "nested_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nested",
                        to="awards.quota",
                        verbose_name="nằm trong chỉ tiêu",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quotas",
                        to="campaigns.plan",
                        verbose_name="kế hoạch",
                    ),
                ),
            ],
            options={
                "verbose_name": "chỉ tiêu khen thưởng",
                "verbose_name_plural": "chỉ tiêu khen thưởng",
                "ordering": ["plan", "form__precedence", "subject"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "form", "subject"), name="quota_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number__isnull", False), ("percent__isnull", True)),
                            models.Q(("number__isnull", True), ("percent__isnull", False)),
                            models.Q(("number__isnull", True), ("percent__isnull", True), ("sharing", "bands")),
                            _connector="OR",
                        ),
                        name="quota_number_or_percent",
                        violation_error_message="Ghi số lượng hoặc tỷ lệ phần trăm, một trong hai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("percent__isnull", True),
                            models.Q(("percent__gte", 0), ("percent__lte", 100)),
                            _connector="OR",
                        ),
                        name="quota_percent_in_range",
                        violation_error_message="Tỷ lệ phần trăm phải từ 0 đến 100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("nested_in", models.F("pk")), _negated=True), name="quota_not_in_itself"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("drafted_at", models.DateTimeField(verbose_name="lập lúc")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="chốt lúc")),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người chốt",
                    ),
                ),
                (
                    "drafted_for",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="theo yêu cầu của",
                    ),
                ),
                (
                    "ranking",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposal",
                        to="scoring.ranking",
                        verbose_name="bảng xếp hạng",
                    ),
                ),
            ],
            options={
                "verbose_name": "đề nghị khen thưởng",
                "verbose_name_plural": "đề nghị khen thưởng",
                "ordering": ["-drafted_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="proposal_closing_is_complete",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposalQuota",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("collective", "Tập thể"),
                            ("individual", "Cá nhân"),
                            ("full_time", "Đại biểu chuyên trách"),
                            ("part_time", "Đại biểu kiêm nhiệm"),
                        ],
                        max_length=10,
                        verbose_name="đối tượng",
                    ),
                ),
                ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="số lượng")),
                ("percent", core.fields.ExactDecimalField(blank=True, null=True, verbose_name="tỷ lệ phần trăm")),
                (
                    "percent_of",
                    models.CharField(
                        choices=[
                            ("participants", "số tham gia"),
                            ("eligible", "số đủ điều kiện"),
                            ("parent", "số của chỉ tiêu bao trùm"),
                        ],
                        default="participants",
                        max_length=12,
                        verbose_name="phần trăm của",
                    ),
                ),
                (
                    "rounding",
                    models.CharField(
                        choices=[("down", "làm tròn xuống"), ("half_up", "làm tròn thường"), ("up", "làm tròn lên")],
                        default="down",
                        max_length=7,
                        verbose_name="làm tròn",
                    ),
                ),
                (
                    "sharing",
                    models.CharField(
                        choices=[
                            ("remainder", "Theo quy mô, phần dư lớn nhất"),
                            ("bands", "Cố định cho mỗi cụm theo quy mô"),
                            ("one_list", "Không chia, xét chung một danh sách"),
                        ],
                        default="remainder",
                        max_length=9,
                        verbose_name="chia cho các cụm",
                    ),
                ),
                (
                    "bands",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="[[10, 1], [20, 2], [null, 3]]: đến 10 được 1, đến 20 được 2, còn lại 3.",
                        verbose_name="số suất theo quy mô",
                    ),
                ),
                ("minimum_points", core.fields.ExactDecimalField(default=0, verbose_name="điểm tối thiểu")),
                (
                    "equal_merit",
                    models.CharField(
                        choices=[
                            ("human", "Thường trực HĐND chọn"),
                            ("women_first", "Ưu tiên nữ; tập thể có từ 70 % nữ trở lên"),
                        ],
                        default="human",
                        max_length=11,
                        verbose_name="khi ngang nhau",
                    ),
                ),
                ("seats", models.PositiveIntegerField(verbose_name="số suất")),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="awards.commendationform",
                        verbose_name="hình thức",
                    ),
                ),
                (
                    "nested_in",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nested",
                        to="awards.proposalquota",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="quotas", to="awards.proposal"
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="awards.formrule"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("proposal", "form", "subject"), name="proposal_quota_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number__isnull", False), ("percent__isnull", True)),
                            models.Q(("number__isnull", True), ("percent__isnull", False)),
                            models.Q(("number__isnull", True), ("percent__isnull", True), ("sharing", "bands")),
                            _connector="OR",
                        ),
                        name="proposal_quota_number_or_percent",
                        violation_error_message="Ghi số lượng hoặc tỷ lệ phần trăm, một trong hai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("percent__isnull", True),
                            models.Q(("percent__gte", 0), ("percent__lte", 100)),
                            _connector="OR",
                        ),
                        name="proposal_quota_percent_in_range",
                        violation_error_message="Tỷ lệ phần trăm phải từ 0 đến 100.",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="TiePool",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seats", models.PositiveIntegerField(verbose_name="số suất")),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True, verbose_name="căn cứ chọn")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "quota",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pools", to="awards.proposalquota"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="tie_decision_is_complete",
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="QuotaShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "list",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("collective", "Tập thể"),
                            ("full_time", "Đại biểu chuyên trách"),
                            ("part_time", "Đại biểu kiêm nhiệm"),
                        ],
                        max_length=12,
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="số tham gia")),
                ("eligible", models.PositiveIntegerField(verbose_name="số đủ điều kiện")),
                ("exact", models.CharField(max_length=80, verbose_name="phần chính xác")),
                ("seats", models.PositiveIntegerField(verbose_name="số suất")),
                ("is_contested", models.BooleanField(default=False)),
                (
                    "cluster",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="participants.cluster",
                    ),
                ),
                (
                    "quota",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shares", to="awards.proposalquota"
                    ),
                ),
                (
                    "pool",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="awards.tiepool",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("quota", "cluster", "list"), name="quota_share_once", nulls_distinct=False
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="ProposalLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("proposed", "Đề nghị"),
                            ("chosen", "Đề nghị, được chọn"),
                            ("added", "Đề nghị, bổ sung"),
                            ("tied", "Chờ chọn"),
                            ("not_chosen", "Không được chọn"),
                            ("over_quota", "Ngoài chỉ tiêu"),
                            ("not_eligible", "Không đủ điều kiện"),
                            ("needs_decision", "Cần quyết định"),
                            ("higher_form", "Đã đề nghị hình thức cao hơn"),
                            ("unregistered", "Không đăng ký thi đua"),
                            ("removed", "Đưa ra khỏi đề nghị"),
                        ],
                        max_length=14,
                    ),
                ),
                ("eligible_place", models.PositiveIntegerField(null=True)),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
                ("facts", models.JSONField(default=dict)),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposal_lines",
                        to="scoring.rankingline",
                    ),
                ),
                (
                    "share",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="awards.quotashare",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["share", "outcome"], name="proposal_line_outcome")],
                "constraints": [models.UniqueConstraint(fields=("share", "line"), name="proposal_line_once")],
            },
        ),
        migrations.CreateModel(
            name="ProposalChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "direction",
                    models.CharField(
                        choices=[("in", "Bổ sung vào đề nghị"), ("out", "Đưa ra khỏi đề nghị")],
                        max_length=3,
                        verbose_name="việc",
                    ),
                ),
                ("reason", models.TextField(verbose_name="lý do")),
                ("asked_at", models.DateTimeField(verbose_name="đề xuất lúc")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="trả lời lúc")),
                ("is_confirmed", models.BooleanField(null=True, verbose_name="đồng ý")),
                ("answer", models.TextField(blank=True, verbose_name="ý kiến của người thứ hai")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người thứ hai",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người đề xuất",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="awards.proposalline"
                    ),
                ),
            ],
            options={
                "verbose_name": "thay đổi đề nghị bằng tay",
                "verbose_name_plural": "thay đổi đề nghị bằng tay",
                "ordering": ["asked_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_confirmed__isnull", True)),
                        fields=("line",),
                        name="proposal_change_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", True),
                                ("answered_by__isnull", True),
                                ("is_confirmed__isnull", True),
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                ("is_confirmed__isnull", False),
                                models.Q(("answered_by", models.F("asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_change_by_two",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AwardCouncil",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                ("name", models.CharField(max_length=200, verbose_name="tên")),
                ("document", models.CharField(blank=True, max_length=200, verbose_name="quyết định thành lập")),
                (
                    "organiser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="award_councils",
                        to="participants.council",
                        verbose_name="HĐND",
                    ),
                ),
            ],
            options={
                "verbose_name": "hội đồng thi đua - khen thưởng",
                "verbose_name_plural": "hội đồng thi đua - khen thưởng",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="award_council_ends_after_start",
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
                        name="award_council_once_a_day",
                        violation_error_message="Khoảng thời gian này trùng với một dòng đã có.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CouncilMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                (
                    "post",
                    models.CharField(
                        choices=[
                            ("chair", "Chủ tịch Hội đồng khen thưởng"),
                            ("deputy", "Phó Chủ tịch Hội đồng khen thưởng"),
                            ("secretary", "Thư ký Hội đồng khen thưởng"),
                            ("member", "Ủy viên"),
                        ],
                        default="member",
                        max_length=9,
                        verbose_name="chức vụ",
                    ),
                ),
                ("position", models.PositiveIntegerField(default=100, verbose_name="thứ tự")),
                (
                    "office_post",
                    models.CharField(
                        blank=True, help_text="Giám đốc, Chủ tịch…", max_length=120, verbose_name="chức vụ công tác"
                    ),
                ),
                (
                    "organisation",
                    models.CharField(
                        blank=True,
                        help_text="Sở Nội vụ, UBND thành phố…",
                        max_length=160,
                        verbose_name="cơ quan, đơn vị",
                    ),
                ),
                (
                    "is_outside",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="Do văn phòng ghi vào Hội đồng khen thưởng, không phải đại biểu hay cán bộ.",
                        verbose_name="ngoài HĐND",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="awards.awardcouncil",
                        verbose_name="Hội đồng khen thưởng",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="council_seats",
                        to="participants.person",
                        verbose_name="thành viên",
                    ),
                ),
            ],
            options={
                "verbose_name": "thành viên hội đồng thi đua - khen thưởng",
                "verbose_name_plural": "thành viên hội đồng thi đua - khen thưởng",
                "ordering": ["position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="council_member_ends_after_start",
                        violation_error_message="“Đến ngày” phải từ “từ ngày” trở đi.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("council", "="),
                            ("person", "="),
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
                        name="council_member_once_a_day",
                        violation_error_message="Khoảng thời gian này trùng với một dòng đã có.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_outside", False),
                            models.Q(
                                models.Q(("office_post", ""), _negated=True),
                                models.Q(("organisation", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="outside_member_has_workplace",
                        violation_error_message="Thành viên ngoài HĐND phải có chức vụ và cơ quan.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ballot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "method",
                    models.CharField(
                        choices=[("electronic", "Bỏ phiếu kín điện tử"), ("paper", "Bỏ phiếu giấy")],
                        max_length=10,
                        verbose_name="cách bỏ phiếu",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "Đang chuẩn bị"),
                            ("open", "Đang bỏ phiếu"),
                            ("closed", "Đã đóng, chưa kiểm phiếu"),
                            ("counted", "Đã kiểm phiếu"),
                            ("annulled", "Đã hủy"),
                        ],
                        default="prepared",
                        max_length=8,
                        verbose_name="tình trạng",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=300, verbose_name="địa điểm họp")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="mở lúc")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="đóng lúc")),
                ("counted_at", models.DateTimeField(blank=True, null=True, verbose_name="kiểm phiếu lúc")),
                ("total_members", models.PositiveSmallIntegerField(null=True, verbose_name="tổng số thành viên")),
                ("issued", models.PositiveSmallIntegerField(null=True, verbose_name="số phiếu phát ra")),
                ("returned", models.PositiveSmallIntegerField(null=True, verbose_name="số phiếu thu về")),
                ("public_key", models.CharField(blank=True, max_length=64)),
                ("annulled_reason", models.TextField(blank=True, verbose_name="lý do hủy")),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballots",
                        to="awards.awardcouncil",
                        verbose_name="Hội đồng khen thưởng",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người lập",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballots",
                        to="awards.proposal",
                        verbose_name="đề nghị",
                    ),
                ),
            ],
            options={
                "verbose_name": "cuộc bỏ phiếu",
                "verbose_name_plural": "các cuộc bỏ phiếu",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opened_at__isnull", True), ("state", "prepared")),
                            models.Q(("closed_at__isnull", True), ("opened_at__isnull", False), ("state", "open")),
                            models.Q(("closed_at__isnull", False), ("counted_at__isnull", True), ("state", "closed")),
                            models.Q(("closed_at__isnull", False), ("counted_at__isnull", False), ("state", "counted")),
                            models.Q(("state", "annulled"), models.Q(("annulled_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="ballot_state_has_its_moments",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["prepared", "open", "closed"])),
                        fields=("proposal",),
                        name="ballot_one_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BallotSeat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                (
                    "post",
                    models.CharField(
                        choices=[
                            ("chair", "Chủ tịch Hội đồng khen thưởng"),
                            ("deputy", "Phó Chủ tịch Hội đồng khen thưởng"),
                            ("secretary", "Thư ký Hội đồng khen thưởng"),
                            ("member", "Ủy viên"),
                        ],
                        max_length=9,
                    ),
                ),
                ("workplace", models.CharField(blank=True, max_length=300)),
                ("position", models.PositiveIntegerField()),
                (
                    "attendance",
                    models.CharField(
                        choices=[
                            ("present", "Có mặt"),
                            ("written", "Vắng, cho ý kiến bằng văn bản"),
                            ("absent", "Vắng, không có ý kiến"),
                        ],
                        default="present",
                        max_length=7,
                    ),
                ),
                ("has_voted", models.BooleanField(default=False)),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="awards.ballot"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="participants.person"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "person"), name="ballot_seat_once"),
                    models.CheckConstraint(
                        condition=models.Q(("has_voted", False), ("attendance", "present"), _connector="OR"),
                        name="only_present_seats_vote",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BallotQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("yes_numerator", models.PositiveSmallIntegerField(default=1, verbose_name="tỷ lệ tán thành: tử số")),
                ("yes_denominator", models.PositiveSmallIntegerField(default=2, verbose_name="mẫu số")),
                (
                    "is_strict",
                    models.BooleanField(
                        default=True,
                        help_text="Ví dụ quá nửa: 1/2, không phải đúng 1/2.",
                        verbose_name="phải quá tỷ lệ này",
                    ),
                ),
                (
                    "ballot_base",
                    models.CharField(
                        choices=[
                            ("total", "Tổng số thành viên Hội đồng khen thưởng"),
                            ("present", "Số thành viên tham gia bỏ phiếu"),
                            ("valid", "Số phiếu hợp lệ"),
                        ],
                        default="total",
                        max_length=7,
                        verbose_name="tính trên",
                    ),
                ),
                (
                    "quorum_numerator",
                    models.PositiveSmallIntegerField(default=2, verbose_name="tỷ lệ phải tham gia: tử số"),
                ),
                ("quorum_denominator", models.PositiveSmallIntegerField(default=3, verbose_name="mẫu số (tham gia)")),
                (
                    "candidate_in_base",
                    models.BooleanField(
                        default=True,
                        help_text="Người được xét không bỏ phiếu cho mình.",
                        verbose_name="thành viên là người được xét vẫn tính trong tổng số",
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("yes", models.PositiveSmallIntegerField(null=True, verbose_name="đồng ý")),
                ("no", models.PositiveSmallIntegerField(null=True, verbose_name="không đồng ý")),
                ("blank", models.PositiveSmallIntegerField(null=True, verbose_name="phiếu trắng")),
                ("invalid", models.PositiveSmallIntegerField(null=True, verbose_name="không hợp lệ")),
                ("written_yes", models.PositiveSmallIntegerField(null=True, verbose_name="đồng ý bằng văn bản")),
                ("written_no", models.PositiveSmallIntegerField(null=True, verbose_name="không đồng ý bằng văn bản")),
                ("base", models.PositiveSmallIntegerField(null=True, verbose_name="số để tính tỷ lệ")),
                ("needed", models.PositiveSmallIntegerField(null=True, verbose_name="số phiếu cần")),
                ("is_passed", models.BooleanField(null=True, verbose_name="thông qua")),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="awards.ballot"
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stands_in",
                        to="awards.ballotseat",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="awards.proposalline"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "line"), name="ballot_question_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("yes_denominator__gt", 0),
                            ("yes_numerator__lte", models.F("yes_denominator")),
                            models.Q(
                                ("is_strict", True), ("yes_numerator", models.F("yes_denominator")), _negated=True
                            ),
                        ),
                        name="ballot_question_yes_ratio_in_range",
                        violation_error_message="Tỷ lệ tán thành phải từ 0 đến 1 (và đạt được).",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quorum_denominator__gt", 0), ("quorum_numerator__lte", models.F("quorum_denominator"))
                        ),
                        name="ballot_question_quorum_in_range",
                        violation_error_message="Tỷ lệ phải tham gia phải từ 0 đến 1.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedVote",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sealed", models.BinaryField(null=True)),
                ("receipt", models.CharField(max_length=64)),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="votes", to="awards.ballot"
                    ),
                ),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("ballot", "receipt"), name="vote_receipt_once")]},
        ),
        migrations.CreateModel(
            name="BallotKeeper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("public_key", models.CharField(blank=True, max_length=64)),
                ("sealed_share", models.BinaryField(null=True)),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="keepers", to="awards.ballot"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "user"), name="ballot_keeper_once"),
                    models.UniqueConstraint(fields=("ballot", "number"), name="ballot_keeper_number_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="WrittenOpinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "choice",
                    models.CharField(
                        choices=[("yes", "Đồng ý"), ("no", "Không đồng ý"), ("blank", "Phiếu trắng")],
                        max_length=5,
                        verbose_name="ý kiến",
                    ),
                ),
                ("document", models.CharField(max_length=200, verbose_name="văn bản")),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="opinions", to="awards.ballotquestion"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="opinions", to="awards.ballotseat"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("seat", "question"), name="written_opinion_once")]
            },
        ),
        migrations.CreateModel(
            name="PaperCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("issued", models.PositiveSmallIntegerField(verbose_name="số phiếu phát ra")),
                ("returned", models.PositiveSmallIntegerField(verbose_name="số phiếu thu về")),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="paper_counts", to="awards.ballot"
                    ),
                ),
                (
                    "typist",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người nhập",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "typist"), name="paper_count_once"),
                    models.CheckConstraint(
                        condition=models.Q(("returned__lte", models.F("issued"))), name="paper_returned_within_issued"
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="PaperCountLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("yes", models.PositiveSmallIntegerField(verbose_name="đồng ý")),
                ("no", models.PositiveSmallIntegerField(verbose_name="không đồng ý")),
                ("blank", models.PositiveSmallIntegerField(verbose_name="phiếu trắng")),
                ("invalid", models.PositiveSmallIntegerField(verbose_name="không hợp lệ")),
                (
                    "count",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="awards.papercount"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="awards.ballotquestion"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("count", "question"), name="paper_count_line_once")]
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=60, verbose_name="số, ký hiệu tờ trình")),
                ("issued_on", models.DateField(verbose_name="ngày")),
                ("authority", models.CharField(max_length=200, verbose_name="gửi")),
                ("sent_at", models.DateTimeField(verbose_name="gửi lúc")),
                ("answer_due_on", models.DateField(verbose_name="hạn trả lời")),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="awards.proposal",
                        verbose_name="đề nghị",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người gửi",
                    ),
                ),
            ],
            options={
                "verbose_name": "tờ trình đã gửi",
                "verbose_name_plural": "các tờ trình đã gửi",
                "ordering": ["issued_on", "id"],
                "constraints": [models.UniqueConstraint(fields=("proposal", "number"), name="submission_number_once")],
            },
        ),
        migrations.CreateModel(
            name="SubmissionLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="awards.proposalline",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="awards.submission"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("submission", "line"), name="submission_line_once")]
            },
        ),
        migrations.CreateModel(
            name="SubmissionReturn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("returned_on", models.DateField(verbose_name="trả lại ngày")),
                ("content", models.TextField(verbose_name="phải bổ sung")),
                ("working_days", models.PositiveSmallIntegerField(verbose_name="trong số ngày làm việc")),
                ("due_on", models.DateField(verbose_name="hạn bổ sung")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="đã bổ sung ngày")),
                ("answer", models.TextField(blank=True, verbose_name="đã bổ sung")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="returns", to="awards.submission"
                    ),
                ),
            ],
            options={
                "verbose_name": "lần trả lại hồ sơ",
                "verbose_name_plural": "các lần trả lại hồ sơ",
                "ordering": ["returned_on"],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("award", "Khen thưởng"),
                            ("correction", "Điều chỉnh, bổ sung"),
                            ("revocation", "Hủy bỏ"),
                        ],
                        default="award",
                        max_length=10,
                        verbose_name="loại",
                    ),
                ),
                ("number", models.CharField(max_length=60, verbose_name="số, ký hiệu")),
                ("decided_on", models.DateField(verbose_name="ngày quyết định")),
                ("authority", models.CharField(max_length=200, verbose_name="cơ quan, người quyết định")),
                ("signer", models.CharField(max_length=120, verbose_name="người ký")),
                ("signer_post", models.CharField(max_length=160, verbose_name="chức vụ người ký")),
                ("received_on", models.DateField(verbose_name="nhận ngày")),
                ("reason", models.TextField(blank=True, verbose_name="lý do điều chỉnh, hủy bỏ")),
                (
                    "file",
                    models.FileField(blank=True, max_length=300, upload_to="decisions/%Y/", verbose_name="bản ký số"),
                ),
                ("file_name", models.CharField(blank=True, max_length=255)),
                ("file_sha256", models.CharField(blank=True, max_length=64)),
                ("entered_at", models.DateTimeField(verbose_name="nhập lúc")),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="awards.decision",
                        verbose_name="điều chỉnh, hủy bỏ quyết định",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người nhập",
                    ),
                ),
                (
                    "organiser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="participants.council",
                        verbose_name="ghi vào sổ của",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="awards.submission",
                        verbose_name="theo tờ trình",
                    ),
                ),
            ],
            options={
                "verbose_name": "quyết định",
                "verbose_name_plural": "quyết định",
                "ordering": ["-decided_on", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organiser", "number", "decided_on"),
                        name="decision_number_once",
                        violation_error_message="Quyết định số này, ngày này đã có.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("corrects__isnull", True), ("kind", "award")),
                            models.Q(
                                ("corrects__isnull", False),
                                models.Q(("kind", "award"), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="decision_corrects_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Refusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("legal_ground", models.TextField(verbose_name="căn cứ pháp lý")),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="refusals", to="awards.decision"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="refusals", to="awards.proposalline"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("decision", "line"), name="refusal_once"),
                    models.CheckConstraint(
                        condition=models.Q(("legal_ground", ""), _negated=True), name="refusal_has_a_ground"
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Award",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "recipient",
                    models.CharField(
                        choices=[("collective", "Tập thể"), ("individual", "Cá nhân"), ("household", "Hộ gia đình")],
                        max_length=10,
                        verbose_name="đối tượng",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="tên")),
                ("unit_name", models.CharField(blank=True, max_length=200, verbose_name="đơn vị")),
                ("sort_key", core.fields.SortKeyField(db_collation="C", editable=False, max_length=1000)),
                ("search_name", models.CharField(editable=False, max_length=420)),
                ("gender", models.CharField(blank=True, choices=[("female", "Nữ"), ("male", "Nam")], max_length=6)),
                ("year", models.PositiveSmallIntegerField(verbose_name="thành tích năm")),
                ("achievement", models.CharField(blank=True, max_length=500, verbose_name="thành tích")),
                ("is_thematic", models.BooleanField(default=False, verbose_name="khen chuyên đề, đột xuất")),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="mã tra cứu")),
                ("coefficient", core.fields.ExactDecimalField(blank=True, null=True, verbose_name="hệ số")),
                ("base_salary", models.PositiveIntegerField(blank=True, null=True, verbose_name="mức lương cơ sở")),
                ("amount", models.PositiveIntegerField(default=0, verbose_name="tiền thưởng (đồng)")),
                ("money_note", models.CharField(blank=True, max_length=300, verbose_name="cách tính")),
                ("paid_from", models.CharField(blank=True, max_length=200, verbose_name="chi từ quỹ")),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="participants.body",
                    ),
                ),
                (
                    "organiser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="awards", to="participants.council"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="participants.person",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="awards.award",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="awards", to="awards.commendationform"
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="awards", to="awards.decision"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ended_awards",
                        to="awards.decision",
                        verbose_name="hết hiệu lực theo",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="awards.proposalline",
                    ),
                ),
            ],
            options={
                "verbose_name": "khen thưởng",
                "verbose_name_plural": "khen thưởng",
                "ordering": ["form__precedence", "recipient", "sort_key"],
                "indexes": [
                    models.Index(fields=["person", "form", "year"], name="award_of_person"),
                    models.Index(fields=["body", "form", "year"], name="award_of_body"),
                    models.Index(fields=["organiser", "year"], name="award_of_year"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_by__isnull", True), ("line__isnull", False)),
                        fields=("line",),
                        name="award_in_force_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person__isnull", True), ("body__isnull", True), _connector="OR"),
                        name="award_is_of_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recovery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("items", models.CharField(max_length=300, verbose_name="hiện vật phải thu hồi")),
                ("amount", models.PositiveIntegerField(verbose_name="tiền phải thu hồi (đồng)")),
                ("due_on", models.DateField(verbose_name="hạn thu hồi")),
                ("recovered_on", models.DateField(blank=True, null=True, verbose_name="đã thu hồi ngày")),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "award",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="recovery", to="awards.award"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
            ],
            options={"verbose_name": "thu hồi", "verbose_name_plural": "thu hồi", "ordering": ["due_on"]},
        ),
        migrations.CreateModel(
            name="Dossier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="báo cáo thành tích")),
                ("drafted_at", models.DateTimeField(verbose_name="dự thảo lúc")),
                ("edited_at", models.DateTimeField(blank=True, null=True, verbose_name="sửa lúc")),
                ("revision", models.PositiveIntegerField(default=0, verbose_name="lần sửa")),
                (
                    "edited_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người sửa",
                    ),
                ),
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="dossier", to="awards.proposalline"
                    ),
                ),
            ],
            options={"verbose_name": "hồ sơ đề nghị", "verbose_name_plural": "hồ sơ đề nghị"},
        ),
        migrations.CreateModel(
            name="PublicNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(max_length=300, verbose_name="công khai tại")),
                ("document_number", models.CharField(blank=True, max_length=60, verbose_name="số văn bản")),
                ("posted_on", models.DateField(verbose_name="từ ngày")),
                ("working_days", models.PositiveSmallIntegerField(verbose_name="số ngày làm việc")),
                ("ends_on", models.DateField(verbose_name="đến hết ngày")),
                (
                    "posted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="awards.proposal"
                    ),
                ),
            ],
            options={
                "verbose_name": "lần công khai",
                "verbose_name_plural": "các lần công khai",
                "ordering": ["posted_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("posted_on"))), name="notice_ends_after_posting"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_whom", models.CharField(max_length=200, verbose_name="người kiến nghị")),
                ("content", models.TextField(verbose_name="nội dung")),
                ("received_on", models.DateField(verbose_name="nhận ngày")),
                ("is_upheld", models.BooleanField(null=True, verbose_name="có cơ sở")),
                ("answer", models.TextField(blank=True, verbose_name="trả lời")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="trả lời ngày")),
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
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="objections", to="awards.proposalline"
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="objections", to="awards.publicnotice"
                    ),
                ),
            ],
            options={
                "verbose_name": "kiến nghị về đề nghị",
                "verbose_name_plural": "kiến nghị về đề nghị",
                "ordering": ["received_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_by__isnull", True), ("is_upheld__isnull", True)),
                            models.Q(
                                ("answered_by__isnull", False),
                                ("answered_on__isnull", False),
                                ("is_upheld__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="objection_answer_is_complete",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("discipline", "Đang bị xem xét kỷ luật hoặc đang thi hành kỷ luật"),
                            ("verification", "Đang được xác minh, thanh tra, kiểm tra"),
                            ("denunciation", "Có đơn thư tố cáo đang được giải quyết"),
                        ],
                        max_length=12,
                        verbose_name="loại",
                    ),
                ),
                ("begins_on", models.DateField(verbose_name="từ ngày")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="đã kết thúc ngày")),
                ("document", models.CharField(max_length=300, verbose_name="văn bản, căn cứ")),
                ("placed_at", models.DateTimeField(verbose_name="ghi lúc")),
                ("outcome", models.TextField(blank=True, verbose_name="kết luận")),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holds",
                        to="participants.body",
                        verbose_name="tập thể",
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi kết thúc",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holds",
                        to="participants.person",
                        verbose_name="cá nhân",
                    ),
                ),
                (
                    "placed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
            ],
            options={
                "verbose_name": "việc chưa kết luận",
                "verbose_name_plural": "việc chưa kết luận",
                "ordering": ["-begins_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("body__isnull", True), ("person__isnull", False)),
                            models.Q(("body__isnull", False), ("person__isnull", True)),
                            _connector="OR",
                        ),
                        name="hold_is_about_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_on__isnull", True), ("lifted_by__isnull", True), ("outcome", "")),
                            models.Q(
                                ("ended_on__gte", models.F("begins_on")),
                                ("lifted_by__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="hold_end_is_complete",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("submission", "Tờ trình"),
                            ("list", "Danh sách đề nghị"),
                            ("notice", "Thông báo công khai"),
                            ("minutes", "Biên bản họp xét khen thưởng"),
                            ("draft_decision", "Dự thảo quyết định"),
                            ("report_collective", "Báo cáo thành tích tập thể"),
                            ("report_individual", "Báo cáo thành tích cá nhân"),
                            ("money_list", "Danh sách chi tiền thưởng"),
                            ("certificates", "Bằng khen, giấy khen"),
                            ("closing_report", "Báo cáo tổng kết"),
                        ],
                        max_length=20,
                        verbose_name="loại văn bản",
                    ),
                ),
                ("file", models.FileField(max_length=300, upload_to="paper_templates/", verbose_name="mẫu")),
                ("file_name", models.CharField(max_length=255)),
                ("sha256", models.CharField(max_length=64)),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                ("uploaded_at", models.DateTimeField(verbose_name="tải lên lúc")),
                (
                    "preview",
                    models.FileField(blank=True, max_length=300, upload_to="paper_templates/", verbose_name="xem thử"),
                ),
                ("preview_problem", models.TextField(blank=True, verbose_name="vì sao không xem thử được")),
                ("used_from", models.DateTimeField(blank=True, null=True, verbose_name="dùng từ lúc")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="thôi dùng lúc")),
                (
                    "organiser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper_templates",
                        to="participants.council",
                        verbose_name="của HĐND",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người tải lên",
                    ),
                ),
            ],
            options={
                "verbose_name": "mẫu văn bản",
                "verbose_name_plural": "mẫu văn bản",
                "ordering": ["kind", "-uploaded_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("used_from__isnull", False), ("withdrawn_at__isnull", True)),
                        fields=("organiser", "kind"),
                        name="paper_template_in_use_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CertificateLayout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page_width", core.fields.ExactDecimalField(verbose_name="rộng (mm)")),
                ("page_height", core.fields.ExactDecimalField(verbose_name="cao (mm)")),
                ("offset_x", core.fields.ExactDecimalField(default=0, verbose_name="dịch sang phải (mm)")),
                ("offset_y", core.fields.ExactDecimalField(default=0, verbose_name="dịch xuống (mm)")),
                ("fields", models.JSONField(verbose_name="vị trí các dòng")),
                (
                    "organiser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificate_layouts",
                        to="participants.council",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="layouts",
                        to="awards.commendationform",
                    ),
                ),
            ],
            options={
                "verbose_name": "mẫu in bằng",
                "verbose_name_plural": "mẫu in bằng",
                "constraints": [models.UniqueConstraint(fields=("organiser", "form"), name="certificate_layout_once")],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("submission", "Tờ trình"),
                            ("list", "Danh sách đề nghị"),
                            ("notice", "Thông báo công khai"),
                            ("minutes", "Biên bản họp xét khen thưởng"),
                            ("draft_decision", "Dự thảo quyết định"),
                            ("report_collective", "Báo cáo thành tích tập thể"),
                            ("report_individual", "Báo cáo thành tích cá nhân"),
                            ("money_list", "Danh sách chi tiền thưởng"),
                            ("certificates", "Bằng khen, giấy khen"),
                            ("closing_report", "Báo cáo tổng kết"),
                        ],
                        max_length=20,
                        verbose_name="loại văn bản",
                    ),
                ),
                ("ranking_number", models.PositiveIntegerField(verbose_name="bảng xếp hạng số")),
                ("ranking_checksum", models.CharField(max_length=64, verbose_name="mã kiểm tra")),
                ("has_background", models.BooleanField(default=True, verbose_name="in cả khung nền")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Đang chờ"),
                            ("working", "Đang soạn"),
                            ("done", "Đã xong"),
                            ("failed", "Không soạn được"),
                        ],
                        default="waiting",
                        max_length=7,
                        verbose_name="tình trạng",
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("busy_until", models.DateTimeField(blank=True, null=True)),
                ("total", models.PositiveIntegerField(default=1)),
                ("done", models.PositiveIntegerField(default=0)),
                ("problem", models.TextField(blank=True, verbose_name="vì sao không soạn được")),
                ("docx", models.FileField(blank=True, max_length=300, upload_to="papers/%Y/")),
                ("pdf", models.FileField(blank=True, max_length=300, upload_to="papers/%Y/")),
                ("asked_at", models.DateTimeField(verbose_name="yêu cầu lúc")),
                ("made_at", models.DateTimeField(blank=True, null=True, verbose_name="soạn xong lúc")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người yêu cầu",
                    ),
                ),
                (
                    "ballot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="awards.ballot",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="awards.decision",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="awards.papertemplate",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="awards.proposal"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="awards.proposalline",
                    ),
                ),
            ],
            options={
                "verbose_name": "văn bản",
                "verbose_name_plural": "văn bản",
                "ordering": ["-asked_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ranking_checksum__regex", "^[0-9a-f]{64}$")),
                        name="paper_cites_a_sealed_ranking",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="commendationform",
            trigger=core.history.tracking.RecordChanges(
                hash="e65e24043b190f5a72f3a6733d4ea1b5de3ea67e",
                operation="update",
                pgid="pgtrigger_history_update_2a878",
                table="awards_commendationform",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="commendationform",
            trigger=core.history.tracking.RecordChanges(
                hash="2f6bd21c02e6b93e962b2abdc50921ac3c0c1760",
                operation="delete",
                pgid="pgtrigger_history_delete_4097d",
                table="awards_commendationform",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="formrule",
            trigger=core.history.tracking.RecordChanges(
                council="o.organiser_id",
                hash="b5cf1f2fd36b395f0cfc8f9cc791edbe039c4929",
                operation="update",
                pgid="pgtrigger_history_update_66568",
                table="awards_formrule",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="formrule",
            trigger=core.history.tracking.RecordChanges(
                council="o.organiser_id",
                hash="fcf9bf374a47479974ed6119450add548040cb0d",
                operation="delete",
                pgid="pgtrigger_history_delete_c6e33",
                table="awards_formrule",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="basesalary",
            trigger=core.history.tracking.RecordChanges(
                hash="d2d485a219a51631d1b43da941f25106d79bbb06",
                operation="update",
                pgid="pgtrigger_history_update_e2976",
                table="awards_basesalary",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="basesalary",
            trigger=core.history.tracking.RecordChanges(
                hash="923144ea4bfa653cd5d633a2821bd8737d0db82e",
                operation="delete",
                pgid="pgtrigger_history_delete_6a3ab",
                table="awards_basesalary",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="quota",
            trigger=core.history.tracking.RecordChanges(
                hash="8122f848ce32b3b26e23c723ab356fc9a0169bce",
                operation="update",
                pgid="pgtrigger_history_update_54fb9",
                plan="o.plan_id",
                table="awards_quota",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="quota",
            trigger=core.history.tracking.RecordChanges(
                hash="339cfcb8939943e313066f2d40107a7eaa38fbb2",
                operation="delete",
                pgid="pgtrigger_history_delete_e4a95",
                plan="o.plan_id",
                table="awards_quota",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposal",
            trigger=core.history.tracking.RecordChanges(
                hash="43ff54dc30cdfca132ecf5ca5143d83687c8de20",
                operation="update",
                pgid="pgtrigger_history_update_9990b",
                plan="(SELECT t0.plan_id FROM scoring_ranking AS t0 WHERE t0.id = o.ranking_id)",
                table="awards_proposal",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposal",
            trigger=core.history.tracking.RecordChanges(
                hash="23b8ce9f6c816a79ef8ad602e1917b5fdbb202ec",
                operation="delete",
                pgid="pgtrigger_history_delete_c7761",
                plan="(SELECT t0.plan_id FROM scoring_ranking AS t0 WHERE t0.id = o.ranking_id)",
                table="awards_proposal",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tiepool",
            trigger=core.history.tracking.RecordChanges(
                hash="85f871b11138d39808653520d37ec69d3a32728e",
                operation="update",
                pgid="pgtrigger_history_update_03588",
                plan="(SELECT t2.plan_id FROM awards_proposalquota AS t0 JOIN awards_proposal AS t1 ON t1.id = t0.proposal_id JOIN scoring_ranking AS t2 ON t2.id = t1.ranking_id WHERE t0.id = o.quota_id)",
                table="awards_tiepool",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tiepool",
            trigger=core.history.tracking.RecordChanges(
                hash="1df76db8b202429dbf2e311c746c5c57e7358918",
                operation="delete",
                pgid="pgtrigger_history_delete_b3061",
                plan="(SELECT t2.plan_id FROM awards_proposalquota AS t0 JOIN awards_proposal AS t1 ON t1.id = t0.proposal_id JOIN scoring_ranking AS t2 ON t2.id = t1.ranking_id WHERE t0.id = o.quota_id)",
                table="awards_tiepool",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposalline",
            trigger=core.history.tracking.RecordChanges(
                hash="89778caf43f423a4b59c30639241179977a91593",
                operation="update",
                pgid="pgtrigger_history_update_f3b33",
                plan="(SELECT t1.plan_id FROM scoring_rankingline AS t0 JOIN scoring_ranking AS t1 ON t1.id = t0.ranking_id WHERE t0.id = o.line_id)",
                table="awards_proposalline",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposalline",
            trigger=core.history.tracking.RecordChanges(
                hash="1bda2335f84f2bbeca5275ab71dab29344202eab",
                operation="delete",
                pgid="pgtrigger_history_delete_3f15e",
                plan="(SELECT t1.plan_id FROM scoring_rankingline AS t0 JOIN scoring_ranking AS t1 ON t1.id = t0.ranking_id WHERE t0.id = o.line_id)",
                table="awards_proposalline",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposalchange",
            trigger=core.history.tracking.RecordChanges(
                hash="ebbd226ec78ebac53103e26c3f285652a60a87a9",
                operation="update",
                pgid="pgtrigger_history_update_c0088",
                plan="(SELECT t2.plan_id FROM awards_proposalline AS t0 JOIN scoring_rankingline AS t1 ON t1.id = t0.line_id JOIN scoring_ranking AS t2 ON t2.id = t1.ranking_id WHERE t0.id = o.line_id)",
                table="awards_proposalchange",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposalchange",
            trigger=core.history.tracking.RecordChanges(
                hash="f7b9a633319e1626e72b8581a99b8b4fcc4513d1",
                operation="delete",
                pgid="pgtrigger_history_delete_1f324",
                plan="(SELECT t2.plan_id FROM awards_proposalline AS t0 JOIN scoring_rankingline AS t1 ON t1.id = t0.line_id JOIN scoring_ranking AS t2 ON t2.id = t1.ranking_id WHERE t0.id = o.line_id)",
                table="awards_proposalchange",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="awardcouncil",
            trigger=core.history.tracking.RecordChanges(
                council="o.organiser_id",
                hash="b5b77e1a1af26bc286d28d533a66ef60b2ec3c11",
                operation="update",
                pgid="pgtrigger_history_update_15316",
                table="awards_awardcouncil",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="awardcouncil",
            trigger=core.history.tracking.RecordChanges(
                council="o.organiser_id",
                hash="07f31748f300109fc71d692c0c54445ae2e833d1",
                operation="delete",
                pgid="pgtrigger_history_delete_dc6c8",
                table="awards_awardcouncil",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="councilmember",
            trigger=core.history.tracking.RecordChanges(
                council="(SELECT t0.organiser_id FROM awards_awardcouncil AS t0 WHERE t0.id = o.council_id)",
                hash="897bd49c3fac1c3ba19f52e76779648b7b13fcb4",
                operation="update",
                pgid="pgtrigger_history_update_55203",
                table="awards_councilmember",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="councilmember",
            trigger=core.history.tracking.RecordChanges(
                council="(SELECT t0.organiser_id FROM awards_awardcouncil AS t0 WHERE t0.id = o.council_id)",
                hash="8dffc63d66f9bdd472d4d0b20887e54f1d27a426",
                operation="delete",
                pgid="pgtrigger_history_delete_9c7b8",
                table="awards_councilmember",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ballot",
            trigger=core.history.tracking.RecordChanges(
                hash="0002f5395ca3672e0b0c2fe21852e2f1dbcbfe7c",
                operation="update",
                pgid="pgtrigger_history_update_c34cd",
                plan="(SELECT t1.plan_id FROM awards_proposal AS t0 JOIN scoring_ranking AS t1 ON t1.id = t0.ranking_id WHERE t0.id = o.proposal_id)",
                table="awards_ballot",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ballot",
            trigger=core.history.tracking.RecordChanges(
                hash="17da7b96f4690d3f4c8c5af6dc05accd563fafeb",
                operation="delete",
                pgid="pgtrigger_history_delete_d4b36",
                plan="(SELECT t1.plan_id FROM awards_proposal AS t0 JOIN scoring_ranking AS t1 ON t1.id = t0.ranking_id WHERE t0.id = o.proposal_id)",
                table="awards_ballot",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="writtenopinion",
            trigger=core.history.tracking.RecordChanges(
                hash="32d76476025484f286cfcc7ad55da599a581e8d9",
                operation="update",
                pgid="pgtrigger_history_update_33fe5",
                plan="(SELECT t3.plan_id FROM awards_ballotseat AS t0 JOIN awards_ballot AS t1 ON t1.id = t0.ballot_id JOIN awards_proposal AS t2 ON t2.id = t1.proposal_id JOIN scoring_ranking AS t3 ON t3.id = t2.ranking_id WHERE t0.id = o.seat_id)",
                table="awards_writtenopinion",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="writtenopinion",
            trigger=core.history.tracking.RecordChanges(
                hash="e35e5b4d98c21f288978101e43e99d8564c8ccc0",
                operation="delete",
                pgid="pgtrigger_history_delete_7d6c4",
                plan="(SELECT t3.plan_id FROM awards_ballotseat AS t0 JOIN awards_ballot AS t1 ON t1.id = t0.ballot_id JOIN awards_proposal AS t2 ON t2.id = t1.proposal_id JOIN scoring_ranking AS t3 ON t3.id = t2.ranking_id WHERE t0.id = o.seat_id)",
                table="awards_writtenopinion",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="papercount",
            trigger=core.history.tracking.RecordChanges(
                hash="c13393fedab360f496d3c405ccffc90625db0921",
                operation="update",
                pgid="pgtrigger_history_update_bd774",
                plan="(SELECT t2.plan_id FROM awards_ballot AS t0 JOIN awards_proposal AS t1 ON t1.id = t0.proposal_id JOIN scoring_ranking AS t2 ON t2.id = t1.ranking_id WHERE t0.id = o.ballot_id)",
                table="awards_papercount",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="papercount",
            trigger=core.history.tracking.RecordChanges(
                hash="02df4858e341d29c16a19d2a7afec0edc2af5eb8",
                operation="delete",
                pgid="pgtrigger_history_delete_607ba",
                plan="(SELECT t2.plan_id FROM awards_ballot AS t0 JOIN awards_proposal AS t1 ON t1.id = t0.proposal_id JOIN scoring_ranking AS t2 ON t2.id = t1.ranking_id WHERE t0.id = o.ballot_id)",
                table="awards_papercount",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="submission",
            trigger=core.history.tracking.RecordChanges(
                hash="9a24687742de987a57e8c57c94cbb8554bc4a36c",
                operation="update",
                pgid="pgtrigger_history_update_233f9",
                plan="(SELECT t1.plan_id FROM awards_proposal AS t0 JOIN scoring_ranking AS t1 ON t1.id = t0.ranking_id WHERE t0.id = o.proposal_id)",
                table="awards_submission",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="submission",
            trigger=core.history.tracking.RecordChanges(
                hash="d3d614f53f2736607ebdd45ee2a48f858008c2e6",
                operation="delete",
                pgid="pgtrigger_history_delete_54b5d",
                plan="(SELECT t1.plan_id FROM awards_proposal AS t0 JOIN scoring_ranking AS t1 ON t1.id = t0.ranking_id WHERE t0.id = o.proposal_id)",
                table="awards_submission",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="submissionreturn",
            trigger=core.history.tracking.RecordChanges(
                hash="5ae36bf58eb77b836b35eba517775e572ff46d3b",
                operation="update",
                pgid="pgtrigger_history_update_34917",
                plan="(SELECT t2.plan_id FROM awards_submission AS t0 JOIN awards_proposal AS t1 ON t1.id = t0.proposal_id JOIN scoring_ranking AS t2 ON t2.id = t1.ranking_id WHERE t0.id = o.submission_id)",
                table="awards_submissionreturn",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="submissionreturn",
            trigger=core.history.tracking.RecordChanges(
                hash="83dfcecb67205824508105659558965d794c648e",
                operation="delete",
                pgid="pgtrigger_history_delete_4e1ee",
                plan="(SELECT t2.plan_id FROM awards_submission AS t0 JOIN awards_proposal AS t1 ON t1.id = t0.proposal_id JOIN scoring_ranking AS t2 ON t2.id = t1.ranking_id WHERE t0.id = o.submission_id)",
                table="awards_submissionreturn",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="decision_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="261715fe31ec62235aba1df221b9a76429014ebb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_decision_stays_ee0dd",
                    table="awards_decision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="award",
            trigger=pgtrigger.compiler.Trigger(
                name="award_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."achievement" IS DISTINCT FROM (NEW."achievement") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."base_salary" IS DISTINCT FROM (NEW."base_salary") OR OLD."body_id" IS DISTINCT FROM (NEW."body_id") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."coefficient" IS DISTINCT FROM (NEW."coefficient") OR OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."form_id" IS DISTINCT FROM (NEW."form_id") OR OLD."gender" IS DISTINCT FROM (NEW."gender") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_thematic" IS DISTINCT FROM (NEW."is_thematic") OR OLD."line_id" IS DISTINCT FROM (NEW."line_id") OR OLD."money_note" IS DISTINCT FROM (NEW."money_note") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."organiser_id" IS DISTINCT FROM (NEW."organiser_id") OR OLD."paid_from" IS DISTINCT FROM (NEW."paid_from") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."recipient" IS DISTINCT FROM (NEW."recipient") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id") OR OLD."search_name" IS DISTINCT FROM (NEW."search_name") OR OLD."sort_key" IS DISTINCT FROM (NEW."sort_key") OR OLD."unit_name" IS DISTINCT FROM (NEW."unit_name") OR OLD."year" IS DISTINCT FROM (NEW."year"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="73a0ff043540e979521645d551ce0e43ad064ba4",
                    operation="UPDATE",
                    pgid="pgtrigger_award_stays_459e2",
                    table="awards_award",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="award",
            trigger=pgtrigger.compiler.Trigger(
                name="award_ends_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."ended_by_id" IS NOT NULL)',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="60a0bbc76605d3407d52a97ce89bed7bc291921e",
                    operation="UPDATE",
                    pgid="pgtrigger_award_ends_once_8ef63",
                    table="awards_award",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="award",
            trigger=pgtrigger.compiler.Trigger(
                name="award_is_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="45a0215d72790de103931524f0c6542ce189924d",
                    operation="DELETE",
                    pgid="pgtrigger_award_is_kept_b454d",
                    table="awards_award",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="award",
            trigger=core.history.tracking.RecordChanges(
                council="o.organiser_id",
                hash="0f3a7e34df50e9c92b831eddbced9815eee8eeef",
                operation="update",
                pgid="pgtrigger_history_update_3e751",
                plan="(SELECT t2.plan_id FROM awards_proposalline AS t0 JOIN scoring_rankingline AS t1 ON t1.id = t0.line_id JOIN scoring_ranking AS t2 ON t2.id = t1.ranking_id WHERE t0.id = o.line_id)",
                table="awards_award",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="award",
            trigger=core.history.tracking.RecordChanges(
                council="o.organiser_id",
                hash="b01f26e6b28120d64c8cbc9b7f027a68667fba27",
                operation="delete",
                pgid="pgtrigger_history_delete_9b624",
                plan="(SELECT t2.plan_id FROM awards_proposalline AS t0 JOIN scoring_rankingline AS t1 ON t1.id = t0.line_id JOIN scoring_ranking AS t2 ON t2.id = t1.ranking_id WHERE t0.id = o.line_id)",
                table="awards_award",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recovery",
            trigger=core.history.tracking.RecordChanges(
                council="(SELECT t0.organiser_id FROM awards_award AS t0 WHERE t0.id = o.award_id)",
                hash="0e308e4af19b38fe0e9be659d680c1fc43e53da5",
                operation="update",
                pgid="pgtrigger_history_update_a0f96",
                table="awards_recovery",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recovery",
            trigger=core.history.tracking.RecordChanges(
                council="(SELECT t0.organiser_id FROM awards_award AS t0 WHERE t0.id = o.award_id)",
                hash="60d6094a3128462c0cdcd870a885d8ac8b58b6e9",
                operation="delete",
                pgid="pgtrigger_history_delete_bf2b7",
                table="awards_recovery",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dossier",
            trigger=core.history.tracking.RecordChanges(
                hash="3a6890f3ff488efa494e74aedec9cf2d0cb58704",
                operation="update",
                pgid="pgtrigger_history_update_fdf15",
                plan="(SELECT t2.plan_id FROM awards_proposalline AS t0 JOIN scoring_rankingline AS t1 ON t1.id = t0.line_id JOIN scoring_ranking AS t2 ON t2.id = t1.ranking_id WHERE t0.id = o.line_id)",
                table="awards_dossier",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dossier",
            trigger=core.history.tracking.RecordChanges(
                hash="3e361ee2266d7b303875793866f697c203999273",
                operation="delete",
                pgid="pgtrigger_history_delete_ea99d",
                plan="(SELECT t2.plan_id FROM awards_proposalline AS t0 JOIN scoring_rankingline AS t1 ON t1.id = t0.line_id JOIN scoring_ranking AS t2 ON t2.id = t1.ranking_id WHERE t0.id = o.line_id)",
                table="awards_dossier",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicnotice",
            trigger=core.history.tracking.RecordChanges(
                hash="9c42baf7c2af32e0f7ce3a1851f546d3145a7507",
                operation="update",
                pgid="pgtrigger_history_update_079ba",
                plan="(SELECT t1.plan_id FROM awards_proposal AS t0 JOIN scoring_ranking AS t1 ON t1.id = t0.ranking_id WHERE t0.id = o.proposal_id)",
                table="awards_publicnotice",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicnotice",
            trigger=core.history.tracking.RecordChanges(
                hash="24a31e29236b43a5ca28b78e69f8ac0aa302c972",
                operation="delete",
                pgid="pgtrigger_history_delete_db580",
                plan="(SELECT t1.plan_id FROM awards_proposal AS t0 JOIN scoring_ranking AS t1 ON t1.id = t0.ranking_id WHERE t0.id = o.proposal_id)",
                table="awards_publicnotice",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objection",
            trigger=core.history.tracking.RecordChanges(
                hash="66dc4fdf93bcd4ae00f2e5fd135460ffd1132f4a",
                operation="update",
                pgid="pgtrigger_history_update_b0b2e",
                plan="(SELECT t2.plan_id FROM awards_publicnotice AS t0 JOIN awards_proposal AS t1 ON t1.id = t0.proposal_id JOIN scoring_ranking AS t2 ON t2.id = t1.ranking_id WHERE t0.id = o.notice_id)",
                table="awards_objection",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objection",
            trigger=core.history.tracking.RecordChanges(
                hash="89c2e693c6ed6f91d9a4b3f317f0c56306ae8316",
                operation="delete",
                pgid="pgtrigger_history_delete_56dff",
                plan="(SELECT t2.plan_id FROM awards_publicnotice AS t0 JOIN awards_proposal AS t1 ON t1.id = t0.proposal_id JOIN scoring_ranking AS t2 ON t2.id = t1.ranking_id WHERE t0.id = o.notice_id)",
                table="awards_objection",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hold",
            trigger=core.history.tracking.RecordChanges(
                council="(SELECT t0.council_id FROM participants_body AS t0 WHERE t0.id = o.body_id)",
                hash="4996f54c39e29ef72a0e87e637689e5b4baca9db",
                operation="update",
                pgid="pgtrigger_history_update_38b7b",
                table="awards_hold",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hold",
            trigger=core.history.tracking.RecordChanges(
                council="(SELECT t0.council_id FROM participants_body AS t0 WHERE t0.id = o.body_id)",
                hash="a3612da8a08ed0d8636c6bc8f06730bcd1fa2965",
                operation="delete",
                pgid="pgtrigger_history_delete_fba86",
                table="awards_hold",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="papertemplate",
            trigger=core.history.tracking.RecordChanges(
                council="o.organiser_id",
                hash="31db4aacf5866bdb5066f54964466c7df1db7332",
                operation="update",
                pgid="pgtrigger_history_update_7935f",
                table="awards_papertemplate",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="papertemplate",
            trigger=core.history.tracking.RecordChanges(
                council="o.organiser_id",
                hash="6f8d3beaf522bbf7e6d75c7f77c7fe785ed80b78",
                operation="delete",
                pgid="pgtrigger_history_delete_3f508",
                table="awards_papertemplate",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificatelayout",
            trigger=core.history.tracking.RecordChanges(
                council="o.organiser_id",
                hash="8e0c4e8db0823ead3907cb8a3260d8d0f09662e9",
                operation="update",
                pgid="pgtrigger_history_update_82074",
                table="awards_certificatelayout",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificatelayout",
            trigger=core.history.tracking.RecordChanges(
                council="o.organiser_id",
                hash="8b1bbdd753b1983bc4b5ed729183a87f1fb460db",
                operation="delete",
                pgid="pgtrigger_history_delete_feac0",
                table="awards_certificatelayout",
            ),
        ),
    ]
