"""Office files become PDFs in the background, so that the verifier can look at them."""

import tempfile
from pathlib import Path

from django.core.files.base import File
from django.db import transaction

from core import sandbox
from core.files import on_disk

from ..models import EvidenceFile

_ENDINGS = {"docx", "xlsx", "pptx", "odt", "ods", "doc", "xls"}


def prepare_previews(*, most: int = 20) -> int:
    """Make the PDFs that are wanted, one after the other; the number of those made.

    Each is taken with its row locked, so that two workers never make the same; one that cannot be
    made within its bounds, twice, is not tried again.
    """
    made = 0
    for _ in range(most):
        with transaction.atomic():
            waiting = EvidenceFile.objects.wanting_pdf().order_by("preview_tries", "uploaded_at")
            file = waiting.select_for_update(skip_locked=True).first()
            if file is None:
                break
            made += _prepare(file)
    return made


def _prepare(file: EvidenceFile) -> bool:
    with tempfile.TemporaryDirectory(prefix="office-") as folder:
        path = _pdf_of(file, Path(folder))
        counted = _pages_of(path) if path else 0
        file.preview_tries += 1
        if counted:
            with path.open("rb") as content:
                file.as_pdf.save("", File(content), save=False)
            file.pages = counted
        file.save(update_fields=["preview_tries", "as_pdf", "pages"])
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
