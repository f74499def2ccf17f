import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from core.initial_migration import InitialMigration


class Migration(InitialMigration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("awards", "0001_initial"),
        ("participants", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="AwardCouncil",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                ("name", models.CharField(max_length=200, verbose_name="tên")),
                (
                    "document",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="quyết định thành lập"
                    ),
                ),
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
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
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
            name="AwardCouncilEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                ("name", models.CharField(max_length=200, verbose_name="tên")),
                (
                    "document",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="quyết định thành lập"
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
                        verbose_name="HĐND",
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
                        to="ballots.awardcouncil",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Ballot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("electronic", "Bỏ phiếu kín điện tử"),
                            ("paper", "Bỏ phiếu giấy"),
                        ],
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
                (
                    "place",
                    models.CharField(blank=True, max_length=300, verbose_name="địa điểm họp"),
                ),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="mở lúc")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="đóng lúc")),
                (
                    "counted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="kiểm phiếu lúc"),
                ),
                (
                    "total_members",
                    models.PositiveSmallIntegerField(null=True, verbose_name="tổng số thành viên"),
                ),
                (
                    "issued",
                    models.PositiveSmallIntegerField(null=True, verbose_name="số phiếu phát ra"),
                ),
                (
                    "returned",
                    models.PositiveSmallIntegerField(null=True, verbose_name="số phiếu thu về"),
                ),
                ("public_key", models.CharField(blank=True, max_length=64)),
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
                            models.Q(
                                ("closed_at__isnull", True),
                                ("opened_at__isnull", False),
                                ("state", "open"),
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("counted_at__isnull", True),
                                ("state", "closed"),
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("counted_at__isnull", False),
                                ("state", "counted"),
                            ),
                            models.Q(
                                ("state", "annulled"),
                                models.Q(("annulled_reason", ""), _negated=True),
                            ),
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
            name="BallotEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("electronic", "Bỏ phiếu kín điện tử"),
                            ("paper", "Bỏ phiếu giấy"),
                        ],
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
                (
                    "place",
                    models.CharField(blank=True, max_length=300, verbose_name="địa điểm họp"),
                ),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="mở lúc")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="đóng lúc")),
                (
                    "counted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="kiểm phiếu lúc"),
                ),
                (
                    "total_members",
                    models.PositiveSmallIntegerField(null=True, verbose_name="tổng số thành viên"),
                ),
                (
                    "issued",
                    models.PositiveSmallIntegerField(null=True, verbose_name="số phiếu phát ra"),
                ),
                (
                    "returned",
                    models.PositiveSmallIntegerField(null=True, verbose_name="số phiếu thu về"),
                ),
                ("public_key", models.CharField(blank=True, max_length=64)),
                ("annulled_reason", models.TextField(blank=True, verbose_name="lý do hủy")),
                (
                    "council",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ballots.awardcouncil",
                        verbose_name="Hội đồng khen thưởng",
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
                        to="ballots.ballot",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người lập",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BallotKeeper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("public_key", models.CharField(blank=True, max_length=64)),
                ("sealed_share", models.BinaryField(null=True)),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="keepers",
                        to="ballots.ballot",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "user"), name="ballot_keeper_once"),
                    models.UniqueConstraint(
                        fields=("ballot", "number"), name="ballot_keeper_number_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BallotSeat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="ballots.ballot",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="participants.person",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "person"), name="ballot_seat_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("has_voted", False), ("attendance", "present"), _connector="OR"
                        ),
                        name="only_present_seats_vote",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BallotQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                ("position", models.PositiveIntegerField()),
                ("yes", models.PositiveSmallIntegerField(null=True, verbose_name="đồng ý")),
                ("no", models.PositiveSmallIntegerField(null=True, verbose_name="không đồng ý")),
                ("blank", models.PositiveSmallIntegerField(null=True, verbose_name="phiếu trắng")),
                (
                    "invalid",
                    models.PositiveSmallIntegerField(null=True, verbose_name="không hợp lệ"),
                ),
                (
                    "written_yes",
                    models.PositiveSmallIntegerField(null=True, verbose_name="đồng ý bằng văn bản"),
                ),
                (
                    "written_no",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="không đồng ý bằng văn bản"
                    ),
                ),
                (
                    "base",
                    models.PositiveSmallIntegerField(null=True, verbose_name="số để tính tỷ lệ"),
                ),
                (
                    "needed",
                    models.PositiveSmallIntegerField(null=True, verbose_name="số phiếu cần"),
                ),
                ("is_passed", models.BooleanField(null=True, verbose_name="thông qua")),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="ballots.ballot",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="awards.proposalline",
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
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "line"), name="ballot_question_once"),
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
                        name="ballot_question_yes_ratio_in_range",
                        violation_error_message="Tỷ lệ tán thành phải từ 0 đến 1 (và đạt được).",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quorum_denominator__gt", 0),
                            ("quorum_numerator__lte", models.F("quorum_denominator")),
                        ),
                        name="ballot_question_quorum_in_range",
                        violation_error_message="Tỷ lệ phải tham gia phải từ 0 đến 1.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CouncilMember",
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
                        blank=True,
                        help_text="Giám đốc, Chủ tịch…",
                        max_length=120,
                        verbose_name="chức vụ công tác",
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
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
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
            name="CouncilMemberEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                        blank=True,
                        help_text="Giám đốc, Chủ tịch…",
                        max_length=120,
                        verbose_name="chức vụ công tác",
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
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ballots.awardcouncil",
                        verbose_name="Hội đồng khen thưởng",
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
                        verbose_name="thành viên",
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
                        to="ballots.councilmember",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PaperCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("issued", models.PositiveSmallIntegerField(verbose_name="số phiếu phát ra")),
                ("returned", models.PositiveSmallIntegerField(verbose_name="số phiếu thu về")),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper_counts",
                        to="ballots.ballot",
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
                        condition=models.Q(("returned__lte", models.F("issued"))),
                        name="paper_returned_within_issued",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperCountEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("issued", models.PositiveSmallIntegerField(verbose_name="số phiếu phát ra")),
                ("returned", models.PositiveSmallIntegerField(verbose_name="số phiếu thu về")),
                (
                    "ballot",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ballots.ballot",
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
                        to="ballots.papercount",
                    ),
                ),
                (
                    "typist",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người nhập",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PaperCountLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("yes", models.PositiveSmallIntegerField(verbose_name="đồng ý")),
                ("no", models.PositiveSmallIntegerField(verbose_name="không đồng ý")),
                ("blank", models.PositiveSmallIntegerField(verbose_name="phiếu trắng")),
                ("invalid", models.PositiveSmallIntegerField(verbose_name="không hợp lệ")),
                (
                    "count",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="ballots.papercount",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ballots.ballotquestion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("count", "question"), name="paper_count_line_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedVote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sealed", models.BinaryField(null=True)),
                ("receipt", models.CharField(max_length=64)),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="votes",
                        to="ballots.ballot",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "receipt"), name="vote_receipt_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="WrittenOpinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "choice",
                    models.CharField(
                        choices=[
                            ("yes", "Đồng ý"),
                            ("no", "Không đồng ý"),
                            ("blank", "Phiếu trắng"),
                        ],
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="ballots.ballotseat",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("seat", "question"), name="written_opinion_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WrittenOpinionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "choice",
                    models.CharField(
                        choices=[
                            ("yes", "Đồng ý"),
                            ("no", "Không đồng ý"),
                            ("blank", "Phiếu trắng"),
                        ],
                        max_length=5,
                        verbose_name="ý kiến",
                    ),
                ),
                ("document", models.CharField(max_length=200, verbose_name="văn bản")),
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
                        to="ballots.writtenopinion",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ballots.ballotquestion",
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
                    "seat",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ballots.ballotseat",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="awardcouncil",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "ballots_awardcouncilevent" ("document", "id", "name", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") VALUES (NEW."document", NEW."id", NEW."name", NEW."organiser_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                    hash="f30795b3a8ab1a4692026a07303df54bfeb6d97d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d3141",
                    table="ballots_awardcouncil",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="awardcouncil",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "ballots_awardcouncilevent" ("document", "id", "name", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") VALUES (OLD."document", OLD."id", OLD."name", OLD."organiser_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                    hash="8369d52a314fd59bc2576ff6685306be78c142ce",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6cf64",
                    table="ballots_awardcouncil",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ballot",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "ballots_ballotevent" ("annulled_reason", "closed_at", "council_id", "counted_at", "id", "issued", "method", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "prepared_by_id", "proposal_id", "public_key", "returned", "state", "total_members") VALUES (NEW."annulled_reason", NEW."closed_at", NEW."council_id", NEW."counted_at", NEW."id", NEW."issued", NEW."method", NEW."opened_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."prepared_by_id", NEW."proposal_id", NEW."public_key", NEW."returned", NEW."state", NEW."total_members"); RETURN NULL;',
                    hash="7ac55e6455893e73889bb991ee5518f992a7e504",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1c3a2",
                    table="ballots_ballot",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ballot",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "ballots_ballotevent" ("annulled_reason", "closed_at", "council_id", "counted_at", "id", "issued", "method", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "prepared_by_id", "proposal_id", "public_key", "returned", "state", "total_members") VALUES (OLD."annulled_reason", OLD."closed_at", OLD."council_id", OLD."counted_at", OLD."id", OLD."issued", OLD."method", OLD."opened_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."prepared_by_id", OLD."proposal_id", OLD."public_key", OLD."returned", OLD."state", OLD."total_members"); RETURN NULL;',
                    hash="2c8abc0f7f890bd152ae2eb0bb92d4500ddc5017",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_dda76",
                    table="ballots_ballot",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="councilmember",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "ballots_councilmemberevent" ("council_id", "id", "is_outside", "office_post", "organisation", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "post", "valid_from", "valid_to") VALUES (NEW."council_id", NEW."id", NEW."is_outside", NEW."office_post", NEW."organisation", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."post", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                    hash="1a9dec6ed9d50e1f7eee78d4ad34114882961d51",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7cfc7",
                    table="ballots_councilmember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="councilmember",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "ballots_councilmemberevent" ("council_id", "id", "is_outside", "office_post", "organisation", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "post", "valid_from", "valid_to") VALUES (OLD."council_id", OLD."id", OLD."is_outside", OLD."office_post", OLD."organisation", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."post", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                    hash="7d55679ae6d145a7485fc262355b7ac6daa91c35",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6fddc",
                    table="ballots_councilmember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="papercount",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "ballots_papercountevent" ("ballot_id", "id", "issued", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returned", "typist_id") VALUES (NEW."ballot_id", NEW."id", NEW."issued", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."returned", NEW."typist_id"); RETURN NULL;',
                    hash="a4c5328be07c83b0a776e1880d8556f222649a21",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c7193",
                    table="ballots_papercount",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="papercount",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "ballots_papercountevent" ("ballot_id", "id", "issued", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returned", "typist_id") VALUES (OLD."ballot_id", OLD."id", OLD."issued", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."returned", OLD."typist_id"); RETURN NULL;',
                    hash="68f8200b458ab9ee0eb51ec9ec2c519dd6982346",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2759f",
                    table="ballots_papercount",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="writtenopinion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "ballots_writtenopinionevent" ("choice", "document", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "recorded_by_id", "seat_id") VALUES (NEW."choice", NEW."document", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."question_id", NEW."recorded_by_id", NEW."seat_id"); RETURN NULL;',
                    hash="54dc084eb721327c517be2a19723c72ef4104021",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e6e92",
                    table="ballots_writtenopinion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="writtenopinion",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "ballots_writtenopinionevent" ("choice", "document", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "recorded_by_id", "seat_id") VALUES (OLD."choice", OLD."document", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."question_id", OLD."recorded_by_id", OLD."seat_id"); RETURN NULL;',
                    hash="a2c1cffd69eb85fac5fdcb13be82efe640729935",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d6a67",
                    table="ballots_writtenopinion",
                    when="AFTER",
                ),
            ),
        ),
    ]
