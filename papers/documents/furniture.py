"""What every official paper has: heading, title, annex heading, signatures."""

from docx.oxml import OxmlElement

from .blocks import (
    ABSTRACT_LINE,
    BODY,
    HEADING_WIDTHS,
    ISSUER_LINE,
    LEFT_SIDE,
    MOTTO_LINE,
    SMALL,
    TEXT_WIDTH,
    Letters,
    first,
    line,
    table,
    write,
)


def heading(document, *, has_number: bool = True) -> None:
    """Issuer on the left, national name and motto on the right, number, place and date beneath."""
    left_width, right_width = HEADING_WIDTHS
    made = table(document, HEADING_WIDTHS, rows=2)
    left, right = made.rows[0].cells
    first(left, "{%p if co_quan_chu_quan %}")
    write(left, "{{ co_quan_chu_quan }}", Letters(12.5))
    write(left, "{%p endif %}")
    write(left, "{{ co_quan }}", Letters(12.5, bold=True))
    line(left, ISSUER_LINE, left_width)
    first(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Letters(12.5, bold=True))
    write(right, "Độc lập - Tự do - Hạnh phúc", Letters(13.5, bold=True))
    line(right, MOTTO_LINE, right_width)
    left, right = made.rows[1].cells
    first(left, "{{ so_hieu }}" if has_number else "", Letters(13))
    first(right, "{{ dia_danh_ngay }}", Letters(13.5, italic=True))
    document.add_paragraph().paragraph_format.line_spacing = 0.6


def title(document, name: str, abstract: str = "{{ trich_yeu }}") -> None:
    """The paper's kind, and what it is about with a line beneath."""
    write(document, name, Letters(BODY, bold=True), before=6)
    if abstract:
        write(document, abstract, Letters(BODY, bold=True))
        line(document, ABSTRACT_LINE, TEXT_WIDTH, after=8)


def annex_heading(document, name: str, under: str) -> None:
    """An annex has its own heading, and says what it belongs to."""
    write(document, name, Letters(BODY, bold=True))
    write(document, under, Letters(BODY, italic=True))
    line(document, ABSTRACT_LINE, TEXT_WIDTH, after=8)


def signature(document) -> None:
    """Nơi nhận on the left; authority, post and name of who signs on the right."""
    _gap(document)
    made = table(document, (80, 80))
    left, right = made.rows[0].cells
    first(left, "Nơi nhận:", Letters(12, bold=True, italic=True), align=LEFT_SIDE)
    _each_in_cell(left, "noi_nhan", Letters(SMALL))
    first(right, "{%p if quyen_han %}")
    write(right, "{{ quyen_han }}", Letters(BODY, bold=True))
    write(right, "{%p endif %}")
    _sign(right, "{{ chuc_vu }}", "{{ nguoi_ky }}")
    _keep_whole(made)


def two_signatures(document, left_post: str, left: str, right_post: str, right: str) -> None:
    """Both who answer for minutes."""
    _gap(document)
    made = table(document, (80, 80))
    for cell, post, name in zip(
        made.rows[0].cells, (left_post, right_post), (left, right), strict=True
    ):
        first(cell, post, Letters(BODY, bold=True))
        _sign(cell, "", name)
    _keep_whole(made)


def _gap(document) -> None:
    """Before a signature; the last words of the text stay with it."""
    if document.paragraphs:
        document.paragraphs[-1].paragraph_format.keep_with_next = True
    gap = document.add_paragraph()
    gap.paragraph_format.line_spacing = 0.5
    gap.paragraph_format.keep_with_next = True


def _sign(cell, post: str, name: str) -> None:
    if post:
        write(cell, post, Letters(BODY, bold=True))
    for _ in range(4):
        write(cell, "", Letters(BODY))
    write(cell, name, Letters(BODY, bold=True))


def _each_in_cell(cell, rows: str, letters: Letters) -> None:
    write(cell, f"{{%p for noi in {rows} %}}", letters, align=LEFT_SIDE)
    write(cell, "{{ noi }}", letters, align=LEFT_SIDE)
    write(cell, "{%p endfor %}", letters, align=LEFT_SIDE)


def _keep_whole(made) -> None:
    """The signature never stands half on one page, half on the next."""
    for row in made.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True
