"""Pages of a file as pictures that we paint: nothing of the uploaded bytes reaches the verifier.

A page is painted when it is first asked for and kept in the storage; so is the fact that it cannot
be painted (an empty picture).
"""

import tempfile
from pathlib import Path
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from core import sandbox
from core.files import MEDIA_TYPES, PICTURES, on_disk

from .models import MOST_PAGES, EvidenceFile

PAINTED = {MEDIA_TYPES[kind]: "picture_page" for kind in PICTURES} | {
    MEDIA_TYPES["pdf"]: "pdf_page"
}


def page_image(file: EvidenceFile, number: int) -> bytes | None:
    """Page `number` (from 1) of an EvidenceFile as JPEG, or None where there is none to see.

    The first look costs a process of its own, see `core.sandbox`; later ones read a file.
    """
    if not 1 <= number <= min(file.pages or 0, MOST_PAGES):
        return None
    name = _page_name(file.pk, number)
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(_paint(file, number)))
    with default_storage.open(name) as page:
        return page.read() or None


def _paint(file: EvidenceFile, number: int) -> bytes:
    content, job = file.file, PAINTED.get(file.media_type)
    if job is None:
        content, job = file.as_pdf, "pdf_page"
    arguments = [str(number)] if job == "pdf_page" else []
    with tempfile.TemporaryDirectory(prefix="page-") as folder, content.open("rb") as stored:
        target = Path(folder, "page.jpg")
        try:
            with on_disk(stored) as source:
                answer = sandbox.run(job, source, str(target), *arguments)
        except sandbox.SandboxError:
            return b""
        return b"" if "problem" in answer else target.read_bytes()


def forget_pages(pk: UUID) -> None:
    for number in range(1, MOST_PAGES + 1):
        default_storage.delete(_page_name(pk, number))


def _page_name(pk: UUID, number: int) -> str:
    return f"previews/{pk.hex[:2]}/{pk.hex}/{number}.jpg"
