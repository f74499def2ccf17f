"""Values in cells: written for people, and read back without guessing."""

import datetime
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from core.numbers import plain

from ...rules import SHAPES
from ...rules.fields import Field, Flag, Group, Notes, Number, Option, Rows, Text, Texts, Whole
from .columns import KEY

_DATE_LIKE = re.compile(r"[0-9]{1,4}[/-][0-9]{1,2}([/-][0-9]{2,4})?")
# One group of three after the mark: read as thousands by some, as decimals by others.
_AMBIGUOUS = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")
_WITH_COMMA = re.compile(r"-?[0-9]{1,12},[0-9]{1,12}")
_YES, _NO = "có", "không"


def to_cell(each: Field, value: Any) -> Any:
    """A value of the document for a cell."""
    if isinstance(each, Flag):
        return _YES if value is True else _NO if value is False else str(value)
    if isinstance(each, Option) and value in each.options:
        return f"{each.options[value]} ({value})"
    if isinstance(each, Texts):
        return "\n".join(_line(text) for text in value)
    if isinstance(each, Notes):
        return "\n".join(f"{finding}: {_line(note)}" for finding, note in value.items())
    if isinstance(each, Number) and re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,4})?", str(value)):
        number = Decimal(str(value))
        return number if len(number.as_tuple().digits) <= 15 else str(value)
    return value


def _line(text: str) -> str:
    """The text on one line; quoted as in JSON if it could not be read back otherwise."""
    unsafe = not text or text != text.strip() or text[0] == '"' or re.search(r"[\r\n|]", text)
    return json.dumps(text, ensure_ascii=False) if unsafe else text


class CellError(Exception):
    """A cell that cannot be read; the message says why."""


def from_cell(each: Field, value: Any) -> Any:
    """A cell's value for the document. Raises CellError; the fields check ranges."""
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        raise CellError("đây là ô kiểu ngày tháng; hãy đổi ô sang kiểu chữ (Text) rồi gõ lại.")
    if isinstance(value, bool):
        if not isinstance(each, Flag):
            raise CellError("đây là ô kiểu đúng/sai (TRUE/FALSE), không dùng được ở đây.")
        return value
    if isinstance(value, int | float):
        return _from_number(each, value)
    return from_text(each, str(value).replace("\r\n", "\n").replace("_x000D_", "").strip())


def _from_number(each: Field, value: int | float) -> Any:
    """The typed number exactly: Excel keeps 15 digits, the rest of the float is dropped."""
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


def from_text(each: Field, text: str) -> Any:
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
    return _notes_of(text) if isinstance(each, Notes) else text


def _notes_of(text: str) -> dict[str, str]:
    """Notes by contradiction, one per line: `items_over_max: ...`."""
    notes: dict[str, str] = {}
    for line in filter(None, map(str.strip, text.split("\n"))):
        finding, colon, note = line.partition(":")
        if not colon or finding.strip() in notes:
            raise CellError(
                f"không hiểu dòng “{line[:60]}”; mỗi dòng ghi “mã mâu thuẫn: cách hiểu”, mỗi mã "
                "một lần."
            )
        notes[finding.strip()] = _unline(note.strip())
    return notes


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
    match = KEY.search(text)
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


# The column of details, one line per element: `levels: name_vi=Đủ | points=3` ---------------------


def details_text(shape: str, params: Mapping) -> str:
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
        text = to_cell(each, value) if isinstance(each, Flag) else str(value)
        shown.append(f"{key}={_line(text)}")
    return " | ".join(shown)


def read_details(shape: str, text: str) -> dict:
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


_PAIR = re.compile(r'\s*([a-z_]+)\s*=\s*("(?:[^"\\]|\\.)*"[ \t]*|[^|"][^|]*|)(?:\||$)')


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
        row[match[1]] = from_text(each, _unline(match[2].strip()))
        position = match.end()
    return row
