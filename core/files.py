"""Checks of uploaded files by their content, never by their name only.

Pictures are copied without personal metadata, documents are inspected in the sandbox. A file
that could run something, or that is of two kinds at once, is refused with what to do about it.
"""

import hashlib
import re
import tempfile
import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.core.files.base import ContentFile, File

from . import sandbox
from .errors import DomainError
from .names import normalise_name, visible_text
from .photos import NotAPictureError, TooManyPixelsError, clean_picture, picture_kind
from .virus_scan import ScanUnavailableError, infection_in

_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "heic": "image/heic",
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
}
PICTURES = ("jpg", "png", "webp", "heic")
OFFICE_TYPES = {kind for name, kind in MEDIA_TYPES.items() if name not in (*PICTURES, "pdf")}
_OTHER_ENDINGS = {"jpeg": "jpg", "jfif": "jpg", "heif": "heic"}
ALLOWED_EXTENSIONS = (*MEDIA_TYPES, *_OTHER_ENDINGS)
ALLOWED_VI = (
    "ảnh JPEG, PNG, WEBP, HEIC; PDF; Word, Excel, PowerPoint (DOCX, XLSX, PPTX, DOC, XLS), ODT, ODS"
)
NAME_LENGTH = 150
NAME_BYTES = 230  # every file system can save it, with room for " (1)"


@dataclass(frozen=True)
class CheckedFile:
    """An accepted file as it is to be stored; `content` is open at its beginning.

    `sha256` is of `content`, `original_sha256` of what was uploaded; sizes are bytes.
    """

    name: str
    media_type: str
    size: int
    sha256: str
    original_sha256: str
    content: File
    pages: int | None  # None for office files, which are not counted


def check_upload(upload, *, max_mb: int) -> CheckedFile:
    """Check one upload (Django `File` with a name) and return what is to be stored.

    Raises DomainError in Vietnamese for an empty file, more than `max_mb` megabytes, a kind that is
    not accepted, a content that does not fit the name, or active content. Documents and HEIC cost
    a process each, see `core.sandbox`.
    """
    name = check_name_and_size(upload.name, upload.size, max_mb=max_mb)
    kind = _kind_of(upload, name)
    original = _sha256(upload)
    pages: int | None
    if kind in PICTURES:
        name, kind, content = _clean_picture(upload, name, kind)
        pages = 1
    else:
        pages = _pages_of_document(upload, name, kind)
        content = upload
    _refuse_second_nature(content, name, kind)
    _refuse_infected(content, name)
    content.seek(0)
    digest = original if content is upload else _sha256(content)
    return CheckedFile(name, MEDIA_TYPES[kind], content.size, digest, original, content, pages)


def check_name_and_size(name: str, size: int, *, max_mb: int) -> str:
    """The cleaned name, checked before any byte has arrived. Raises DomainError."""
    name = clean_file_name(name)
    if size == 0:
        raise DomainError(f"Tệp “{name}” rỗng. Hãy chọn lại tệp.")
    if size > max_mb * 1024 * 1024:
        raise DomainError(
            f"Tệp “{name}” lớn hơn {max_mb} MB. Hãy giảm độ phân giải hoặc chia nhỏ rồi gửi lại."
        )
    if _extension(name) not in ALLOWED_EXTENSIONS:
        raise DomainError(f"Tệp “{name}” không thuộc loại được nhận ({ALLOWED_VI}).")
    return name


# --- names ----------------------------------------------------------------------------------------

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.I)
_NOT_IN_NAMES = re.compile(r'[<>:"|?*]')


def clean_file_name(name: str) -> str:
    """The name without folders, in one Unicode form, at most 150 characters.

    Control, direction and hidden marks are removed, and characters and names that Windows refuses.
    """
    last = normalise_name(visible_text(name.replace("\\", "/").rpartition("/")[2]))
    printable = "".join(c for c in last if c.isprintable() and unicodedata.category(c) != "Cf")
    stem, dot, extension = _NOT_IN_NAMES.sub("_", printable).rpartition(".")
    if not dot:
        stem, extension = extension, ""
    extension = extension.strip()[:20]
    ending = f".{extension}" if extension else ""
    stem = stem.strip(" .") or "tep"
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    return f"{_shortened(stem, ending)}{ending}"


def _shortened(stem: str, ending: str) -> str:
    stem = stem[: NAME_LENGTH - len(ending)]
    room = max(NAME_BYTES - len(ending.encode()), 1)
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") or "tep"


