"""What an uploaded file really is: by its content, never by its name alone."""

import hashlib
import io
import zipfile
from dataclasses import dataclass

import puremagic

from .errors import DomainError
from .names import normalise_name

# extension -> (media type, what the content must look like)
_IMAGE_KINDS = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "heic": "image/heic",
}
_OFFICE_KINDS = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "word/"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xl/"),
}
ALLOWED_EXTENSIONS = (*_IMAGE_KINDS, "pdf", *_OFFICE_KINDS)
ALLOWED_VI = "JPEG, PNG, HEIC, PDF, DOCX hoặc XLSX"
NAME_LENGTH = 150
# A Word or Excel file has some dozens of parts; thousands are there to keep a server busy.
MOST_ZIP_ENTRIES = 2000


@dataclass(frozen=True)
class CheckedFile:
    """A file that passed: its cleaned name, true media type, size in bytes and SHA-256."""

    name: str
    media_type: str
    size: int
    sha256: str


def check_upload(upload, *, max_mb: int) -> CheckedFile:
    """Check one upload (Django `UploadedFile`).

    Raises DomainError in Vietnamese when it is empty, larger than `max_mb` megabytes, of a
    kind that is not accepted, or not what its name says.
    """
    name = clean_file_name(upload.name)
    if upload.size == 0:
        raise DomainError(f"Tệp “{name}” rỗng. Hãy chọn lại tệp.")
    if upload.size > max_mb * 1024 * 1024:
        raise DomainError(
            f"Tệp “{name}” lớn hơn {max_mb} MB. Hãy giảm độ phân giải hoặc chia nhỏ rồi gửi lại."
        )
    extension = name.rpartition(".")[2].lower()
    if extension not in ALLOWED_EXTENSIONS:
        raise DomainError(f"Tệp “{name}” không thuộc loại được nhận ({ALLOWED_VI}).")
    media_type = _true_media_type(upload, extension)
    if media_type is None:
        raise DomainError(
            f"Nội dung tệp “{name}” không đúng với đuôi .{extension}. Hãy lưu lại đúng loại."
        )
    return CheckedFile(name, media_type, upload.size, _sha256(upload))


def clean_file_name(name: str) -> str:
    """The name alone, in one Unicode form, without control or direction marks, at most 150 long."""
    last = normalise_name(name.replace("\\", "/").rpartition("/")[2])
    printable = "".join(c for c in last if c.isprintable() and c not in "\u202a\u202b\u202d\u202e")
    stem, dot, extension = printable.rpartition(".")
    if not dot:
        return printable[:NAME_LENGTH] or "tep"
    return f"{stem[: NAME_LENGTH - len(extension) - 1] or 'tep'}.{extension[:20]}"


def _true_media_type(upload, extension: str) -> str | None:
    upload.seek(0)
    head = upload.read(4096)
    upload.seek(0)
    if extension in _IMAGE_KINDS:
        return _IMAGE_KINDS[extension] if _is_image(head, extension) else None
    if extension == "pdf":
        return "application/pdf" if head.startswith(b"%PDF-") else None
    media_type, folder = _OFFICE_KINDS[extension]
    return media_type if _is_office(upload, folder) else None


def _is_image(head: bytes, extension: str) -> bool:
    if extension == "heic":
        return head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"hevc")
    wanted = _IMAGE_KINDS[extension]
    try:
        return any(match.mime_type == wanted for match in puremagic.magic_string(head))
    except puremagic.PureError:
        return False


def _entries_in_zip(upload) -> int:
    """What the archive's own end record says, without reading its directory."""
    upload.seek(max(0, upload.size - 66_000))
    tail = upload.read()
    upload.seek(0)
    end = tail.rfind(b"PK\x05\x06")
    return int.from_bytes(tail[end + 10 : end + 12], "little") if end >= 0 else 0


def _is_office(upload, folder: str) -> bool:
    if _entries_in_zip(upload) > MOST_ZIP_ENTRIES:
        return False
    try:
        with zipfile.ZipFile(upload) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    finally:
        upload.seek(0)
    has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    return (
        "[Content_Types].xml" in names
        and any(name.startswith(folder) for name in names)
        and not has_macros
    )


def _sha256(upload) -> str:
    upload.seek(0)
    digest = hashlib.sha256()
    for chunk in iter(lambda: upload.read(io.DEFAULT_BUFFER_SIZE * 16), b""):
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()
