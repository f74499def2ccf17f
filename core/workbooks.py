"""Tables as Excel workbooks, row by row; text is never read as a formula.

Written as plain XML: 90,000 rows take some seconds and the memory of a few rows.
"""

import datetime as dt
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any
from xml.sax.saxutils import escape

from django.utils.timezone import localtime
from openpyxl.utils import get_column_letter

from .numbers import plain

LONGEST_CELL = 32_767
_ROWS_AT_ONCE = 200
_LINE_HEIGHT, _MOST_LINES = 15, 20
# A spreadsheet keeps 15 digits of a number; longer ones are written as text.
MOST_DIGITS = 15
# A spreadsheet would compute text that begins so when it is typed, edited or opened as CSV.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_DAY_0 = dt.date(1899, 12, 30)
_FIRST_DAY = dt.date(1900, 3, 1)  # spreadsheets count earlier days differently

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

# Positions of the formats in _STYLES.
_HEADER, _TEXT, _QUOTED, _NUMBER, _DAY, _MOMENT = range(1, 7)
_TOP = '<alignment vertical="top" wrapText="1"/>'
_APPLIED = 'fontId="0" applyFont="1" applyNumberFormat="1" applyAlignment="1"'
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="2">'
    '<numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
    '<numFmt numFmtId="165" formatCode="dd/mm/yyyy hh:mm"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFF3E6E7"/></patternFill></fill></fills>'
    '<borders count="2"><border/><border><bottom style="thin"><color rgb="FF999999"/></bottom>'
    '</border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7"><xf/>'
    '<xf fontId="1" fillId="2" borderId="1" applyFont="1" applyFill="1" applyBorder="1" '
    f'applyAlignment="1">{_TOP}</xf>'
    f'<xf numFmtId="49" {_APPLIED}>{_TOP}</xf>'
    f'<xf numFmtId="49" quotePrefix="1" {_APPLIED}>{_TOP}</xf>'
    f'<xf {_APPLIED}><alignment vertical="top"/></xf>'
    f'<xf numFmtId="164" {_APPLIED}><alignment vertical="top"/></xf>'
    f'<xf numFmtId="165" {_APPLIED}><alignment vertical="top"/></xf>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


# Escaped in XML attributes, besides what `escape` does.
QUOTES = {'"': "&quot;"}


@dataclass(frozen=True)
class Column:
    """A column with its heading and its width in characters."""

    title: str
    width: int = 14


@dataclass(frozen=True)
class Sheet:
    """A table: its name, its columns, and rows of str, int, Decimal, date, datetime or None."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might compute the text."""
    return text.lstrip(" \u00a0\u3000").startswith(_FORMULA_STARTS) or text.startswith("\t")


def writable(text: str) -> str:
    """The text without characters that a workbook cannot hold, cut to the length of a cell."""
    text = _UNWRITABLE.sub("", text)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def put_text(cell, text: str) -> None:
    """Write text into an openpyxl cell as text, whatever it begins with.

    Raises openpyxl's IllegalCharacterError for characters that a workbook cannot hold.
    """
    cell.value = text
    cell.data_type = "s"
    cell.number_format = "@"
    if looks_like_formula(text):
        cell.quotePrefix = True


def written(sheets: Sequence[Sheet]) -> IO[bytes]:
    """A temporary file with the workbook, at its beginning. Rows are read one by one."""
    file = TemporaryFile()  # noqa: SIM115 (the caller closes it, a response does so by itself)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as package:
        for name, part in _parts(sheets):
            package.writestr(name, part)
        for number, sheet in enumerate(sheets, start=1):
            with package.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as stream:
                for piece in _sheet_xml(sheet):
                    stream.write(piece.encode())
    file.seek(0)
    return file


