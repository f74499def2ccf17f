"""Result of reading a filled-in sheet: good rows, and each fault with its cell."""

from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from ..content import ImportRow
from .layout import Layout


@dataclass(frozen=True)
class Fault:
    """A fault; `row` 0 means the whole sheet, an empty `column` the whole row."""

    sheet: str
    row: int
    column: str
    message: str

    @property
    def place(self) -> str:
        if not self.row:
            return f"Trang “{self.sheet}”" if self.sheet else "Cả tệp"
        return f"Dòng {self.row}" + (f", cột {self.column}" if self.column else "")

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass
class Reading:
    """Result of reading a workbook: good rows, and the faults of the others."""

    layout: Layout | None = None
    sheet: str = ""
    header_row: int = 0
    faults: list[Fault] = field(default_factory=list)
    rows: list[ImportRow] = field(default_factory=list)
    number_of_rows: int = 0


def add_fault(reading: Reading, row: int, index: int, message: str) -> None:
    """Add a fault at a row and a column (from 1)."""
    reading.faults.append(Fault(reading.sheet, row, get_column_letter(index), message))
