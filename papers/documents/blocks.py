"""The pieces of an official paper as python-docx draws them: page, paragraphs, lines, tables.

Measures are those of Decree 30/2020/NĐ-CP, annex I; lengths in millimetres, letters in points.
"""

from dataclasses import dataclass

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

FONT = "Times New Roman"
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 20
TEXT_WIDTH = 210 - LEFT - RIGHT
HEADING_WIDTHS = (64, 96)  # the national name at 12.5 points is 91 mm wide and must not wrap
MOTTO_LINE = 59  # as long as the motto at 13.5 points
ISSUER_LINE = 24
ABSTRACT_LINE = 36
BODY, TABLE, SMALL = 14, 12, 11
INDENT = 12.7
SPACE_AFTER = 6

CENTRE, RIGHT_SIDE, JUSTIFIED, LEFT_SIDE = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
    WD_ALIGN_PARAGRAPH.LEFT,
)


@dataclass(frozen=True)
class Letters:
    """How words are set."""

    size: float = BODY
    bold: bool = False
    italic: bool = False


PLAIN = Letters()


def new_document() -> Document:
    """An empty A4 page in Times New Roman 14, its number on top from page 2 on."""
    document = Document()
    _set_defaults(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    _page_number(number)
    return document


def _set_defaults(document: Document) -> None:
    normal = document.styles["Normal"]
    normal.font.size = Pt(BODY)
    normal.font.name = FONT
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    normal.element.get_or_add_rPr().append(language)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    normal.paragraph_format.widow_control = True


def _page_number(paragraph) -> None:
    run = paragraph.add_run()
    run.font.size = Pt(13)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            node = OxmlElement("w:fldChar")
            node.set(qn("w:fldCharType"), kind)
        else:
            node = OxmlElement("w:instrText")
            node.text = text
        run._r.append(node)


# --- paragraphs -----------------------------------------------------------------------------------


def write(place, text: str, letters: Letters = PLAIN, *, align=CENTRE, before=0, after=0):
    """A paragraph of one kind of letters in a document or cell."""
    paragraph = place.add_paragraph()
    return _set(paragraph, text, letters, align=align, before=before, after=after)


def _set(paragraph, text: str, letters: Letters, *, align, before=0, after=0):
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.space_after = Pt(after)
    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.italic = Pt(letters.size), letters.bold, letters.italic
    return paragraph


def first(cell, text: str, letters: Letters = PLAIN, *, align=CENTRE, around=0):
    """The words of a cell's own first paragraph, `around` points above and below."""
    return _set(cell.paragraphs[0], text, letters, align=align, before=around, after=around)


def body(document, text: str, *, bold=False, italic=False, keep=False):
    """A paragraph of the text: justified, indented, 6 points to the next, spacing 1.15."""
    paragraph = write(
        document, text, Letters(BODY, bold, italic), align=JUSTIFIED, after=SPACE_AFTER
    )
    paragraph.paragraph_format.first_line_indent = Mm(INDENT)
    paragraph.paragraph_format.line_spacing = 1.15
    paragraph.paragraph_format.keep_with_next = keep
    return paragraph


def control(document, words: str):
    """A paragraph that only steers the filling in, and is gone afterwards."""
    return document.add_paragraph(f"{{%p {words} %}}")


def each(document, rows: str, row: str, **how) -> None:
    """A paragraph for each of a list of texts."""
    control(document, f"for {row} in {rows}")
    body(document, f"{{{{ {row} }}}}", **how)
    control(document, "endfor")


def line(place, length: float, width: float, *, after: float = 0):
    """A line of `length` millimetres in the middle of `width`."""
    paragraph = place.add_paragraph()
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm((width - length) / 2)
    form.space_before, form.space_after = Pt(4), Pt(after)
    form.line_spacing = Pt(3)
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")
    return paragraph


# --- tables ---------------------------------------------------------------------------------------


def table(document, widths: tuple[float, ...], *, rows: int = 1, has_borders: bool = False):
    """A table with columns of these millimetres, no more and no less."""
    made = document.add_table(rows=rows, cols=len(widths))
    made.autofit = False
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    if has_borders:
        made.style = "Table Grid"
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    _set_margins(made, 1.2 if has_borders else 0)
    return made


def _set_margins(made, side: float) -> None:
    margins = OxmlElement("w:tblCellMar")
    for name in ("left", "right"):
        margin = OxmlElement(f"w:{name}")
        margin.set(qn("w:w"), str(Mm(side).twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    made._tbl.tblPr.append(margins)


def list_table(document, columns, rows: str, row: str, *, group: str = "", size: float = TABLE):
    """A bordered table: `columns` are (heading, millimetres, field, align); a row for each.

    With `group` = "rows of the groups" every group has a line of its own above its rows.
    """
    widths = tuple(width for _, width, _, _ in columns)
    made = table(document, widths, has_borders=True)
    for cell, (heading, *_) in zip(made.rows[0].cells, columns, strict=True):
        first(cell, heading, Letters(size, bold=True), around=2)
    _repeat_on_every_page(made.rows[0])
    if group:
        _steer(made, f"for nhom in {group}")
        _group_row(made, size)
    _steer(made, f"for {row} in {rows}")
    filled = _row(made, widths)
    for cell, (_, _, field, align) in zip(filled.cells, columns, strict=True):
        first(cell, f"{{{{ {row}.{field} }}}}", Letters(size), align=align, around=2)
    _steer(made, "endfor")
    if group:
        _steer(made, "endfor")
    return made


def _row(made, widths):
    row = made.add_row()
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = Mm(width)
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    return row


def _group_row(made, size: float) -> None:
    cells = made.add_row().cells
    words = Letters(size, bold=True)
    first(cells[0].merge(cells[-1]), "{{ nhom.ten }}", words, align=LEFT_SIDE, around=2)


def _steer(made, words: str) -> None:
    made.add_row().cells[0].text = f"{{%tr {words} %}}"


def _repeat_on_every_page(row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
