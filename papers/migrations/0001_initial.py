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
        ("awards", "0001_initial"),
        ("ballots", "0001_initial"),
        ("participants", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="CertificateLayout",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("page_width", core.fields.ExactDecimalField(verbose_name="rộng (mm)")),
                ("page_height", core.fields.ExactDecimalField(verbose_name="cao (mm)")),
                (
                    "offset_x",
                    core.fields.ExactDecimalField(default=0, verbose_name="dịch sang phải (mm)"),
                ),
                (
                    "offset_y",
                    core.fields.ExactDecimalField(default=0, verbose_name="dịch xuống (mm)"),
                ),
                ("fields", models.JSONField(verbose_name="vị trí các dòng")),
                (
                    "award_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="layouts",
                        to="awards.awardtype",
                    ),
                ),
                (
                    "organiser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificate_layouts",
                        to="participants.council",
                    ),
                ),
            ],
            options={
                "verbose_name": "mẫu in bằng",
                "verbose_name_plural": "mẫu in bằng",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organiser", "award_type"), name="certificate_layout_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CertificateLayoutEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("page_width", core.fields.ExactDecimalField(verbose_name="rộng (mm)")),
                ("page_height", core.fields.ExactDecimalField(verbose_name="cao (mm)")),
                (
                    "offset_x",
                    core.fields.ExactDecimalField(default=0, verbose_name="dịch sang phải (mm)"),
                ),
                (
                    "offset_y",
                    core.fields.ExactDecimalField(default=0, verbose_name="dịch xuống (mm)"),
                ),
                ("fields", models.JSONField(verbose_name="vị trí các dòng")),
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
                        to="papers.certificatelayout",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PaperTemplate",
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
                (
                    "file",
                    models.FileField(
                        max_length=300, upload_to="paper_templates/", verbose_name="mẫu"
                    ),
                ),
                ("file_name", models.CharField(max_length=255)),
                ("sha256", models.CharField(max_length=64)),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                ("uploaded_at", models.DateTimeField(verbose_name="tải lên lúc")),
                (
                    "preview",
                    models.FileField(
                        blank=True,
                        max_length=300,
                        upload_to="paper_templates/",
                        verbose_name="xem thử",
                    ),
                ),
                (
                    "preview_problem",
                    models.TextField(blank=True, verbose_name="vì sao không xem thử được"),
                ),
                (
                    "used_from",
                    models.DateTimeField(blank=True, null=True, verbose_name="dùng từ lúc"),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="thôi dùng lúc"),
                ),
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
                        condition=models.Q(
                            ("used_from__isnull", False), ("withdrawn_at__isnull", True)
                        ),
                        fields=("organiser", "kind"),
                        name="paper_template_in_use_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Paper",
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
                (
                    "has_background",
                    models.BooleanField(default=True, verbose_name="in cả khung nền"),
                ),
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
                (
                    "made_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="soạn xong lúc"),
                ),
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
                        to="ballots.ballot",
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
                    "line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="awards.proposalline",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="awards.proposal",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="papers.papertemplate",
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
        migrations.CreateModel(
            name="PaperTemplateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                (
                    "file",
                    models.FileField(
                        max_length=300, upload_to="paper_templates/", verbose_name="mẫu"
                    ),
                ),
                ("file_name", models.CharField(max_length=255)),
                ("sha256", models.CharField(max_length=64)),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                ("uploaded_at", models.DateTimeField(verbose_name="tải lên lúc")),
                (
                    "preview",
                    models.FileField(
                        blank=True,
                        max_length=300,
                        upload_to="paper_templates/",
                        verbose_name="xem thử",
                    ),
                ),
                (
                    "preview_problem",
                    models.TextField(blank=True, verbose_name="vì sao không xem thử được"),
                ),
                (
                    "used_from",
                    models.DateTimeField(blank=True, null=True, verbose_name="dùng từ lúc"),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="thôi dùng lúc"),
                ),
                (
                    "organiser",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants.council",
                        verbose_name="của HĐND",
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
                        to="papers.papertemplate",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người tải lên",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificatelayout",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "papers_certificatelayoutevent" ("award_type_id", "fields", "id", "offset_x", "offset_y", "organiser_id", "page_height", "page_width", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."award_type_id", NEW."fields", NEW."id", NEW."offset_x", NEW."offset_y", NEW."organiser_id", NEW."page_height", NEW."page_width", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="b00a65786e9b2f75064055d693ffe95417526419",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d7703",
                    table="papers_certificatelayout",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificatelayout",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "papers_certificatelayoutevent" ("award_type_id", "fields", "id", "offset_x", "offset_y", "organiser_id", "page_height", "page_width", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."award_type_id", OLD."fields", OLD."id", OLD."offset_x", OLD."offset_y", OLD."organiser_id", OLD."page_height", OLD."page_width", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="fba7af19fc2022339ca97afcbe2a1f0915c50c23",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f8866",
                    table="papers_certificatelayout",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="papertemplate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "papers_papertemplateevent" ("file", "file_name", "id", "kind", "note", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preview", "preview_problem", "sha256", "uploaded_at", "uploaded_by_id", "used_from", "withdrawn_at") VALUES (NEW."file", NEW."file_name", NEW."id", NEW."kind", NEW."note", NEW."organiser_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."preview", NEW."preview_problem", NEW."sha256", NEW."uploaded_at", NEW."uploaded_by_id", NEW."used_from", NEW."withdrawn_at"); RETURN NULL;',
                    hash="821c6182df66ba6b837eae379c522004167cebc2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a2aeb",
                    table="papers_papertemplate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="papertemplate",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "papers_papertemplateevent" ("file", "file_name", "id", "kind", "note", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preview", "preview_problem", "sha256", "uploaded_at", "uploaded_by_id", "used_from", "withdrawn_at") VALUES (OLD."file", OLD."file_name", OLD."id", OLD."kind", OLD."note", OLD."organiser_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."preview", OLD."preview_problem", OLD."sha256", OLD."uploaded_at", OLD."uploaded_by_id", OLD."used_from", OLD."withdrawn_at"); RETURN NULL;',
                    hash="cad51be50ba1e16d5960fde895d5bde326632434",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9a28d",
                    table="papers_papertemplate",
                    when="AFTER",
                ),
            ),
        ),
    ]
