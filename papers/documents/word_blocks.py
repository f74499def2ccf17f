"""Elements of a Word template drawn by python-docx: page, paragraphs, rules, tables.

Measures are those of Decree 30/2020/NĐ-CP, annex I; lengths in millimetres, font sizes in points.
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
MOTTO_RULE = 59  # the length of the motto at 13.5 points
ISSUER_RULE = 24
ABSTRACT_RULE = 36
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
class TextStyle:
    """Font size in points and weight of a text."""

    size: float = BODY
    bold: bool = False
    italic: bool = False


PLAIN = TextStyle()


def new_document() -> Document:
    """An empty A4 document in Times New Roman 14 with page numbers from page 2 on."""
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


def write(container, text: str, style: TextStyle = PLAIN, *, align=CENTRE, before=0, after=0):
    """Add a paragraph in one style to a document or cell."""
    paragraph = container.add_paragraph()
    return _fill(paragraph, text, style, align=align, before=before, after=after)


def _fill(paragraph, text: str, style: TextStyle, *, align, before=0, after=0):
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.space_after = Pt(after)
    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.italic = Pt(style.size), style.bold, style.italic
    return paragraph


def write_first(cell, text: str, style: TextStyle = PLAIN, *, align=CENTRE, around=0):
    """Fill the first paragraph of a cell, with `around` points above and below."""
    return _fill(cell.paragraphs[0], text, style, align=align, before=around, after=around)


def body(document, text: str, *, bold=False, italic=False, keep=False):
    """A paragraph of body text: justified, indented, 6 points after it, line spacing 1.15."""
    paragraph = write(
        document, text, TextStyle(BODY, bold, italic), align=JUSTIFIED, after=SPACE_AFTER
    )
    paragraph.paragraph_format.first_line_indent = Mm(INDENT)
    paragraph.paragraph_format.line_spacing = 1.15
    paragraph.paragraph_format.keep_with_next = keep
    return paragraph


def control(document, statement: str):
    """A paragraph with a template statement; filling in removes it."""
    return document.add_paragraph(f"{{%p {statement} %}}")


def each(document, texts: str, text: str, **style) -> None:
    """A body paragraph for each text of the field `texts`."""
    control(document, f"for {text} in {texts}")
    body(document, f"{{{{ {text} }}}}", **style)
    control(document, "endfor")


def rule(container, length: float, width: float, *, after: float = 0):
    """A horizontal rule of `length` millimetres, centred in `width`."""
    paragraph = container.add_paragraph()
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = Mm((width - length) / 2)
    layout.space_before, layout.space_after = Pt(4), Pt(after)
    layout.line_spacing = Pt(3)
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
    """A table whose columns have exactly these widths in millimetres."""
    new_table = document.add_table(rows=rows, cols=len(widths))
    new_table.autofit = False
    new_table.alignment = WD_TABLE_ALIGNMENT.CENTER
    if has_borders:
        new_table.style = "Table Grid"
    for column, width in zip(new_table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(Mm(1.2 if has_borders else 0).twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    new_table._tbl.tblPr.append(margins)
    return new_table


def list_table(document, columns, rows: str, row: str, *, group: str = "", size: float = TABLE):
    """A bordered table with a row for each item of the field `rows`.

    `columns` are (heading, millimetres, field, align). `group` names a field of groups; each group
    then has a heading row above its rows.
    """
    widths = tuple(width for _, width, _, _ in columns)
    new_table = table(document, widths, has_borders=True)
    for cell, (heading, *_) in zip(new_table.rows[0].cells, columns, strict=True):
        write_first(cell, heading, TextStyle(size, bold=True), around=2)
    header = new_table.rows[0]._tr.get_or_add_trPr()
    header.append(OxmlElement("w:tblHeader"))  # repeated on every page
    if group:
        _control_row(new_table, f"for nhom in {group}")
        heading_cells = new_table.add_row().cells
        merged, style = heading_cells[0].merge(heading_cells[-1]), TextStyle(size, bold=True)
        write_first(merged, "{{ nhom.ten }}", style, align=LEFT_SIDE, around=2)
    _control_row(new_table, f"for {row} in {rows}")
    row_of_item = new_table.add_row()
    row_of_item._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # on one page
    for cell, (_, width, field, align) in zip(row_of_item.cells, columns, strict=True):
        cell.width = Mm(width)
        write_first(cell, f"{{{{ {row}.{field} }}}}", TextStyle(size), align=align, around=2)
    _control_row(new_table, "endfor")
    if group:
        _control_row(new_table, "endfor")
    return new_table


def _control_row(new_table, statement: str) -> None:
    new_table.add_row().cells[0].text = f"{{%tr {statement} %}}"
