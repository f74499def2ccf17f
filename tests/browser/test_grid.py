"""The appraiser's grid in a browser: by keys alone, refused without a loss, off the line."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from scoring.models import Column
from scoring.services import filling
from scoring.sheets.values import Cell

from ..scoring.test_grid import add_boards
from ..scoring.test_sheets import Office
from .conftest import DESK, PHONE, faults

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office(city) -> Office:
    office = Office(city)
    office.sent()
    return office


def open_grid(office, open_as, size=DESK):
    page = open_as(office.city.secretary, size)
    page.goto(reverse("scoring:grid_detail", args=[office.plan.slug, office.entry.cluster_id]))
    return page


def cell(page, office, code: str):
    return page.locator(f'[data-cell="{office.sheet.pk}-{office.leaf[code]}"]')


def test_a_value_is_typed_explained_and_kept_by_keys_alone(office, open_as):
    page = open_grid(office, open_as)
    cell(page, office, "A").locator("input").focus()
    page.keyboard.press("ArrowDown")
    expect(cell(page, office, "B").locator("input")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(page.locator("[data-panel=reason]")).to_be_focused()  # a gap wants a reason
    page.keyboard.type("Thiếu biên bản cuộc 3")
    page.keyboard.press("Enter")
    expect(cell(page, office, "B").locator("input")).to_be_focused()
    expect(page.locator("#grid-status")).to_contain_text("Đã lưu lúc")
    expect(cell(page, office, "A")).to_contain_text("Lần 1: 7 điểm")
    expect(page.locator(f'[data-total="{office.sheet.pk}"]')).to_have_text("16")
    said = office.cell_at(Column.FIRST, "A")
    assert (said.parts[0].count, said.reason) == (7, "Thiếu biên bản cuộc 3")


def test_a_refused_save_keeps_what_was_typed_and_says_why_at_the_cell(office, open_as):
    page = open_grid(office, open_as)
    field = cell(page, office, "B").locator("input")
    field.fill("51/50")
    page.keyboard.press("Enter")
    page.keyboard.type("Cộng nhầm")
    page.keyboard.press("Enter")
    expect(cell(page, office, "B")).to_contain_text("Tử số 51 lớn hơn mẫu số 50.")
    expect(field).to_have_value("51/50")
    assert office.cell_at(Column.FIRST, "B") is None
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(field).to_have_value("51/50")
    field.fill("44/50")
    page.keyboard.press("Enter")
    expect(cell(page, office, "B")).to_contain_text("Lần 1: 44 / 50 (8,8)")
    assert office.cell_at(Column.FIRST, "B").reason == "Cộng nhầm"


def test_off_the_line_a_cell_says_so_and_is_sent_when_it_is_back(office, open_as):
    page = open_grid(office, open_as)
    page.context.set_offline(True)
    cell(page, office, "B").locator("input").fill("40")
    page.keyboard.press("Enter")
    page.keyboard.type("Năm kiến nghị kê lặp")
    page.keyboard.press("Enter")
    expect(cell(page, office, "B")).to_contain_text("chưa lưu")
    expect(page.locator("#grid-status")).to_contain_text("1 ô chưa lưu, đang thử lại")
    page.context.set_offline(False)
    expect(cell(page, office, "B")).to_contain_text("Lần 1: 40 / 50 (8)")
    expect(cell(page, office, "B").locator("input")).to_have_value("40/50")
    assert office.cell_at(Column.FIRST, "B").reason == "Năm kiến nghị kê lặp"


def test_another_s_word_is_shown_and_not_written_over(office, open_as):
    page = open_grid(office, open_as)
    findings = office.cells(B=Cell(parts=office.cell_at(Column.SELF, "B").parts))
    office.do(filling.fill_appraisal, office.second, cells=findings)
    cell(page, office, "B").locator("input").fill("40")
    page.keyboard.press("Enter")
    page.keyboard.type("Kê lặp")
    page.keyboard.press("Enter")
    expect(cell(page, office, "B")).to_contain_text("vừa được ghi ở nơi khác")
    expect(cell(page, office, "B").locator("input")).to_have_value("40")
    assert office.cell_at(Column.FIRST, "B").parts[0].count == 45


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_it_fits_the_screen_and_everybody_can_use_it(office, open_as, size):
    page = open_grid(office, open_as, size)
    cell(page, office, "A").locator("input").focus()
    assert faults(page) == []


def test_all_units_are_on_paper(office, open_as):
    add_boards(office, 12)
    page = open_grid(office, open_as)
    names = set(page.locator("#grid thead a").all_text_contents())
    assert len(names) == 15
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1030, "height": 720})  # A4 landscape within its margins
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    parts = page.locator(".grid-print table")
    expect(parts).to_have_count(3)
    assert set(parts.locator("thead a").all_text_contents()) == names
    right = "tables => Math.max(...tables.map(t => t.getBoundingClientRect().right))"
    assert parts.evaluate_all(right) <= 1030
    expect(page.locator("#grid")).to_be_hidden()
    expect(parts.locator("tr[data-leaf]")).to_have_count(9)  # each part has every criterion
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(parts).to_have_count(0)
