"""Papers by built-in templates in LibreOffice: measures of Decree 30/2020."""

import re

import pikepdf
import pypdfium2
from docx import Document
from docx.shared import Pt

from papers.documents import word_files
from papers.documents.contexts import contexts_of
from papers.documents.sample_values import SAMPLES
from papers.documents.word_templates import built_in_template
from papers.models import PaperKind

from . import paper_setup

A4 = (595, 842)
MM = 72 / 25.4
KINDS = [kind for kind in PaperKind if kind != PaperKind.CERTIFICATES]
HEADED = [kind for kind in KINDS if kind != PaperKind.LIST]


def shape(value):
    """The names and nesting of values, without the values."""
    if isinstance(value, dict):
        return {name: shape(item) for name, item in value.items()}
    return [shape(value[0])] if isinstance(value, list) and value else type(value)


def write_all(case, folder) -> dict[str, list[dict]]:
    """Write a Word file of each kind as `submission.docx`; return the values used."""
    words, values = folder / "words", {}
    words.mkdir()
    for kind in KINDS:
        values[kind] = contexts_of(case.request(kind), paper_setup.DAY)
        place = folder / kind
        place.mkdir()
        files = word_files.fill(built_in_template(kind), kind, values[kind][:1], place)
        files[0].rename(words / f"{kind}.docx")
    return values


def test_every_paper_has_the_measures_of_the_decree(case, tmp_path):
    """One case and one LibreOffice process for all kinds, to save time."""
    values = write_all(case, tmp_path)
    for kind in KINDS:
        assert shape(values[kind][0]) == shape(SAMPLES[kind]), kind
    pages = tmp_path / "pages"
    pages.mkdir()
    word_files.convert(tmp_path / "words", pages, lambda done: None)
    for kind in KINDS:
        document = Document(str(tmp_path / "words" / f"{kind}.docx"))
        check_page(document)
        check_text(document, kind)
        check_pdf(pages / f"{kind}.pdf", kind)


def check_page(document) -> None:
    """A4, margins, one font, page numbers from the second page on."""
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert all(20 <= side.mm <= 25.1 for side in (section.top_margin, section.bottom_margin))
    assert 30 <= section.left_margin.mm <= 35
    assert 15 <= section.right_margin.mm <= 20.1
    normal = document.styles["Normal"]
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(14))
    assert section.different_first_page_header_footer
    number = section.header.paragraphs[0]
    assert "PAGE" in number._p.xml
    assert Pt(13) <= number.runs[0].font.size <= Pt(14)
    assert not section.first_page_header.paragraphs[0].text


def cells(document):
    return [
        p
        for table in document.tables
        for row in table.rows
        for c in row.cells
        for p in c.paragraphs
    ]


def find(paragraphs, text: str):
    """(size, bold, italic) of the first paragraph that begins with `text`."""
    for paragraph in paragraphs:
        if paragraph.text.startswith(text):
            run = next(run for run in paragraph.runs if run.text.strip())
            return run.font.size.pt, bool(run.font.bold), bool(run.font.italic)
    raise AssertionError(f"no paragraph begins with {text}")


def check_text(document, kind: str) -> None:
    """Font sizes and styles of the parts of a paper; no template marks are left."""
    paragraphs, in_cells = document.paragraphs, cells(document)
    everything = [*paragraphs, *in_cells]
    assert not any(mark in p.text for p in everything for mark in ("{{", "{%", "}}"))
    texts = [p.text for p in everything if p.text.strip()]
    assert any(text.endswith("./.") for text in texts), kind
    if kind in HEADED:
        size, bold, _ = find(in_cells, "CỘNG HÒA")
        assert 12 <= size <= 13
        assert bold
        size, bold, _ = find(in_cells, "Độc lập")
        assert 13 <= size <= 14
        assert bold
        size, _, italic = find(in_cells, "Sông Xanh, ngày 05 tháng 02 năm 2026")
        assert 13 <= size <= 14
        assert italic
    if kind in ("submission", "notice", "draft_decision"):
        assert find(paragraphs, "Căn cứ Luật")[2], "legal grounds are in italics"
        grounds = [p.text for p in paragraphs if p.text.startswith("Căn cứ")]
        assert all(text.endswith(";") for text in grounds[:-1])
        assert re.search(r"Bảng xếp hạng số 1, mã kiểm tra [0-9a-f]{12}\.$", grounds[-1])
    if kind in ("minutes", "report_collective", "report_individual"):
        return
    assert find(in_cells, "Nơi nhận:") == (12, True, True)
    assert find(in_cells, "- Lưu: VT")[0] == 11
    assert find(in_cells, "CHỦ TỊCH")[:2] == (14, True)


def check_pdf(path, kind: str) -> None:
    """Page size, font, nothing in the margins, the national name on one line."""
    with pikepdf.open(path) as pdf:
        fonts = {
            str(font.BaseFont).partition("+")[2]
            for page in pdf.pages
            for font in page.Resources.get("/Font", {}).values()
        }
    assert {name.partition("-")[0] for name in fonts} == {"Tinos"}, (kind, fonts)
    document = pypdfium2.PdfDocument(path)
    for page in document:
        assert (round(page.get_width()), round(page.get_height())) == A4
        text = page.get_textpage()
        boxes = [text.get_charbox(i) for i in range(text.count_chars())]
        inked = [box for box in boxes if box[2] - box[0] > 0.5]
        assert min(box[0] for box in inked) >= 29.5 * MM, kind
        assert max(box[2] for box in inked) <= (210 - 19) * MM, kind
        assert min(box[1] for box in inked) >= 19 * MM, kind
    first = document[0].get_textpage()
    if kind in HEADED:
        assert lines_of(first, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == 1
        assert lines_of(first, "Độc lập - Tự do - Hạnh phúc") == 1
    document.close()


def lines_of(page, words: str) -> int:
    """The number of lines of a page over which these words run."""
    index, length = page.search(words).get_next()
    letters = [i for i in range(index, index + length) if page.get_text_range(i, 1).isalpha()]
    bottoms = {round(page.get_charbox(i, loose=True)[1] / 6) for i in letters}
    return len(bottoms)
