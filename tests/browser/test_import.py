"""The office imports reports at its desk: template, filled in, a look, only the good rows."""

import datetime as dt

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from evidence.exchange.layout import HEADER_ROW, REPORTS
from evidence.models import ActivityReport

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_template_is_filled_in_looked_at_and_its_good_rows_entered(running, open_as, tmp_path):
    page = open_as(running.city.secretary)
    page.goto(f"/phong-trao/{running.plan.slug}/")
    page.get_by_role("link", name="Nhập báo cáo").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Tải mẫu Đại biểu").click()
    path = tmp_path / "da-dien.xlsx"
    taken.value.save_as(path)

    book = load_workbook(path)
    sheet = book[REPORTS]
    columns = {str(cell.value): cell.column for cell in sheet[HEADER_ROW]}
    name = running.entry_of(running.city.delegates[2]).name
    for offset, (on, count) in enumerate([(dt.date(2023, 5, 9), 2), ("hôm qua", 1)], start=1):
        values = {
            "Tập thể, cá nhân": name,
            "Loại hoạt động": "Tiếp xúc cử tri",
            "Ngày diễn ra": on,
            "Nội dung, kết quả": f"Tiếp xúc cử tri tổ {offset}",
            "II.1. Cuộc tiếp xúc cử tri": count,
        }
        for title, value in values.items():
            sheet.cell(HEADER_ROW + offset, columns[title]).value = value
    book.save(path)

    page.get_by_label("Tệp Excel đã điền").set_input_files(path)
    page.get_by_role("button", name="Đọc tệp và xem trước").click()
    expect(page.get_by_role("heading", name="1 lỗi cần sửa")).to_be_visible()
    expect(page.get_by_text("“hôm qua” không phải là ngày")).to_be_visible()
    assert not ActivityReport.objects.exists()
    page.get_by_role("button", name="Chỉ ghi 1 dòng đúng").click()
    expect(page.get_by_role("heading", name="Đã ghi 1 báo cáo")).to_be_visible()
    report = ActivityReport.objects.get()
    assert (report.summary, report.on_behalf) == ("Tiếp xúc cử tri tổ 1", True)
    page.get_by_role("link", name="Xem các báo cáo này").click()
    expect(page.get_by_role("link", name=str(report.pk), exact=True)).to_be_visible()
