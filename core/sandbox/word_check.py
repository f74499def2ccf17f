"""Whether a Word file can serve as a template: what is wrong with it, in Vietnamese."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from docxtpl import DocxTemplate
from lxml import etree

from .word_language import faults_in, parts_of

MOST_FAULTS = 12
_FIELD = re.compile(r"(PAGE|NUMPAGES|SECTIONPAGES)(\s+\\\*\s*\w+)*")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_XML = etree.XMLParser(resolve_entities=False, no_network=True)


def look(source: str, fields: str) -> dict:
    """{"faults": [words]}; `fields` is the path of a JSON file of what there is to name."""
    known = json.loads(Path(fields).read_text())
    faults = list(_active(source))
    if not faults:
        for where, xml in parts_of(DocxTemplate(source)):
            faults += faults_in(where, xml, known)
    return {"faults": faults[:MOST_FAULTS]}


def _active(source: str) -> Iterator[str]:
    """What loads from elsewhere when opened, or would be filled in where nobody looks."""
    with zipfile.ZipFile(source) as archive:
        for name in archive.namelist():
            content = archive.read(name) if name.endswith((".xml", ".rels")) else b""
            if name.endswith(".rels") and _loads(content):
                yield "mẫu lấy nội dung từ tệp hoặc trang khác; hãy chèn thẳng vào mẫu"
            if name.startswith("word/") and name.endswith(".xml"):
                yield from _fields(content)
            hidden = "footnotes" in name or name.startswith("docProps/")
            if hidden and (b"{{" in content or b"{%" in content):
                yield "trường điền chỉ đặt trong thân, đầu và chân trang, không đặt nơi khác"


def _loads(relations: bytes) -> bool:
    return any(
        link.get("TargetMode") == "External" and not link.get("Type", "").endswith("/hyperlink")
        for link in etree.fromstring(relations, _XML)
    )


def _fields(content: bytes) -> Iterator[str]:
    """Word's own fields: page numbers alone; others load files or ask programs."""
    tree = etree.fromstring(content, _XML)
    found = [node.get(f"{_WORD}instr", "") for node in tree.iter(f"{_WORD}fldSimple")]
    for paragraph in tree.iter(f"{_WORD}p"):
        found.append("".join(node.text or "" for node in paragraph.iter(f"{_WORD}instrText")))
    for words in filter(str.strip, found):
        if not _FIELD.fullmatch(words.strip()):
            yield f"trường Word “{words.strip()[:40]}” không dùng được; chỉ nhận số trang"
