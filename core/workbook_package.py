"""Checks of an uploaded workbook before a library unpacks it."""

import io
import re
import zipfile

from .errors import DomainError

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
NOT_A_WORKBOOK = "Đây không phải là tệp Excel .xlsx."
WITH_MACROS = "Tệp có macro (.xlsm); hãy lưu lại dạng .xlsx."
OLD_OR_LOCKED = "Tệp Excel kiểu cũ hoặc đặt mật khẩu; hãy bỏ mật khẩu và lưu lại dạng .xlsx."
MOST_PARTS = 1000

_RANGE = re.compile(rb"<(?:\w+:)?(mergeCell|hyperlink)\s[^>]*?\bref=[\"']([A-Z0-9:$]+)[\"']")


def read_package(content: bytes, *, largest: int) -> dict[str, bytes]:
    """The XML parts of a workbook by name.

    Raises DomainError for another kind of file, macros, entities, or more than `largest` bytes when
    unpacked.
    """
    if content.startswith(_OLD_OFFICE):
        raise DomainError(OLD_OR_LOCKED)
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        members = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise DomainError(NOT_A_WORKBOOK) from None
    if sum(member.file_size for member in members) > largest or len(members) > MOST_PARTS:
        raise DomainError(
            f"Tệp mở ra lớn hơn {largest // 1_000_000} MB. Hãy bỏ hình ảnh, trang thừa."
        )
    names = {member.filename for member in members}
    if any("vbaproject" in name.lower() for name in names):
        raise DomainError(WITH_MACROS)
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise DomainError(NOT_A_WORKBOOK)
    try:
        parts = {name: package.read(name) for name in names if name.endswith((".xml", ".rels"))}
    except Exception:  # broken, encrypted or unknown compression
        raise DomainError("Tệp Excel bị hỏng, không mở được.") from None
    if any(b"<!DOCTYPE" in p or "<!DOCTYPE".encode("utf-16-le") in p for p in parts.values()):
        raise DomainError("Tệp Excel có phần DOCTYPE không được phép.")
    if b"macroEnabled" in parts["[Content_Types].xml"]:
        raise DomainError(WITH_MACROS)
    return parts


def ranges_in(part: bytes) -> list[tuple[str, str]]:
    """Merged cells and links of one sheet, as (`mergeCell` or `hyperlink`, its range)."""
    return [(kind.decode(), ref.decode()) for kind, ref in _RANGE.findall(part)]
