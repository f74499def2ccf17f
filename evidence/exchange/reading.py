"""A filled-in sheet read into drafts of reports, every fault with its row and column."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate
from openpyxl.utils import get_column_letter

from campaigns.models import ActivityKind, Criterion, Entry, Plan, Scorecard, ScorecardState
from core.errors import DomainError
from core.names import text_sort_key, unaccented

from .. import queries
from ..models import Ratio
from ..services import (
    ImportRow,
    ReportDraft,
    count_problems,
    day_problem,
    deadline_problem,
    row_key,
)
from .cells import CellError, day_of, text_of, whole_of
from .layout import (
    DAY,
    DOCUMENT,
    ENTRY,
    FAULTS_TITLE,
    GUIDE,
    KEY_PREFIX,
    KIND,
    LISTS,
    LONGEST,
    MOST_ROWS,
    PLACE,
    REQUIRED,
    SUMMARY,
    Layout,
    layout_of,
    plainly,
    same_name,
    template_key,
)
from .opening import OpenSheet, is_empty, open_workbook

# Above the header stand the title, the key and the hints; somebody may have put a line more.
_LAST_HEADER_ROW = 20


@dataclass(frozen=True)
class Fault:
    """What is wrong: `row` 0 means the whole sheet, an empty `column` the whole row."""

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
    """What a workbook says: its good rows, and everything that is wrong with the others."""

    layout: Layout | None = None
    sheet: str = ""
    header_row: int = 0
    faults: list[Fault] = field(default_factory=list)
    rows: list[ImportRow] = field(default_factory=list)
    number_of_rows: int = 0


def read_reports(*, plan: Plan, content: bytes, at: datetime) -> Reading:
    """Read a workbook for a plan. Writes nothing, and raises nothing for what a file may hold.

    Ten queries at most, whatever the number of rows.
    """
    reading = Reading()
    try:
        sheets, epoch = open_workbook(content)
        sheet = _report_sheet(sheets, reading)
        if sheet is not None:
            _read_sheet(reading, sheet, plan, epoch, at)
    except DomainError as error:
        reading.faults.append(Fault("", 0, "", error.message))
        reading.rows = []
    return reading


# --- which sheet ----------------------------------------------------------------------------------


def _report_sheet(sheets: list[OpenSheet], reading: Reading) -> OpenSheet | None:
    """The sheet that carries the key of a template; the others may hold nothing."""
    found = None
    for sheet in sheets:
        if sheet.title in (GUIDE, LISTS):
            continue
        first = _first_rows(sheet)
        if _key_in(first) and found is None:
            found = sheet
        elif first:
            message = "không đọc trang này; hãy chép các dòng sang trang của mẫu rồi xóa trang."
            reading.faults.append(Fault(sheet.title, 0, "", message))
    if found is None:
        reading.faults.clear()
        raise DomainError(
            "Tệp không theo mẫu (không thấy “Mã mẫu” ở đầu trang). Hãy tải mẫu ở dưới rồi chép số "
            "liệu vào."
        )
    if found.is_hidden:
        reading.faults.append(Fault(found.title, 0, "", "trang này bị ẩn; hãy cho hiện lại."))
    return found


def _first_rows(sheet: OpenSheet) -> list[tuple[int, list]]:
    first = []
    for number, cells in sheet.rows():
        if number > _LAST_HEADER_ROW and first:
            break
        first.append((number, cells))
    return first


def _key_in(rows: list[tuple[int, list]]) -> str:
    for _, cells in rows:
        value = cells[0].value
        if isinstance(value, str) and value.strip().startswith(KEY_PREFIX):
            words = value.strip().removeprefix(KEY_PREFIX).split()
            return words[0].rstrip(".") if words else "?"
    return ""


def _layout_for(plan: Plan, key: str) -> Layout:
    """The layout of the scorecard in force that the key names. Raises DomainError otherwise."""
    slug, _, rest = key.partition("/")
    pk = rest.partition("/")[0]
    cards = Scorecard.objects.filter(plan=plan).exclude(state=ScorecardState.DRAFT)
    card = cards.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 19 else None
    if slug != plan.slug or card is None:
        raise DomainError("Tệp là mẫu của kế hoạch khác, hoặc mã mẫu bị sửa. Hãy tải mẫu ở dưới.")
    if card.state != ScorecardState.PUBLISHED:
        raise DomainError(
            f"Tệp theo phiên bản {card.version} của bảng tiêu chí “{card.name}”, nay đã có phiên "
            "bản mới. Hãy tải mẫu mới ở dưới rồi chép số liệu sang."
        )
    card.plan = plan
    if template_key(card) != key:
        raise DomainError("Mã mẫu bị sửa. Hãy tải mẫu ở dưới rồi chép số liệu sang.")
    return layout_of(card)


# --- the header -----------------------------------------------------------------------------------


def _read_sheet(reading: Reading, sheet: OpenSheet, plan: Plan, epoch, at: datetime) -> None:
    first = _first_rows(sheet)
    layout = _layout_for(plan, _key_in(first))
    reading.layout, reading.sheet = layout, sheet.title
    header_row, cells = _header_of(first, layout)
    reading.header_row = header_row
    columns, unread = _columns(reading, header_row, cells)
    _hidden_columns(reading, sheet, columns, unread)
    if plan_problem := _plan_problem(plan, layout, at):
        raise DomainError(plan_problem)
    judge = _Judge(reading, sheet, columns, unread, epoch, at)
    for number, row in sheet.rows():
        if number <= header_row:
            continue
        reading.number_of_rows += 1
        if reading.number_of_rows > MOST_ROWS:
            raise DomainError(f"Tệp có hơn {MOST_ROWS} dòng. Hãy chia thành nhiều tệp.")
        judge.row(number, row)
    judge.tell_merges(header_row)


def _header_of(first: list[tuple[int, list]], layout: Layout) -> tuple[int, list]:
    """The row with most of the known headings."""

    def known(row: tuple[int, list]) -> int:
        values = [cell.value for cell in row[1] if isinstance(cell.value, str)]
        return sum(same_name(value) in layout.heading_named for value in values)

    best = max(first, key=known)
    if known(best) == 0:
        raise DomainError("Không thấy dòng tên cột của mẫu. Hãy tải mẫu ở dưới rồi chép số liệu.")
    return best


def _columns(reading: Reading, row: int, cells: list) -> tuple[dict[str, int], set[int]]:
    """Which heading stands in which column, and columns that cannot be read.

    An unknown heading is told once, together with the required column that it may stand for.
    """
    named = reading.layout.heading_named
    columns: dict[str, int] = {}
    unknown: list[tuple[int, str]] = []
    unread: set[int] = set()
    for index, cell in enumerate(cells, start=1):
        if is_empty(cell.value) or same_name(str(cell.value)) == same_name(FAULTS_TITLE):
            continue
        heading = named.get(same_name(str(cell.value)))
        if heading is None:
            unknown.append((index, str(cell.value)))
        elif heading.key in columns:
            unread |= {index, columns[heading.key]}  # neither can be trusted
            letter = get_column_letter(columns[heading.key])
            message = f"cột “{heading.title}” đã có ở cột {letter}; hãy bỏ một cột."
            _tell(reading, row, index, message)
        else:
            columns[heading.key] = index
    titles = {heading.key: heading.title for heading in reading.layout.headings}
    missing = [titles[key] for key in _needed(reading.layout, columns) if key not in columns]
    for index, value in unknown:
        unread.add(index)
        message = f"không có cột “{value[:60]}” trong mẫu"
        message += f", và thiếu cột “{missing.pop(0)}”" if missing else ""
        _tell(reading, row, index, f"{message}. Hãy giữ đúng tên cột của mẫu.")
    for title in missing:
        reading.faults.append(
            Fault(reading.sheet, row, "", f"thiếu cột “{title}”. Hãy giữ đủ các cột của mẫu.")
        )
    return columns, unread


def _needed(layout: Layout, columns: dict[str, int]) -> Iterator[str]:
    """Columns that have to be there: those of every report, and both numbers of a ratio."""
    yield from REQUIRED
    for leaf in layout.leaves:
        keys = [f"{number}_{leaf.pk}" for number in ("denominator", "count")]
        if leaf.rule.reads_ratio and any(key in columns for key in keys):
            yield from keys


def _hidden_columns(reading, sheet: OpenSheet, columns: dict[str, int], unread: set[int]) -> None:
    for index in sorted(sheet.hidden_columns & {*columns.values(), *unread}):
        unread.add(index)
        _tell(reading, reading.header_row, index, "cột này bị ẩn; hãy cho hiện lại.")


def _plan_problem(plan: Plan, layout: Layout, at: datetime) -> str | None:
    """Why nobody of the sheet may report now; None while somebody may."""
    problem = deadline_problem(plan, at)
    if problem and not queries.report_extensions(layout.entries):
        return problem
    return None


def _tell(reading: Reading, row: int, index: int, message: str) -> None:
    reading.faults.append(Fault(reading.sheet, row, get_column_letter(index), message))


# --- the rows -------------------------------------------------------------------------------------


class _Judge:
    """Judges one row after the other; each fault is told once, at its cell."""

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
        """Judge a row; a good one becomes a draft of a report."""
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
            self.take(ReportDraft(entry, kind, day, counts=counts, **words))

    def take(self, draft: ReportDraft) -> None:
        same = (draft.entry.pk, draft.kind.pk, draft.happened_on, draft.summary)
        first = self.seen.setdefault(same, self.number)
        if first != self.number:
            self.fault(
                SUMMARY,
                f"trùng với dòng {first} (cùng người, cùng loại, cùng ngày, cùng nội dung). Nếu là "
                "hoạt động khác, hãy ghi rõ điểm khác trong nội dung.",
            )
            return
        key = row_key(self.plan, draft, self.layout.codes)
        draft = ReportDraft(**{**vars(draft), "token": key})
        self.reading.rows.append(ImportRow(self.number, draft))

    def fault(self, key: str, message: str) -> None:
        self.is_good = False
        column = get_column_letter(self.columns[key]) if key in self.columns else ""
        self.reading.faults.append(Fault(self.reading.sheet, self.number, column, message))

    def cell(self, key: str):
        """The cell of a column; None where there is no such column or it cannot be read."""
        index = self.columns.get(key)
        if index is None or index in self.unread or index > len(self.cells):
            return None
        if any(merge.first_column <= index <= merge.last_column for merge in self.merges):
            return None
        return self.cells[index - 1]

    def read(self, key: str, read, *args) -> Any:
        """What `read` makes of a cell; None where it is at fault, which is told."""
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
            self.fault(ENTRY, problem[:1].lower() + problem[1:])
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
            self.fault(DAY, f"{day:%d/%m/%Y}: {problem[:1].lower()}{problem[1:]}")
        return day

    def words(self, key: str) -> str:
        if self.cell(key) is None:
            return ""
        text = self.read(key, text_of, LONGEST[key])
        if key == SUMMARY and text == "":
            self.fault(key, "chưa ghi nội dung, kết quả của hoạt động.")
        return text or ""

    def counts(self, kind: ActivityKind | None) -> dict[int, int | Ratio]:
        """The numbers by criterion id; told when there are none at all."""
        counts: dict[int, int | Ratio] = {}
        is_filled = bool(self.merges)  # what is merged away is told already
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
            said = self.ratio(leaf, filled) if leaf.rule.reads_ratio else self.count(leaf)
            if said is not None:
                counts[leaf.pk] = said
        if not is_filled and not self.has_unread_values():
            self.fault("", "chưa có số lượng của tiêu chí nào.")
        return counts

    def has_unread_values(self) -> bool:
        return any(not is_empty(self.cells[i - 1].value) for i in self.unread)

    def keys_of(self, leaf: Criterion) -> list[str]:
        numbers = ("denominator", "count", "excluded", "document")
        return [f"{n}_{leaf.pk}" for n in (numbers if leaf.rule.reads_ratio else ("count",))]

    def count(self, leaf: Criterion) -> int | None:
        said = self.read(f"count_{leaf.pk}", whole_of)
        return said if said is None or self.is_possible(leaf, said) else None

    def ratio(self, leaf: Criterion, filled: list[str]) -> Ratio | None:
        """The numbers of a ratio; those that are missing or unreadable are told one by one."""
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
        said = Ratio(count, below, out or 0, document or "")
        return said if self.is_possible(leaf, said) else None

    def is_possible(self, leaf: Criterion, said: int | Ratio) -> bool:
        problems = list(count_problems(leaf, said))
        for message, number in problems:
            self.fault(f"{number}_{leaf.pk}", f"{message[:1].lower()}{message[1:]}")
        return not problems

    def tell_merges(self, header_row: int) -> None:
        """Merged cells among the rows, each once."""
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
