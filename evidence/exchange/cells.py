"""Values of single cells, or why a cell is refused. Nothing is guessed."""

import datetime as dt
import re
import unicodedata

from openpyxl.utils.datetime import from_excel

from core.names import visible_text
from core.numbers import vietnamese

_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T]00:00:00)?")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:[ .,\u00a0][0-9]{3})+")
_WHOLE = re.compile(r"-?[0-9]{1,12}")
_DECIMAL = re.compile(r"-?[0-9]+[.,][0-9]+")
# Escapes in a workbook for characters that XML cannot hold.
_ESCAPED = re.compile(r"_x00([0-9A-Fa-f]{2})_")
_TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
_LAST_SERIAL = 2_958_465  # 31/12/9999


class CellError(Exception):
    """A fault of one cell, in Vietnamese."""


def refuse_computed(cell) -> None:
    """Raise CellError for a formula and for an error value of Excel."""
    if cell.data_type == "f" or not isinstance(
        cell.value, str | int | float | bool | dt.date | dt.time | dt.timedelta | None
    ):
        raise CellError(
            "ô này là công thức; phần mềm không tính công thức. Hãy chép rồi dán dạng giá trị "
            "(Paste Values)."
        )
    if cell.data_type == "e":
        raise CellError(f"ô này đang báo lỗi {cell.value} của Excel; hãy gõ lại giá trị.")


def text_of(cell, longest: int = 0) -> str:
    """The text of a cell as it is displayed."""
    refuse_computed(cell)
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        raise CellError("đây là ô kiểu đúng/sai (TRUE/FALSE); ở đây cần chữ.")
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        raise CellError("đây là ô kiểu ngày tháng; hãy đổi ô sang kiểu chữ (Text) rồi gõ lại.")
    text = _number_text(value) if isinstance(value, int | float) else _unescaped(value)
    if longest and len(text) > longest:
        raise CellError(f"dài {vietnamese(len(text))} ký tự, tối đa {vietnamese(longest)} ký tự.")
    return text


def _number_text(value: float) -> str:
    return str(int(value)) if _is_whole(value) else format(value, ".15g").replace(".", ",")


def _is_whole(value: float) -> bool:
    return isinstance(value, int) or (abs(value) < 10**15 and value == int(value))


def _unescaped(text: str) -> str:
    text = text.replace("_x000D_", "").replace("_x000d_", "").replace("\r\n", "\n")
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    if any(c in _TURNING or (unicodedata.category(c) == "Cc" and c not in "\n\t") for c in text):
        raise CellError("có ký tự điều khiển ẩn trong ô; hãy xóa ô rồi gõ lại.")
    return visible_text(text.replace("\u00a0", " "))


def day_of(cell, epoch) -> dt.date:
    """The day of a date cell, of a serial number of Excel, or written ngày/tháng/năm."""
    if cell.data_type == "e" and cell.value == "#VALUE!":  # also for a number outside the calendar
        raise CellError("không phải là ngày. Ví dụ đúng: 05/02/2026.")
    refuse_computed(cell)
    value = cell.value
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, bool | dt.time | dt.timedelta):
        raise CellError("không phải là ngày. Ví dụ đúng: 05/02/2026.")
    if isinstance(value, int | float):
        if not _is_whole(value) or not 1 <= value <= _LAST_SERIAL:
            raise CellError(f"{_number_text(value)} không phải là ngày. Ví dụ đúng: 05/02/2026.")
        return from_excel(int(value), epoch).date()
    return _written_day(_unescaped(value))


def _written_day(text: str) -> dt.date:
    match, iso = _DAY.fullmatch(text), _ISO_DAY.fullmatch(text)
    if not match and not iso:
        raise CellError(f"“{text[:40]}” không phải là ngày. Hãy ghi như 05/02/2026.")
    day, month, year = match.groups() if match else reversed(iso.groups())
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        raise CellError(f"không có ngày {text[:40]}.") from None


def whole_of(cell) -> int:
    """The whole number of a cell; a number with two readings is refused."""
    refuse_computed(cell)
    value = cell.value
    if isinstance(value, bool):
        raise CellError("đây là ô kiểu đúng/sai (TRUE/FALSE); ở đây cần số nguyên.")
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        raise CellError("đây là ô kiểu ngày tháng; hãy đổi ô sang kiểu số rồi gõ lại.")
    if isinstance(value, int | float):
        if not _is_whole(value):
            raise CellError(f"{_number_text(value)} không phải là số nguyên.")
        return int(value)
    text = _unescaped(value)
    if _WHOLE.fullmatch(text):
        return int(text)
    if _GROUPED.fullmatch(text):
        raise CellError(
            f"“{text}” có dấu phân cách hàng nghìn nên hiểu được hai cách; hãy gõ số liền, "
            "ví dụ 2000."
        )
    if _DECIMAL.fullmatch(text):
        raise CellError(f"“{text}” không phải là số nguyên.")
    raise CellError(f"“{text[:40]}” không phải là số nguyên, ví dụ 1.")
