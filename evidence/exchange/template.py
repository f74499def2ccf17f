"""The empty workbook of a scorecard, for the office to fill in."""

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from core.workbooks import put_text, writable

from .layout import (
    DAY,
    ENTRY,
    GUIDE,
    HEADER_ROW,
    HINT_ROW,
    KEY_PREFIX,
    KIND,
    LISTS,
    LONGEST,
    MOST_ROWS,
    REPORTS,
    REQUIRED,
    Heading,
    Layout,
    largest_of,
    template_key,
)

FIRST_ROW = HEADER_ROW + 1
LAST_ROW = HEADER_ROW + MOST_ROWS
# Last row with formats; validation covers all rows.
_FORMATTED_ROWS = 500
_COLUMNS_A_PAGE = 12

_LINE = Side(style="thin", color="B7B7B7")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = PatternFill("solid", start_color="A51C24")
_HEAD_FREE = PatternFill("solid", start_color="6B7280")
_WHITE = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
_QUIET = Font(name="Calibri", size=10, italic=True, color="5F6368")
_TITLE = Font(name="Calibri", size=14, bold=True)
_BOLD = Font(name="Calibri", size=11, bold=True)
_PLAIN = Font(name="Calibri", size=11)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_MIDDLE = Alignment(wrap_text=True, vertical="center", horizontal="center")


def write_template(layout: Layout) -> bytes:
    """The workbook of a scorecard: the sheet to fill in, a guide, and lists to choose from."""
    book = Workbook()
    sheet = book.active
    sheet.title = REPORTS
    _write_reports(sheet, layout)
    _write_guide(book.create_sheet(GUIDE), layout)
    _write_lists(book.create_sheet(LISTS), layout)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _put(cell, text: str, font=_PLAIN, alignment=_WRAPPED) -> None:
    put_text(cell, writable(text))
    cell.font, cell.alignment = font, alignment


