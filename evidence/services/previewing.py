"""Convert office files to PDF in the background, for their preview."""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.base import File
from django.db import transaction

from core import sandbox
from core.files import on_disk

from ..models import MOST_PREVIEW_TRIES, EvidenceFile

_ENDINGS = {"docx", "xlsx", "pptx", "odt", "ods", "doc", "xls"}


# Longer than any conversion; a worker silent for this long is considered dead.
_BUSY = timedelta(minutes=5)


def prepare_previews(*, at: datetime, most: int = 5) -> int:
    """Convert the files that need a PDF, one after the other; return the number made.

    Each is claimed first, so that two workers never convert the same file, and no row is locked
    meanwhile. A file that failed twice is not tried again.
    """
    abandoned = EvidenceFile.objects.filter(pages__isnull=True, preview_busy_until__lt=at)
    abandoned.filter(preview_tries__gte=MOST_PREVIEW_TRIES).update(preview_busy_until=None)
    made = 0
    for _ in range(most):
        if (file := _claim(at)) is None:
            break
        made += _prepare(file)
    return made


@transaction.atomic
def _claim(at: datetime) -> EvidenceFile | None:
    waiting = EvidenceFile.objects.wanting_pdf(at).order_by("preview_tries", "uploaded_at")
    file = waiting.select_for_update(skip_locked=True).first()
    if file:
        file.preview_tries += 1
        file.preview_busy_until = at + _BUSY
        file.save(update_fields=["preview_tries", "preview_busy_until"])
    return file


def _prepare(file: EvidenceFile) -> bool:
    with tempfile.TemporaryDirectory(prefix="office-") as folder:
        path = _pdf_of(file, Path(folder))
        counted = _pages_of(path) if path else 0
        if counted:
            with path.open("rb") as content:
                file.as_pdf.save("", File(content), save=False)
            file.pages = counted
        fields = {"preview_busy_until": None, "as_pdf": file.as_pdf.name or "", "pages": file.pages}
        EvidenceFile.objects.filter(pk=file.pk).update(**fields)
    return bool(counted)


def _pdf_of(file: EvidenceFile, folder: Path) -> Path | None:
    ending = file.name.rpartition(".")[2].lower()
    source = folder / f"source.{ending if ending in _ENDINGS else 'docx'}"
    with file.file.open("rb") as stored, on_disk(stored) as path:
        source.write_bytes(path.read_bytes())
    try:
        answer = sandbox.run("office_pdf", source, str(folder))
    except sandbox.SandboxError:
        return None
    return Path(answer["pdf"]) if "pdf" in answer else None


def _pages_of(path: Path) -> int:
    try:
        return sandbox.run("pdf", path).get("pages", 0)
    except sandbox.SandboxError:
        return 0
