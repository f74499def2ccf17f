"""A scorecard as an Excel workbook that an office can read, print and fill in.

Headers end with the key of the document in brackets; what is before it may be reworded. Columns
follow from the fields of the document, so a new parameter has its column. The sheet "Hướng dẫn"
explains all of it in the workbook itself, and is not read.
"""

import datetime
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import IllegalCharacterError

from core.numbers import plain

from ..document import CARD_FIELDS, GROUP_FIELDS, LEAF_FIELDS, ROOT_FIELDS
from ..faults import DocumentError, Fault, Path
from ..grading import FIELDS as GRADING_FIELDS
from ..rules import SHAPES
from ..rules.fields import Field, Flag, Group, Number, Option, Rows, Text, Texts, Whole
from .places import Places

INFO, TREE, GRADING, GUIDE = "Thông tin", "Tiêu chí", "Xếp loại", "Hướng dẫn"
LARGEST_UNPACKED = 20_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 200
LONGEST_CELL = 32_000
DETAILS = "params"

_KEY = re.compile(r"\(([a-z_.]+)\)\s*$")
_DATE_LIKE = re.compile(r"[0-9]{1,4}[/-][0-9]{1,2}([/-][0-9]{2,4})?")
# One group of three after the mark: thousands to some, decimals to others.
_AMBIGUOUS = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")
_WITH_COMMA = re.compile(r"-?[0-9]{1,12},[0-9]{1,12}")
_RANGE_TAG = re.compile(rb"<(?:\w+:)?(mergeCell|hyperlink)\s[^>]*?\bref=[\"']([A-Z0-9:$]+)[\"']")
_YES, _NO = "có", "không"


# Columns -----------------------------------------------------------------------------------------


def _simple_params() -> dict[str, Field]:
    """Parameters of one value, each once, labelled as by the first shape that has it."""
    found: dict[str, Field] = {}
    for shape in SHAPES.values():
        for name, each in shape.fields.items():
            if not isinstance(each, Rows | Group | Texts):
                found.setdefault(name, each)
    return found


def _column_fields() -> dict[str, Field]:
    first = {"code": ROOT_FIELDS["code"], "name": ROOT_FIELDS["name"]}
    parent = {"parent": Text("Thuộc mục", "", longest=20)}
    then = {key: ROOT_FIELDS[key] for key in ("section", "max")}
    shapes = Option("Cách tính", options={code: each.name_vi for code, each in SHAPES.items()})
    params = {f"params.{name}": each for name, each in _simple_params().items()}
    details = {DETAILS: Text("Tham số chi tiết", "")}
    last = {
        key: each
        for key, each in {**LEAF_FIELDS, **GROUP_FIELDS, **ROOT_FIELDS}.items()
        if key not in {*first, *then, "shape"}
    }
    return {**first, **parent, **then, "shape": shapes, **params, **details, **_flat(last)}


def _flat(fields: Mapping[str, Field]) -> dict[str, Field]:
    """Groups as one field for each of their parts: `rounding.step`."""
    flat: dict[str, Field] = {}
    for key, each in fields.items():
        if isinstance(each, Group):
            for name, part in each.fields.items():
                label = f"{each.label}: {part.label.lower()}"
                flat[f"{key}.{name}"] = _relabelled(part, label)
        else:
            flat[key] = each
    return flat


def _relabelled(each: Field, label: str) -> Field:
    return type(each)(**{**vars(each), "label": label})


_COLUMNS = _column_fields()
_INFO_FIELDS = _flat({key: each for key, each in CARD_FIELDS.items() if key != "grading"})
_SETTINGS = _flat({k: f for k, f in GRADING_FIELDS.items() if not isinstance(f, Rows)})
_GATES = {
    "number": Whole("Điều kiện số"),
    "grade": GRADING_FIELDS["gates"].fields["grade"],
    "otherwise": GRADING_FIELDS["gates"].fields["otherwise"],
    **GRADING_FIELDS["gates"].fields["needs"].fields,
}
_TABLES: dict[str, tuple[str, Mapping[str, Field]]] = {
    "settings": (
        "Quy định chung",
        {"key": Text("Khóa"), "label": Text("Ý nghĩa"), "value": Text("Giá trị")},
    ),
    "levels": ("Các mức xếp loại, từ cao xuống thấp", GRADING_FIELDS["levels"].fields),
    "gates": ("Điều kiện của từng mức, mỗi điều kiện cần có một dòng", _GATES),
    "sanctions": ("Chế tài, theo thứ tự", GRADING_FIELDS["sanctions"].fields),
    "quotas": ("Hạn mức, theo thứ tự", GRADING_FIELDS["quotas"].fields),
}


