"""A workbook with its faults marked: a column of messages and coloured cells."""

import io
import warnings
from collections import defaultdict

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from core.errors import DomainError
from core.workbooks import put_text, writable

from .layout import FAULTS_TITLE, MOST_ROWS, same_name
from .opening import is_empty
from .preview import Preview

# Rows below this limit are not read, so they are not marked either.
_LAST_ROW = 3 * MOST_ROWS
_MARK = "FFFFC7CE"
_FILL = PatternFill("solid", start_color=_MARK)
_HEAD = Font(name="Calibri", size=11, bold=True, color="9C0006")


def marked_workbook(content: bytes, preview: Preview) -> bytes:
    """The workbook with a column “Lỗi” and marked cells. Raises DomainError without rows."""
    if preview.layout is None:
        raise DomainError("Tệp này chưa đọc được dòng nào nên không có gì để đánh dấu.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(content), keep_links=False)
    sheet = book[preview.sheet]
    _unmark(sheet, preview.header_row)
    words = _column_of_words(sheet, preview.header_row)
    by_row = defaultdict(list)
    for fault in preview.faults:
        if fault.sheet == preview.sheet:
            by_row[fault.row].append(fault)
    for row, faults in by_row.items():
        for fault in faults:
            if row and fault.column:
                _mark(sheet[f"{fault.column}{row}"], fault.message)
        texts = [f"{f'Cột {f.column}: ' if f.column else ''}{f.message}" for f in faults]
        cell = sheet.cell(row or 1, words)
        put_text(cell, writable("\n".join(texts)))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(name="Calibri", size=11, color="9C0006")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _unmark(sheet, header_row: int) -> None:
    """Remove earlier marks, so that only current faults are marked."""
    for row in sheet.iter_rows(min_row=header_row, max_row=min(sheet.max_row, _LAST_ROW)):
        for cell in row:
            if cell.fill.fgColor.rgb == _MARK:
                cell.fill, cell.comment = PatternFill(), None


def _mark(cell, message: str) -> None:
    if type(cell).__name__ == "MergedCell":
        return
    cell.fill = _FILL
    cell.comment = Comment(message, "Thi đua HĐND", width=320, height=110)


def _column_of_words(sheet, header_row: int) -> int:
    """The column “Lỗi”: the earlier one, emptied, or the first free one."""
    last = 0
    for cell in sheet[header_row]:
        if is_empty(cell.value):
            continue
        last = cell.column
        if same_name(str(cell.value)) == same_name(FAULTS_TITLE):
            for row in range(header_row + 1, min(sheet.max_row, _LAST_ROW) + 1):
                sheet.cell(row, cell.column).value = None
            return cell.column
    head = sheet.cell(header_row, last + 1)
    head.value, head.font = FAULTS_TITLE, _HEAD
    head.alignment = Alignment(horizontal="center", vertical="center")
    sheet.column_dimensions[head.column_letter].width = 60
    return last + 1