def _parts(sheets: Sequence[Sheet]) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(sheets) + 1)
    titles = [_sheet_title(sheet.title) for sheet in sheets]
    yield (
        "[Content_Types].xml",
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" '
            f'ContentType="{_KIND}.worksheet+xml"/>'
            for n in numbers
        )
        + "</Types>",
    )
    yield (
        "_rels/.rels",
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    )
    yield (
        "xl/workbook.xml",
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        + "".join(
            f'<sheet name="{escape(title, QUOTES)}" sheetId="{n}" r:id="rId{n}"/>'
            for n, title in zip(numbers, titles, strict=True)
        )
        + "</sheets><definedNames>"
        + "".join(
            f'<definedName name="_xlnm.Print_Titles" localSheetId="{n}">'
            f"'{escape(title.replace(chr(39), chr(39) * 2))}'!$1:$1</definedName>"
            for n, title in enumerate(titles)
        )
        + "</definedNames></workbook>",
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" '
            f'Target="worksheets/sheet{n}.xml"/>'
            for n in numbers
        )
        + f'<Relationship Id="rId{len(sheets) + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        "</Relationships>",
    )
    yield "xl/styles.xml", _STYLES


def _sheet_title(title: str) -> str:
    """A valid sheet title: at most 31 characters, without reserved ones."""
    return writable(re.sub(r"[\[\]:*?/\\]", " ", title)).strip(" '")[:31] or "Trang"


def _sheet_xml(sheet: Sheet) -> Iterator[str]:
    letters = [get_column_letter(n) for n in range(1, len(sheet.columns) + 1)]
    yield (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        '<sheetFormatPr defaultRowHeight="15"/><cols>'
    )
    for number, column in enumerate(sheet.columns, start=1):
        yield f'<col min="{number}" max="{number}" width="{column.width}" customWidth="1"/>'
    yield "</cols><sheetData>"
    widths = [column.width for column in sheet.columns]
    heads = (_words(column.title, _HEADER) for column in sheet.columns)
    lines = max(2, _lines([column.title for column in sheet.columns], widths))
    yield _row_xml(1, letters, heads, lines)
    last, rows = 1, iter(sheet.rows)
    while some := list(islice(rows, _ROWS_AT_ONCE)):
        yield "".join(
            _row_xml(n, letters, map(_cell, row), _lines(row, widths))
            for n, row in enumerate(some, last + 1)
        )
        last += len(some)
    yield (
        f'</sheetData><autoFilter ref="A1:{letters[-1]}{last}"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        "</worksheet>"
    )


def _lines(row: Sequence[Any], widths: Sequence[int]) -> int:
    """Estimated number of text lines of a row; a spreadsheet does not measure rows."""
    most = 1
    for value, width in zip(row, widths, strict=True):
        if isinstance(value, str) and (len(value) > width or "\n" in value):
            needed = sum(1 + len(part) // width for part in value.split("\n"))
            most = max(most, needed)
    return min(most, _MOST_LINES)


def _row_xml(number: int, letters: Sequence[str], cells: Iterable[str], lines: int) -> str:
    """XML of a row from cells as ` s="2"...`; empty cells are left out."""
    placed = [
        f'<c r="{letter}{number}"{cell}'
        for letter, cell in zip(letters, cells, strict=True)
        if cell
    ]
    high = f' ht="{lines * _LINE_HEIGHT}"' if lines > 1 else ""
    return f'<row r="{number}"{high}>{"".join(placed)}</row>'


def _cell(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        raise TypeError("say it in words")
    if isinstance(value, int | Decimal):
        digits = plain(value)
        if len(digits) > MOST_DIGITS and len(digits.strip("-0.").replace(".", "")) > MOST_DIGITS:
            return _words(digits.replace(".", ","), _TEXT)
        return f' s="{_NUMBER}"><v>{digits}</v></c>'
    if isinstance(value, dt.datetime):
        value = localtime(value) if value.tzinfo else value
        seconds = value.hour * 3600 + value.minute * 60 + value.second
        part = seconds * 10**10 // 86400  # fraction of the day, finer than a second
        return f' s="{_MOMENT}"><v>{(value.date() - _DAY_0).days}.{part:010d}</v></c>'
    if isinstance(value, dt.date):
        if value < _FIRST_DAY:
            return _words(f"{value:%d/%m/%Y}", _TEXT)
        return f' s="{_DAY}"><v>{(value - _DAY_0).days}</v></c>'
    raise TypeError(f"no cell for {type(value).__name__}")


@lru_cache(maxsize=4096)  # names of units, kinds and states are repeated often
def _text(value: str) -> str:
    return _words(value, _QUOTED if looks_like_formula(value) else _TEXT)


def _words(text: str, style: int) -> str:
    text = escape(_ESCAPE_LIKE.sub("_x005F_", writable(text))).replace("\r", "&#13;")
    return f' s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
