import core.document_numbers
import core.history.tracking
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.text
import evidence.models.files
import evidence.models.imports
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from core.initial_migration import InitialMigration


class Migration(InitialMigration):
    initial = True

    dependencies = [("accounts", "0001_initial"), ("campaigns", "0001_initial"), ("core", "0001_extensions")]

    operations = [
        migrations.CreateModel(
            name="ActivityReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("happened_on", models.DateField(verbose_name="ngày diễn ra")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="địa điểm")),
                ("summary", models.TextField(max_length=4000, verbose_name="nội dung, kết quả")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "Đã gửi"),
                            ("returned", "Trả lại"),
                            ("verified", "Đã xác nhận"),
                            ("refused", "Từ chối"),
                            ("withdrawn", "Đã rút lại"),
                        ],
                        default="sent",
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("submitted_at", models.DateTimeField(verbose_name="gửi lúc")),
                ("on_behalf", models.BooleanField(default=False, verbose_name="văn phòng nhập thay")),
                ("document_number", models.CharField(blank=True, max_length=60, verbose_name="số, ký hiệu văn bản")),
                (
                    "document_key",
                    models.GeneratedField(
                        db_index=True,
                        db_persist=True,
                        expression=core.document_numbers._Replace(
                            core.document_numbers._Replace(
                                core.document_numbers._Replace(
                                    django.db.models.functions.text.Upper(
                                        core.document_numbers._Normalize(models.F("document_number"))
                                    ),
                                    models.Value("[\\s.,:;]+"),
                                    models.Value(""),
                                    models.Value("g"),
                                ),
                                models.Value("[‐‑‒–—−_]"),
                                models.Value("-"),
                                models.Value("g"),
                            ),
                            models.Value("^(SỐ)?0*"),
                            models.Value(""),
                        ),
                        output_field=models.CharField(max_length=100),
                        verbose_name="số, ký hiệu để đối chiếu",
                    ),
                ),
                (
                    "days_late",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="Sau hạn chung của kế hoạch, tính từ lần gửi đầu; tính cả ngày đang dở.",
                        verbose_name="số ngày nộp muộn",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="xử lý lúc")),
                ("decision_note", models.TextField(blank=True, verbose_name="lý do")),
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
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="campaigns.entry",
                        verbose_name="đơn vị, cá nhân",
                    ),
                ),
                (
                    "extension",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="campaigns.extension",
                        verbose_name="nhận bổ sung theo",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="campaigns.activitykind",
                        verbose_name="loại hoạt động",
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người báo",
                    ),
                ),
            ],
            options={
                "verbose_name": "báo cáo hoạt động",
                "verbose_name_plural": "báo cáo hoạt động",
                "ordering": ["-submitted_at", "-id"],
                "indexes": [
                    models.Index(fields=["entry", "state"], name="report_entry_state"),
                    models.Index(
                        condition=models.Q(("state", "sent")), fields=["submitted_at", "id"], name="report_waiting"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["sent", "withdrawn"]),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="decided_report_has_decider",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days_late", 0), ("extension__isnull", False), _connector="OR"),
                        name="late_report_was_allowed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("count", models.PositiveIntegerField(verbose_name="số lượng (tử số)")),
                ("denominator", models.PositiveIntegerField(blank=True, null=True, verbose_name="mẫu số")),
                ("excluded", models.PositiveIntegerField(blank=True, null=True, verbose_name="không tính vào mẫu số")),
                ("document", models.CharField(blank=True, max_length=200, verbose_name="văn bản cho phép bớt mẫu số")),
                ("is_verified", models.BooleanField(default=False, verbose_name="được tính")),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counts",
                        to="campaigns.criterion",
                        verbose_name="tiêu chí",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        help_text="That of the report, so that a ranking reads one index and nothing else.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="campaigns.entry",
                        verbose_name="đơn vị, cá nhân",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="counts", to="evidence.activityreport"
                    ),
                ),
            ],
            options={
                "verbose_name": "số lượng",
                "verbose_name_plural": "số lượng",
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_verified", True)),
                        fields=["entry", "criterion"],
                        include=("count", "report", "denominator", "excluded"),
                        name="verified_counts",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("report", "criterion"), name="count_once"),
                    models.CheckConstraint(
                        condition=models.Q(("count__gte", 1), ("denominator__isnull", False), _connector="OR"),
                        name="count_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("denominator__isnull", True), ("excluded__isnull", True)),
                            (
                                "denominator__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("count"),
                                    "+",
                                    django.db.models.functions.comparison.Coalesce("excluded", 0),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="ratio_within_denominator",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("excluded__isnull", True),
                            ("excluded", 0),
                            models.Q(("document", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="exclusion_has_document",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EvidenceFile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("is_sent", models.BooleanField(default=False, editable=False, verbose_name="đã gửi kèm")),
                ("token", models.UUIDField(db_index=True, editable=False)),
                (
                    "file",
                    models.FileField(max_length=200, upload_to=evidence.models.files.random_name, verbose_name="tệp"),
                ),
                ("name", models.CharField(max_length=200, verbose_name="tên tệp")),
                ("media_type", models.CharField(max_length=100, verbose_name="loại")),
                ("size", models.PositiveIntegerField(verbose_name="dung lượng (byte)")),
                ("pages", models.PositiveIntegerField(blank=True, null=True, verbose_name="số trang")),
                ("as_pdf", models.FileField(blank=True, max_length=200, upload_to=evidence.models.files.random_name)),
                ("preview_tries", models.PositiveSmallIntegerField(default=0)),
                ("preview_busy_until", models.DateTimeField(blank=True, null=True)),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("original_sha256", models.CharField(max_length=64)),
                (
                    "fingerprints",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), default=list, editable=False, size=None
                    ),
                ),
                ("uploaded_at", models.DateTimeField(auto_now_add=True, verbose_name="tải lên lúc")),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="evidence.activityreport",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "tệp minh chứng",
                "verbose_name_plural": "tệp minh chứng",
                "ordering": ["uploaded_at", "id"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["fingerprints"], name="file_fingerprints")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("uploaded_by", "token", "sha256"), name="file_kept_once_a_form"),
                    models.CheckConstraint(
                        condition=models.Q(("report__isnull", True), ("is_sent", True), _connector="OR"),
                        name="file_of_report_is_sent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FileAccess",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("download", "Tải về"), ("view", "Xem trước")], max_length=10, verbose_name="việc"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="lúc")),
                ("address", models.GenericIPAddressField(null=True, verbose_name="địa chỉ")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accesses",
                        to="evidence.evidencefile",
                        verbose_name="tệp",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người mở",
                    ),
                ),
            ],
            options={
                "verbose_name": "lượt mở tệp",
                "verbose_name_plural": "lượt mở tệp",
                "ordering": ["-at", "-id"],
                "indexes": [models.Index(fields=["file", "user", "at"], name="file_access")],
            },
        ),
        migrations.CreateModel(
            name="ReportClaim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("until", models.DateTimeField(verbose_name="giữ đến")),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="claim", to="evidence.activityreport"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"verbose_name": "báo cáo đang được xem", "verbose_name_plural": "báo cáo đang được xem"},
        ),
        migrations.CreateModel(
            name="ReportImport",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "file",
                    models.FileField(
                        max_length=200, upload_to=evidence.models.imports.import_file_name, verbose_name="tệp"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="tên tệp")),
                ("size", models.PositiveIntegerField(verbose_name="dung lượng (byte)")),
                ("sha256", models.CharField(max_length=64)),
                ("uploaded_at", models.DateTimeField(verbose_name="tải lên lúc")),
                ("entered_at", models.DateTimeField(blank=True, null=True, verbose_name="ghi lúc")),
                ("added", models.PositiveIntegerField(default=0, verbose_name="số báo cáo đã thêm")),
                ("left_out", models.PositiveIntegerField(default=0, verbose_name="số dòng không ghi")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="report_imports",
                        to="campaigns.plan",
                        verbose_name="kế hoạch",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người nhập",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần nhập báo cáo từ tệp",
                "verbose_name_plural": "các lần nhập báo cáo từ tệp",
                "ordering": ["-uploaded_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("added", 0), ("entered_at__isnull", False), _connector="OR"),
                        name="import_adds_when_entered",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportedRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(editable=False, unique=True)),
                ("number", models.PositiveIntegerField(verbose_name="dòng")),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="imported_row",
                        to="evidence.activityreport",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="evidence.reportimport"
                    ),
                ),
            ],
            options={"verbose_name": "dòng đã nhập", "verbose_name_plural": "dòng đã nhập"},
        ),
        migrations.CreateModel(
            name="SupplementRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(max_length=1000, verbose_name="lý do xin gửi bổ sung")),
                ("asked_at", models.DateTimeField(verbose_name="xin lúc")),
                ("answer", models.TextField(blank=True, max_length=1000, verbose_name="trả lời")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="trả lời lúc")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supplement_requests",
                        to="campaigns.entry",
                        verbose_name="đơn vị, cá nhân",
                    ),
                ),
                (
                    "extension",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="campaigns.extension",
                    ),
                ),
            ],
            options={
                "verbose_name": "đề nghị gửi bổ sung",
                "verbose_name_plural": "đề nghị gửi bổ sung",
                "ordering": ["asked_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=("entry",),
                        name="supplement_asked_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at__isnull", True), ("answered_by__isnull", True)),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="answered_supplement_has_answer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FileUpload",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("token", models.UUIDField()),
                ("name", models.CharField(max_length=200, verbose_name="tên tệp")),
                ("size", models.PositiveIntegerField(verbose_name="dung lượng (byte)")),
                ("key", models.CharField(max_length=100, verbose_name="dấu của nội dung")),
                ("chosen_sha256", models.CharField(blank=True, max_length=64)),
                ("received", models.PositiveIntegerField(default=0, verbose_name="đã nhận (byte)")),
                ("refusal", models.TextField(blank=True, verbose_name="không nhận vì")),
                ("touched_at", models.DateTimeField(auto_now=True, verbose_name="lần cuối lúc")),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="evidence.evidencefile",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "tệp đang tải lên",
                "verbose_name_plural": "tệp đang tải lên",
                "indexes": [models.Index(fields=["user", "token"], name="upload_user_token")],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="activityreport",
            trigger=core.history.tracking.RecordChanges(
                hash="04cdd7cdd11e",
                operation="update",
                pgid="pgtrigger_history_update_0b393",
                plan="(SELECT t0.plan_id FROM campaigns_entry AS t0 WHERE t0.id = old_row.entry_id)",
                private="old_row.state IS NOT DISTINCT FROM 'withdrawn' AND old_row.decided_at IS NOT DISTINCT FROM NULL",
                secret="'{token}'::text[]",
                table="evidence_activityreport",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="activityreport",
            trigger=core.history.tracking.RecordChanges(
                hash="7b3ed124c3fc",
                operation="delete",
                pgid="pgtrigger_history_delete_430be",
                plan="(SELECT t0.plan_id FROM campaigns_entry AS t0 WHERE t0.id = old_row.entry_id)",
                private="old_row.state IS NOT DISTINCT FROM 'withdrawn' AND old_row.decided_at IS NOT DISTINCT FROM NULL",
                secret="'{token}'::text[]",
                table="evidence_activityreport",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportcount",
            trigger=core.history.tracking.RecordChanges(
                hash="cbaa039f4784",
                operation="update",
                pgid="pgtrigger_history_update_3ad66",
                plan="(SELECT t0.plan_id FROM campaigns_entry AS t0 WHERE t0.id = old_row.entry_id)",
                private="(SELECT t0.state FROM evidence_activityreport AS t0 WHERE t0.id = old_row.report_id) IS NOT DISTINCT FROM 'withdrawn' AND (SELECT t0.decided_at FROM evidence_activityreport AS t0 WHERE t0.id = old_row.report_id) IS NOT DISTINCT FROM NULL",
                table="evidence_reportcount",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportcount",
            trigger=core.history.tracking.RecordChanges(
                hash="0ac9274bc9ce",
                operation="delete",
                pgid="pgtrigger_history_delete_5d037",
                plan="(SELECT t0.plan_id FROM campaigns_entry AS t0 WHERE t0.id = old_row.entry_id)",
                private="(SELECT t0.state FROM evidence_activityreport AS t0 WHERE t0.id = old_row.report_id) IS NOT DISTINCT FROM 'withdrawn' AND (SELECT t0.decided_at FROM evidence_activityreport AS t0 WHERE t0.id = old_row.report_id) IS NOT DISTINCT FROM NULL",
                table="evidence_reportcount",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fileaccess",
            trigger=pgtrigger.compiler.Trigger(
                name="log_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1b5bc9c6df6fc751dc2e05890cb0c183af8b501d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_log_stays_090bd",
                    table="evidence_fileaccess",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supplementrequest",
            trigger=core.history.tracking.RecordChanges(
                hash="0cee25c484e9",
                operation="update",
                pgid="pgtrigger_history_update_12061",
                plan="(SELECT t0.plan_id FROM campaigns_entry AS t0 WHERE t0.id = old_row.entry_id)",
                table="evidence_supplementrequest",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supplementrequest",
            trigger=core.history.tracking.RecordChanges(
                hash="5a8f9ffc6610",
                operation="delete",
                pgid="pgtrigger_history_delete_3c91f",
                plan="(SELECT t0.plan_id FROM campaigns_entry AS t0 WHERE t0.id = old_row.entry_id)",
                table="evidence_supplementrequest",
            ),
        ),
    ]
