"""Preview of a workbook before anything is entered: good rows, faults, known reports."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from campaigns.models import Plan, Scorecard
from core.numbers import vietnamese

from .. import queries
from ..content import ImportRow
from ..models import ActivityReport, Ratio
from .findings import Fault, Reading
from .layout import Layout
from .reading import read_reports

# Limits of the page; the marked workbook has all faults.
MOST_SHOWN_FAULTS = 200
MOST_SHOWN_ROWS = 10


@dataclass(frozen=True)
class ShownRow:
    """A good row as shown in the preview."""

    number: int
    row: ImportRow
    numbers: str


@dataclass
class Preview:
    """What would be entered: `good` rows, and `there`, rows that are reports already (with ids)."""

    faults: list[Fault]
    number_of_rows: int = 0
    good: list[ImportRow] = field(default_factory=list)
    there: list[tuple[int, int]] = field(default_factory=list)
    layout: Layout | None = None
    sheet: str = ""
    header_row: int = 0

    @property
    def scorecard(self) -> Scorecard | None:
        return self.layout and self.layout.scorecard

    @property
    def faulty(self) -> int:
        """Number of rows not entered because of faults."""
        return self.number_of_rows - len(self.good) - len(self.there)

    @property
    def shown_faults(self) -> list[Fault]:
        return self.faults[:MOST_SHOWN_FAULTS]

    @property
    def more_faults(self) -> int:
        return max(len(self.faults) - MOST_SHOWN_FAULTS, 0)

    @property
    def shown_rows(self) -> Iterator[ShownRow]:
        for row in self.good[:MOST_SHOWN_ROWS]:
            amounts = self.layout.amounts_of(row)
            words = [f"{code}: {in_words(amount)}" for code, amount in amounts.items()]
            yield ShownRow(row.number, row, "; ".join(words))

    @property
    def more_rows(self) -> int:
        return max(len(self.good) - MOST_SHOWN_ROWS, 0)

    @cached_property
    def seen(self) -> str:
        """Checksum of the preview; any change of the result changes it."""
        parts = [str(fault) for fault in self.faults]
        parts += [str(row.content.token) for row in self.good]
        parts += [str(number) for number, _ in self.there]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def in_words(amount: int | Ratio) -> str:
    """`3`, or `35 trên 40, không tính 2 (Văn bản số 1)`."""
    if not isinstance(amount, Ratio):
        return vietnamese(amount)
    text = f"{vietnamese(amount.count)} trên {vietnamese(amount.denominator)}"
    if amount.excluded:
        text += f", không tính {vietnamese(amount.excluded)} ({amount.document})"
    return text


def preview_of(*, plan: Plan, content: bytes, at: datetime) -> Preview:
    """Read a workbook and compare it with the existing reports. Writes nothing.

    A row equal to a report is known; one with the same words and other numbers is faulty. Thirteen
    queries at most, whatever the number of rows.
    """
    reading = read_reports(plan=plan, content=content, at=at)
    preview = Preview(
        faults=reading.faults,
        number_of_rows=reading.number_of_rows,
        layout=reading.layout,
        sheet=reading.sheet,
        header_row=reading.header_row,
    )
    known = queries.imported_reports(row.content.token for row in reading.rows)
    copies = queries.copies_of([row.content for row in reading.rows])
    reports = _reports(copies)
    for index, row in enumerate(reading.rows):
        report = reports.get(copies.get(index))
        if row.content.token in known:
            preview.there.append((row.number, known[row.content.token]))
        elif report is None:
            preview.good.append(row)
        elif _amounts_of(report) == reading.layout.amounts_of(row):
            preview.there.append((row.number, report.pk))
        else:
            preview.faults.append(_other_numbers(reading, row, report))
    preview.faults.sort(key=lambda fault: (fault.row, len(fault.column), fault.column))
    return preview


def _reports(copies: dict[int, int]) -> dict[int, ActivityReport]:
    reports = ActivityReport.objects.prefetch_related("counts__criterion")
    return reports.in_bulk(set(copies.values())) if copies else {}


def _amounts_of(report: ActivityReport) -> dict[str, int | Ratio]:
    """Amounts of a report by the code of the criterion."""
    return {row.criterion.code: row.amount for row in report.counts.all()}


def _other_numbers(reading: Reading, row: ImportRow, report: ActivityReport) -> Fault:
    return Fault(
        reading.sheet,
        row.number,
        "",
        f"đã có báo cáo số {report.pk} cùng loại, cùng ngày, cùng nội dung nhưng khác số lượng. "
        "Nếu là hoạt động khác, hãy ghi rõ điểm khác trong nội dung.",
    )
