"""PDF files: whether they have active content. Every object is inspected, packed ones too.

The file is not changed, so a signed PDF stays valid.
"""

import pikepdf

MOST_OBJECTS = 300_000
BROKEN = "hỏng hoặc tải lên chưa trọn. Hãy mở thử trên máy, lưu lại rồi gửi"
PASSWORD = "có mật khẩu mở. Hãy bỏ mật khẩu rồi gửi lại"  # noqa: S105 (words for people)
SCRIPT = "có mã lệnh (JavaScript) hoặc lệnh tự chạy. Hãy in lại thành PDF mới rồi gửi"
ATTACHED = "có tệp khác đính kèm bên trong. Hãy gửi riêng từng tệp"
TOO_MUCH = "quá phức tạp. Hãy in lại thành PDF mới rồi gửi"

# /S of actions that run, send or open something. Links to pages and web addresses may stay.
_ACTIONS = {
    *("/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/GoToR", "/Rendition"),
    *("/Movie", "/Sound", "/RichMediaExecute", "/GoTo3DView"),
}
_SCRIPT_KEYS = ("/JS", "/JavaScript", "/XFA")
_ATTACHED_KEYS = ("/EmbeddedFiles", "/EF", "/RichMediaContent")


def inspect(source: str) -> dict:
    """{"kind": "pdf", "pages": 3} or {"problem": why it is refused}."""
    try:
        with pikepdf.open(source) as document:
            return _inspect_document(document)
    except pikepdf.PasswordError:
        return {"problem": PASSWORD}
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError):
        return {"problem": BROKEN}


def _inspect_document(document: pikepdf.Pdf) -> dict:
    seen = 0
    for thing in document.objects:
        waiting = [thing]  # an indirect object and the direct objects in it
        while waiting:
            seen += 1
            if seen > MOST_OBJECTS * 10:
                return {"problem": TOO_MUCH}
            problem, inner = _inspect_object(waiting.pop())
            if problem:
                return {"problem": problem}
            waiting += inner
    pages = len(document.pages)
    return {"kind": "pdf", "pages": pages} if pages else {"problem": BROKEN}


def _inspect_object(thing) -> tuple[str | None, list]:
    if isinstance(thing, pikepdf.Stream):
        thing = thing.stream_dict
    if isinstance(thing, pikepdf.Array):
        return None, [item for item in thing if _is_inner(item)]
    if not isinstance(thing, pikepdf.Dictionary):
        return None, []
    keys = set(thing.keys())
    if keys.intersection(_SCRIPT_KEYS) or ("/S" in keys and str(thing.get("/S")) in _ACTIONS):
        return SCRIPT, []
    if keys.intersection(_ATTACHED_KEYS):
        return ATTACHED, []
    return None, [item for item in thing.values() if _is_inner(item)]


def _is_inner(item) -> bool:
    """Whether it is a direct array or dictionary; indirect ones are visited separately."""
    kinds = (pikepdf.Array, pikepdf.Dictionary)
    return isinstance(item, kinds) and not item.is_indirect
