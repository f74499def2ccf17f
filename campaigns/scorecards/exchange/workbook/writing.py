"""Write a checked document as a workbook."""

import io
from collections.abc import Iterator, Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import IllegalCharacterError

from core.workbooks import put_text

from ...faults import DocumentError, Fault
from ...rules import SHAPES
from ...rules.fields import Field, Group, Rows, Text, Texts
from .cells import details_text, to_cell
from .columns import COLUMNS, DETAILS, GRADING, GUIDE, INFO, INFO_FIELDS, SETTINGS, TABLES, TREE

LONGEST_CELL = 32_000

_THIN = Side(style="thin", color="999999")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD = PatternFill("solid", start_color="DCE6F1")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_PLAIN = Font(name="Times New Roman", size=12)
_BOLD = Font(name="Times New Roman", size=12, bold=True)


def write_workbook(document: dict) -> bytes:
    """The workbook of a checked document; `read_workbook` gives the same data."""
    book = Workbook()
    book.remove(book.active)
    try:
        _write_info(book.create_sheet(INFO), document)
        _write_tree(book.create_sheet(TREE), document)
        _write_grading(book.create_sheet(GRADING), document.get("grading") or {})
        _write_guide(book.create_sheet(GUIDE))
    except IllegalCharacterError:
        raise DocumentError([Fault((), "Có ký tự mà Excel không ghi được.")]) from None
    for sheet in book:
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _put(sheet, row: int, column: int, value: Any, *, head: bool = False, bold: bool = False):
    cell = sheet.cell(row, column)
    if isinstance(value, str) and len(value) > LONGEST_CELL:
        raise DocumentError(
            [Fault((), f"Có chỗ dài quá {LONGEST_CELL} chữ, một ô không chứa hết.")]
        )
    if isinstance(value, str):
        put_text(cell, value)
    else:
        cell.value = value
    cell.alignment = _WRAPPED
    cell.border = _BORDER
    if head:
        cell.fill = _HEAD
    cell.font = _BOLD if head or bold else _PLAIN


def _header(sheet, row: int, fields: Mapping[str, Field]) -> None:
    for column, (key, each) in enumerate(fields.items(), start=1):
        _put(sheet, row, column, f"{each.label} ({key})", head=True)


def _widths(sheet, widths: list[int]) -> None:
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def _write_key_values(sheet, row: int, fields: Mapping[str, Field], values: Mapping) -> int:
    flat = _flatten(values, fields)
    for key, each in fields.items():
        _put(sheet, row, 1, key)
        _put(sheet, row, 2, each.label)
        _put(sheet, row, 3, to_cell(each, flat[key]) if key in flat else None)
        row += 1
    return row


def _flatten(values: Mapping, fields: Mapping[str, Field]) -> dict:
    """Values by the keys of a flat sheet, such as `rounding.step`."""
    flat = {}
    for key in fields:
        name, _, part = key.partition(".")
        value = values.get(name)
        value = value.get(part) if part and isinstance(value, Mapping) else value
        if value is not None:
            flat[key] = value
    return flat


def _write_info(sheet, document: dict) -> None:
    _header(sheet, 1, TABLES["settings"][1])
    _write_key_values(sheet, 2, INFO_FIELDS, document)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    _widths(sheet, [22, 34, 90])


def _rows_of(nodes: list, parent: str = "") -> Iterator[tuple[dict, str]]:
    for node in nodes:
        yield node, parent
        yield from _rows_of(node.get("items") or [], node["code"])


def _write_tree(sheet, document: dict) -> None:
    _header(sheet, 1, COLUMNS)
    for row, (node, parent) in enumerate(_rows_of(document["criteria"]), start=2):
        values = _flatten(node, COLUMNS)
        values.pop(DETAILS, None)
        if parent:
            values["parent"] = parent
        if (
            details := details_text(node["shape"], node.get("params") or {})
            if "shape" in node
            else ""
        ):
            values[DETAILS] = details
        for column, (key, each) in enumerate(COLUMNS.items(), start=1):
            shown = to_cell(each, values[key]) if key in values else None
            _put(sheet, row, column, shown, bold="items" in node)
            if key in ("code", "parent"):
                sheet.cell(row, column).number_format = "@"
    sheet.freeze_panes = "C2"
    sheet.print_title_rows = "1:1"
    wide = {
        "name": 44,
        "shape": 26,
        DETAILS: 50,
        "remark": 30,
        "interpretations": 40,
        "legal_basis": 30,
    }
    _widths(sheet, [wide.get(key, 13) for key in COLUMNS])


