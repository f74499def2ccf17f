"""The appraiser's grid as an Excel workbook.

Figures are written as the grid shows them, so that they can be pasted there; the workbook itself
is not read back. Points are numbers. Text that people wrote stays text in Excel, also when it
begins like a formula.
"""

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from core.numbers import vietnamese

from .grid import Grid, GridCell

_BOLD, _WRAP = Font(bold=True), Alignment(wrap_text=True, vertical="top")
_GROUP = PatternFill("solid", fgColor="EEF0F3")
LONGEST_CELL = 32_000
_COLUMNS = ("Số liệu", "Điểm", "Các cột, lý do")
_LEFT = ("Mã", "Tiêu chí", "Điểm tối đa")


def write(grid: Grid) -> bytes:
    """The workbook: the columns of the criteria, then three columns a unit."""
    book = Workbook()
    page = book.active
    page.title = "Bảng thẩm định"
    _row(page, 1, [f"{grid.plan} · {grid.cluster} · {grid.scorecard}"], font=_BOLD)
    _heads(page, grid)
    for number, row in enumerate(grid.rows, start=5):
        values = [row.node.code, row.node.name, row.node.maximum]
        for cell in row.cells:
            values += [cell.figures or cell.current, cell.points, "\n".join(_words(cell))]
        for _, points in row.points:
            values += ["", points, ""]
        _row(page, number, values, font=None if row.cells else _BOLD, fill=not row.cells)
    page.freeze_panes = "D5"
    for column, width in zip("ABC", (9, 42, 9), strict=True):
        page.column_dimensions[column].width = width
    for number in range(4, 4 + 3 * len(grid.heads)):
        width = (16, 9, 34)[(number - 4) % 3]
        page.column_dimensions[get_column_letter(number)].width = width
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _heads(page, grid: Grid) -> None:
    names, columns = ["", "", ""], list(_LEFT)
    totals = ["", "Tổng điểm tạm tính", grid.scorecard.highest_total]
    for head in grid.heads:
        names += [head.sheet.entry.name, "", head.sheet.get_stage_display()]
        columns += _COLUMNS
        others = "; ".join(f"{label} {_plain(total)}" for label, total in head.totals)
        totals += ["", head.line.total, others]
    _row(page, 2, names, font=_BOLD)
    _row(page, 3, columns, font=_BOLD)
    _row(page, 4, totals, font=_BOLD)


def _words(cell: GridCell) -> Iterator[str]:
    for value in cell.values:
        points = "" if value.points is None else f" ({_plain(value.points)} điểm)"
        reason = f": {value.reason}" if value.reason else ""
        document = f" [{value.document}]" if value.document else ""
        yield f"{value.label} {value.text}{points}{reason}{document}"
    if cell.explanation:
        yield f"Giải trình: {cell.explanation}"
    if cell.needs:
        yield f"Cần xem: {cell.needs}"


def _plain(number: Decimal | None) -> str:
    return "–" if number is None else vietnamese(number)


def _row(page, number: int, values: list, *, font=None, fill: bool = False) -> None:
    for column, value in enumerate(values, start=1):
        if value in (None, ""):
            continue
        cell = page.cell(number, column)
        if isinstance(value, Decimal):
            cell.value = value
        else:
            text = ILLEGAL_CHARACTERS_RE.sub("", str(value))[:LONGEST_CELL]
            cell.value, cell.data_type = text, "s"
            cell.number_format, cell.quotePrefix = "@", True
        cell.alignment = _WRAP
        if font:
            cell.font = font
        if fill:
            cell.fill = _GROUP