def _write_reports(sheet, layout: Layout) -> None:
    card = layout.scorecard
    one_line = Alignment(vertical="center")
    _put(sheet["A1"], f"Báo cáo hoạt động: {card.name}, {card.plan.name}", _TITLE, one_line)
    key = f"{KEY_PREFIX} {template_key(card)} (giữ nguyên dòng này và dòng tên cột)"
    _put(sheet["A2"], key, _QUIET, one_line)
    sheet.row_dimensions[1].height = 24
    sheet.row_dimensions[HINT_ROW].height = 44
    sheet.row_dimensions[HEADER_ROW].height = 62
    for index, heading in enumerate(layout.headings, start=1):
        _write_column(sheet, index, heading)
    _validate(sheet, layout)
    sheet.freeze_panes = f"B{FIRST_ROW}"
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    pages = -(-len(layout.headings) // _COLUMNS_A_PAGE)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _write_column(sheet, index: int, heading: Heading) -> None:
    letter = get_column_letter(index)
    sheet.column_dimensions[letter].width = heading.width
    _put(sheet.cell(HINT_ROW, index), heading.hint, _QUIET, _MIDDLE)
    head = sheet.cell(HEADER_ROW, index)
    _put(head, heading.title, _WHITE, _MIDDLE)
    head.fill = _HEAD if heading.key in REQUIRED else _HEAD_FREE
    head.border = _BORDER
    number_format = "dd/mm/yyyy" if heading.key == DAY else "@" if heading.is_text else "0"
    sheet.column_dimensions[letter].number_format = number_format
    for row in range(FIRST_ROW, FIRST_ROW + _FORMATTED_ROWS):
        cell = sheet.cell(row, index)
        cell.number_format, cell.alignment = number_format, _WRAPPED
        cell.border, cell.protection = _BORDER, Protection(locked=False)


def _validate(sheet, layout: Layout) -> None:
    """Add the checks that a spreadsheet makes while somebody types; reading repeats them."""
    for index, heading in enumerate(layout.headings, start=1):
        rule = _rule_of(heading, layout)
        if rule is None:
            continue
        letter = get_column_letter(index)
        rule.errorTitle, rule.allow_blank = heading.title[:32], True
        rule.add(f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}")
        sheet.add_data_validation(rule)


def _rule_of(heading: Heading, layout: Layout) -> DataValidation | None:
    if heading.key == ENTRY:
        last = max(len(layout.entries), 1) + 1
        return DataValidation(
            type="list",
            formula1=f"'{LISTS}'!$B$2:$B${last}",
            errorStyle="warning",  # a code or a name only is accepted too
            error="Không có trong danh sách. Chọn trong danh sách, hoặc ghi mã ở trang Danh mục.",
        )
    if heading.key == KIND:
        return DataValidation(
            type="list",
            formula1=f"'{LISTS}'!$F$2:$F${max(len(layout.kinds), 1) + 1}",
            error="Hãy chọn một loại hoạt động trong danh sách.",
        )
    if heading.key == DAY:
        plan = layout.scorecard.plan
        days = [f"DATE({day.year},{day.month},{day.day})" for day in (plan.starts_on, plan.ends_on)]
        return DataValidation(
            type="date",
            operator="between",
            formula1=days[0],
            formula2=days[1],
            error=f"Từ {plan.starts_on:%d/%m/%Y} đến {plan.ends_on:%d/%m/%Y}, ghi ngày/tháng/năm.",
        )
    if heading.is_text:
        longest = LONGEST.get(heading.key, 200)
        return DataValidation(
            type="textLength",
            operator="lessThanOrEqual",
            formula1=str(longest),
            error=f"Dài tối đa {longest} ký tự.",
        )
    least = 0 if heading.criterion.rule.reads_ratio else 1
    return DataValidation(
        type="whole",
        operator="between",
        formula1=str(least),
        formula2=str(largest_of(heading)),
        error=f"Số nguyên từ {least} đến {largest_of(heading)}; không có thì để trống.",
    )


def _write_guide(sheet, layout: Layout) -> None:
    plan = layout.scorecard.plan
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 34, 90
    _put(sheet["A1"], "Cách điền", _TITLE, Alignment(vertical="center"))
    row = 2
    for name, text in _guide(layout, plan):
        _put(sheet.cell(row, 1), name, _BOLD)
        _put(sheet.cell(row, 2), text)
        row += 1
    row += 1
    _put(sheet.cell(row, 1), "Loại hoạt động", _BOLD)
    _put(sheet.cell(row, 2), "Tính cho tiêu chí", _BOLD)
    for kind in layout.kinds:
        row += 1
        leaves = layout.leaves_of_kind[kind.pk]
        _put(sheet.cell(row, 1), kind.name)
        _put(
            sheet.cell(row, 2), "\n".join(str(leaf) for leaf in layout.leaves if leaf.pk in leaves)
        )
    sheet.page_setup.paperSize, sheet.page_setup.orientation = sheet.PAPERSIZE_A4, "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _guide(layout: Layout, plan) -> list[tuple[str, str]]:
    return [
        (
            "Mỗi dòng một hoạt động",
            f"Điền từ dòng {FIRST_ROW} của trang “{REPORTS}”, nhiều nhất {MOST_ROWS} dòng. Dòng "
            "trống được bỏ qua. Cột nền đỏ bắt buộc; cột nền xám không dùng đến có thể bỏ trống "
            "hoặc xóa. Đổi thứ tự cột được, đổi tên cột thì không.",
        ),
        (
            "Tập thể, cá nhân",
            "Chọn trong danh sách xổ xuống. Tên chỉ có một người thì ghi tên là đủ; trùng tên thì "
            f"chọn đúng đơn vị hoặc ghi mã ở trang “{LISTS}”.",
        ),
        ("Loại hoạt động", "Quyết định tiêu chí được ghi số lượng; xem bảng ở dưới."),
        (
            "Ngày diễn ra",
            f"Từ {plan.starts_on:%d/%m/%Y} đến {plan.ends_on:%d/%m/%Y}, không ở tương lai; viết "
            "ngày/tháng/năm, ví dụ 05/02/2026.",
        ),
        (
            "Số lượng",
            "Số nguyên, viết liền, không có dấu phân cách hàng nghìn. Mỗi dòng có ít nhất một số. "
            "Tiêu chí không có thì để trống, không ghi 0.",
        ),
        *(
            [
                (
                    "Tỷ lệ",
                    "Ghi tổng số và số đã làm, không ghi phần trăm. Có số không tính vào tổng số "
                    "thì ghi văn bản cho phép.",
                )
            ]
            if any(leaf.rule.reads_ratio for leaf in layout.leaves)
            else []
        ),
        (
            "Không dùng",
            "Công thức, ô gộp, dòng hoặc cột ẩn, macro. Chép từ tệp khác thì dán dạng giá trị "
            "(Paste Values).",
        ),
        (
            "Khi tải lên",
            "Phần mềm đọc và cho xem trước, chỉ rõ mọi lỗi theo dòng và cột; bấm ghi mới ghi. Tải "
            "lại cùng một tệp không ghi thêm gì. Báo cáo đã ghi chờ người khác trong văn phòng "
            "xác nhận.",
        ),
    ]


def _write_lists(sheet, layout: Layout) -> None:
    """Write entries with their codes and kinds of activity, for the drop-down lists."""
    heads = ("Mã", "Chọn trong danh sách", "Tên", "Đơn vị", "", "Loại hoạt động")
    for index, (title, width) in enumerate(zip(heads, (10, 48, 34, 34, 3, 34), strict=True), 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
        if title:
            _put(sheet.cell(1, index), title, _WHITE)
            sheet.cell(1, index).fill = _HEAD_FREE
    for row, (entry, label) in enumerate(zip(layout.entries, layout.labels, strict=True), start=2):
        sheet.cell(row, 1).value = entry.pk
        for column, text in ((2, label), (3, entry.name), (4, entry.unit_name)):
            put_text(sheet.cell(row, column), writable(text))
    for row, kind in enumerate(layout.kinds, start=2):
        put_text(sheet.cell(row, 6), writable(kind.name))
    sheet.freeze_panes = "A2"
