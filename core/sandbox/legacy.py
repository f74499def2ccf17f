"""Word and Excel files before 2007 (.doc, .xls), and their hidden content."""

import olefile

from .office import BROKEN, EMBEDDED, MACROS, PASSWORD

_MACRO_STORAGES = {"macros", "vba", "_vba_project", "_vba_project_cur"}
_BOUNDSHEET, _FILEPASS, _END = 0x85, 0x2F, 0x0A
_MOST_RECORDS = 100_000


def inspect(source: str) -> dict:
    """{"kind": "doc", "xls" or None}, or {"problem": why the file is refused}."""
    try:
        with olefile.OleFileIO(source) as container:
            return _inspect_container(container)
    except (OSError, ValueError, IndexError, TypeError, RecursionError):
        return {"problem": BROKEN}


def _inspect_container(container: olefile.OleFileIO) -> dict:
    parts = [[name.lower() for name in path] for path in container.listdir(storages=True)]
    names = {name for path in parts for name in path}
    if "encryptedpackage" in names:
        return {"problem": PASSWORD}
    if names & _MACRO_STORAGES:
        return {"problem": MACROS}
    embedded = "objectpool" in names or any(name.startswith("mbd") for name in names)
    if embedded or "\x01ole10native" in names:
        return {"problem": EMBEDDED}
    if container.exists("WordDocument"):
        return _word(container)
    for name in ("Workbook", "Book"):
        if container.exists(name):
            return _excel(container.openstream(name).read())
    return {"kind": None}


def _word(container: olefile.OleFileIO) -> dict:
    head = container.openstream("WordDocument").read(32)
    if len(head) < 12 or head[:2] not in (b"\xec\xa5", b"\xdc\xa5"):
        return {"problem": BROKEN}
    return {"problem": PASSWORD} if head[11] & 1 else {"kind": "doc"}


def _excel(stream: bytes) -> dict:
    """Check the first records of a workbook: a password, and macro sheets (Excel 4)."""
    place = 0
    for _ in range(_MOST_RECORDS):
        record = int.from_bytes(stream[place : place + 2], "little")
        length = int.from_bytes(stream[place + 2 : place + 4], "little")
        body = stream[place + 4 : place + 4 + length]
        if len(body) < length or place + 4 > len(stream):
            return {"problem": BROKEN}
        if record == _FILEPASS:
            return {"problem": PASSWORD}
        if record == _BOUNDSHEET and len(body) > 5 and body[5] in (1, 6):
            return {"problem": MACROS}
        if record == _END:
            return {"kind": "xls"}
        place += 4 + length
    return {"problem": BROKEN}
