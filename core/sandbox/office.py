"""OOXML and OpenDocument files: their kind and their hidden content.

Read entry by entry and never beyond MOST_BYTES, whatever sizes the archive declares.
"""

import io
import re
import zipfile
from collections.abc import Callable

MOST_ENTRIES = 2000
MOST_BYTES = 200 * 1024 * 1024
# Spreadsheets with thousands of empty cells reach 100; a zip bomb has more.
MOST_RATIO, RATIO_FROM = 150, 20 * 1024 * 1024
MOST_TEXT = 60 * 1024 * 1024  # of one part that is inspected
DEEPEST = 2  # a workbook embedded in a chart, no deeper

BOMB = "giải nén ra quá lớn. Hãy lưu lại hoặc xuất sang PDF"
BROKEN = "hỏng hoặc tải lên chưa trọn. Hãy mở thử trên máy, lưu lại rồi gửi"
MACROS = "có macro (mã lệnh). Hãy lưu lại không có macro, hoặc xuất sang PDF"
PASSWORD = "có mật khẩu mở. Hãy bỏ mật khẩu rồi gửi lại"  # noqa: S105 (words for people)
EMBEDDED = "có đối tượng nhúng (OLE, ActiveX). Hãy xuất sang PDF"
REMOTE = "tự lấy nội dung từ nơi khác khi mở. Hãy ngắt liên kết, hoặc xuất sang PDF"
ACTIVE = "chứa thêm tệp chạy được hoặc trang web bên trong. Hãy xuất sang PDF"

_MAIN = "application/vnd.openxmlformats-officedocument."
_OOXML = {
    f"{_MAIN}wordprocessingml.document.main+xml": "docx",
    f"{_MAIN}spreadsheetml.sheet.main+xml": "xlsx",
    f"{_MAIN}presentationml.presentation.main+xml": "pptx",
}
_ODF = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_ACTIVE_ENDINGS = (
    *(".exe", ".dll", ".com", ".scr", ".bat", ".cmd", ".ps1", ".vbs", ".vbe", ".js", ".jse"),
    *(".wsf", ".hta", ".jar", ".class", ".msi", ".lnk", ".html", ".htm", ".mht", ".mhtml"),
    *(".swf", ".sh", ".py", ".php", ".apk", ".chm", ".iso"),
)
_MACRO_NAMES = re.compile(r"vba(project|data)|macrosheets?/|(^|/)(basic|scripts)/.", re.I)
_MACRO_TYPES = re.compile(rb"macroEnabled|vbaProject|macrosheet|ms-office\.activeX", re.I)
_EMBEDDED_NAMES = re.compile(r"(^|/)(activex/|afchunk)|embeddings/.*\.(bin|ole|vsdx?)$", re.I)
_DOCUMENT_INSIDE = re.compile(r"embeddings/.*\.(docx|xlsx|pptx)$", re.I)
_DECLARED = re.compile(rb"<!(DOCTYPE|ENTITY)", re.I)
_LINK = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>", re.I)
_ELSEWHERE = re.compile(
    rb"Target\s*=\s*[\"']\s*(?:(?!file:|mailto:)[a-z][a-z0-9+.-]{2,}:"
    rb"|file:(?://[^/\\]|/{4}|/*\\\\)|\\\\|//)",
    re.I,
)
_FIELDS = re.compile(rb"<w:instrText[^>]*>([^<]*)<|<w:fldSimple[^>]*w:instr=[\"']([^\"']*)", re.I)
_DDE = re.compile(rb"\bDDE(AUTO)?\b", re.I)
_SHEET_LINK = re.compile(rb"<(?:\w+:)?(ddeLink|oleLink)\b", re.I)
_ODF_SCRIPT = re.compile(rb"vnd\.sun\.star\.script:|<script:script\b|macro:///", re.I)
_ODF_REMOTE = re.compile(
    rb"<(?:office:dde-source|draw:applet|draw:plugin|draw:floating-frame)\b"
    rb"|<(?:draw:image|draw:object|draw:object-ole|draw:fill-image|text:section-source"
    rb"|table:table-source|table:cell-range-source)\b[^>]*"
    rb"xlink:href=[\"'](?:https?:|ftp:|smb:|file://[^/]|\\\\|//)",
    re.I,
)


class RejectedFileError(Exception):
    """Why a file is refused, in words that follow `Tệp ... `."""


class _Budget:
    """Bytes that may still be unpacked, over all levels."""

    def __init__(self, packed: int) -> None:
        self.packed, self.spent = max(packed, 1), 0

    def spend(self, number: int) -> None:
        self.spent += number
        too_dense = self.spent > RATIO_FROM and self.spent / self.packed > MOST_RATIO
        if self.spent > MOST_BYTES or too_dense:
            raise RejectedFileError(BOMB)


def inspect(source: str) -> dict:
    """{"kind": "docx"} or {"problem": why it is refused}; kind None for other archives."""
    try:
        with open(source, "rb") as file:  # noqa: PTH123
            size = file.seek(0, io.SEEK_END)
            return {"kind": _kind_of(file, _Budget(size), 0)}
    except RejectedFileError as error:
        return {"problem": str(error)}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, RuntimeError):
        return {"problem": BROKEN}
    except Exception as error:
        if type(error).__module__ == "zlib":
            return {"problem": BROKEN}
        raise


