"""Fields of documents: each reads raw data, reports faults, and describes itself.

Raw data comes from YAML, JSON or a workbook. A field returns the value, or adds a fault and returns
None; it never guesses. `schema` is its part of the JSON Schema.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from unicodedata import category, normalize

from core.numbers import decimals, plain, vietnamese

from ..faults import Fault, Path

LARGEST_POINTS = Decimal(100_000)
LARGEST_COUNT = Decimal(1_000_000_000)
MOST_DECIMALS = 4

# Fits into one cell of a spreadsheet with a margin.
_LONGEST_LIST = 20_000
_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?")
# Control characters but tab and line feed, halves of surrogate pairs, and non-characters.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# Small letters of other alphabets that look like Latin ones, some of them only as capitals.
_DRAWN_LIKE = str.maketrans(
    "авеіјкмнорстухѕӏԁԛԝαβεζηικμνορτυχ",
    "abeijkmhopctyxsldqwabezhikmnoptyx",
)
# Sentinel default: the value is required.
REQUIRED: Any = object()


@dataclass(frozen=True)
class Field:
    """Base of all fields: a label for the screen, and a default for missing data."""

    label: str
    default: Any = REQUIRED

    def read(self, raw: Any, path: Path, faults: list[Fault]) -> Any:
        raise NotImplementedError

    def schema(self) -> dict:
        raise NotImplementedError

    def _fault(self, faults: list[Fault], path: Path, text: str) -> None:
        faults.append(Fault(path, f"{self.label}: {text}"))


@dataclass(frozen=True)
class Number(Field):
    """An exact decimal, as text or a whole number; never a float."""

    least: Decimal = Decimal(0)
    most: Decimal = LARGEST_POINTS
    is_above_least: bool = False

    def read(self, raw: Any, path: Path, faults: list[Fault]) -> Decimal | None:
        if isinstance(raw, Decimal):
            raw = format(raw, "f")
        if isinstance(raw, float):
            self._fault(faults, path, 'hãy viết số trong ngoặc kép, ví dụ "2.5".')
            return None
        text = str(raw).strip()
        if isinstance(raw, bool) or not _NUMBER.fullmatch(text):
            problem = (
                f"“{text[:20]}” có dấu phẩy; trong tệp, hãy viết dấu chấm."
                if re.fullmatch(r"-?[0-9]+,[0-9]+", text)
                else f"“{text[:40]}” không phải là số (ví dụ đúng: 3 hoặc 2.5)."
            )
            self._fault(faults, path, problem)
            return None
        number = Decimal(text)
        if decimals(number) > MOST_DECIMALS:
            self._fault(faults, path, f"có quá {MOST_DECIMALS} chữ số sau dấu phẩy.")
        elif not self.least <= number <= self.most or (
            self.is_above_least and number == self.least
        ):
            least, most = vietnamese(self.least), vietnamese(self.most)
            allowed = f"lớn hơn {least}," if self.is_above_least else f"từ {least}"
            self._fault(faults, path, f"phải {allowed} đến {most}, không phải {text[:20]}.")
        else:
            return number or Decimal(0)  # no negative zero
        return None

    def schema(self) -> dict:
        return {
            "description": self.label,
            "type": ["string", "integer"],
            "pattern": rf"^-?[0-9]{{1,12}}(\.[0-9]{{1,{MOST_DECIMALS}}})?$",
        }


@dataclass(frozen=True)
class Whole(Field):
    """A whole number."""

    least: int = 1
    most: int = 1_000_000

    def read(self, raw: Any, path: Path, faults: list[Fault]) -> int | None:
        text = str(raw).strip()
        if isinstance(raw, bool | float) or not re.fullmatch(r"-?[0-9]{1,12}", text):
            self._fault(faults, path, f"“{text[:40]}” không phải là số nguyên.")
        elif not self.least <= int(text) <= self.most:
            self._fault(
                faults, path, f"phải từ {vietnamese(self.least)} đến {vietnamese(self.most)}."
            )
        else:
            return int(text)
        return None

    def schema(self) -> dict:
        return {
            "description": self.label,
            "type": "integer",
            "minimum": self.least,
            "maximum": self.most,
        }


@dataclass(frozen=True)
class Text(Field):
    """Text; not empty unless there is a default."""

    longest: int = 2000

    def read(self, raw: Any, path: Path, faults: list[Fault]) -> str | None:
        text = normalize("NFC", raw.strip()) if isinstance(raw, str) else ""
        if not isinstance(raw, str):
            self._fault(faults, path, "phải là chữ.")
        elif _UNSEEN.search(text):
            self._fault(faults, path, "có ký tự không in được; hãy gõ lại dòng này.")
        elif not text and self.default is REQUIRED:
            self._fault(faults, path, "còn thiếu.")
        elif len(text) > self.longest:
            self._fault(faults, path, f"dài quá {self.longest} chữ.")
        else:
            return text
        return None

    def schema(self) -> dict:
        return {"description": self.label, "type": "string", "maxLength": self.longest}


def lookalike_key(text: str) -> str:
    """Key shared by texts that look alike in case, spaces, alphabets, invisible characters."""
    seen = "".join(c for c in normalize("NFKC", text) if category(c) != "Cf")
    return " ".join(seen.casefold().translate(_DRAWN_LIKE).split())


@dataclass(frozen=True)
class Code(Text):
    """A code that others refer to: only characters that everyone can see and type."""

    def read(self, raw: Any, path: Path, faults: list[Fault]) -> str | None:
        text = super().read(raw, path, faults)
        if odd := next((c for c in text or "" if not _is_plain(c)), None):
            self._fault(faults, path, f"{_odd_in_words(odd)}; hãy gõ lại mã bằng bàn phím.")
            return None
        return text


def _is_plain(character: str) -> bool:
    """Whether it is printable ASCII or a Vietnamese letter."""
    base = normalize("NFD", character)[0]
    return character in "đĐ" or (character == normalize("NFKC", character) and " " <= base <= "~")


def _odd_in_words(character: str) -> str:
    number = f"U+{ord(character):04X}"
    if category(character) in ("Cf", "Zs", "Cc"):
        return f"có ký tự không nhìn thấy ({number})"
    return f"ký tự “{character}” ({number}) không phải chữ cái La-tinh, chữ số hay dấu thường dùng"


@dataclass(frozen=True)
class Flag(Field):
    """A boolean."""

    default: Any = False

    def read(self, raw: Any, path: Path, faults: list[Fault]) -> bool | None:
        if isinstance(raw, bool):
            return raw
        self._fault(faults, path, "chỉ là true hoặc false.")
        return None

    def schema(self) -> dict:
        return {"description": self.label, "type": "boolean"}


@dataclass(frozen=True)
class Option(Field):
    """One of named values: code -> its meaning in Vietnamese."""

    options: Mapping[str, str] = field(default_factory=dict)

    def read(self, raw: Any, path: Path, faults: list[Fault]) -> str | None:
        if isinstance(raw, str) and raw in self.options:
            return raw
        known = ", ".join(self.options)
        self._fault(faults, path, f"“{str(raw)[:40]}” không có trong: {known}.")
        return None

    def schema(self) -> dict:
        return {"description": self.label, "enum": list(self.options)}


@dataclass(frozen=True)
class Texts(Field):
    """A list of texts."""

    default: Any = ()
    longest: int = 2000
    most: int = 100

    def read(self, raw: Any, path: Path, faults: list[Fault]) -> tuple[str, ...] | None:
        if not isinstance(raw, list | tuple) or not all(isinstance(t, str) for t in raw):
            self._fault(faults, path, "phải là danh sách các dòng chữ.")
            return None
        if len(raw) > self.most or sum(map(len, raw)) > _LONGEST_LIST:
            self._fault(faults, path, f"dài quá {self.most} dòng hoặc {_LONGEST_LIST} chữ.")
            return None
        if len(set(raw)) < len(raw):
            self._fault(faults, path, "có dòng ghi hai lần.")
            return None
        item = Text(self.label, longest=self.longest)
        return tuple(item.read(text, (*path, n), faults) or "" for n, text in enumerate(raw))

    def schema(self) -> dict:
        return {"description": self.label, "type": "array", "items": {"type": "string"}}


@dataclass(frozen=True)
class Notes(Field):
    """Notes by contradiction: `{items_over_max: only the maximum counts}`."""

    default: Any = field(default_factory=dict)
    longest: int = 2000
    most: int = 50

    def read(self, raw: Any, path: Path, faults: list[Fault]) -> dict[str, str] | None:
        if not isinstance(raw, Mapping):
            self._fault(faults, path, "phải là các dòng “mã mâu thuẫn: cách hiểu”.")
            return None
        if len(raw) > self.most:
            self._fault(faults, path, f"dài quá {self.most} dòng.")
            return None
        item = Text(self.label, longest=self.longest)
        return {str(key): item.read(raw[key], (*path, str(key)), faults) or "" for key in raw}

    def schema(self) -> dict:
        return {
            "description": self.label,
            "type": "object",
            "additionalProperties": {"type": "string", "maxLength": self.longest},
        }


@dataclass(frozen=True)
class Group(Field):
    """Named fields together, such as `override: {when_vi, below, points}`."""

    fields: Mapping[str, Field] = field(default_factory=dict)
    default: Any = None

    def read(self, raw: Any, path: Path, faults: list[Fault]) -> dict | None:
        return read_fields(self.fields, raw, path, faults)

    def schema(self) -> dict:
        return {"description": self.label, **object_schema(self.fields)}


@dataclass(frozen=True)
class Rows(Field):
    """A list of groups of named fields, such as the steps of a threshold."""

    fields: Mapping[str, Field] = field(default_factory=dict)
    least: int = 1
    most: int = 50

    def read(self, raw: Any, path: Path, faults: list[Fault]) -> tuple[dict, ...] | None:
        if not isinstance(raw, list | tuple):
            self._fault(faults, path, "phải là một danh sách.")
        elif not self.least <= len(raw) <= self.most:
            self._fault(faults, path, f"cần từ {self.least} đến {self.most} dòng.")
        else:
            return tuple(read_fields(self.fields, r, (*path, n), faults) for n, r in enumerate(raw))
        return None

    def schema(self) -> dict:
        return {
            "description": self.label,
            "type": "array",
            "minItems": self.least,
            "maxItems": self.most,
            "items": object_schema(self.fields),
        }


def read_fields(
    fields: Mapping[str, Field], raw: Any, path: Path, faults: list[Fault]
) -> dict[str, Any]:
    """Values of named fields; unknown names and missing ones become faults."""
    if not isinstance(raw, Mapping):
        faults.append(Fault(path, "Chỗ này cần các mục có tên."))
        return {}
    for name in raw:
        if name not in fields:
            known = ", ".join(fields) or "không có mục nào"
            faults.append(Fault((*path, str(name)), f"Không có mục “{name}” ở đây ({known})."))
    values = {}
    for name, each in fields.items():
        if raw.get(name) is not None:
            values[name] = each.read(raw[name], (*path, name), faults)
        elif each.default is REQUIRED:
            faults.append(Fault((*path, name), f"{each.label}: còn thiếu mục “{name}”."))
            values[name] = None
        else:
            values[name] = each.default
    return values


def write_fields(fields: Mapping[str, Field], values: Mapping[str, Any]) -> dict:
    """Raw data of the values that differ from their default; `read_fields` reads it back."""
    return {
        name: _write(each, values[name])
        for name, each in fields.items()
        if values[name] is not None and values[name] != each.default
    }


def _write(each: Field, value: Any) -> Any:
    if not isinstance(each, Group | Rows):
        return raw(value)
    if isinstance(value, Mapping):
        return write_fields(each.fields, value)
    return [write_fields(each.fields, row) for row in value]


def raw(value: Any) -> Any:
    """A value for nested data: decimals as text."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Mapping):
        return {key: raw(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [raw(each) for each in value]
    return value


def object_schema(fields: Mapping[str, Field]) -> dict:
    """JSON Schema of named fields."""
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: each.schema() for name, each in fields.items()},
        "required": [name for name, each in fields.items() if each.default is REQUIRED],
    }