# Values in cells ---------------------------------------------------------------------------------


def _shown(each: Field, value: Any) -> Any:
    """A value of the document as a cell shows it."""
    if isinstance(each, Flag):
        return _YES if value is True else _NO if value is False else str(value)
    if isinstance(each, Option) and value in each.options:
        return f"{each.options[value]} ({value})"
    if isinstance(each, Texts):
        return "\n".join(_line(text) for text in value)
    if isinstance(each, Number) and re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,4})?", str(value)):
        number = Decimal(str(value))
        return number if len(number.as_tuple().digits) <= 15 else str(value)
    return value


def _line(text: str) -> str:
    """One line; words that would not stay one are put in quotes, as JSON does."""
    unsafe = not text or text != text.strip() or text[0] == '"' or re.search(r"[\r\n|]", text)
    return json.dumps(text, ensure_ascii=False) if unsafe else text


class CellError(Exception):
    """What is wrong with one cell."""


def _from_cell(each: Field, value: Any) -> Any:
    """A cell's value as the document has it. Raises CellError; ranges are for the fields."""
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        raise CellError("đây là ô kiểu ngày tháng; hãy đổi ô sang kiểu chữ (Text) rồi gõ lại.")
    if isinstance(value, bool):
        if not isinstance(each, Flag):
            raise CellError("đây là ô kiểu đúng/sai (TRUE/FALSE), không dùng được ở đây.")
        return value
    if isinstance(value, int | float):
        return _from_number(each, value)
    return _from_text(each, str(value).replace("\r\n", "\n").replace("_x000D_", "").strip())


def _from_number(each: Field, value: int | float) -> Any:
    """Excel keeps 15 digits of what was typed: those exactly, without the rest of a float."""
    text = plain(Decimal(format(value, ".15g"))) if value == value else str(value)
    if isinstance(each, Whole):
        return int(text) if re.fullmatch(r"-?[0-9]+", text) else text
    if isinstance(each, Number):
        return text
    if "." in text:
        raise CellError(
            f"đây là ô kiểu số ({text}), nên 1.10 và 1.1 không phân biệt được; hãy đổi ô sang "
            "kiểu chữ (Text) rồi gõ lại."
        )
    return [text] if isinstance(each, Texts) else text


def _from_text(each: Field, text: str) -> Any:
    if isinstance(each, Number | Whole):
        return _number_of(each, text)
    if isinstance(each, Flag):
        words = {_YES: True, "true": True, _NO: False, "false": False}
        if text.lower() not in words:
            raise CellError(f"“{text[:40]}” không phải là “{_YES}” hoặc “{_NO}”.")
        return words[text.lower()]
    if isinstance(each, Option):
        return _code_of(each, text)
    if isinstance(each, Texts):
        return [_unline(line.strip()) for line in text.split("\n") if line.strip()]
    return text


def _number_of(each: Field, text: str) -> Any:
    if _DATE_LIKE.fullmatch(text):
        raise CellError(f"“{text}” giống ngày tháng; ở đây cần một số.")
    if _AMBIGUOUS.fullmatch(text):
        raise CellError(
            f"“{text}” có thể hiểu là hàng nghìn hoặc số lẻ; hãy gõ lại vào ô kiểu số, không có "
            "dấu phân cách hàng nghìn."
        )
    if _WITH_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    if isinstance(each, Whole) and re.fullmatch(r"-?[0-9]{1,12}", text):
        return int(text)
    return text


def _code_of(each: Option, text: str) -> str:
    if text in each.options:
        return text
    match = _KEY.search(text)
    if match and match[1] in each.options:
        return match[1]
    named = [code for code, name in each.options.items() if str(name).lower() == text.lower()]
    return named[0] if len(named) == 1 else text


def _unline(text: str) -> str:
    if not text.startswith('"'):
        return text
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    if not isinstance(value, str):
        raise CellError(f"dấu ngoặc kép chưa đóng đúng: {text[:40]}")
    return value


