import core.fields
import core.history.tracking
import django.db.models.deletion
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from core.initial_migration import InitialMigration


class Migration(InitialMigration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("awards", "0001_initial"),
        ("ballots", "0001_initial"),
        ("core", "0001_extensions"),
        ("participants", "0001_initial"),
    ]

    operations = [
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
                    "award_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="layouts", to="awards.awardtype"
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
                    models.UniqueConstraint(fields=("organiser", "award_type"), name="certificate_layout_once")
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
                ("file_name", models.CharField(max_length=255, verbose_name="tên tệp")),
                ("sha256", models.CharField(max_length=64, verbose_name="mã SHA-256 của tệp")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="awards.proposal"
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
        pgtrigger.migrations.AddTrigger(
            model_name="certificatelayout",
            trigger=core.history.tracking.RecordChanges(
                council="old_row.organiser_id",
                hash="00cc8ff21f78",
                operation="update",
                pgid="pgtrigger_history_update_c9c7e",
                table="papers_certificatelayout",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificatelayout",
            trigger=core.history.tracking.RecordChanges(
                council="old_row.organiser_id",
                hash="1085a21ea0ad",
                operation="delete",
                pgid="pgtrigger_history_delete_4cc02",
                table="papers_certificatelayout",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="papertemplate",
            trigger=core.history.tracking.RecordChanges(
                council="old_row.organiser_id",
                hash="50b952c51139",
                operation="update",
                pgid="pgtrigger_history_update_0c9a5",
                table="papers_papertemplate",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="papertemplate",
            trigger=core.history.tracking.RecordChanges(
                council="old_row.organiser_id",
                hash="35a8a8eef721",
                operation="delete",
                pgid="pgtrigger_history_delete_6d894",
                table="papers_papertemplate",
            ),
        ),
    ]