def _write_grading(sheet, grading: dict) -> None:
    row = 1
    for name, (title, fields) in TABLES.items():
        _put(sheet, row, 1, f"{title} ({name})", bold=True)
        _header(sheet, row + 1, fields)
        row += 2
        if name == "settings":
            row = _write_key_values(sheet, row, SETTINGS, grading)
        else:
            for values in _table_rows(name, grading):
                for column, (key, each) in enumerate(fields.items(), start=1):
                    value = values.get(key)
                    _put(sheet, row, column, None if value is None else to_cell(each, value))
                row += 1
        row += 1
    sheet.freeze_panes = "B1"
    _widths(sheet, [24, 30, 24, 18, 18, 18, 22])


def _table_rows(name: str, grading: dict) -> Iterator[dict]:
    for number, row in enumerate(grading.get(name) or [], start=1):
        if name != "gates":
            yield row
            continue
        for need in row["needs"]:
            yield {"number": number, **{k: v for k, v in row.items() if k != "needs"}, **need}


_GUIDE = (
    "Mỗi dòng của trang “Tiêu chí” là một mục. Mục con ghi mã của mục chứa nó ở cột “Thuộc mục”.",
    "Chữ trong ngoặc đơn cuối tên cột là khóa của cột: được đổi chữ phía trước, không đổi khóa. "
    "Cột không dùng đến có thể xóa. Dòng trống được bỏ qua.",
    "Mục có mục con thì để trống cột “Cách tính”; tiêu chí để chấm thì phải có cách tính.",
    "Cột “Mã” và “Thuộc mục” là kiểu chữ (Text), nếu không Excel sẽ đổi 1.10 thành 1.1.",
    "Số: gõ vào ô kiểu số. Trong ô kiểu chữ, 2,5 và 2.5 đều được hiểu là hai phẩy năm. Không ghi "
    "dấu phân cách hàng nghìn: 1.000 hay 1,000 trong ô kiểu chữ bị từ chối vì hiểu được hai cách.",
    "Không dùng công thức, ô gộp, dòng, cột hoặc trang ẩn, macro, ô kiểu ngày tháng.",
    "Ô có nhiều giá trị (ví dụ Áp dụng cho, Khi bằng điểm): mỗi giá trị một dòng (Alt+Enter).",
    "“Tham số chi tiết”: mỗi phần tử một dòng, dạng: tên: khóa=giá trị | khóa=giá trị. Ví dụ: "
    "levels: name_vi=Đủ | points=3. Chữ có dấu | thì đặt trong ngoặc kép. Số lẻ viết 2.5 hoặc 2,5.",
    "“Cách hiểu từng mâu thuẫn”: mỗi mâu thuẫn một dòng, dạng: mã mâu thuẫn: cách hiểu. Trang xem "
    "trước liệt kê các mâu thuẫn với mã. “Ghi chú” là ghi chú chung, không trả lời mâu thuẫn nào.",
    "Trang “Xếp loại”: mỗi bảng bắt đầu bằng dòng tên bảng rồi dòng tên cột. Không xếp loại thì để "
    "trống các bảng.",
)


def _write_guide(sheet) -> None:
    row = 1
    for text in ("Hướng dẫn", *_GUIDE, "Các cách tính"):
        _put(sheet, row, 1, text, bold=text in ("Hướng dẫn", "Các cách tính"))
        row += 1
    for column, text in enumerate(("Cách tính", "Tham số", "Ghi ở"), start=1):
        _put(sheet, row, column, text, head=True)
    for code, shape in SHAPES.items():
        for key, each in shape.fields.items() or (("", Text("không có tham số")),):
            row += 1
            is_list = isinstance(each, Rows | Group | Texts)
            parts = getattr(each, "fields", {})
            inner = "; ".join(f"{name}: {part.label}" for name, part in parts.items())
            options = getattr(each, "options", {})
            inner = inner or "; ".join(f"{name}: {text}" for name, text in options.items())
            _put(sheet, row, 1, f"{shape.name_vi} ({code})")
            _put(sheet, row, 2, f"{each.label} ({key})" + (f" — {inner}" if inner else ""))
            where = COLUMNS[DETAILS].label if is_list else f"cột (params.{key})"
            _put(sheet, row, 3, where)
    _widths(sheet, [90, 70, 28])
