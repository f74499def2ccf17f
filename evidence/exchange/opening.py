"""Open an uploaded workbook without trusting it: its sheets and their hidden content."""

import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

from core.errors import DomainError
from core.workbook_package import ranges_in, read_package

LARGEST_UNPACKED = 60_000_000
MOST_COLUMNS = 400
MOST_MERGES = 200
MOST_RANGE_CELLS = 50_000
_LAST_ROW = 1_048_576

_ROW_TAG = re.compile(rb"<(?:\w+:)?row\s([^>]*)>")
_COL_TAG = re.compile(rb"<(?:\w+:)?col\s([^>]*)>")
_ATTRIBUTE = re.compile(rb"\b(r|min|max|hidden)=[\"']([^\"']*)[\"']")


@dataclass(frozen=True)
class Merge:
    """Merged cells: columns and rows from 1, both ends included."""

    first_column: int
    first_row: int
    last_column: int
    last_row: int

    @property
    def where(self) -> str:
        ends = (
            f"{get_column_letter(self.first_column)}{self.first_row}",
            f"{get_column_letter(self.last_column)}{self.last_row}",
        )
        return ":".join(ends)

    @property
    def size(self) -> int:
        return (self.last_column - self.first_column + 1) * (self.last_row - self.first_row + 1)


@dataclass(frozen=True)
class OpenSheet:
    """A sheet of an open workbook; `rows` reads it again each time."""

    title: str
    merges: list[Merge]
    hidden_rows: set[int]
    hidden_columns: set[int]
    is_hidden: bool
    source: Any

    def rows(self) -> Iterator[tuple[int, list]]:
        """(row number, its cells up to the last allowed column); empty rows are left out."""
        self.source.reset_dimensions()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a date outside the calendar is reported as a fault
            nothing = None  # the library returns one shared tuple for missing rows
            for number, cells in enumerate(self.source.iter_rows(max_col=MOST_COLUMNS), start=1):
                if cells is nothing:
                    continue
                if any(cell.value is not None and not is_empty(cell.value) for cell in cells):
                    yield number, list(cells)
                else:
                    nothing = cells


def is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip(" \n\r\t\u00a0\u200b"))


def open_workbook(content: bytes) -> tuple[list[OpenSheet], Any]:
    """The sheets of a workbook and the day its dates count from.

    Raises DomainError when no sheet can be read.
    """
    parts = read_package(content, largest=LARGEST_UNPACKED)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        return [_sheet(sheet, parts) for sheet in book.worksheets], book.epoch
    except DomainError:
        raise
    except Exception:  # openpyxl raises many kinds of errors for broken parts
        raise DomainError("Tệp Excel bị hỏng, không mở được.") from None


def _sheet(source, parts: dict[str, bytes]) -> OpenSheet:
    part = parts.get(source._worksheet_path.lstrip("/"), b"")
    rows = [dict(_ATTRIBUTE.findall(tag)) for tag in _ROW_TAG.findall(part)]
    columns = [dict(_ATTRIBUTE.findall(tag)) for tag in _COL_TAG.findall(part)]
    numbers = [int(row[b"r"]) for row in rows if row.get(b"r", b"x").isdigit()]
    if max(numbers, default=0) > _LAST_ROW:
        raise DomainError("Tệp Excel bị hỏng, không mở được.")
    ranges = ranges_in(part)
    merges = [_merge(ref) for kind, ref in ranges if kind == "mergeCell"]
    # the library expands merged cells and links cell by cell
    if len(merges) > MOST_MERGES or sum(_merge(ref).size for _, ref in ranges) > MOST_RANGE_CELLS:
        raise DomainError("Tệp có quá nhiều ô bị gộp hoặc mang liên kết; hãy bỏ gộp ô (Unmerge).")
    return OpenSheet(
        title=source.title,
        merges=merges,
        hidden_rows={int(row[b"r"]) for row in rows if b"r" in row and _is_hidden(row)},
        hidden_columns={
            number
            for column in columns
            if _is_hidden(column)
            for number in range(int(column[b"min"]), min(int(column[b"max"]), MOST_COLUMNS) + 1)
        },
        is_hidden=source.sheet_state != "visible",
        source=source,
    )


def _is_hidden(attributes: dict[bytes, bytes]) -> bool:
    return attributes.get(b"hidden") in (b"1", b"true")


def _merge(ref: str) -> Merge:
    first_column, first_row, last_column, last_row = range_boundaries(ref.replace("$", ""))
    return Merge(first_column or 1, first_row or 1, last_column or 1, last_row or _LAST_ROW)
