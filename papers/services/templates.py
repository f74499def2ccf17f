"""Word templates of an office: uploaded, looked at, used, withdrawn; layouts of certificates."""

import tempfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from django.core.files.base import File
from django.db import transaction

from accounts.models import User
from awards.models import AwardType
from core.errors import DomainError, NotAllowedError
from core.files import check_upload, on_disk
from core.queue import nudge
from participants.models import Council
from participants.permissions import is_secretary_of

from ..documents import making
from ..documents.samples import SAMPLES
from ..models import CertificateLayout, PaperKind, PaperTemplate

TEMPLATE_MAX_MB = 5


def require_office(actor: User, council_id: int) -> None:
    """Raises NotAllowedError unless `actor` works in the office of the council today."""
    if not is_secretary_of(actor, council_id):
        raise NotAllowedError("Chỉ văn phòng của HĐND được sửa mẫu văn bản.")


def upload_template(
    *, actor: User, council: Council, kind: str, upload, at: datetime, note: str = ""
) -> PaperTemplate:
    """Keep a Word file as a template on trial, after a look at all that is in it.

    Raises DomainError that names each fault: not a DOCX, broken brackets, unknown fields, commands
    that a template has no business with. Nothing of it runs here: see `core.sandbox.word_check`.
    """
    require_office(actor, council.pk)
    if kind not in SAMPLES:
        raise DomainError("Loại văn bản này không có mẫu Word.", field="kind")
    if not upload.name.lower().endswith(".docx"):
        raise DomainError("Mẫu phải là tệp Word (.docx).", field="file")
    try:
        checked = check_upload(upload, max_mb=TEMPLATE_MAX_MB)
    except DomainError as error:
        raise DomainError(error.message, field="file") from error
    _check_language(checked.content, kind)
    return _keep(actor, council, kind, checked, note, at)


def _check_language(content, kind: str) -> None:
    with on_disk(content) as path:
        if faults := making.faults_of(path, kind):
            raise DomainError("Mẫu chưa dùng được: " + "; ".join(faults) + ".", field="file")
        with tempfile.TemporaryDirectory(prefix="trial-") as folder:
            try:
                making.fill(path, kind, [SAMPLES[kind]], Path(folder))
            except DomainError as error:
                raise DomainError(error.message, field="file") from error


@transaction.atomic
def _keep(actor, council, kind, checked, note, at) -> PaperTemplate:
    PaperTemplate.objects.on_trial().filter(organiser=council, kind=kind).update(withdrawn_at=at)
    checked.content.seek(0)
    template = PaperTemplate(
        organiser=council,
        kind=kind,
        file_name=checked.name,
        sha256=checked.sha256,
        note=note.strip()[:300],
        uploaded_by=actor,
        uploaded_at=at,
    )
    template.file.save(f"{PaperKind(kind).value}.docx", File(checked.content), save=False)
    template.save()
    nudge("paper_wanted")
    return template


@transaction.atomic
def use_template(*, actor: User, template: PaperTemplate, at: datetime) -> PaperTemplate:
    """Take a template on trial into use, in place of whatever was."""
    require_office(actor, template.organiser_id)
    template = PaperTemplate.objects.select_for_update().get(pk=template.pk)
    if template.used_from or template.withdrawn_at:
        raise DomainError("Mẫu này đã được dùng hoặc đã thôi dùng. Hãy tải lên lại.")
    same = PaperTemplate.objects.in_use().filter(organiser=template.organiser_id)
    same.filter(kind=template.kind).update(withdrawn_at=at)
    template.used_from = at
    template.save(update_fields=["used_from"])
    return template


@transaction.atomic
def withdraw_template(*, actor: User, template: PaperTemplate, at: datetime) -> PaperTemplate:
    """Go back to the template that comes with the product; the file stays on record."""
    require_office(actor, template.organiser_id)
    template = PaperTemplate.objects.select_for_update().get(pk=template.pk)
    if template.withdrawn_at is None:
        template.withdrawn_at = at
        template.save(update_fields=["withdrawn_at"])
    return template


@transaction.atomic
def set_layout(
    *,
    actor: User,
    council: Council,
    award_type: AwardType,
    page: tuple[Decimal, Decimal],
    offset: tuple[Decimal, Decimal],
    fields: dict,
) -> CertificateLayout:
    """Where the words of a certificate stand; millimetres, sizes in points."""
    require_office(actor, council.pk)
    layout, _ = CertificateLayout.objects.update_or_create(
        organiser=council,
        award_type=award_type,
        defaults={
            "page_width": page[0],
            "page_height": page[1],
            "offset_x": offset[0],
            "offset_y": offset[1],
            "fields": fields,
        },
    )
    return layout
