"""Downloads of workbooks and files; each is logged with the person who asked."""

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

# A browser that displays the file runs nothing and loads nothing.
HARMLESS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_name(*words: object) -> str:
    """File name from words: `hai-phong-2023-xep-hang.xlsx`."""
    text = " ".join(str(word) for word in words if word)
    return f"{slugify(unaccented(text))[:100].strip('-') or 'bang'}.xlsx"


def workbook_response(
    request: HttpRequest, *, name: str, what: str, sheets: Sequence[Sheet], chosen: str = ""
) -> FileResponse:
    """Response with these sheets as a workbook; `what` names it in the log.

    A last sheet records who asked, when, and the filters `chosen` on the page.
    """
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
    """Response with a stored file, byte for byte, as a logged download.

    Raises Http404 when the file is missing from the storage.
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
    """Response with bytes made for this request, as a logged download under `name`."""
    logger.info("file %s taken by user %s", request.path, request.user.pk)
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, headers=HARMLESS)
