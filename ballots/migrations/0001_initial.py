import core.history.tracking
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from core.initial_migration import InitialMigration


class Migration(InitialMigration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("awards", "0001_initial"),
        ("core", "0001_extensions"),
        ("participants", "0001_initial"),
    ]

    operations = [
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
                        to="ballots.awardcouncil",
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
                ("public_key", models.CharField(blank=True, max_length=64, verbose_name="khóa công khai")),
                ("annulled_reason", models.TextField(blank=True, verbose_name="lý do hủy")),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballots",
                        to="ballots.awardcouncil",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="ballots.ballot"
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
                "verbose_name": "người trong danh sách bỏ phiếu",
                "verbose_name_plural": "người trong danh sách bỏ phiếu",
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
            name="BallotKeeper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("public_key", models.CharField(blank=True, max_length=64)),
                ("sealed_share", models.BinaryField(null=True)),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="keepers", to="ballots.ballot"
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="ballots.ballot"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="awards.proposalline"
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stands_in",
                        to="ballots.ballotseat",
                    ),
                ),
            ],
            options={
                "verbose_name": "nội dung biểu quyết",
                "verbose_name_plural": "nội dung biểu quyết",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="ballots.ballotquestion",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="opinions", to="ballots.ballotseat"
                    ),
                ),
            ],
            options={
                "verbose_name": "ý kiến bằng văn bản",
                "verbose_name_plural": "ý kiến bằng văn bản",
                "constraints": [models.UniqueConstraint(fields=("seat", "question"), name="written_opinion_once")],
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="paper_counts", to="ballots.ballot"
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
                "verbose_name": "lần kiểm phiếu giấy",
                "verbose_name_plural": "lần kiểm phiếu giấy",
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "typist"), name="paper_count_once"),
                    models.CheckConstraint(
                        condition=models.Q(("returned__lte", models.F("issued"))), name="paper_returned_within_issued"
                    ),
                ],
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="ballots.papercount"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ballots.ballotquestion"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("count", "question"), name="paper_count_line_once")]
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="votes", to="ballots.ballot"
                    ),
                ),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("ballot", "receipt"), name="vote_receipt_once")]},
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="awardcouncil",
            trigger=core.history.tracking.RecordChanges(
                council="old_row.organiser_id",
                hash="ac6f6fc96c05",
                operation="update",
                pgid="pgtrigger_history_update_f2e4f",
                table="ballots_awardcouncil",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="awardcouncil",
            trigger=core.history.tracking.RecordChanges(
                council="old_row.organiser_id",
                hash="c9e0543cadf9",
                operation="delete",
                pgid="pgtrigger_history_delete_3c199",
                table="ballots_awardcouncil",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="councilmember",
            trigger=core.history.tracking.RecordChanges(
                council="(SELECT t0.organiser_id FROM ballots_awardcouncil AS t0 WHERE t0.id = old_row.council_id)",
                hash="ef58193cbd97",
                operation="update",
                pgid="pgtrigger_history_update_dedf3",
                table="ballots_councilmember",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="councilmember",
            trigger=core.history.tracking.RecordChanges(
                council="(SELECT t0.organiser_id FROM ballots_awardcouncil AS t0 WHERE t0.id = old_row.council_id)",
                hash="0e7a90e54f61",
                operation="delete",
                pgid="pgtrigger_history_delete_488ec",
                table="ballots_councilmember",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ballot",
            trigger=core.history.tracking.RecordChanges(
                hash="a5af4bf6fdfb",
                operation="update",
                pgid="pgtrigger_history_update_16d71",
                plan="(SELECT t1.plan_id FROM awards_proposal AS t0 JOIN scoring_ranking AS t1 ON t1.id = t0.ranking_id WHERE t0.id = old_row.proposal_id)",
                table="ballots_ballot",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ballot",
            trigger=core.history.tracking.RecordChanges(
                hash="1f9c232dcea3",
                operation="delete",
                pgid="pgtrigger_history_delete_d5ae4",
                plan="(SELECT t1.plan_id FROM awards_proposal AS t0 JOIN scoring_ranking AS t1 ON t1.id = t0.ranking_id WHERE t0.id = old_row.proposal_id)",
                table="ballots_ballot",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="writtenopinion",
            trigger=core.history.tracking.RecordChanges(
                hash="cc152f8e4e59",
                operation="update",
                pgid="pgtrigger_history_update_7f5a8",
                plan="(SELECT t3.plan_id FROM ballots_ballotseat AS t0 JOIN ballots_ballot AS t1 ON t1.id = t0.ballot_id JOIN awards_proposal AS t2 ON t2.id = t1.proposal_id JOIN scoring_ranking AS t3 ON t3.id = t2.ranking_id WHERE t0.id = old_row.seat_id)",
                table="ballots_writtenopinion",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="writtenopinion",
            trigger=core.history.tracking.RecordChanges(
                hash="9ca68bb0043e",
                operation="delete",
                pgid="pgtrigger_history_delete_286d2",
                plan="(SELECT t3.plan_id FROM ballots_ballotseat AS t0 JOIN ballots_ballot AS t1 ON t1.id = t0.ballot_id JOIN awards_proposal AS t2 ON t2.id = t1.proposal_id JOIN scoring_ranking AS t3 ON t3.id = t2.ranking_id WHERE t0.id = old_row.seat_id)",
                table="ballots_writtenopinion",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="papercount",
            trigger=core.history.tracking.RecordChanges(
                hash="442e8167b8af",
                operation="update",
                pgid="pgtrigger_history_update_4bf10",
                plan="(SELECT t2.plan_id FROM ballots_ballot AS t0 JOIN awards_proposal AS t1 ON t1.id = t0.proposal_id JOIN scoring_ranking AS t2 ON t2.id = t1.ranking_id WHERE t0.id = old_row.ballot_id)",
                table="ballots_papercount",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="papercount",
            trigger=core.history.tracking.RecordChanges(
                hash="2b929d3ffe09",
                operation="delete",
                pgid="pgtrigger_history_delete_21239",
                plan="(SELECT t2.plan_id FROM ballots_ballot AS t0 JOIN awards_proposal AS t1 ON t1.id = t0.proposal_id JOIN scoring_ranking AS t2 ON t2.id = t1.ranking_id WHERE t0.id = old_row.ballot_id)",
                table="ballots_papercount",
            ),
        ),
    ]
