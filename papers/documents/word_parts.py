"""Parts that Word templates share: heading, title, annex heading, signatures."""

from docx.oxml import OxmlElement

from .word_blocks import (
    ABSTRACT_RULE,
    BODY,
    HEADING_WIDTHS,
    ISSUER_RULE,
    LEFT_SIDE,
    MOTTO_RULE,
    SMALL,
    TEXT_WIDTH,
    TextStyle,
    rule,
    table,
    write,
    write_first,
)


def heading(document) -> None:
    """Issuer and number on the left; national name, motto, place and date on the right."""
    left_width, right_width = HEADING_WIDTHS
    block = table(document, HEADING_WIDTHS, rows=2)
    left, right = block.rows[0].cells
    write_first(left, "{%p if co_quan_chu_quan %}")
    write(left, "{{ co_quan_chu_quan }}", TextStyle(12.5))
    write(left, "{%p endif %}")
    write(left, "{{ co_quan }}", TextStyle(12.5, bold=True))
    rule(left, ISSUER_RULE, left_width)
    write_first(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", TextStyle(12.5, bold=True))
    write(right, "Độc lập - Tự do - Hạnh phúc", TextStyle(13.5, bold=True))
    rule(right, MOTTO_RULE, right_width)
    left, right = block.rows[1].cells
    write_first(left, "{{ so_hieu }}", TextStyle(13))
    write_first(right, "{{ dia_danh_ngay }}", TextStyle(13.5, italic=True))
    document.add_paragraph().paragraph_format.line_spacing = 0.6


def title(document, name: str) -> None:
    """The kind of the paper and its subject, with a rule below."""
    write(document, name, TextStyle(BODY, bold=True), before=6)
    write(document, "{{ trich_yeu }}", TextStyle(BODY, bold=True))
    rule(document, ABSTRACT_RULE, TEXT_WIDTH, after=8)


def annex_heading(document, name: str, under: str) -> None:
    """The heading of an annex: its name, and the paper it belongs to."""
    write(document, name, TextStyle(BODY, bold=True))
    write(document, under, TextStyle(BODY, italic=True))
    rule(document, ABSTRACT_RULE, TEXT_WIDTH, after=8)


def signature(document) -> None:
    """Nơi nhận on the left; authority, post and name of the signer on the right."""
    _gap(document)
    block = table(document, (80, 80))
    left, right = block.rows[0].cells
    write_first(left, "Nơi nhận:", TextStyle(12, bold=True, italic=True), align=LEFT_SIDE)
    for text in ("{%p for noi in noi_nhan %}", "{{ noi }}", "{%p endfor %}"):
        write(left, text, TextStyle(SMALL), align=LEFT_SIDE)
    write_first(right, "{%p if quyen_han %}")
    write(right, "{{ quyen_han }}", TextStyle(BODY, bold=True))
    write(right, "{%p endif %}")
    _sign(right, "{{ chuc_vu }}", "{{ nguoi_ky }}")
    _keep_whole(block)


def two_signatures(document, left_post: str, left: str, right_post: str, right: str) -> None:
    """Two signers side by side."""
    _gap(document)
    block = table(document, (80, 80))
    for cell, post, name in zip(
        block.rows[0].cells, (left_post, right_post), (left, right), strict=True
    ):
        write_first(cell, post, TextStyle(BODY, bold=True))
        _sign(cell, "", name)
    _keep_whole(block)


def _gap(document) -> None:
    """Space before a signature, on the same page as the last paragraph of the text."""
    if document.paragraphs:
        document.paragraphs[-1].paragraph_format.keep_with_next = True
    gap = document.add_paragraph()
    gap.paragraph_format.line_spacing = 0.5
    gap.paragraph_format.keep_with_next = True


def _sign(cell, post: str, name: str) -> None:
    if post:
        write(cell, post, TextStyle(BODY, bold=True))
    for _ in range(4):
        write(cell, "", TextStyle(BODY))
    write(cell, name, TextStyle(BODY, bold=True))


def _keep_whole(block) -> None:
    """Keep the signature block on one page."""
    for row in block.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True
