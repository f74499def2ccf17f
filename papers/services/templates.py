"""Word templates of an office: uploaded on trial, used, withdrawn."""

import tempfile
from datetime import datetime
from pathlib import Path

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from core.errors import DomainError
from core.files import check_upload, on_disk
from core.queue import nudge
from participants.models import Council

from ..documents import word_files
from ..documents.sample_values import SAMPLES
from ..models import PaperKind, PaperTemplate
from ..permissions import require_office

TEMPLATE_MAX_MB = 5


def upload_template(
    *,
    actor: User,
    council: Council,
    kind: PaperKind,
    file: UploadedFile,
    at: datetime,
    note: str = "",
) -> PaperTemplate:
    """Store a Word file as a template on trial, once its content has been checked.

    Raises DomainError that names each fault: not a DOCX, broken brackets, unknown fields,
    commands that templates may not use. Nothing of it runs in this process: see
    `core.sandbox.word_check`.
    """
    require_office(actor, council.pk)
    kind = PaperKind(kind)
    if not kind.has_word_template:
        raise DomainError("Loại văn bản này không có mẫu Word.", field="kind")
    if not file.name.lower().endswith(".docx"):
        raise DomainError("Mẫu phải là tệp Word (.docx).", field="file")
    try:
        checked = check_upload(file, max_mb=TEMPLATE_MAX_MB)
        _check_language(checked.content, kind)
    except DomainError as error:
        raise DomainError(error.message, field="file") from error
    template = PaperTemplate(
        organiser=council,
        kind=kind,
        file_name=checked.name,
        sha256=checked.sha256,
        note=note.strip()[:300],
        uploaded_by=actor,
        uploaded_at=at,
    )
    with transaction.atomic():
        earlier = PaperTemplate.objects.on_trial().filter(organiser=council, kind=kind)
        earlier.update(withdrawn_at=at)
        checked.content.seek(0)
        template.file.save(f"{kind.value}.docx", File(checked.content), save=False)
        template.save()
        nudge("paper_wanted")
    return template


def _check_language(content, kind: PaperKind) -> None:
    """Check the fields and commands of a template, then fill in invented values."""
    with on_disk(content) as path:
        if faults := word_files.faults_of(path, kind):
            raise DomainError("Mẫu chưa dùng được: " + "; ".join(faults) + ".")
        with tempfile.TemporaryDirectory(prefix="trial-") as folder:
            word_files.fill(path, kind, [SAMPLES[kind]], Path(folder))


@transaction.atomic
def use_template(*, actor: User, template: PaperTemplate, at: datetime) -> PaperTemplate:
    """Take a template on trial into use, instead of the one in use before."""
    require_office(actor, template.organiser_id)
    template = PaperTemplate.objects.select_for_update().get(pk=template.pk)
    if template.used_from or template.withdrawn_at:
        raise DomainError("Mẫu này đã được dùng hoặc đã thôi dùng. Hãy tải lên lại.")
    in_use = PaperTemplate.objects.in_use().filter(organiser=template.organiser_id)
    in_use.filter(kind=template.kind).update(withdrawn_at=at)
    template.used_from = at
    template.save(update_fields=["used_from"])
    return template


@transaction.atomic
def withdraw_template(*, actor: User, template: PaperTemplate, at: datetime) -> PaperTemplate:
    """Return to the built-in template; the file stays on record. Idempotent."""
    require_office(actor, template.organiser_id)
    template = PaperTemplate.objects.select_for_update().get(pk=template.pk)
    if template.withdrawn_at is None:
        template.withdrawn_at = at
        template.save(update_fields=["withdrawn_at"])
    return template
