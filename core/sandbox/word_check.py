"""Check a Word file as a template; faults are in Vietnamese."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from docxtpl import DocxTemplate
from lxml import etree

from .word_language import faults_in, parts_of

MOST_FAULTS = 12
_FIELD = re.compile(r"(\s*(PAGE|NUMPAGES|SECTIONPAGES)(\s+\\\*\s*\w+)*)+\s*")
# Where Word puts its parts. A file may name other places, and readers would follow.
_PLACES = re.compile(r"(word/|docProps/|_rels/|customXml/|\[Content_Types\]\.xml$)")
_FILLED_IN = re.compile(r"word/(document|header\d*|footer\d*)\.xml$")
_ODD_PLACE = "mẫu có phần đặt ở nơi lạ; hãy mở bằng Word rồi lưu lại thành .docx"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_XML = etree.XMLParser(resolve_entities=False, no_network=True)


def inspect(source: str, fields: str) -> dict:
    """{"faults": [sentences]}; `fields` is the path of a JSON file with the known names."""
    known = json.loads(Path(fields).read_text())
    faults = list(_active(source))
    if not faults:
        for where, xml in parts_of(DocxTemplate(source)):
            faults += faults_in(where, xml, known)
    return {"faults": faults[:MOST_FAULTS]}


def _active(source: str) -> Iterator[str]:
    """Fault of a part that loads something when opened or would be filled unseen."""
    with zipfile.ZipFile(source) as archive:
        if not _is_laid_out_as_by_word(archive):
            yield _ODD_PLACE
            return
        for name in archive.namelist():
            content = archive.read(name) if name.endswith((".xml", ".rels")) else b""
            if name.endswith(".rels") and _loads(content):
                yield "mẫu lấy nội dung từ tệp hoặc trang khác; hãy chèn thẳng vào mẫu"
            if name.endswith(".xml"):
                yield from _fields(content)
            if not _FILLED_IN.match(name) and (b"{{" in content or b"{%" in content):
                yield "trường điền chỉ đặt trong thân, đầu và chân trang, không đặt nơi khác"


def _is_laid_out_as_by_word(archive: zipfile.ZipFile) -> bool:
    """Whether every XML part has the name and place that Word gives it.

    Readers find parts by relations and content types, so a part elsewhere would escape the check.
    """
    names = archive.namelist()
    texts = [name for name in names if name.lower().endswith((".xml", ".rels"))]
    if any(not name.endswith((".xml", ".rels")) or not _PLACES.match(name) for name in texts):
        return False
    if not {"[Content_Types].xml", "_rels/.rels", "word/document.xml"} <= set(names):
        return False
    relations = etree.fromstring(archive.read("_rels/.rels"), _XML)
    main = [r.get("Target", "") for r in relations if r.get("Type", "").endswith("/officeDocument")]
    if [target.lstrip("/") for target in main] != ["word/document.xml"]:
        return False
    types = etree.fromstring(archive.read("[Content_Types].xml"), _XML)
    return all(
        not kind.get("ContentType", "").endswith("xml")
        or kind.get("PartName", "").endswith(".xml")
        or kind.get("Extension", "") in ("xml", "rels")
        for kind in types
    )


def _loads(relations: bytes) -> bool:
    return any(
        link.get("TargetMode") == "External" and not link.get("Type", "").endswith("/hyperlink")
        for link in etree.fromstring(relations, _XML)
    )


def _fields(content: bytes) -> Iterator[str]:
    """Faults of Word's own fields: only page numbers are allowed; others may load files."""
    tree = etree.fromstring(content, _XML)
    found = [node.get(f"{_WORD}instr", "") for node in tree.iter(f"{_WORD}fldSimple")]
    for paragraph in tree.iter(f"{_WORD}p"):
        found.append("".join(node.text or "" for node in paragraph.iter(f"{_WORD}instrText")))
    for words in filter(str.strip, found):
        if not _FIELD.fullmatch(words.strip()):
            yield f"trường Word “{words.strip()[:40]}” không dùng được; chỉ nhận số trang"