# The column of details: one line an element, `levels: name_vi=Đủ | points=3` ------------------


def _details(shape: str, params: Mapping) -> str:
    lines = []
    for name, each in SHAPES[shape].fields.items():
        value = params.get(name)
        if value is None:
            continue
        if isinstance(each, Texts):
            lines += [f"{name}: {_line(text)}" for text in value]
        elif isinstance(each, Rows):
            lines += [f"{name}: {_pairs(each.fields, row)}" for row in value]
        elif isinstance(each, Group):
            lines.append(f"{name}: {_pairs(each.fields, value)}")
    return "\n".join(lines)


def _pairs(fields: Mapping[str, Field], row: Mapping) -> str:
    shown = []
    for key, value in row.items():
        each = fields.get(key)
        text = _shown(each, value) if isinstance(each, Flag) else str(value)
        shown.append(f"{key}={_line(text)}")
    return " | ".join(shown)


def _read_details(shape: str, text: str) -> dict:
    params: dict[str, Any] = {}
    fields = SHAPES[shape].fields if shape in SHAPES else {}
    for line in filter(str.strip, text.replace("\r\n", "\n").split("\n")):
        name, colon, rest = line.strip().partition(":")
        name, rest = name.strip(), rest.strip()
        each = fields.get(name)
        if not colon or not isinstance(each, Rows | Group | Texts):
            known = ", ".join(k for k, f in fields.items() if isinstance(f, Rows | Group | Texts))
            raise CellError(
                f"không hiểu dòng “{line.strip()[:60]}” (dùng được: {known or 'không có'})."
            )
        if isinstance(each, Texts):
            params.setdefault(name, []).append(_unline(rest))
        elif isinstance(each, Rows):
            params.setdefault(name, []).append(_read_pairs(each.fields, rest))
        elif name in params:
            raise CellError(f"“{name}” ghi hai lần.")
        else:
            params[name] = _read_pairs(each.fields, rest)
    return params


_PAIR = re.compile(r'\s*([a-z_]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^|]*?)\s*(?:\||$)')


def _read_pairs(fields: Mapping[str, Field], text: str) -> dict:
    row: dict[str, Any] = {}
    position = 0
    while position < len(text):
        match = _PAIR.match(text, position)
        if not match or match[1] in row:
            raise CellError(
                f"không hiểu “{text[position:][:60]}”; hãy viết dạng: tên=giá trị | tên=..."
            )
        each = fields.get(match[1], Text(""))
        row[match[1]] = _from_text(each, _unline(match[2]))
        position = match.end()
    return row


# Writing -----------------------------------------------------------------------------------------

_THIN = Side(style="thin", color="999999")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD = PatternFill("solid", start_color="DCE6F1")


def write_workbook(document: dict) -> bytes:
    """The workbook of a document that has been checked. `read_workbook` gives the same data."""
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
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # words that begin with = are words
        cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.border = _BORDER
    if head:
        cell.fill = _HEAD
    cell.font = Font(name="Times New Roman", size=12, bold=head or bold)


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
        _put(sheet, row, 3, _shown(each, flat[key]) if key in flat else None)
        row += 1
    return row


def _flatten(values: Mapping, fields: Mapping[str, Field]) -> dict:
    """Values by the keys of a flat sheet: `rounding.step` beside `name`."""
    flat = {}
    for key in fields:
        name, _, part = key.partition(".")
        value = values.get(name)
        value = value.get(part) if part and isinstance(value, Mapping) else value
        if value is not None:
            flat[key] = value
    return flat


def _write_info(sheet, document: dict) -> None:
    _header(sheet, 1, _TABLES["settings"][1])
    _write_key_values(sheet, 2, _INFO_FIELDS, document)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    _widths(sheet, [22, 34, 90])


def _rows_of(nodes: list, parent: str = "") -> Iterator[tuple[dict, str]]:
    for node in nodes:
        yield node, parent
        yield from _rows_of(node.get("items") or [], node["code"])


