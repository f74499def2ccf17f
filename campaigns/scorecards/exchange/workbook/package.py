"""Checks of a workbook before its cells are read: size, macros, hidden and merged parts."""

import io
from collections.abc import Iterator, Mapping

from openpyxl import load_workbook

from core.errors import DomainError
from core.workbook_package import ranges_in, read_package

from ...faults import DocumentError, Fault
from .columns import GRADING, GUIDE, INFO, TREE

LARGEST_UNPACKED = 20_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 200


def unreadable(message: str) -> DocumentError:
    """A DocumentError about the whole file."""
    return DocumentError([Fault((), message)])


def check_package(content: bytes) -> None:
    """Raises DocumentError for a package that must not be opened by a library."""
    try:
        parts = read_package(content, largest=LARGEST_UNPACKED)
    except DomainError as error:
        raise unreadable(error.message) from None
    if faults := list(_range_faults(content, parts)):
        raise DocumentError(faults)


def _range_faults(content: bytes, parts: Mapping[str, bytes]) -> Iterator[Fault]:
    """Merged cells and links over ranges, which openpyxl would expand cell by cell."""
    ranges = {
        name: ranges_in(part) for name, part in parts.items() if name.startswith("xl/worksheets/")
    }
    if not any(ranges.values()):
        return
    try:
        book = load_workbook(io.BytesIO(content), read_only=True)
        titles = {sheet._worksheet_path: sheet.title for sheet in book.worksheets}
    except Exception:
        titles = {}
    for name, refs in ranges.items():
        for kind, ref in refs[:20]:
            place = f"ô {ref} của trang “{titles.get(name, name)}”"
            if kind == "mergeCell":
                yield Fault((), f"{place}: các ô này bị gộp; hãy bỏ gộp ô (Unmerge).")
            elif ":" in ref:
                yield Fault((), f"{place}: liên kết đặt trên nhiều ô; hãy bỏ liên kết.")


def sheet_faults(book) -> Iterator[Fault]:
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