def _extension(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


# --- kinds ----------------------------------------------------------------------------------------


def _kind_of(upload, name: str) -> str:
    """The kind by the first bytes of the content; it must fit the name.

    A picture with another picture's extension is accepted; phones often rename them.
    """
    upload.seek(0)
    head = upload.read(4096)
    wanted = _OTHER_ENDINGS.get(_extension(name), _extension(name))
    found = picture_kind(head)
    if found and wanted in PICTURES:
        return found
    starts = {
        "pdf": (b"%PDF-",),
        "doc": (b"\xd0\xcf\x11\xe0",),
        "xls": (b"\xd0\xcf\x11\xe0",),
    }.get(wanted, (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))
    if wanted in PICTURES or not head.startswith(starts):
        raise _not_what_it_says(name)
    return wanted


def _not_what_it_says(name: str) -> DomainError:
    return DomainError(
        f"Nội dung tệp “{name}” không đúng với đuôi .{_extension(name)}. Hãy lưu lại đúng loại."
    )


def _refuse_second_nature(content, name: str, kind: str) -> None:
    """Refuse a file that another program would read as its own kind."""
    content.seek(0)
    head = content.read(1024).lower()
    is_archive = kind not in ("docx", "xlsx", "pptx", "odt", "ods") and _ends_as_archive(content)
    active = (b"<html", b"<script", b"<!doctype", b"<svg", b"<?php", b"<body", b"<iframe")
    other_pdf = kind != "pdf" and b"%pdf-" in head
    if is_archive or other_pdf or any(word in head for word in active):
        raise DomainError(
            f"Tệp “{name}” vừa là loại này vừa là loại khác nên không nhận. "
            "Hãy xuất lại từ phần mềm gốc rồi gửi."
        )


def _ends_as_archive(content) -> bool:
    """Whether a ZIP directory precedes an end record, as unpackers look for it.

    The four bytes of an end record occur by chance in one of 60,000 photos.
    """
    content.seek(max(0, content.size - 4_000_000))
    tail = content.read()
    end = tail.rfind(b"PK\x05\x06")
    while end >= 0:
        directory = end - int.from_bytes(tail[end + 12 : end + 16], "little")
        if directory >= 0 and tail[directory : directory + 4] == b"PK\x01\x02":
            return True
        end = tail.rfind(b"PK\x05\x06", 0, end)
    return False


# --- pictures -------------------------------------------------------------------------------------


def _clean_picture(upload, name: str, kind: str) -> tuple[str, str, File]:
    """Name, kind and content of a picture without metadata; HEIC becomes JPEG."""
    if kind == "heic":
        content = _jpeg_of_heic(upload, name)
        kind = "jpg"
    else:
        upload.seek(0)
        content = _stripped(upload.read(), name, kind)
    if _OTHER_ENDINGS.get(_extension(name), _extension(name)) != kind:
        name = f"{name.rpartition('.')[0]}.{kind}"
    return name, kind, ContentFile(content, name=name)


def _stripped(content: bytes, name: str, kind: str) -> bytes:
    try:
        return clean_picture(content, kind).content
    except TooManyPixelsError:
        raise DomainError(
            f"Ảnh “{name}” có quá nhiều điểm ảnh. Hãy giảm độ phân giải rồi gửi lại."
        ) from None
    except NotAPictureError:
        raise DomainError(
            f"Ảnh “{name}” hỏng hoặc tải lên chưa trọn. Hãy mở thử trên máy rồi gửi lại."
        ) from None


def _jpeg_of_heic(upload, name: str) -> bytes:
    with on_disk(upload) as source, tempfile.TemporaryDirectory(prefix="heic-") as folder:
        target = Path(folder) / "photo.jpg"
        _ask_sandbox("photo", name, source, str(target))
        return _stripped(target.read_bytes(), name, "jpg")


# --- documents ------------------------------------------------------------------------------------


def _pages_of_document(upload, name: str, kind: str) -> int | None:
    """Number of pages, after an inspection of the whole document."""
    upload.seek(0)
    is_legacy = upload.read(4) == b"\xd0\xcf\x11\xe0"
    job = "pdf" if kind == "pdf" else "legacy" if is_legacy else "office"
    with on_disk(upload) as source:
        answer = _ask_sandbox(job, name, source)
    if answer["kind"] != kind:
        raise _not_what_it_says(name)
    if kind == "pdf":
        _refuse_more_after_the_end(upload, name)
    return answer.get("pages")


def _refuse_more_after_the_end(upload, name: str) -> None:
    """Refuse a PDF with data after its last %%EOF: it belongs to another format."""
    upload.seek(max(0, upload.size - 70_000))
    _, found, rest = upload.read().rpartition(b"%%EOF")
    if found and rest.strip(b"\0 \t\r\n\x1a"):
        raise DomainError(
            f"Tệp “{name}” có nội dung lạ sau phần PDF nên không nhận. "
            "Hãy in lại thành PDF mới rồi gửi."
        )


def _ask_sandbox(job: str, name: str, source: Path, *arguments: str) -> dict:
    try:
        answer = sandbox.run(job, source, *arguments)
    except sandbox.SandboxError:
        answer = {"problem": "quá phức tạp hoặc hỏng nên không đọc được. Hãy xuất lại sang PDF"}
    if "problem" in answer:
        raise DomainError(f"Tệp “{name}” {answer['problem']}.")
    return answer


@contextmanager
def on_disk(file):
    """The path of a file's content, for a process that only reads paths."""
    if hasattr(file, "temporary_file_path"):
        file.seek(0)
        yield Path(file.temporary_file_path())
        return
    with tempfile.NamedTemporaryFile(prefix="look-") as copy:
        file.seek(0)
        while chunk := file.read(1 << 20):
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)


def _refuse_infected(content, name: str) -> None:
    try:
        found = infection_in(content)
    except ScanUnavailableError as error:
        raise DomainError(
            f"Chưa kiểm tra được tệp “{name}” bằng phần mềm diệt vi-rút. "
            "Hãy thử lại sau ít phút; nếu vẫn vậy, hãy báo văn phòng."
        ) from error
    if found:
        raise DomainError(
            f"Tệp “{name}” có mã độc ({found}) nên không nhận. "
            "Hãy quét vi-rút trên máy của bạn trước khi gửi tệp khác."
        )


def _sha256(file) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(1 << 20):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
