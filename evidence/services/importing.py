"""Workbooks of reports: kept for a preview, entered once, purged when never entered."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from django.conf import settings
from django.db import connection, transaction

from accounts.models import User
from campaigns.models import Plan
from campaigns.permissions import require_run
from core.errors import DomainError
from core.files import check_upload

from .. import queries
from ..content import ImportRow, ReportContent
from ..models import ImportedRow, Ratio, ReportImport
from .reporting import record_reports

_KEYS = UUID("5f0b1d1e-6c0b-4a3e-9a57-0c6a5c1b7a11")


def row_key(plan: Plan, content: ReportContent, codes: dict[int, str]) -> UUID:
    """Key that depends on the words and numbers of a row only, so that a row is entered once.

    `codes` maps criterion ids to codes: an id changes with a version, a code stays.
    """
    counts = sorted(
        [codes[pk], *(vars(amount).values() if isinstance(amount, Ratio) else [amount])]
        for pk, amount in content.counts.items()
    )
    parts = [
        plan.pk,
        content.entry.pk,
        content.kind.pk,
        content.happened_on.isoformat(),
        content.place,
    ]
    parts += [content.document_number, content.summary, counts]
    return uuid5(_KEYS, json.dumps(parts, ensure_ascii=False))


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@transaction.atomic
def keep_import(*, actor: User, plan: Plan, upload, at: datetime) -> ReportImport:
    """Store a workbook for a preview; nothing is entered.

    Raises DomainError for another kind of file or more than `IMPORT_MAX_MB` megabytes.
    """
    require_run(actor, plan)
    ending = upload.name.rpartition(".")[2].lower()
    if ending == "xlsm":
        raise DomainError("Tệp có macro (.xlsm); hãy lưu lại dạng .xlsx.", field="file")
    if ending == "xls":
        raise DomainError("Tệp Excel kiểu cũ (.xls); hãy lưu lại dạng .xlsx.", field="file")
    if ending != "xlsx":
        raise DomainError("Chỉ nhận tệp Excel (.xlsx).", field="file")
    checked = check_upload(upload, max_mb=settings.IMPORT_MAX_MB)
    return ReportImport.objects.create(
        plan=plan,
        file=upload,
        name=checked.name,
        size=checked.size,
        sha256=checked.sha256,
        uploaded_by=actor,
        uploaded_at=at,
    )


@transaction.atomic
def import_reports(
    *, actor: User, source: ReportImport, rows: Sequence[ImportRow], left_out: int, at: datetime
) -> ReportImport:
    """Create reports from the rows of a workbook, to be verified by a colleague. Idempotent.

    A row that became a report before, from any workbook, and a copy of a report are skipped. The
    contents' tokens are the row keys. `left_out` is the number of the workbook's other rows.
    Raises like `record_reports`. A constant number of queries.
    """
    require_run(actor, source.plan)
    _lock_imports(source.plan)
    source.refresh_from_db(fields=["entered_at", "added", "left_out"])
    if source.entered_at:
        return source
    known = queries.imported_reports(row.content.token for row in rows)
    copies = queries.copies_of([row.content for row in rows])
    new = [
        row
        for index, row in enumerate(rows)
        if row.content.token not in known and index not in copies
    ]
    reports = record_reports(
        actor=actor, plan=source.plan, contents=[row.content for row in new], at=at
    )
    ImportedRow.objects.bulk_create(
        (
            ImportedRow(key=row.content.token, report=report, source=source, number=row.number)
            for row, report in zip(new, reports, strict=True)
        ),
        batch_size=2000,
    )
    source.entered_at, source.added = at, len(new)
    source.left_out = left_out + len(rows) - len(new)
    source.save(update_fields=["entered_at", "added", "left_out"])
    return source


def _lock_imports(plan: Plan) -> None:
    """Serialise imports into a plan, so that two never enter the same row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('evidence.imports'), %s)", [plan.pk])


def purge_imports(*, before: datetime) -> int:
    """Delete workbooks uploaded before `before` that were never entered; return their number."""
    old = ReportImport.objects.filter(entered_at__isnull=True, uploaded_at__lt=before)
    imports = list(old)
    for source in imports:
        source.delete()
        source.file.storage.delete(source.file.name)
    return len(imports)
