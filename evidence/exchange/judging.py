"""Check the rows of a filled-in sheet; a good one becomes the content of a report."""

from typing import Any

from django.utils.timezone import localdate
from openpyxl.utils import get_column_letter

from campaigns.models import ActivityKind, Criterion, Entry, Plan
from core.names import lower_first, text_sort_key, unaccented

from .. import queries
from ..content import ImportRow, ReportContent
from ..models import Ratio
from ..rules import count_problems, day_problem, deadline_problem
from ..services.importing import row_key
from .cells import CellError, day_of, text_of, whole_of
from .findings import Fault
from .layout import (
    DAY,
    DOCUMENT,
    ENTRY,
    KIND,
    LONGEST,
    PLACE,
    REQUIRED,
    SUMMARY,
    plainly,
    same_name,
)
from .opening import OpenSheet, is_empty


class RowJudge:
    """Checks one row after the other; each fault is reported once, at its cell."""

    def __init__(self, reading, sheet: OpenSheet, columns, unread: set[int], epoch, at) -> None:
        self.reading, self.sheet, self.layout = reading, sheet, reading.layout
        self.columns, self.unread, self.epoch, self.at = columns, unread, epoch, at
        self.plan: Plan = self.layout.scorecard.plan
        self.today = localdate(at)
        self.seen: dict[tuple, int] = {}
        self.is_complete = all(columns.get(key, 0) not in {0, *unread} for key in REQUIRED)
        self.needs_extension = deadline_problem(self.plan, at) is not None
        self.extensions = queries.report_extensions(self.layout.entries)

    def row(self, number: int, cells: list) -> None:
        """Check a row; keep a good one."""
        self.number, self.cells, self.is_good = number, cells, self.is_complete
        self.merges = [m for m in self.sheet.merges if m.first_row <= number <= m.last_row]
        if number in self.sheet.hidden_rows:
            self.fault("", "dòng này bị ẩn; hãy cho hiện lại hoặc xóa dòng.")
        if self.merges or self.has_unread_values():
            self.is_good = False
        entry, kind, day = self.entry(), self.kind(), self.day()
        words = {key: self.words(key) for key in (PLACE, DOCUMENT, SUMMARY)}
        counts = self.counts(kind)
        if self.is_good:
            self.take(ReportContent(entry, kind, day, counts=counts, **words))

    def take(self, content: ReportContent) -> None:
        same = (content.entry.pk, content.kind.pk, content.happened_on, content.summary)
        first = self.seen.setdefault(same, self.number)
        if first != self.number:
            self.fault(
                SUMMARY,
                f"trùng với dòng {first} (cùng người, cùng loại, cùng ngày, cùng nội dung). Nếu là "
                "hoạt động khác, hãy ghi rõ điểm khác trong nội dung.",
            )
            return
        key = row_key(self.plan, content, self.layout.codes)
        content = ReportContent(**{**vars(content), "token": key})
        self.reading.rows.append(ImportRow(self.number, content))

    def fault(self, key: str, message: str) -> None:
        self.is_good = False
        column = get_column_letter(self.columns[key]) if key in self.columns else ""
        self.reading.faults.append(Fault(self.reading.sheet, self.number, column, message))

    def cell(self, key: str):
        """The cell of a column; None without such a column or when it cannot be read."""
        index = self.columns.get(key)
        if index is None or index in self.unread or index > len(self.cells):
            return None
        if any(merge.first_column <= index <= merge.last_column for merge in self.merges):
            return None
        return self.cells[index - 1]

    def read(self, key: str, read, *args) -> Any:
        """Result of `read` for a cell; None for a faulty cell, after its fault is added."""
        try:
            return read(self.cell(key), *args)
        except CellError as error:
            self.fault(key, str(error))
            return None

    def entry(self) -> Entry | None:
        cell = self.cell(ENTRY)
        if cell is None:
            return None
        text = self.read(ENTRY, text_of)
        if text == "":
            self.fault(ENTRY, "chưa chọn tập thể, cá nhân.")
        if not text:
            return None
        found = self.entries_called(text)
        if len(found) != 1:
            self.fault(ENTRY, self.several(text, found) if found else self.unknown(text))
            return None
        entry = found[0]
        if self.needs_extension and (
            problem := deadline_problem(self.plan, self.at, self.extensions.get(entry.pk))
        ):
            self.fault(ENTRY, lower_first(problem))
        return entry

    def entries_called(self, text: str) -> list[Entry]:
        if text.isdecimal():
            entry = self.layout.entry_by_id.get(int(text))
            return [entry] if entry else []
        return self.layout.entries_named.get(plainly(text)) or self.layout.entries_alike.get(
            text_sort_key(text), []
        )

    def several(self, text: str, found: list[Entry]) -> str:
        names = "; ".join(f"{entry.unit_name}, mã {entry.pk}" for entry in found[:5])
        return (
            f"có {len(found)} tập thể, cá nhân tên “{text[:80]}” ({names}). Hãy chọn trong danh "
            "sách hoặc ghi mã."
        )

    def unknown(self, text: str) -> str:
        plain = unaccented(text)
        alike = next((e.name for e in self.layout.entries if unaccented(e.name) == plain), None)
        message = f"không có “{text[:80]}” trong danh sách của bảng tiêu chí này."
        return f"{message} Có phải “{alike}” không?" if alike else message

    def kind(self) -> ActivityKind | None:
        if self.cell(KIND) is None:
            return None
        text = self.read(KIND, text_of)
        if text == "":
            self.fault(KIND, "chưa chọn loại hoạt động.")
        if not text:
            return None
        kind = self.layout.kind_named.get(same_name(text))
        if kind is None:
            self.fault(KIND, f"không có loại hoạt động “{text[:80]}”. Hãy chọn trong danh sách.")
        return kind

    def day(self):
        cell = self.cell(DAY)
        if cell is None:
            return None
        if is_empty(cell.value):
            self.fault(DAY, "chưa ghi ngày diễn ra.")
            return None
        day = self.read(DAY, day_of, self.epoch)
        if day and (problem := day_problem(self.plan, day, self.today)):
            self.fault(DAY, f"{day:%d/%m/%Y}: {lower_first(problem)}")
        return day

    def words(self, key: str) -> str:
        if self.cell(key) is None:
            return ""
        text = self.read(key, text_of, LONGEST[key])
        if key == SUMMARY and text == "":
            self.fault(key, "chưa ghi nội dung, kết quả của hoạt động.")
        return text or ""

    def counts(self, kind: ActivityKind | None) -> dict[int, int | Ratio]:
        """Numbers by criterion id; adds a fault when there are none."""
        counts: dict[int, int | Ratio] = {}
        is_filled = bool(self.merges)  # merged cells are reported already
        for leaf in self.layout.leaves:
            filled = [
                key
                for key in self.keys_of(leaf)
                if (cell := self.cell(key)) is not None and not is_empty(cell.value)
            ]
            if not filled:
                continue
            is_filled = True
            if kind and leaf.pk not in self.layout.leaves_of_kind[kind.pk]:
                self.fault(
                    filled[0],
                    f"tiêu chí {leaf.code} không tính cho loại hoạt động “{kind.name}”.",
                )
                continue
            amount = self.ratio(leaf, filled) if leaf.rule.reads_ratio else self.count(leaf)
            if amount is not None:
                counts[leaf.pk] = amount
        if not is_filled and not self.has_unread_values():
            self.fault("", "chưa có số lượng của tiêu chí nào.")
        return counts

    def has_unread_values(self) -> bool:
        return any(not is_empty(self.cells[i - 1].value) for i in self.unread)

    def keys_of(self, leaf: Criterion) -> list[str]:
        numbers = ("denominator", "count", "excluded", "document")
        return [f"{n}_{leaf.pk}" for n in (numbers if leaf.rule.reads_ratio else ("count",))]

    def count(self, leaf: Criterion) -> int | None:
        amount = self.read(f"count_{leaf.pk}", whole_of)
        return amount if amount is None or self.is_possible(leaf, amount) else None

    def ratio(self, leaf: Criterion, filled: list[str]) -> Ratio | None:
        """The numbers of a ratio; adds a fault for each missing or unreadable one."""
        before = len(self.reading.faults)
        below, count, out = (
            self.read(key, whole_of) if (key := f"{number}_{leaf.pk}") in filled else None
            for number in ("denominator", "count", "excluded")
        )
        document_key = f"document_{leaf.pk}"
        document = self.read(document_key, text_of) if document_key in filled else ""
        for number in ("denominator", "count"):
            if (key := f"{number}_{leaf.pk}") not in filled and self.cell(key) is not None:
                self.fault(key, "hãy ghi cả tổng số và số đã làm.")
        if len(self.reading.faults) > before or below is None or count is None:
            return None
        amount = Ratio(count, below, out or 0, document or "")
        return amount if self.is_possible(leaf, amount) else None

    def is_possible(self, leaf: Criterion, amount: int | Ratio) -> bool:
        problems = list(count_problems(leaf, amount))
        for message, number in problems:
            self.fault(f"{number}_{leaf.pk}", f"{lower_first(message)}")
        return not problems

    def add_merge_faults(self, header_row: int) -> None:
        """Add a fault for each merged range among the rows."""
        for merge in self.sheet.merges:
            if merge.last_row > header_row:
                self.reading.faults.append(
                    Fault(
                        self.reading.sheet,
                        merge.first_row,
                        get_column_letter(merge.first_column),
                        f"các ô {merge.where} bị gộp; hãy bỏ gộp ô (Unmerge).",
                    )
                )
