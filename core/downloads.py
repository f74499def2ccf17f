"""Workbooks sent to the person who asked, with a line in the log of who took what."""

import logging
from collections.abc import Sequence
from io import BytesIO

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest
from django.utils.text import slugify

from . import clock
from .names import unaccented
from .workbooks import Column, Sheet, written

logger = logging.getLogger(__name__)

# Whatever a browser makes of a file: it runs nothing and asks for nothing.
HARMLESS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_name(*words: object) -> str:
    """`hai-phong-2023-xep-hang.xlsx` of the words that name a workbook."""
    text = " ".join(str(word) for word in words if word)
    return f"{slugify(unaccented(text))[:100].strip('-') or 'bang'}.xlsx"


def workbook_response(
    request: HttpRequest, *, name: str, what: str, sheets: Sequence[Sheet], chosen: str = ""
) -> FileResponse:
    """Sheets as a download. `what` names them for the log and for the last sheet, which says who
    took them, when, and what was `chosen` on the screen."""
    about = [
        ("Nội dung", what),
        ("Điều kiện chọn", chosen or "không, lấy tất cả"),
        ("Xuất lúc", clock.now()),
        ("Người xuất", str(request.user)),
    ]
    columns = [Column("Mục", 20), Column("Giá trị", 60)]
    file = written([*sheets, Sheet("Thông tin", columns, about)])
    logger.info("workbook %s taken by user %s", request.path, request.user.pk)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


def stored_file_response(
    request: HttpRequest, file: FieldFile, *, name: str, content_type: str = ""
) -> FileResponse:
    """A file of ours, byte for byte, only ever as a download; who took it is in the log.

    Raises Http404 where the storage has lost it.
    """
    try:
        content = file.open("rb")
    except (FileNotFoundError, ValueError):
        logger.error("file for %s is not in the storage", request.path)
        raise Http404 from None
    logger.info("file %s taken by user %s", request.path, request.user.pk)
    return FileResponse(
        content,
        as_attachment=True,
        filename=name,
        content_type=content_type or None,
        headers=HARMLESS,
    )


def made_file_response(request: HttpRequest, content: bytes, *, name: str) -> FileResponse:
    """Bytes made just now, as a download under `name`; logged like a stored file."""
    logger.info("file %s taken by user %s", request.path, request.user.pk)
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, headers=HARMLESS)
