import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.comparison
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
        ("participants", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("scoring", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AwardType",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=30, verbose_name="mã")),
                ("name", models.CharField(max_length=200, verbose_name="danh hiệu, hình thức")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("title", "Danh hiệu thi đua"),
                            ("commendation", "Hình thức khen thưởng"),
                        ],
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
                (
                    "decided_by",
                    models.CharField(max_length=200, verbose_name="thẩm quyền quyết định"),
                ),
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
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("code",),
                        name="award_type_code_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
            name="Submission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("proposal", "number"), name="submission_number_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                (
                    "authority",
                    models.CharField(max_length=200, verbose_name="cơ quan, người quyết định"),
                ),
                ("signer", models.CharField(max_length=120, verbose_name="người ký")),
                ("signer_post", models.CharField(max_length=160, verbose_name="chức vụ người ký")),
                ("received_on", models.DateField(verbose_name="nhận ngày")),
                ("reason", models.TextField(blank=True, verbose_name="lý do điều chỉnh, hủy bỏ")),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        max_length=300,
                        upload_to="decisions/%Y/",
                        verbose_name="bản ký số",
                    ),
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
            name="AwardTypeRule",
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
                    "yes_numerator",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="tỷ lệ tán thành: tử số"
                    ),
                ),
                (
                    "yes_denominator",
                    models.PositiveSmallIntegerField(default=2, verbose_name="mẫu số"),
                ),
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
                    models.PositiveSmallIntegerField(
                        default=2, verbose_name="tỷ lệ phải tham gia: tử số"
                    ),
                ),
                (
                    "quorum_denominator",
                    models.PositiveSmallIntegerField(default=3, verbose_name="mẫu số (tham gia)"),
                ),
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
                        choices=[
                            ("collective", "Tập thể"),
                            ("individual", "Cá nhân"),
                            ("household", "Hộ gia đình"),
                        ],
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
                (
                    "minimum_points",
                    core.fields.ExactDecimalField(
                        blank=True, null=True, verbose_name="điểm tối thiểu"
                    ),
                ),
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
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="thứ hạng thấp nhất trong cụm"
                    ),
                ),
                (
                    "years_in_a_row",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        verbose_name="số năm liên tục đạt xếp loại trên (kể cả năm xét)",
                    ),
                ),
                ("needs_times", models.PositiveSmallIntegerField(default=1, verbose_name="số lần")),
                (
                    "needs_within_years",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="trong số năm trước"
                    ),
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
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="số ngày tham gia tối thiểu"
                    ),
                ),
                (
                    "needs_registration",
                    models.BooleanField(default=False, verbose_name="phải đăng ký thi đua"),
                ),
                (
                    "needs_ballot",
                    models.BooleanField(default=True, verbose_name="phải bỏ phiếu kín"),
                ),
                (
                    "notice_days",
                    models.PositiveSmallIntegerField(
                        default=10, verbose_name="số ngày làm việc công khai"
                    ),
                ),
                (
                    "money_coefficient",
                    core.fields.ExactDecimalField(
                        blank=True, null=True, verbose_name="hệ số tiền thưởng"
                    ),
                ),
                (
                    "is_maximum",
                    models.BooleanField(default=False, verbose_name="hệ số là mức tối đa"),
                ),
                (
                    "paid_from",
                    models.CharField(blank=True, max_length=200, verbose_name="chi từ quỹ"),
                ),
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
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="award_type_rule_ends_after_start",
                        violation_error_message="“Đến ngày” phải từ “từ ngày” trở đi.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("award_type", "="),
                            ("recipient", "="),
                            (
                                django.db.models.functions.comparison.Coalesce(
                                    models.F("organiser"), models.Value(0)
                                ),
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
                                ("is_strict", True),
                                ("yes_numerator", models.F("yes_denominator")),
                                _negated=True,
                            ),
                        ),
                        name="award_type_rule_yes_ratio_in_range",
                        violation_error_message="Tỷ lệ tán thành phải từ 0 đến 1 (và đạt được).",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quorum_denominator__gt", 0),
                            ("quorum_numerator__lte", models.F("quorum_denominator")),
                        ),
                        name="award_type_rule_quorum_in_range",
                        violation_error_message="Tỷ lệ phải tham gia phải từ 0 đến 1.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposalQuota",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                (
                    "number",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="số lượng"),
                ),
                (
                    "percent",
                    core.fields.ExactDecimalField(
                        blank=True, null=True, verbose_name="tỷ lệ phần trăm"
                    ),
                ),
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
                        choices=[
                            ("down", "làm tròn xuống"),
                            ("half_up", "làm tròn thường"),
                            ("up", "làm tròn lên"),
                        ],
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
                (
                    "minimum_points",
                    core.fields.ExactDecimalField(default=0, verbose_name="điểm tối thiểu"),
                ),
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotas",
                        to="awards.proposal",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("proposal", "award_type", "subject"), name="proposal_quota_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number__isnull", False), ("percent__isnull", True)),
                            models.Q(("number__isnull", True), ("percent__isnull", False)),
                            models.Q(
                                ("number__isnull", True),
                                ("percent__isnull", True),
                                ("sharing", "bands"),
                            ),
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
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pools",
                        to="awards.proposalquota",
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
                ],
            },
        ),
        migrations.CreateModel(
            name="QuotaShare",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to="awards.proposalquota",
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
                        fields=("quota", "cluster", "list"),
                        name="quota_share_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposalLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                ("is_passed", models.BooleanField(null=True, verbose_name="hội đồng thông qua")),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="awards.proposal",
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
                "indexes": [
                    models.Index(fields=["share", "outcome"], name="proposal_line_outcome")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("share", "ranking_line"), name="proposal_line_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Award",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "recipient",
                    models.CharField(
                        choices=[
                            ("collective", "Tập thể"),
                            ("individual", "Cá nhân"),
                            ("household", "Hộ gia đình"),
                        ],
                        max_length=10,
                        verbose_name="đối tượng",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="tên")),
                ("unit_name", models.CharField(blank=True, max_length=200, verbose_name="đơn vị")),
                (
                    "sort_key",
                    core.fields.SortKeyField(db_collation="C", editable=False, max_length=1000),
                ),
                ("search_name", models.CharField(editable=False, max_length=420)),
                (
                    "gender",
                    models.CharField(
                        blank=True, choices=[("female", "Nữ"), ("male", "Nam")], max_length=6
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="thành tích năm")),
                (
                    "achievement",
                    models.CharField(blank=True, max_length=500, verbose_name="thành tích"),
                ),
                (
                    "is_thematic",
                    models.BooleanField(default=False, verbose_name="khen chuyên đề, đột xuất"),
                ),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="mã tra cứu")),
                (
                    "coefficient",
                    core.fields.ExactDecimalField(blank=True, null=True, verbose_name="hệ số"),
                ),
                (
                    "base_salary",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="mức lương cơ sở"
                    ),
                ),
                (
                    "amount",
                    models.PositiveIntegerField(default=0, verbose_name="tiền thưởng (đồng)"),
                ),
                (
                    "money_note",
                    models.CharField(blank=True, max_length=300, verbose_name="cách tính"),
                ),
                (
                    "paid_from",
                    models.CharField(blank=True, max_length=200, verbose_name="chi từ quỹ"),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="participants.council",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="awards.awardtype",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="awards.decision",
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
                        condition=models.Q(
                            ("person__isnull", True), ("body__isnull", True), _connector="OR"
                        ),
                        name="award_is_of_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AwardEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "recipient",
                    models.CharField(
                        choices=[
                            ("collective", "Tập thể"),
                            ("individual", "Cá nhân"),
                            ("household", "Hộ gia đình"),
                        ],
                        max_length=10,
                        verbose_name="đối tượng",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="tên")),
                ("unit_name", models.CharField(blank=True, max_length=200, verbose_name="đơn vị")),
                (
                    "sort_key",
                    core.fields.SortKeyField(db_collation="C", editable=False, max_length=1000),
                ),
                ("search_name", models.CharField(editable=False, max_length=420)),
                (
                    "gender",
                    models.CharField(
                        blank=True, choices=[("female", "Nữ"), ("male", "Nam")], max_length=6
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="thành tích năm")),
                (
                    "achievement",
                    models.CharField(blank=True, max_length=500, verbose_name="thành tích"),
                ),
                (
                    "is_thematic",
                    models.BooleanField(default=False, verbose_name="khen chuyên đề, đột xuất"),
                ),
                ("code", models.CharField(max_length=20, verbose_name="mã tra cứu")),
                (
                    "coefficient",
                    core.fields.ExactDecimalField(blank=True, null=True, verbose_name="hệ số"),
                ),
                (
                    "base_salary",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="mức lương cơ sở"
                    ),
                ),
                (
                    "amount",
                    models.PositiveIntegerField(default=0, verbose_name="tiền thưởng (đồng)"),
                ),
                (
                    "money_note",
                    models.CharField(blank=True, max_length=300, verbose_name="cách tính"),
                ),
                (
                    "paid_from",
                    models.CharField(blank=True, max_length=200, verbose_name="chi từ quỹ"),
                ),
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
                    ),
                ),
                (
                    "organiser",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants.council",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants.person",
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
                        to="awards.award",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="awards.award",
                    ),
                ),
                (
                    "award_type",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="awards.awardtype",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="awards.decision",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="awards.decision",
                        verbose_name="hết hiệu lực theo",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="awards.proposalline",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AwardTypeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(blank=True, max_length=30, verbose_name="mã")),
                ("name", models.CharField(max_length=200, verbose_name="danh hiệu, hình thức")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("title", "Danh hiệu thi đua"),
                            ("commendation", "Hình thức khen thưởng"),
                        ],
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
                (
                    "decided_by",
                    models.CharField(max_length=200, verbose_name="thẩm quyền quyết định"),
                ),
                (
                    "precedence",
                    models.PositiveIntegerField(
                        default=100, help_text="Số nhỏ hơn là cao hơn.", verbose_name="thứ bậc"
                    ),
                ),
                ("legal_basis", models.TextField(blank=True, verbose_name="căn cứ")),
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
                        to="awards.awardtype",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AwardTypeRuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                (
                    "yes_numerator",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="tỷ lệ tán thành: tử số"
                    ),
                ),
                (
                    "yes_denominator",
                    models.PositiveSmallIntegerField(default=2, verbose_name="mẫu số"),
                ),
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
                    models.PositiveSmallIntegerField(
                        default=2, verbose_name="tỷ lệ phải tham gia: tử số"
                    ),
                ),
                (
                    "quorum_denominator",
                    models.PositiveSmallIntegerField(default=3, verbose_name="mẫu số (tham gia)"),
                ),
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
                        choices=[
                            ("collective", "Tập thể"),
                            ("individual", "Cá nhân"),
                            ("household", "Hộ gia đình"),
                        ],
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
                (
                    "minimum_points",
                    core.fields.ExactDecimalField(
                        blank=True, null=True, verbose_name="điểm tối thiểu"
                    ),
                ),
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
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="thứ hạng thấp nhất trong cụm"
                    ),
                ),
                (
                    "years_in_a_row",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        verbose_name="số năm liên tục đạt xếp loại trên (kể cả năm xét)",
                    ),
                ),
                ("needs_times", models.PositiveSmallIntegerField(default=1, verbose_name="số lần")),
                (
                    "needs_within_years",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="trong số năm trước"
                    ),
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
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="số ngày tham gia tối thiểu"
                    ),
                ),
                (
                    "needs_registration",
                    models.BooleanField(default=False, verbose_name="phải đăng ký thi đua"),
                ),
                (
                    "needs_ballot",
                    models.BooleanField(default=True, verbose_name="phải bỏ phiếu kín"),
                ),
                (
                    "notice_days",
                    models.PositiveSmallIntegerField(
                        default=10, verbose_name="số ngày làm việc công khai"
                    ),
                ),
                (
                    "money_coefficient",
                    core.fields.ExactDecimalField(
                        blank=True, null=True, verbose_name="hệ số tiền thưởng"
                    ),
                ),
                (
                    "is_maximum",
                    models.BooleanField(default=False, verbose_name="hệ số là mức tối đa"),
                ),
                (
                    "paid_from",
                    models.CharField(blank=True, max_length=200, verbose_name="chi từ quỹ"),
                ),
                (
                    "award_type",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="awards.awardtype",
                        verbose_name="hình thức",
                    ),
                ),
                (
                    "needs_award_type",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="awards.awardtype",
                        verbose_name="đã được tặng",
                    ),
                ),
                (
                    "organiser",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants.council",
                        verbose_name="riêng của HĐND",
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
                        to="awards.awardtyperule",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BaseSalary",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
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
            name="BaseSalaryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                ("amount", models.PositiveIntegerField(verbose_name="mức lương cơ sở (đồng)")),
                ("legal_basis", models.TextField(verbose_name="căn cứ")),
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
                        to="awards.basesalary",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Dossier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dossier",
                        to="awards.proposalline",
                    ),
                ),
            ],
            options={
                "verbose_name": "hồ sơ đề nghị",
                "verbose_name_plural": "hồ sơ đề nghị",
            },
        ),
        migrations.CreateModel(
            name="DossierEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("text", models.TextField(verbose_name="báo cáo thành tích")),
                ("drafted_at", models.DateTimeField(verbose_name="dự thảo lúc")),
                ("edited_at", models.DateTimeField(blank=True, null=True, verbose_name="sửa lúc")),
                ("revision", models.PositiveIntegerField(default=0, verbose_name="lần sửa")),
                (
                    "edited_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người sửa",
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
                        to="awards.dossier",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="awards.proposalline",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                (
                    "ended_on",
                    models.DateField(blank=True, null=True, verbose_name="đã kết thúc ngày"),
                ),
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
                            models.Q(
                                ("ended_on__isnull", True),
                                ("lifted_by__isnull", True),
                                ("outcome", ""),
                            ),
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
            name="HoldEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                (
                    "ended_on",
                    models.DateField(blank=True, null=True, verbose_name="đã kết thúc ngày"),
                ),
                ("document", models.CharField(max_length=300, verbose_name="văn bản, căn cứ")),
                ("placed_at", models.DateTimeField(verbose_name="ghi lúc")),
                ("outcome", models.TextField(blank=True, verbose_name="kết luận")),
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
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi kết thúc",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants.person",
                        verbose_name="cá nhân",
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
                        to="awards.hold",
                    ),
                ),
                (
                    "placed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PublicNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.CharField(max_length=300, verbose_name="công khai tại")),
                (
                    "document_number",
                    models.CharField(blank=True, max_length=60, verbose_name="số văn bản"),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="awards.proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần công khai",
                "verbose_name_plural": "các lần công khai",
                "ordering": ["posted_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("posted_on"))),
                        name="notice_ends_after_posting",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_whom", models.CharField(max_length=200, verbose_name="người kiến nghị")),
                ("content", models.TextField(verbose_name="nội dung")),
                ("received_on", models.DateField(verbose_name="nhận ngày")),
                ("is_upheld", models.BooleanField(null=True, verbose_name="có cơ sở")),
                ("answer", models.TextField(blank=True, verbose_name="trả lời")),
                (
                    "answered_on",
                    models.DateField(blank=True, null=True, verbose_name="trả lời ngày"),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="awards.proposalline",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="awards.publicnotice",
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
                            models.Q(
                                ("answer", ""),
                                ("answered_by__isnull", True),
                                ("is_upheld__isnull", True),
                            ),
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
            name="ObjectionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("from_whom", models.CharField(max_length=200, verbose_name="người kiến nghị")),
                ("content", models.TextField(verbose_name="nội dung")),
                ("received_on", models.DateField(verbose_name="nhận ngày")),
                ("is_upheld", models.BooleanField(null=True, verbose_name="có cơ sở")),
                ("answer", models.TextField(blank=True, verbose_name="trả lời")),
                (
                    "answered_on",
                    models.DateField(blank=True, null=True, verbose_name="trả lời ngày"),
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
                        to="awards.objection",
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
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="awards.proposalline",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="awards.publicnotice",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProposalChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="trả lời lúc"),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="awards.proposalline",
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
            name="ProposalChangeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="trả lời lúc"),
                ),
                ("is_confirmed", models.BooleanField(null=True, verbose_name="đồng ý")),
                ("answer", models.TextField(blank=True, verbose_name="ý kiến của người thứ hai")),
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
                        verbose_name="người thứ hai",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người đề xuất",
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
                        to="awards.proposalchange",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="awards.proposalline",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProposalEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("drafted_at", models.DateTimeField(verbose_name="lập lúc")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="chốt lúc")),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người chốt",
                    ),
                ),
                (
                    "drafted_for",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="theo yêu cầu của",
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
                        to="awards.proposal",
                    ),
                ),
                (
                    "ranking",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="scoring.ranking",
                        verbose_name="bảng xếp hạng",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProposalLineEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                ("is_passed", models.BooleanField(null=True, verbose_name="hội đồng thông qua")),
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
                        to="awards.proposalline",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="awards.proposal",
                    ),
                ),
                (
                    "ranking_line",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="scoring.rankingline",
                    ),
                ),
                (
                    "share",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="awards.quotashare",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PublicNoticeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("place", models.CharField(max_length=300, verbose_name="công khai tại")),
                (
                    "document_number",
                    models.CharField(blank=True, max_length=60, verbose_name="số văn bản"),
                ),
                ("posted_on", models.DateField(verbose_name="từ ngày")),
                ("working_days", models.PositiveSmallIntegerField(verbose_name="số ngày làm việc")),
                ("ends_on", models.DateField(verbose_name="đến hết ngày")),
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
                        to="awards.publicnotice",
                    ),
                ),
                (
                    "posted_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="awards.proposal",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Quota",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                (
                    "number",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="số lượng"),
                ),
                (
                    "percent",
                    core.fields.ExactDecimalField(
                        blank=True, null=True, verbose_name="tỷ lệ phần trăm"
                    ),
                ),
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
                        choices=[
                            ("down", "làm tròn xuống"),
                            ("half_up", "làm tròn thường"),
                            ("up", "làm tròn lên"),
                        ],
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
                (
                    "minimum_points",
                    core.fields.ExactDecimalField(default=0, verbose_name="điểm tối thiểu"),
                ),
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
                    models.UniqueConstraint(
                        fields=("plan", "award_type", "subject"), name="quota_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number__isnull", False), ("percent__isnull", True)),
                            models.Q(("number__isnull", True), ("percent__isnull", False)),
                            models.Q(
                                ("number__isnull", True),
                                ("percent__isnull", True),
                                ("sharing", "bands"),
                            ),
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
                        condition=models.Q(("nested_in", models.F("pk")), _negated=True),
                        name="quota_not_in_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuotaEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                (
                    "number",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="số lượng"),
                ),
                (
                    "percent",
                    core.fields.ExactDecimalField(
                        blank=True, null=True, verbose_name="tỷ lệ phần trăm"
                    ),
                ),
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
                        choices=[
                            ("down", "làm tròn xuống"),
                            ("half_up", "làm tròn thường"),
                            ("up", "làm tròn lên"),
                        ],
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
                (
                    "minimum_points",
                    core.fields.ExactDecimalField(default=0, verbose_name="điểm tối thiểu"),
                ),
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
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="awards.awardtype",
                        verbose_name="hình thức",
                    ),
                ),
                (
                    "nested_in",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="awards.quota",
                        verbose_name="nằm trong chỉ tiêu",
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
                        to="awards.quota",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Recovery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("items", models.CharField(max_length=300, verbose_name="hiện vật phải thu hồi")),
                ("amount", models.PositiveIntegerField(verbose_name="tiền phải thu hồi (đồng)")),
                ("due_on", models.DateField(verbose_name="hạn thu hồi")),
                (
                    "recovered_on",
                    models.DateField(blank=True, null=True, verbose_name="đã thu hồi ngày"),
                ),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "award",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recovery",
                        to="awards.award",
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
            options={
                "verbose_name": "thu hồi",
                "verbose_name_plural": "thu hồi",
                "ordering": ["due_on"],
            },
        ),
        migrations.CreateModel(
            name="RecoveryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("items", models.CharField(max_length=300, verbose_name="hiện vật phải thu hồi")),
                ("amount", models.PositiveIntegerField(verbose_name="tiền phải thu hồi (đồng)")),
                ("due_on", models.DateField(verbose_name="hạn thu hồi")),
                (
                    "recovered_on",
                    models.DateField(blank=True, null=True, verbose_name="đã thu hồi ngày"),
                ),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "award",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="awards.award",
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
                        to="awards.recovery",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Refusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("legal_ground", models.TextField(verbose_name="căn cứ pháp lý")),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refusals",
                        to="awards.decision",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refusals",
                        to="awards.proposalline",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("decision", "line"), name="refusal_once"),
                    models.CheckConstraint(
                        condition=models.Q(("legal_ground", ""), _negated=True),
                        name="refusal_has_a_ground",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SubmissionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.CharField(max_length=60, verbose_name="số, ký hiệu tờ trình")),
                ("issued_on", models.DateField(verbose_name="ngày")),
                ("authority", models.CharField(max_length=200, verbose_name="gửi")),
                ("sent_at", models.DateTimeField(verbose_name="gửi lúc")),
                ("answer_due_on", models.DateField(verbose_name="hạn trả lời")),
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
                        to="awards.submission",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="awards.proposal",
                        verbose_name="đề nghị",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        db_constraint=False,
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
            name="SubmissionLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="awards.submission",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("submission", "line"), name="submission_line_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SubmissionReturn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("returned_on", models.DateField(verbose_name="trả lại ngày")),
                ("content", models.TextField(verbose_name="phải bổ sung")),
                (
                    "working_days",
                    models.PositiveSmallIntegerField(verbose_name="trong số ngày làm việc"),
                ),
                ("due_on", models.DateField(verbose_name="hạn bổ sung")),
                (
                    "answered_on",
                    models.DateField(blank=True, null=True, verbose_name="đã bổ sung ngày"),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="awards.submission",
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
            name="SubmissionReturnEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("returned_on", models.DateField(verbose_name="trả lại ngày")),
                ("content", models.TextField(verbose_name="phải bổ sung")),
                (
                    "working_days",
                    models.PositiveSmallIntegerField(verbose_name="trong số ngày làm việc"),
                ),
                ("due_on", models.DateField(verbose_name="hạn bổ sung")),
                (
                    "answered_on",
                    models.DateField(blank=True, null=True, verbose_name="đã bổ sung ngày"),
                ),
                ("answer", models.TextField(blank=True, verbose_name="đã bổ sung")),
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
                        to="awards.submissionreturn",
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
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="awards.submission",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TiePoolEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("seats", models.PositiveIntegerField(verbose_name="số suất")),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True, verbose_name="căn cứ chọn")),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
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
                        to="awards.tiepool",
                    ),
                ),
                (
                    "quota",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="awards.proposalquota",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="awardtype",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "awards_awardtypeevent" ("code", "decided_by", "id", "kind", "legal_basis", "level", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precedence") VALUES (NEW."code", NEW."decided_by", NEW."id", NEW."kind", NEW."legal_basis", NEW."level", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."precedence"); RETURN NULL;',
                    hash="e7c8443ca2ffbc48742e7f4c8176ebdad1348aff",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5ee9b",
                    table="awards_awardtype",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="awardtype",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "awards_awardtypeevent" ("code", "decided_by", "id", "kind", "legal_basis", "level", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precedence") VALUES (OLD."code", OLD."decided_by", OLD."id", OLD."kind", OLD."legal_basis", OLD."level", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."precedence"); RETURN NULL;',
                    hash="3cb974b85555fb66181f6b45f7a8b99cb5123c0c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d55ec",
                    table="awards_awardtype",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="basesalary",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "awards_basesalaryevent" ("amount", "id", "legal_basis", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") VALUES (NEW."amount", NEW."id", NEW."legal_basis", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                    hash="d3ea43acdbb7b95bc49fcbf962ee4f77fbd1ebd7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_34094",
                    table="awards_basesalary",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="basesalary",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "awards_basesalaryevent" ("amount", "id", "legal_basis", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") VALUES (OLD."amount", OLD."id", OLD."legal_basis", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                    hash="e79ba06e3f71488b66850c7ad0f5be4b9f9d06e6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_aac01",
                    table="awards_basesalary",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="awardtyperule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "awards_awardtyperuleevent" ("assumption", "award_type_id", "ballot_base", "candidate_in_base", "id", "interval_years", "is_maximum", "is_strict", "legal_basis", "minimum_days", "minimum_points", "money_coefficient", "needs_award_type_id", "needs_ballot", "needs_registration", "needs_times", "needs_within_years", "notice_days", "organiser_id", "paid_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quorum_denominator", "quorum_numerator", "recipient", "valid_from", "valid_to", "worst_grade", "worst_place", "years_in_a_row", "yes_denominator", "yes_numerator") VALUES (NEW."assumption", NEW."award_type_id", NEW."ballot_base", NEW."candidate_in_base", NEW."id", NEW."interval_years", NEW."is_maximum", NEW."is_strict", NEW."legal_basis", NEW."minimum_days", NEW."minimum_points", NEW."money_coefficient", NEW."needs_award_type_id", NEW."needs_ballot", NEW."needs_registration", NEW."needs_times", NEW."needs_within_years", NEW."notice_days", NEW."organiser_id", NEW."paid_from", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quorum_denominator", NEW."quorum_numerator", NEW."recipient", NEW."valid_from", NEW."valid_to", NEW."worst_grade", NEW."worst_place", NEW."years_in_a_row", NEW."yes_denominator", NEW."yes_numerator"); RETURN NULL;',
                    hash="018c73ff118c6c81d41b7a43db3a8c42f3bc7ec9",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0a891",
                    table="awards_awardtyperule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="awardtyperule",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "awards_awardtyperuleevent" ("assumption", "award_type_id", "ballot_base", "candidate_in_base", "id", "interval_years", "is_maximum", "is_strict", "legal_basis", "minimum_days", "minimum_points", "money_coefficient", "needs_award_type_id", "needs_ballot", "needs_registration", "needs_times", "needs_within_years", "notice_days", "organiser_id", "paid_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quorum_denominator", "quorum_numerator", "recipient", "valid_from", "valid_to", "worst_grade", "worst_place", "years_in_a_row", "yes_denominator", "yes_numerator") VALUES (OLD."assumption", OLD."award_type_id", OLD."ballot_base", OLD."candidate_in_base", OLD."id", OLD."interval_years", OLD."is_maximum", OLD."is_strict", OLD."legal_basis", OLD."minimum_days", OLD."minimum_points", OLD."money_coefficient", OLD."needs_award_type_id", OLD."needs_ballot", OLD."needs_registration", OLD."needs_times", OLD."needs_within_years", OLD."notice_days", OLD."organiser_id", OLD."paid_from", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quorum_denominator", OLD."quorum_numerator", OLD."recipient", OLD."valid_from", OLD."valid_to", OLD."worst_grade", OLD."worst_place", OLD."years_in_a_row", OLD."yes_denominator", OLD."yes_numerator"); RETURN NULL;',
                    hash="a97478892402a81a07d82f2774ead31164c42cd9",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a1e95",
                    table="awards_awardtyperule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hold",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "awards_holdevent" ("begins_on", "body_id", "document", "ended_on", "id", "kind", "lifted_by_id", "outcome", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id") VALUES (NEW."begins_on", NEW."body_id", NEW."document", NEW."ended_on", NEW."id", NEW."kind", NEW."lifted_by_id", NEW."outcome", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."placed_at", NEW."placed_by_id"); RETURN NULL;',
                    hash="6494ef5184bcd935f9d659fdbb5f51cad916cad5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fc5a1",
                    table="awards_hold",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hold",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "awards_holdevent" ("begins_on", "body_id", "document", "ended_on", "id", "kind", "lifted_by_id", "outcome", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id") VALUES (OLD."begins_on", OLD."body_id", OLD."document", OLD."ended_on", OLD."id", OLD."kind", OLD."lifted_by_id", OLD."outcome", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."placed_at", OLD."placed_by_id"); RETURN NULL;',
                    hash="9b66d5fef55713434ea38439d168be8d5542ccf7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c844b",
                    table="awards_hold",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposal",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "awards_proposalevent" ("closed_at", "closed_by_id", "drafted_at", "drafted_for_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ranking_id") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."drafted_at", NEW."drafted_for_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."ranking_id"); RETURN NULL;',
                    hash="f7a8f41e8e1bb245dc851aabd4c2715c18b2a11d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6023e",
                    table="awards_proposal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposal",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "awards_proposalevent" ("closed_at", "closed_by_id", "drafted_at", "drafted_for_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ranking_id") VALUES (OLD."closed_at", OLD."closed_by_id", OLD."drafted_at", OLD."drafted_for_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ranking_id"); RETURN NULL;',
                    hash="b309dbe025c3688af3a80c4736a9ba13d63e7dff",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_66ef6",
                    table="awards_proposal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposalchange",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "awards_proposalchangeevent" ("answer", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "direction", "id", "is_confirmed", "line_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."asked_at", NEW."asked_by_id", NEW."direction", NEW."id", NEW."is_confirmed", NEW."line_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;',
                    hash="389f8450335e391d4a7f4cb6d2561082380ffc85",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_96d03",
                    table="awards_proposalchange",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposalchange",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "awards_proposalchangeevent" ("answer", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "direction", "id", "is_confirmed", "line_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."answer", OLD."answered_at", OLD."answered_by_id", OLD."asked_at", OLD."asked_by_id", OLD."direction", OLD."id", OLD."is_confirmed", OLD."line_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;',
                    hash="a4749dad433de0e33d43992f5a2c35fa61edbde0",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3e86e",
                    table="awards_proposalchange",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dossier",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "awards_dossierevent" ("drafted_at", "edited_at", "edited_by_id", "id", "line_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "text") VALUES (NEW."drafted_at", NEW."edited_at", NEW."edited_by_id", NEW."id", NEW."line_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revision", NEW."text"); RETURN NULL;',
                    hash="5b632960fb563d810152badef9d18ff6fecb8958",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_54263",
                    table="awards_dossier",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dossier",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "awards_dossierevent" ("drafted_at", "edited_at", "edited_by_id", "id", "line_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "text") VALUES (OLD."drafted_at", OLD."edited_at", OLD."edited_by_id", OLD."id", OLD."line_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."revision", OLD."text"); RETURN NULL;',
                    hash="59dfb60f8ddcd029ac642b1a5ed24b9c052c96fd",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f5815",
                    table="awards_dossier",
                    when="AFTER",
                ),
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
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "awards_awardevent" ("achievement", "amount", "award_type_id", "base_salary", "body_id", "code", "coefficient", "decision_id", "ended_by_id", "gender", "id", "is_thematic", "line_id", "money_note", "name", "organiser_id", "paid_from", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient", "replaces_id", "search_name", "sort_key", "unit_name", "year") VALUES (NEW."achievement", NEW."amount", NEW."award_type_id", NEW."base_salary", NEW."body_id", NEW."code", NEW."coefficient", NEW."decision_id", NEW."ended_by_id", NEW."gender", NEW."id", NEW."is_thematic", NEW."line_id", NEW."money_note", NEW."name", NEW."organiser_id", NEW."paid_from", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recipient", NEW."replaces_id", NEW."search_name", NEW."sort_key", NEW."unit_name", NEW."year"); RETURN NULL;',
                    hash="612de600cde7611a4b9739d8011f785bdd4d0d03",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c14f1",
                    table="awards_award",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="award",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "awards_awardevent" ("achievement", "amount", "award_type_id", "base_salary", "body_id", "code", "coefficient", "decision_id", "ended_by_id", "gender", "id", "is_thematic", "line_id", "money_note", "name", "organiser_id", "paid_from", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient", "replaces_id", "search_name", "sort_key", "unit_name", "year") VALUES (OLD."achievement", OLD."amount", OLD."award_type_id", OLD."base_salary", OLD."body_id", OLD."code", OLD."coefficient", OLD."decision_id", OLD."ended_by_id", OLD."gender", OLD."id", OLD."is_thematic", OLD."line_id", OLD."money_note", OLD."name", OLD."organiser_id", OLD."paid_from", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recipient", OLD."replaces_id", OLD."search_name", OLD."sort_key", OLD."unit_name", OLD."year"); RETURN NULL;',
                    hash="67e7b08c1b0731c115c835398e9216a50d62c0e6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e6b1c",
                    table="awards_award",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicnotice",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "awards_publicnoticeevent" ("document_number", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "posted_by_id", "posted_on", "proposal_id", "working_days") VALUES (NEW."document_number", NEW."ends_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."posted_by_id", NEW."posted_on", NEW."proposal_id", NEW."working_days"); RETURN NULL;',
                    hash="6d87cc01608cc11a5421f47f100dd3df74cd0b6c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d59d6",
                    table="awards_publicnotice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicnotice",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "awards_publicnoticeevent" ("document_number", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "posted_by_id", "posted_on", "proposal_id", "working_days") VALUES (OLD."document_number", OLD."ends_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."posted_by_id", OLD."posted_on", OLD."proposal_id", OLD."working_days"); RETURN NULL;',
                    hash="9290bbd486456cba8a3b380032e569ddb47d0afc",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_cff74",
                    table="awards_publicnotice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objection",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "awards_objectionevent" ("answer", "answered_by_id", "answered_on", "content", "from_whom", "id", "is_upheld", "line_id", "notice_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "recorded_by_id") VALUES (NEW."answer", NEW."answered_by_id", NEW."answered_on", NEW."content", NEW."from_whom", NEW."id", NEW."is_upheld", NEW."line_id", NEW."notice_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."received_on", NEW."recorded_by_id"); RETURN NULL;',
                    hash="4f8e251d5fde15755e9ad57d5e6dee8f2fd3d917",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f6c1f",
                    table="awards_objection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objection",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "awards_objectionevent" ("answer", "answered_by_id", "answered_on", "content", "from_whom", "id", "is_upheld", "line_id", "notice_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "recorded_by_id") VALUES (OLD."answer", OLD."answered_by_id", OLD."answered_on", OLD."content", OLD."from_whom", OLD."id", OLD."is_upheld", OLD."line_id", OLD."notice_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."received_on", OLD."recorded_by_id"); RETURN NULL;',
                    hash="cf20cb29d605759d9a85a4db59eb2a4caa04ed88",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f5836",
                    table="awards_objection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="quota",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "awards_quotaevent" ("award_type_id", "bands", "equal_merit", "id", "minimum_points", "nested_in_id", "number", "percent", "percent_of", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "rounding", "sharing", "subject") VALUES (NEW."award_type_id", NEW."bands", NEW."equal_merit", NEW."id", NEW."minimum_points", NEW."nested_in_id", NEW."number", NEW."percent", NEW."percent_of", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."rounding", NEW."sharing", NEW."subject"); RETURN NULL;',
                    hash="5e15986b8e90c2379adba2ed912b952b6ab99888",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_97aab",
                    table="awards_quota",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="quota",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "awards_quotaevent" ("award_type_id", "bands", "equal_merit", "id", "minimum_points", "nested_in_id", "number", "percent", "percent_of", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "rounding", "sharing", "subject") VALUES (OLD."award_type_id", OLD."bands", OLD."equal_merit", OLD."id", OLD."minimum_points", OLD."nested_in_id", OLD."number", OLD."percent", OLD."percent_of", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."rounding", OLD."sharing", OLD."subject"); RETURN NULL;',
                    hash="ca91fa5cc83682dd374e9783a473e2c1b11523e2",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_bed44",
                    table="awards_quota",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposalline",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "awards_proposallineevent" ("eligible_place", "facts", "id", "is_passed", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id", "ranking_line_id", "reasons", "share_id") VALUES (NEW."eligible_place", NEW."facts", NEW."id", NEW."is_passed", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposal_id", NEW."ranking_line_id", NEW."reasons", NEW."share_id"); RETURN NULL;',
                    hash="20d7cc991cc36fba1cfa583f525974b1c94fef9a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fc156",
                    table="awards_proposalline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposalline",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "awards_proposallineevent" ("eligible_place", "facts", "id", "is_passed", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id", "ranking_line_id", "reasons", "share_id") VALUES (OLD."eligible_place", OLD."facts", OLD."id", OLD."is_passed", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposal_id", OLD."ranking_line_id", OLD."reasons", OLD."share_id"); RETURN NULL;',
                    hash="4470a475452a1b13ec0bf5646b66d8a2b76b2951",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_55c02",
                    table="awards_proposalline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recovery",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "awards_recoveryevent" ("amount", "award_id", "due_on", "id", "items", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "recovered_on") VALUES (NEW."amount", NEW."award_id", NEW."due_on", NEW."id", NEW."items", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."recovered_on"); RETURN NULL;',
                    hash="d2d9d14a78bd17cd89e30c935fe5a0611fbadee7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d208a",
                    table="awards_recovery",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recovery",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "awards_recoveryevent" ("amount", "award_id", "due_on", "id", "items", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "recovered_on") VALUES (OLD."amount", OLD."award_id", OLD."due_on", OLD."id", OLD."items", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."recovered_on"); RETURN NULL;',
                    hash="41ff1d0abbcf101388409b04f6e93885b219f5b3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5900b",
                    table="awards_recovery",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="submission",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "awards_submissionevent" ("answer_due_on", "authority", "id", "issued_on", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id", "sent_at", "sent_by_id") VALUES (NEW."answer_due_on", NEW."authority", NEW."id", NEW."issued_on", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposal_id", NEW."sent_at", NEW."sent_by_id"); RETURN NULL;',
                    hash="5d4abf5ef68211e645e425984f3cc33eacfa8315",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f4d71",
                    table="awards_submission",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="submission",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "awards_submissionevent" ("answer_due_on", "authority", "id", "issued_on", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id", "sent_at", "sent_by_id") VALUES (OLD."answer_due_on", OLD."authority", OLD."id", OLD."issued_on", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposal_id", OLD."sent_at", OLD."sent_by_id"); RETURN NULL;',
                    hash="0d6b66ee9adb8f192b421ac72470e5b98b5a4e5a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_edc08",
                    table="awards_submission",
                    when="AFTER",
                ),
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
            model_name="submissionreturn",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "awards_submissionreturnevent" ("answer", "answered_on", "content", "due_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "returned_on", "submission_id", "working_days") VALUES (NEW."answer", NEW."answered_on", NEW."content", NEW."due_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."returned_on", NEW."submission_id", NEW."working_days"); RETURN NULL;',
                    hash="ed14180fe9505bffe9d2e87af8de084f83a7c658",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1151f",
                    table="awards_submissionreturn",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="submissionreturn",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "awards_submissionreturnevent" ("answer", "answered_on", "content", "due_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "returned_on", "submission_id", "working_days") VALUES (OLD."answer", OLD."answered_on", OLD."content", OLD."due_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."returned_on", OLD."submission_id", OLD."working_days"); RETURN NULL;',
                    hash="1d2fed944d3c1ca44bdde43735858b417bc85c5e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_18a6e",
                    table="awards_submissionreturn",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tiepool",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "awards_tiepoolevent" ("decided_at", "decided_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quota_id", "reason", "seats") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quota_id", NEW."reason", NEW."seats"); RETURN NULL;',
                    hash="cb80e8ef153132e58997c6b29097c6675d3a8d66",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7d0b7",
                    table="awards_tiepool",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tiepool",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "awards_tiepoolevent" ("decided_at", "decided_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quota_id", "reason", "seats") VALUES (OLD."decided_at", OLD."decided_by_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quota_id", OLD."reason", OLD."seats"); RETURN NULL;',
                    hash="79c795afca8f96df0e6dee7244e3ef9cac6284af",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_cc266",
                    table="awards_tiepool",
                    when="AFTER",
                ),
            ),
        ),
    ]
