"""A workbook of reports: kept while it is looked at, entered once, purged when it is not."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
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
from ..models import ImportedRow, Ratio, ReportImport
from .checks import ReportDraft
from .reporting import record_reports

_KEYS = UUID("5f0b1d1e-6c0b-4a3e-9a57-0c6a5c1b7a11")


@dataclass(frozen=True)
class ImportRow:
    """One row that is to become a report: its number in the sheet, and what it says."""

    number: int
    draft: ReportDraft


def row_key(plan: Plan, draft: ReportDraft, codes: dict[int, str]) -> UUID:
    """The same for the same words and numbers, whoever sends them in and how often.

    `codes` are those of the criteria by their ids: an id changes with a version, a code stays.
    """
    counts = sorted(
        [codes[pk], *(vars(said).values() if isinstance(said, Ratio) else [said])]
        for pk, said in draft.counts.items()
    )
    said = [plan.pk, draft.entry.pk, draft.kind.pk, draft.happened_on.isoformat(), draft.place]
    said += [draft.document_number, draft.summary, counts]
    return uuid5(_KEYS, json.dumps(said, ensure_ascii=False))


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@transaction.atomic
def keep_import(*, actor: User, plan: Plan, upload, at: datetime) -> ReportImport:
    """Keep a workbook to look at what it would become; nothing is entered.

    Raises DomainError when it is no workbook or larger than `IMPORT_MAX_MB`.
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
    """Enter the rows of a workbook on behalf of others; each waits to be verified by a colleague.

    A row that became a report before, by this workbook or another, or that says what was
    reported already, adds nothing; nor does a second click. The drafts' tokens are their keys.
    `left_out` is how many other rows the workbook has. Raises like `record_reports`. A constant
    number of queries.
    """
    require_run(actor, source.plan)
    _one_after_the_other(source.plan)
    source.refresh_from_db(fields=["entered_at", "added", "left_out"])
    if source.entered_at:
        return source
    known = queries.imported_reports(row.draft.token for row in rows)
    copies = queries.copies_of([row.draft for row in rows])
    new = [
        row
        for index, row in enumerate(rows)
        if row.draft.token not in known and index not in copies
    ]
    reports = record_reports(
        actor=actor, plan=source.plan, drafts=[row.draft for row in new], at=at
    )
    ImportedRow.objects.bulk_create(
        (
            ImportedRow(key=row.draft.token, report=report, source=source, number=row.number)
            for row, report in zip(new, reports, strict=True)
        ),
        batch_size=2000,
    )
    source.entered_at, source.added = at, len(new)
    source.left_out = left_out + len(rows) - len(new)
    source.save(update_fields=["entered_at", "added", "left_out"])
    return source


def _one_after_the_other(plan: Plan) -> None:
    """Imports into one plan wait for each other, so that two never enter the same row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('evidence.imports'), %s)", [plan.pk])


def purge_imports(*, before: datetime) -> int:
    """Delete workbooks sent in before `before` that were looked at and never entered."""
    old = ReportImport.objects.filter(entered_at__isnull=True, uploaded_at__lt=before)
    imports = list(old)
    for source in imports:
        source.delete()
        source.file.storage.delete(source.file.name)
    return len(imports)
