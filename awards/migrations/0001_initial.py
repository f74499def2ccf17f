import core.fields
import core.history.tracking
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from core.initial_migration import InitialMigration


class Migration(InitialMigration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("campaigns", "0001_initial"),
        ("core", "0001_extensions"),
        ("participants", "0001_initial"),
        ("scoring", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AwardType",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(blank=True, max_length=30, verbose_name="mã")),
                ("name", models.CharField(max_length=200, verbose_name="danh hiệu, hình thức")),
                (
                    "kind",
                    models.CharField(
                        choices=[("title", "Danh hiệu thi đua"), ("commendation", "Hình thức khen thưởng")],
                        default="commendation",
                        max_length=12,
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
                        condition=models.Q(("code", ""), _negated=True), fields=("code",), name="award_type_code_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AwardTypeRule",
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
                    "award_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="awards.awardtype",
                        verbose_name="hình thức",
                    ),
                ),
                (
                    "needs_award_type",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="awards.awardtype",
                        verbose_name="đã được tặng",
                    ),
                ),
                (
                    "organiser",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="award_type_rules",
                        to="participants.council",
                        verbose_name="riêng của HĐND",
                    ),
                ),
            ],
            options={
                "verbose_name": "quy định của hình thức",
                "verbose_name_plural": "quy định của hình thức",
                "ordering": ["award_type", "recipient", "-valid_from"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="award_type_rule_ends_after_start",
                        violation_error_message="“Đến ngày” phải từ “từ ngày” trở đi.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("award_type", "="),
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
                        name="award_type_rule_once_a_day",
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
                        name="award_type_rule_yes_ratio_in_range",
                        violation_error_message="Tỷ lệ tán thành phải từ 0 đến 1 (và đạt được).",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quorum_denominator__gt", 0), ("quorum_numerator__lte", models.F("quorum_denominator"))
                        ),
                        name="award_type_rule_quorum_in_range",
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
                    "award_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="awards.awardtype",
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
                "ordering": ["plan", "award_type__precedence", "subject"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "award_type", "subject"), name="quota_once"),
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
                    "award_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="awards.awardtype",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="awards.awardtyperule",
                    ),
                ),
            ],
            options={
                "verbose_name": "chỉ tiêu trong đề nghị",
                "verbose_name_plural": "chỉ tiêu trong đề nghị",
                "constraints": [
                    models.UniqueConstraint(fields=("proposal", "award_type", "subject"), name="proposal_quota_once"),
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
                ],
            },
        ),
        migrations.CreateModel(
            name="TiePool",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seats", models.PositiveIntegerField(verbose_name="số suất")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="chọn lúc")),
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
                "verbose_name": "nhóm bằng nhau ở ranh giới chỉ tiêu",
                "verbose_name_plural": "nhóm bằng nhau ở ranh giới chỉ tiêu",
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
                ],
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
                "verbose_name": "phần chỉ tiêu",
                "verbose_name_plural": "phần chỉ tiêu",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("quota", "cluster", "list"), name="quota_share_once", nulls_distinct=False
                    )
                ],
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
                            ("higher_award", "Đã đề nghị hình thức cao hơn"),
                            ("unregistered", "Không đăng ký thi đua"),
                            ("removed", "Đưa ra khỏi đề nghị"),
                        ],
                        max_length=14,
                        verbose_name="kết quả",
                    ),
                ),
                ("eligible_place", models.PositiveIntegerField(null=True, verbose_name="thứ hạng xét")),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None, verbose_name="lý do"
                    ),
                ),
                ("facts", models.JSONField(default=dict, verbose_name="số liệu xét")),
                ("is_passed", models.BooleanField(null=True, verbose_name="hội đồng thông qua")),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="awards.proposal",
                        verbose_name="đề nghị",
                    ),
                ),
                (
                    "ranking_line",
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
                "verbose_name": "dòng đề nghị",
                "verbose_name_plural": "dòng đề nghị",
                "indexes": [models.Index(fields=["share", "outcome"], name="proposal_line_outcome")],
                "constraints": [models.UniqueConstraint(fields=("share", "ranking_line"), name="proposal_line_once")],
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
                (
                    "gender",
                    models.CharField(
                        blank=True, choices=[("female", "Nữ"), ("male", "Nam")], max_length=6, verbose_name="giới tính"
                    ),
                ),
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
                    "award_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="awards", to="awards.awardtype"
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
                "ordering": ["award_type__precedence", "recipient", "sort_key"],
                "indexes": [
                    models.Index(fields=["person", "award_type", "year"], name="award_of_person"),
                    models.Index(fields=["body", "award_type", "year"], name="award_of_body"),
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
        pgtrigger.migrations.AddTrigger(
            model_name="awardtype",
            trigger=core.history.tracking.RecordChanges(
                hash="a6525c7c8f76", operation="update", pgid="pgtrigger_history_update_c4e4f", table="awards_awardtype"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="awardtype",
            trigger=core.history.tracking.RecordChanges(
                hash="a49449963f52", operation="delete", pgid="pgtrigger_history_delete_9c464", table="awards_awardtype"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="awardtyperule",
            trigger=core.history.tracking.RecordChanges(
                council="old_row.organiser_id",
                hash="84035f0a9cc4",
                operation="update",
                pgid="pgtrigger_history_update_eb0a2",
                table="awards_awardtyperule",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="awardtyperule",
            trigger=core.history.tracking.RecordChanges(
                council="old_row.organiser_id",
                hash="0a57a8620bbc",
                operation="delete",
                pgid="pgtrigger_history_delete_90b1d",
                table="awards_awardtyperule",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="basesalary",
            trigger=core.history.tracking.RecordChanges(
                hash="a542e54a5812",
                operation="update",
                pgid="pgtrigger_history_update_e2976",
                table="awards_basesalary",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="basesalary",
            trigger=core.history.tracking.RecordChanges(
                hash="0a889ec8e0d8",
                operation="delete",
                pgid="pgtrigger_history_delete_6a3ab",
                table="awards_basesalary",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="quota",
            trigger=core.history.tracking.RecordChanges(
                hash="9ef2938da506",
                operation="update",
                pgid="pgtrigger_history_update_54fb9",
                plan="old_row.plan_id",
                table="awards_quota",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="quota",
            trigger=core.history.tracking.RecordChanges(
                hash="198d2f8441c9",
                operation="delete",
                pgid="pgtrigger_history_delete_e4a95",
                plan="old_row.plan_id",
                table="awards_quota",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposal",
            trigger=core.history.tracking.RecordChanges(
                hash="64d4dbeeddda",
                operation="update",
                pgid="pgtrigger_history_update_9990b",
                plan="(SELECT t0.plan_id FROM scoring_ranking AS t0 WHERE t0.id = old_row.ranking_id)",
                table="awards_proposal",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposal",
            trigger=core.history.tracking.RecordChanges(
                hash="4a4172df9ee0",
                operation="delete",
                pgid="pgtrigger_history_delete_c7761",
                plan="(SELECT t0.plan_id FROM scoring_ranking AS t0 WHERE t0.id = old_row.ranking_id)",
                table="awards_proposal",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tiepool",
            trigger=core.history.tracking.RecordChanges(
                hash="024513197fe9",
                operation="update",
                pgid="pgtrigger_history_update_03588",
                plan="(SELECT t2.plan_id FROM awards_proposalquota AS t0 JOIN awards_proposal AS t1 ON t1.id = t0.proposal_id JOIN scoring_ranking AS t2 ON t2.id = t1.ranking_id WHERE t0.id = old_row.quota_id)",
                table="awards_tiepool",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tiepool",
            trigger=core.history.tracking.RecordChanges(
                hash="3a8c4ee96a56",
                operation="delete",
                pgid="pgtrigger_history_delete_b3061",
                plan="(SELECT t2.plan_id FROM awards_proposalquota AS t0 JOIN awards_proposal AS t1 ON t1.id = t0.proposal_id JOIN scoring_ranking AS t2 ON t2.id = t1.ranking_id WHERE t0.id = old_row.quota_id)",
                table="awards_tiepool",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposalline",
            trigger=core.history.tracking.RecordChanges(
                hash="344878b54048",
                operation="update",
                pgid="pgtrigger_history_update_f3b33",
                plan="(SELECT t1.plan_id FROM awards_proposal AS t0 JOIN scoring_ranking AS t1 ON t1.id = t0.ranking_id WHERE t0.id = old_row.proposal_id)",
                table="awards_proposalline",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposalline",
            trigger=core.history.tracking.RecordChanges(
                hash="714c15fd6dff",
                operation="delete",
                pgid="pgtrigger_history_delete_3f15e",
                plan="(SELECT t1.plan_id FROM awards_proposal AS t0 JOIN scoring_ranking AS t1 ON t1.id = t0.ranking_id WHERE t0.id = old_row.proposal_id)",
                table="awards_proposalline",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposalchange",
            trigger=core.history.tracking.RecordChanges(
                hash="1b261dab5eb3",
                operation="update",
                pgid="pgtrigger_history_update_c0088",
                plan="(SELECT t2.plan_id FROM awards_proposalline AS t0 JOIN awards_proposal AS t1 ON t1.id = t0.proposal_id JOIN scoring_ranking AS t2 ON t2.id = t1.ranking_id WHERE t0.id = old_row.line_id)",
                table="awards_proposalchange",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposalchange",
            trigger=core.history.tracking.RecordChanges(
                hash="cdf4d3adf4bc",
                operation="delete",
                pgid="pgtrigger_history_delete_1f324",
                plan="(SELECT t2.plan_id FROM awards_proposalline AS t0 JOIN awards_proposal AS t1 ON t1.id = t0.proposal_id JOIN scoring_ranking AS t2 ON t2.id = t1.ranking_id WHERE t0.id = old_row.line_id)",
                table="awards_proposalchange",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="submission",
            trigger=core.history.tracking.RecordChanges(
                hash="d68ee6654528",
                operation="update",
                pgid="pgtrigger_history_update_233f9",
                plan="(SELECT t1.plan_id FROM awards_proposal AS t0 JOIN scoring_ranking AS t1 ON t1.id = t0.ranking_id WHERE t0.id = old_row.proposal_id)",
                table="awards_submission",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="submission",
            trigger=core.history.tracking.RecordChanges(
                hash="5d42acb8ab1a",
                operation="delete",
                pgid="pgtrigger_history_delete_54b5d",
                plan="(SELECT t1.plan_id FROM awards_proposal AS t0 JOIN scoring_ranking AS t1 ON t1.id = t0.ranking_id WHERE t0.id = old_row.proposal_id)",
                table="awards_submission",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="submissionreturn",
            trigger=core.history.tracking.RecordChanges(
                hash="f8fb92bef805",
                operation="update",
                pgid="pgtrigger_history_update_34917",
                plan="(SELECT t2.plan_id FROM awards_submission AS t0 JOIN awards_proposal AS t1 ON t1.id = t0.proposal_id JOIN scoring_ranking AS t2 ON t2.id = t1.ranking_id WHERE t0.id = old_row.submission_id)",
                table="awards_submissionreturn",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="submissionreturn",
            trigger=core.history.tracking.RecordChanges(
                hash="0097e3592b7d",
                operation="delete",
                pgid="pgtrigger_history_delete_4e1ee",
                plan="(SELECT t2.plan_id FROM awards_submission AS t0 JOIN awards_proposal AS t1 ON t1.id = t0.proposal_id JOIN scoring_ranking AS t2 ON t2.id = t1.ranking_id WHERE t0.id = old_row.submission_id)",
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
            model_name="dossier",
            trigger=core.history.tracking.RecordChanges(
                hash="fe406f95f9f9",
                operation="update",
                pgid="pgtrigger_history_update_fdf15",
                plan="(SELECT t2.plan_id FROM awards_proposalline AS t0 JOIN awards_proposal AS t1 ON t1.id = t0.proposal_id JOIN scoring_ranking AS t2 ON t2.id = t1.ranking_id WHERE t0.id = old_row.line_id)",
                table="awards_dossier",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dossier",
            trigger=core.history.tracking.RecordChanges(
                hash="eef0a1aec2b2",
                operation="delete",
                pgid="pgtrigger_history_delete_ea99d",
                plan="(SELECT t2.plan_id FROM awards_proposalline AS t0 JOIN awards_proposal AS t1 ON t1.id = t0.proposal_id JOIN scoring_ranking AS t2 ON t2.id = t1.ranking_id WHERE t0.id = old_row.line_id)",
                table="awards_dossier",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicnotice",
            trigger=core.history.tracking.RecordChanges(
                hash="2ec8e3027d83",
                operation="update",
                pgid="pgtrigger_history_update_079ba",
                plan="(SELECT t1.plan_id FROM awards_proposal AS t0 JOIN scoring_ranking AS t1 ON t1.id = t0.ranking_id WHERE t0.id = old_row.proposal_id)",
                table="awards_publicnotice",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicnotice",
            trigger=core.history.tracking.RecordChanges(
                hash="f4bc4394a4e4",
                operation="delete",
                pgid="pgtrigger_history_delete_db580",
                plan="(SELECT t1.plan_id FROM awards_proposal AS t0 JOIN scoring_ranking AS t1 ON t1.id = t0.ranking_id WHERE t0.id = old_row.proposal_id)",
                table="awards_publicnotice",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objection",
            trigger=core.history.tracking.RecordChanges(
                hash="757830437b64",
                operation="update",
                pgid="pgtrigger_history_update_b0b2e",
                plan="(SELECT t2.plan_id FROM awards_publicnotice AS t0 JOIN awards_proposal AS t1 ON t1.id = t0.proposal_id JOIN scoring_ranking AS t2 ON t2.id = t1.ranking_id WHERE t0.id = old_row.notice_id)",
                table="awards_objection",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objection",
            trigger=core.history.tracking.RecordChanges(
                hash="2c155c3dc1ef",
                operation="delete",
                pgid="pgtrigger_history_delete_56dff",
                plan="(SELECT t2.plan_id FROM awards_publicnotice AS t0 JOIN awards_proposal AS t1 ON t1.id = t0.proposal_id JOIN scoring_ranking AS t2 ON t2.id = t1.ranking_id WHERE t0.id = old_row.notice_id)",
                table="awards_objection",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hold",
            trigger=core.history.tracking.RecordChanges(
                council="(SELECT t0.council_id FROM participants_body AS t0 WHERE t0.id = old_row.body_id)",
                hash="503c61b5b511",
                operation="update",
                pgid="pgtrigger_history_update_38b7b",
                table="awards_hold",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hold",
            trigger=core.history.tracking.RecordChanges(
                council="(SELECT t0.council_id FROM participants_body AS t0 WHERE t0.id = old_row.body_id)",
                hash="c97c96766aef",
                operation="delete",
                pgid="pgtrigger_history_delete_fba86",
                table="awards_hold",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="award",
            trigger=pgtrigger.compiler.Trigger(
                name="award_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."achievement" IS DISTINCT FROM (NEW."achievement") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."award_type_id" IS DISTINCT FROM (NEW."award_type_id") OR OLD."base_salary" IS DISTINCT FROM (NEW."base_salary") OR OLD."body_id" IS DISTINCT FROM (NEW."body_id") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."coefficient" IS DISTINCT FROM (NEW."coefficient") OR OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."gender" IS DISTINCT FROM (NEW."gender") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_thematic" IS DISTINCT FROM (NEW."is_thematic") OR OLD."line_id" IS DISTINCT FROM (NEW."line_id") OR OLD."money_note" IS DISTINCT FROM (NEW."money_note") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."organiser_id" IS DISTINCT FROM (NEW."organiser_id") OR OLD."paid_from" IS DISTINCT FROM (NEW."paid_from") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."recipient" IS DISTINCT FROM (NEW."recipient") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id") OR OLD."search_name" IS DISTINCT FROM (NEW."search_name") OR OLD."sort_key" IS DISTINCT FROM (NEW."sort_key") OR OLD."unit_name" IS DISTINCT FROM (NEW."unit_name") OR OLD."year" IS DISTINCT FROM (NEW."year"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="446df4a2407157ea4348b89c13922b77703dd81c",
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
                council="old_row.organiser_id",
                hash="91ad08b3d4bb",
                operation="update",
                pgid="pgtrigger_history_update_3e751",
                plan="(SELECT t2.plan_id FROM awards_proposalline AS t0 JOIN awards_proposal AS t1 ON t1.id = t0.proposal_id JOIN scoring_ranking AS t2 ON t2.id = t1.ranking_id WHERE t0.id = old_row.line_id)",
                table="awards_award",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="award",
            trigger=core.history.tracking.RecordChanges(
                council="old_row.organiser_id",
                hash="b6d44996d969",
                operation="delete",
                pgid="pgtrigger_history_delete_9b624",
                plan="(SELECT t2.plan_id FROM awards_proposalline AS t0 JOIN awards_proposal AS t1 ON t1.id = t0.proposal_id JOIN scoring_ranking AS t2 ON t2.id = t1.ranking_id WHERE t0.id = old_row.line_id)",
                table="awards_award",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recovery",
            trigger=core.history.tracking.RecordChanges(
                council="(SELECT t0.organiser_id FROM awards_award AS t0 WHERE t0.id = old_row.award_id)",
                hash="976b65f927c3",
                operation="update",
                pgid="pgtrigger_history_update_a0f96",
                table="awards_recovery",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recovery",
            trigger=core.history.tracking.RecordChanges(
                council="(SELECT t0.organiser_id FROM awards_award AS t0 WHERE t0.id = old_row.award_id)",
                hash="dd8ba3936870",
                operation="delete",
                pgid="pgtrigger_history_delete_bf2b7",
                table="awards_recovery",
            ),
        ),
    ]
