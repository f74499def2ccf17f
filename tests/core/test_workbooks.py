"""Exported workbooks: no formulas, exact numbers, bounded memory."""

import csv
import datetime as dt
import io
import shutil
import subprocess
import tracemalloc
import zipfile
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from core.downloads import file_name
from core.workbooks import LONGEST_CELL, Column, Sheet, written

DANGEROUS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1;1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1)",
    " =1+1",
    "\u00a0=1+1",
    '=HYPERLINK("http://x.example","Bấm")',
    "=cmd|' /C calc'!A0",
    "|x",
    "%x",
]


def workbook(*rows, columns: int = 1, title: str = "Trang") -> bytes:
    sheet = Sheet(title, [Column(f"Cột {n}") for n in range(columns)], rows)
    with written([sheet]) as file:
        return file.read()


def cells(content: bytes) -> list:
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [row[0] for row in sheet.iter_rows(min_row=2)]


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_is_never_a_formula(text):
    [cell] = cells(workbook([text]))
    assert (cell.data_type, cell.value) == ("s", text)
    assert cell.quotePrefix  # it stays text when somebody edits the cell
    assert cell.number_format == "@"


@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice on this machine")
def test_a_spreadsheet_computes_no_text(tmp_path):
    texts = [text for text in DANGEROUS if text.isprintable()]
    (tmp_path / "a.xlsx").write_bytes(workbook(*([text, 7] for text in texts), columns=2))
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"),
            *("--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76"),
            *("--outdir", str(tmp_path)),
            str(tmp_path / "a.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    with (tmp_path / "a.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert [row[0] for row in rows[1:]] == texts
    assert {row[1] for row in rows[1:]} == {"7"}


def test_numbers_dates_and_times_keep_their_types():
    moment = dt.datetime(2026, 2, 4, 18, 30, 15, tzinfo=dt.UTC)  # 01:30:15 the next day here
    values = [3, Decimal("89.75"), Decimal("0.1"), Decimal("10.500"), -4, 0]
    content = workbook(*([v] for v in (*values, dt.date(2026, 2, 5), moment)))
    found = cells(content)
    assert [cell.data_type for cell in found] == ["n"] * 6 + ["d"] * 2
    assert [cell.value for cell in found[:6]] == [3, 89.75, 0.1, 10.5, -4, 0]
    assert found[6].value == dt.datetime(2026, 2, 5)
    assert found[6].number_format == "dd/mm/yyyy"
    assert found[7].value == dt.datetime(2026, 2, 5, 1, 30, 15)


def test_a_number_is_written_with_its_own_digits():
    """No float in between: the file has the text of the decimal."""
    values = [Decimal("89.1234")], [Decimal("0.3")], [Decimal("12345678901234.5678")]
    xml = raw(workbook(*values))
    assert "<v>89.1234</v>" in xml
    assert "<v>0.3</v>" in xml
    assert "12345678901234,5678</t>" in xml  # more digits than a spreadsheet keeps


def test_characters_that_no_workbook_can_hold_are_left_out():
    found = cells(workbook(["a\x00b\x1f\ufffe"], ["_x0041_"], ["<b>&\"'"], ["x" * 40_000]))
    assert [cell.value for cell in found[:1]] == ["ab"]
    assert found[2].value == "<b>&\"'"
    assert len(found[3].value) == LONGEST_CELL
    assert "_x005F_x0041_" in raw(workbook(["_x0041_"]))


def raw(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("xl/worksheets/sheet1.xml").decode()


def test_sheets_have_a_frozen_header_widths_and_a_valid_title():
    rows = [["a", 1]]
    sheet = Sheet("Báo cáo [5/2023]: 'mọi' cụm thi đua", [Column("A", 40), Column("B", 9)], rows)
    with written([sheet, Sheet("Trống", [Column("A")], [])]) as file:
        book = load_workbook(file)
    first = book.worksheets[0]
    assert book.sheetnames == ["Báo cáo  5 2023   'mọi' cụm thi", "Trống"]
    assert first.freeze_panes == "A2"
    assert first.column_dimensions["A"].width == 40
    assert first.auto_filter.ref == "A1:B2"


def test_memory_does_not_grow_with_the_rows():
    """The rows are a generator, and the output goes to a file."""
    row = ["Lê Thử An", "Nội dung hoạt động", Decimal("1.25"), dt.date(2023, 5, 1)] * 2

    def peak(number: int) -> int:
        tracemalloc.start()
        sheet = Sheet("A", [Column("A")] * 8, (list(row) for _ in range(number)))
        written([sheet]).close()
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    few = peak(500)
    assert peak(20_000) < few + 1_000_000


def test_a_file_name_comes_from_its_content():
    assert file_name("hai-phong-2023", "xep hang", "Cụm số 1") == (
        "hai-phong-2023-xep-hang-cum-so-1.xlsx"
    )
    assert file_name("../..") == "bang.xlsx"
