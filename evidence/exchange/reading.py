"""Read a filled-in sheet into contents of reports, each fault with its row and column."""

from collections.abc import Iterator
from datetime import datetime

from openpyxl.utils import get_column_letter

from campaigns.models import Plan, Scorecard, ScorecardState
from core.errors import DomainError

from .. import queries
from ..rules import deadline_problem
from .findings import Fault, Reading, add_fault
from .judging import RowJudge
from .layout import (
    FAULTS_TITLE,
    GUIDE,
    KEY_PREFIX,
    LISTS,
    MOST_ROWS,
    REQUIRED,
    Layout,
    layout_of,
    same_name,
    template_key,
)
from .opening import OpenSheet, is_empty, open_workbook

# Above the header are title, key and hints; somebody may have added a row.
_LAST_HEADER_ROW = 20


def read_reports(*, plan: Plan, content: bytes, at: datetime) -> Reading:
    """Read a workbook for a plan. Writes nothing; a fault of the file is never raised.

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
    """The sheet that has the key of a template; the other sheets must be empty of reports."""
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
    """Layout of the scorecard in force named by the key. Raises DomainError otherwise."""
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
    judge = RowJudge(reading, sheet, columns, unread, epoch, at)
    for number, row in sheet.rows():
        if number <= header_row:
            continue
        reading.number_of_rows += 1
        if reading.number_of_rows > MOST_ROWS:
            raise DomainError(f"Tệp có hơn {MOST_ROWS} dòng. Hãy chia thành nhiều tệp.")
        judge.row(number, row)
    judge.add_merge_faults(header_row)


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
    """Column of each heading, and the columns that cannot be read.

    An unknown heading is reported once, with the missing required column that it may replace.
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
            unread |= {index, columns[heading.key]}  # neither is reliable
            letter = get_column_letter(columns[heading.key])
            message = f"cột “{heading.title}” đã có ở cột {letter}; hãy bỏ một cột."
            add_fault(reading, row, index, message)
        else:
            columns[heading.key] = index
    titles = {heading.key: heading.title for heading in reading.layout.headings}
    missing = [titles[key] for key in _needed(reading.layout, columns) if key not in columns]
    for index, value in unknown:
        unread.add(index)
        message = f"không có cột “{value[:60]}” trong mẫu"
        message += f", và thiếu cột “{missing.pop(0)}”" if missing else ""
        add_fault(reading, row, index, f"{message}. Hãy giữ đúng tên cột của mẫu.")
    for title in missing:
        reading.faults.append(
            Fault(reading.sheet, row, "", f"thiếu cột “{title}”. Hãy giữ đủ các cột của mẫu.")
        )
    return columns, unread


def _needed(layout: Layout, columns: dict[str, int]) -> Iterator[str]:
    """Required columns: those of every report, and both numbers of a ratio."""
    yield from REQUIRED
    for leaf in layout.leaves:
        keys = [f"{number}_{leaf.pk}" for number in ("denominator", "count")]
        if leaf.rule.reads_ratio and any(key in columns for key in keys):
            yield from keys


def _hidden_columns(reading, sheet: OpenSheet, columns: dict[str, int], unread: set[int]) -> None:
    for index in sorted(sheet.hidden_columns & {*columns.values(), *unread}):
        unread.add(index)
        add_fault(reading, reading.header_row, index, "cột này bị ẩn; hãy cho hiện lại.")


def _plan_problem(plan: Plan, layout: Layout, at: datetime) -> str | None:
    """Why no entry of the sheet may report now; None otherwise."""
    problem = deadline_problem(plan, at)
    if problem and not queries.report_extensions(layout.entries):
        return problem
    return None
