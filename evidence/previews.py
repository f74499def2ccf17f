"""Pages of a file as pictures rendered by us, so that no uploaded bytes reach the browser.

A page is rendered on its first view and kept in the storage; an empty picture records that it
cannot be rendered.
"""

import tempfile
from pathlib import Path
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from core import sandbox
from core.files import MEDIA_TYPES, PICTURES, on_disk

from .models import MOST_PAGES, EvidenceFile

RENDER_JOBS = {MEDIA_TYPES[kind]: "picture_page" for kind in PICTURES} | {
    MEDIA_TYPES["pdf"]: "pdf_page"
}


def page_image(file: EvidenceFile, number: int) -> bytes | None:
    """Page `number` (from 1) of an EvidenceFile as JPEG, or None without one.

    The first view costs a process, see `core.sandbox`; later ones read a file.
    """
    if not 1 <= number <= min(file.pages or 0, MOST_PAGES):
        return None
    name = _page_name(file.pk, number)
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(_render(file, number)))
    with default_storage.open(name) as page:
        return page.read() or None


def _render(file: EvidenceFile, number: int) -> bytes:
    content, job = file.file, RENDER_JOBS.get(file.media_type)
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