def _write_tree(sheet, document: dict) -> None:
    _header(sheet, 1, _COLUMNS)
    for row, (node, parent) in enumerate(_rows_of(document["criteria"]), start=2):
        values = _flatten(node, _COLUMNS)
        values.pop(DETAILS, None)
        if parent:
            values["parent"] = parent
        if details := _details(node["shape"], node.get("params") or {}) if "shape" in node else "":
            values[DETAILS] = details
        for column, (key, each) in enumerate(_COLUMNS.items(), start=1):
            shown = _shown(each, values[key]) if key in values else None
            _put(sheet, row, column, shown, bold="items" in node)
            if key in ("code", "parent"):
                sheet.cell(row, column).number_format = "@"
    sheet.freeze_panes = "C2"
    sheet.print_title_rows = "1:1"
    wide = {"name": 44, "shape": 26, DETAILS: 50, "interpretation": 40, "legal_basis": 30}
    _widths(sheet, [wide.get(key, 13) for key in _COLUMNS])


def _write_grading(sheet, grading: dict) -> None:
    row = 1
    for name, (title, fields) in _TABLES.items():
        _put(sheet, row, 1, f"{title} ({name})", bold=True)
        _header(sheet, row + 1, fields)
        row += 2
        if name == "settings":
            row = _write_key_values(sheet, row, _SETTINGS, grading)
        else:
            for values in _table_rows(name, grading):
                for column, (key, each) in enumerate(fields.items(), start=1):
                    value = values.get(key)
                    _put(sheet, row, column, None if value is None else _shown(each, value))
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
            where = _COLUMNS[DETAILS].label if is_list else f"cột (params.{key})"
            _put(sheet, row, 3, where)
    _widths(sheet, [90, 70, 28])


# Reading -----------------------------------------------------------------------------------------


def read_workbook(content: bytes) -> tuple[dict, Places]:
    """Nested data and the cell of each part. Raises DocumentError, every message with its cell."""
    _check_package(content)
    try:
        book = load_workbook(io.BytesIO(content), keep_links=False)
    except Exception:  # openpyxl raises whatever a broken part makes it raise
        raise _error("Tệp Excel bị hỏng, không mở được.") from None
    faults = list(_sheet_faults(book))
    if faults:
        raise DocumentError(faults)
    reader = _Reader()
    data = reader.info(book[INFO])
    grading = reader.grading(book[GRADING]) if GRADING in book.sheetnames else {}
    if grading:
        data["grading"] = grading
    data["criteria"] = reader.tree(book[TREE])
    if reader.faults:
        raise DocumentError(reader.faults)
    return data, Places(reader.places)


def _error(message: str) -> DocumentError:
    return DocumentError([Fault((), message)])