def _kind_of(file, budget: _Budget, depth: int) -> str | None:
    if _claimed_entries(file) > MOST_ENTRIES:
        raise RejectedFileError(BOMB)
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        _check_entries(file, archive, entries)
        names = [entry.filename for entry in entries]
        if "[Content_Types].xml" in names:
            return _ooxml(archive, entries, budget, depth)
        if names and names[0] == "mimetype":
            return _odf(archive, entries, budget)
        return None


def _claimed_entries(file) -> int:
    """Number of entries by the archive's end record, before its directory is read."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - 66_000))
    tail = file.read()
    file.seek(0)
    end = tail.rfind(b"PK\x05\x06")
    return int.from_bytes(tail[end + 10 : end + 12], "little") if end >= 0 else 0


def _check_entries(file, archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename.lower() for entry in entries]
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise RejectedFileError(BOMB)
    begins_elsewhere = not entries or min(entry.header_offset for entry in entries) != 0
    if begins_elsewhere or archive.comment or len(set(names)) != len(names):
        raise RejectedFileError(BROKEN)
    for entry, name in zip(entries, names, strict=True):
        if entry.flag_bits & 1:
            raise RejectedFileError(PASSWORD)
        if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name:
            raise RejectedFileError(BROKEN)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise RejectedFileError(BROKEN)
        if _MACRO_NAMES.search(name):
            raise RejectedFileError(MACROS)
        if name.endswith(_ACTIVE_ENDINGS) or name == "meta-inf/manifest.mf":
            raise RejectedFileError(ACTIVE)


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: _Budget, keep: bool) -> bytes:
    """Unpack an entry to its end; return its bytes only if they are inspected."""
    kept = bytearray()
    with archive.open(entry) as part:
        while chunk := part.read(1 << 18):
            budget.spend(len(chunk))
            if keep:
                kept += chunk
                if len(kept) > MOST_TEXT:
                    raise RejectedFileError(BOMB)
    return bytes(kept)


def _ooxml(archive, entries, budget: _Budget, depth: int) -> str | None:
    kind = None
    for entry in entries:
        name = entry.filename.lower()
        if _EMBEDDED_NAMES.search(name):
            raise RejectedFileError(EMBEDDED)
        inside = bool(_DOCUMENT_INSIDE.search(name))
        content = _unpack(archive, entry, budget, inside or name.endswith((".xml", ".rels")))
        if inside:
            _check_inside(content, budget, depth)
        elif content:
            _check_part(name, content)
            if name == "[content_types].xml":
                kind = _declared_kind(content)
    return kind


def _check_inside(content: bytes, budget: _Budget, depth: int) -> None:
    if depth + 1 > DEEPEST or _kind_of(io.BytesIO(content), budget, depth + 1) is None:
        raise RejectedFileError(EMBEDDED)


def _declared_kind(types: bytes) -> str | None:
    if _MACRO_TYPES.search(types):
        raise RejectedFileError(MACROS)
    found = re.findall(rb"ContentType\s*=\s*[\"']([^\"']+)", types)
    kinds = {_OOXML[name.decode()] for name in found if name.decode("latin-1") in _OOXML}
    return kinds.pop() if len(kinds) == 1 else None


def _check_part(name: str, content: bytes) -> None:
    """Refuse an XML part that loads or runs something."""
    if b"\0" in content[:64] or _DECLARED.search(content, 0, 4096):
        raise RejectedFileError(BROKEN)  # no office program writes UTF-16 or its own entities
    checks: list[tuple[bool, Callable[[bytes], bool], str]] = [
        (name.endswith(".rels"), _loads_from_elsewhere, REMOTE),
        (name.startswith("word/"), _asks_a_program, REMOTE),
        ("externallinks/" in name, lambda text: bool(_SHEET_LINK.search(text)), REMOTE),
    ]
    for concerns, finds, problem in checks:
        if concerns and finds(content):
            raise RejectedFileError(problem)


def _loads_from_elsewhere(relations: bytes) -> bool:
    """Whether a template, picture or frame comes from another machine. Links may stay."""
    return any(
        b"external" in link.lower() and b"/hyperlink" not in link and _ELSEWHERE.search(link)
        for link in _LINK.findall(relations)
    )


def _asks_a_program(text: bytes) -> bool:
    instructions = b"".join(first or second for first, second in _FIELDS.findall(text))
    return bool(_DDE.search(instructions))


def _odf(archive, entries, budget: _Budget) -> str | None:
    mimetype = _unpack(archive, entries[0], budget, keep=entries[0].file_size < 200)
    for entry in entries[1:]:
        name = entry.filename.lower()
        content = _unpack(archive, entry, budget, name.endswith((".xml", ".rdf")))
        if name == "meta-inf/manifest.xml":
            if b"encryption-data" in content:
                raise RejectedFileError(PASSWORD)
            if b"application/vnd.sun.star.oleobject" in content:
                raise RejectedFileError(EMBEDDED)
        elif content:
            # manifests of old versions have a DTD; content never has one
            if b"\0" in content[:64] or _DECLARED.search(content, 0, 4096):
                raise RejectedFileError(BROKEN)
            if _ODF_SCRIPT.search(content):
                raise RejectedFileError(MACROS)
            if _ODF_REMOTE.search(content):
                raise RejectedFileError(REMOTE)
    return _ODF.get(mimetype.decode("latin-1").strip())