def _check_package(content: bytes) -> None:
    """What has to be known before a library unpacks it."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        members = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise _error("Đây không phải là tệp Excel .xlsx.") from None
    if sum(member.file_size for member in members) > LARGEST_UNPACKED or len(members) > 1000:
        raise _error("Tệp mở ra lớn hơn 20 MB; một bảng tiêu chí không cần nhiều như vậy.")
    names = {member.filename for member in members}
    if any("vbaproject" in name.lower() for name in names):
        raise _error("Tệp có macro (.xlsm); hãy lưu lại dạng .xlsx.")
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise _error("Đây không phải là tệp Excel .xlsx.")
    try:
        parts = {name: package.read(name) for name in names if name.endswith((".xml", ".rels"))}
    except Exception:  # broken, encrypted or unknown compression
        raise _error("Tệp Excel bị hỏng, không mở được.") from None
    if any(b"<!DOCTYPE" in p or "<!DOCTYPE".encode("utf-16-le") in p for p in parts.values()):
        raise _error("Tệp Excel có phần DOCTYPE không được phép.")
    if b"macroEnabled" in parts["[Content_Types].xml"]:
        raise _error("Tệp có macro (.xlsm); hãy lưu lại dạng .xlsx.")
    if faults := list(_range_faults(content, parts)):
        raise DocumentError(faults)


def _range_faults(content: bytes, parts: Mapping[str, bytes]) -> Iterator[Fault]:
    """Merged cells and links over ranges, which openpyxl would unfold cell by cell."""
    found = {
        name: [(kind, ref.decode()) for kind, ref in _RANGE_TAG.findall(part)]
        for name, part in parts.items()
        if name.startswith("xl/worksheets/")
    }
    if not any(found.values()):
        return
    try:
        book = load_workbook(io.BytesIO(content), read_only=True)
        titles = {sheet._worksheet_path: sheet.title for sheet in book.worksheets}
    except Exception:
        titles = {}
    for name, refs in found.items():
        for kind, ref in refs[:20]:
            place = f"ô {ref} của trang “{titles.get(name, name)}”"
            if kind == b"mergeCell":
                yield Fault((), f"{place}: các ô này bị gộp; hãy bỏ gộp ô (Unmerge).")
            elif ":" in ref:
                yield Fault((), f"{place}: liên kết đặt trên nhiều ô; hãy bỏ liên kết.")


def _sheet_faults(book) -> Iterator[Fault]:
    for name in (INFO, TREE):
        if name not in book.sheetnames:
            yield Fault((), f"Tệp thiếu trang “{name}”.")
    for sheet in book:
        title = f"trang “{sheet.title}”"
        if sheet.title not in (INFO, TREE, GRADING, GUIDE) or sheet not in book.worksheets:
            yield Fault((), f"Không dùng {title} ở đây; hãy bỏ trang này.")
            continue
        if sheet.sheet_state != "visible":
            yield Fault((), f"{title}: trang này bị ẩn; hãy cho hiện lại.")
        if sheet.max_row > MOST_ROWS:
            yield Fault((), f"{title}: có {sheet.max_row} dòng, nhiều hơn {MOST_ROWS}.")
        elif sheet.max_column > MOST_COLUMNS:
            yield Fault((), f"{title}: có {sheet.max_column} cột, nhiều hơn {MOST_COLUMNS}.")
        for number, row in sheet.row_dimensions.items():
            if row.hidden and number <= sheet.max_row:
                yield Fault((), f"dòng {number} của {title}: dòng bị ẩn; hãy cho hiện lại.")
        for letter, column in sheet.column_dimensions.items():
            if column.hidden and (column.min or 1) <= sheet.max_column:
                yield Fault((), f"cột {letter} của {title}: cột bị ẩn; hãy cho hiện lại.")


def _where(cell) -> str:
    return f"ô {cell.coordinate} của trang “{cell.parent.title}”"


def _is_empty(cell) -> bool:
    return cell.value is None or (isinstance(cell.value, str) and not cell.value.strip())


def _key_of(text: str, fields: Mapping[str, Field]) -> str | None:
    text = text.strip()
    if match := _KEY.search(text):
        return match[1] if match[1] in fields else None
    named = [key for key, each in fields.items() if text.lower() in (key, each.label.lower())]
    return named[0] if len(named) == 1 else None


class _Reader:
    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.places: dict[Path, str] = {}

    def fault(self, cell, message: str, path: Path = ()) -> None:
        self.faults.append(Fault(path, f"{_where(cell)}: {message}"))

    def value(self, each: Field, cell) -> Any:
        """The value of a cell, or None with a fault."""
        if cell.data_type == "f":
            self.fault(cell, "ô này là công thức; hãy gõ giá trị.")
        elif cell.data_type == "e":
            self.fault(cell, f"ô này báo lỗi {cell.value}.")
        else:
            try:
                return _from_cell(each, cell.value)
            except CellError as bad:
                self.fault(cell, str(bad))
        return None

    def word(self, cell) -> str:
        return str(self.value(Text(""), cell) or "") if not _is_empty(cell) else ""

    # Keys and values

    def info(self, sheet) -> dict:
        self.places[()] = f"trang “{TREE}”"
        rows = list(sheet.iter_rows())
        if not rows or self.columns(rows[0], _TABLES["settings"][1]) is None:
            return {}
        return self.key_values(rows[1:], _INFO_FIELDS, ())

    def key_values(self, rows: list, fields: Mapping[str, Field], start: Path) -> dict:
        values: dict[str, Any] = {}
        for row in rows:
            cells = [*row, None, None][:3]
            for cell in row[3:]:
                if not _is_empty(cell):
                    self.fault(cell, "không dùng cột này.")
            if all(cell is None or _is_empty(cell) for cell in cells):
                continue
            key, cell = self.word(row[0]), cells[2]
            if key not in fields:
                self.fault(row[0], f"không có khóa “{key[:40]}” ở đây.")
            elif cell is not None and not _is_empty(cell):
                self.put(values, key, fields[key], cell, start)
        return values

    def put(self, values: dict, key: str, each: Field, cell, start: Path) -> None:
        """The value of a cell to its key, `rounding.step` to a part."""
        name, _, part = key.partition(".")
        path: Path = (*start, name, part) if part else (*start, name)
        target = values.setdefault(name, {}) if part else values
        if (part or name) in target:
            self.fault(cell, f"“{key}” ghi hai lần.", path)
            return
        value = self.value(each, cell)
        if value is not None:
            target[part or name] = value
        self.places[path] = _where(cell)
        if part:
            self.places.setdefault(path[:-1], _where(cell))

    def columns(self, header: tuple, fields: Mapping[str, Field]) -> list[str | None] | None:
        """The key of each column; None with faults when the header cannot be used."""
        before, keys = len(self.faults), []
        for cell in header:
            key = None
            if not _is_empty(cell):
                text = self.word(cell)
                key = _key_of(text, fields)
                if key is None:
                    self.fault(cell, f"không có cột “{text[:60]}”.")
                elif key in keys:
                    self.fault(cell, f"cột “{text[:60]}” có hai lần.")
            keys.append(key)
        return keys if len(self.faults) == before else None

    def row(self, keys: list, cells: tuple) -> dict:
        """Cells of one row that say something, by key."""
        found = {}
        for key, cell in zip(keys, cells, strict=False):
            if _is_empty(cell):
                continue
            if key is None:
                self.fault(cell, "cột này không có tên ở dòng đầu.")
            else:
                found[key] = cell
        return found

    # The tree

    def tree(self, sheet) -> list:
        rows = list(sheet.iter_rows())
        keys = self.columns(rows[0], _COLUMNS) if rows else None
        if not keys:
            return []
        if missing := [k for k in ("code", "name", "max", "parent") if k not in keys]:
            names = ", ".join(f"{_COLUMNS[k].label} ({k})" for k in missing)
            self.faults.append(Fault((), f"trang “{TREE}”: thiếu cột {names}."))
            return []
        nodes: dict[str, dict[str, Any]] = {}
        for cells in rows[1:]:
            found = self.row(keys, cells)
            if found:
                self.node(nodes, found, cells[keys.index("code")])
        return self.assembled(nodes)

    def node(self, nodes: dict, found: dict, code_cell) -> None:
        code = self.word(code_cell)
        if not code:
            if code_cell.value is None or code_cell.data_type not in ("f", "e", "d", "n"):
                self.fault(code_cell, "dòng này thiếu mã.")
            return
        if code in nodes:
            first = nodes[code]["code"].coordinate
            self.fault(code_cell, f"mã “{code[:20]}” đã có ở ô {first}.")
            return
        nodes[code] = found

    def assembled(self, nodes: dict) -> list:
        below: dict[str, list[str]] = {}
        for code, found in nodes.items():
            parent = self.word(found["parent"]) if "parent" in found else ""
            if parent and parent not in nodes:
                self.fault(found["parent"], f"không có mục “{parent[:20]}”.")
            below.setdefault(parent, []).append(code)
        reached: set[str] = set()
        waiting = list(below.get("", []))
        while waiting:
            code = waiting.pop()
            reached.add(code)
            waiting += below.get(code, [])
        for code in nodes:
            if code not in reached and self.is_in_circle(nodes, code):
                self.fault(nodes[code]["parent"], "các mục chứa nhau thành vòng tròn.")
        return [] if self.faults else self.items(nodes, below, "", ("criteria",))

    def is_in_circle(self, nodes: dict, code: str) -> bool:
        seen, at = set(), code
        while at in nodes and at not in seen and "parent" in nodes[at]:
            seen.add(at)
            at = str(nodes[at]["parent"].value).strip()
        return at == code

    def items(self, nodes: dict, below: dict, parent: str, start: Path) -> list:
        """Nodes below one; deeper than the reader of documents goes is cut there with a fault."""
        self.places.setdefault(start, _where(nodes[parent]["code"]) if parent else self.places[()])
        if len(start) > 60:
            self.fault(nodes[parent]["code"], "cây tiêu chí sâu quá.")
            return []
        made = []
        for number, code in enumerate(below.get(parent, [])):
            path = (*start, number)
            made.append(self.made(nodes[code], path))
            if code in below:
                made[-1]["items"] = self.items(nodes, below, code, (*path, "items"))
        return made

    def made(self, found: dict, path: Path) -> dict:
        self.places[path] = _where(found["code"])
        node: dict[str, Any] = {}
        params: dict[str, Any] = {}
        for key, cell in found.items():
            if key == "parent":
                continue
            if key == DETAILS:
                params.update(self.details(node.get("shape", ""), cell, path))
            elif key.startswith("params."):
                name = key.removeprefix("params.")
                shape = SHAPES.get(node.get("shape", ""))
                each = (shape.fields if shape else {}).get(name, _COLUMNS[key])
                self.put(params, name, each, cell, (*path, "params"))
            else:
                self.put(node, key, _COLUMNS[key], cell, path)
        if params:
            node["params"] = params
        return node

    def details(self, shape: str, cell, path: Path) -> dict:
        text = self.value(Text(""), cell)
        try:
            params = _read_details(shape, text or "")
        except CellError as bad:
            self.fault(cell, str(bad), path)
            return {}
        for name in params:
            self.places[(*path, "params", name)] = _where(cell)
        return params

    # Grading

    def grading(self, sheet) -> dict:
        data: dict[str, Any] = {}
        rows = [row for row in sheet.iter_rows() if not all(_is_empty(cell) for cell in row)]
        starts = [n for n, row in enumerate(rows) if self.table_of(row)]
        if rows and (not starts or starts[0]):
            self.fault(rows[0][0], "dòng này không thuộc bảng nào.")
        for n, start in enumerate(starts):
            end = starts[n + 1] if n + 1 < len(starts) else len(rows)
            self.table(self.table_of(rows[start]), rows[start:end], data)
        if data:
            self.places[("grading",)] = f"trang “{GRADING}”"
        return data

    def table_of(self, row: tuple) -> str:
        if not isinstance(row[0].value, str) or not all(_is_empty(cell) for cell in row[1:]):
            return ""
        match = _KEY.search(row[0].value)
        return match[1] if match and match[1] in _TABLES else ""

    def table(self, name: str, rows: list, data: dict) -> None:
        fields = _TABLES[name][1]
        keys = self.columns(rows[1], fields) if len(rows) > 1 else None
        if keys is None or name in data:
            if name in data:
                self.fault(rows[0][0], "bảng này có hai lần.")
            return
        if name == "settings":
            data.update(self.key_values(rows[2:], _SETTINGS, ("grading",)))
            return
        found = [(row, self.row(keys, row)) for row in rows[2:]]
        made = self.gates(found) if name == "gates" else self.rows(name, fields, found)
        if made:
            data[name] = made
            self.places[("grading", name)] = _where(rows[0][0])

    def rows(self, name: str, fields: Mapping[str, Field], found: list) -> list:
        made = []
        for number, (row, cells) in enumerate(found):
            path: Path = ("grading", name, number)
            self.places[path] = _where(row[0])
            made.append({})
            for key, cell in cells.items():
                self.put(made[-1], key, fields[key], cell, path)
        return made

    def gates(self, found: list) -> list:
        """Rows of one number are the needs of one gate."""
        made: list[dict] = []
        numbers: list[Any] = []
        for row, cells in found:
            number = self.value(_GATES["number"], cells["number"]) if "number" in cells else None
            if number is None:
                self.fault(row[0], "thiếu số của điều kiện.")
                continue
            if number not in numbers:
                numbers.append(number)
                path: Path = ("grading", "gates", len(made))
                made.append({"needs": []})
                self.places[path] = _where(row[0])
            self.need(made, numbers.index(number), row, cells)
        return made

    def need(self, made: list, at: int, row: tuple, cells: dict) -> None:
        gate, path = made[at], ("grading", "gates", at)
        for key in ("grade", "otherwise"):
            if key not in cells:
                continue
            value = self.value(_GATES[key], cells[key])
            if gate.setdefault(key, value) != value:
                self.fault(cells[key], "khác với dòng trên của cùng một điều kiện.")
            self.places.setdefault((*path, key), _where(cells[key]))
        place = (*path, "needs", len(gate["needs"]))
        self.places[place] = _where(row[0])
        gate["needs"].append({})
        for key, cell in cells.items():
            if key not in ("number", "grade", "otherwise"):
                self.put(gate["needs"][-1], key, _GATES[key], cell, place)
