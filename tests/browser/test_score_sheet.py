"""The score sheet in a browser: on a phone with a bad network, and appraised at a desk."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page, expect

from evidence.models import PART_BYTES
from scoring.models import Column, ScoreSheet, SheetFile, SheetStage

from ..evidence.hostile import photo
from ..pdf_files import one_page_pdf
from ..scoring.test_sheets import Office, judged, ratio
from .conftest import DESK, PHONE, faults, sign_in_by_form

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office(city) -> Office:
    return Office(city)


@pytest.fixture
def phone(office, open_as) -> Page:
    page = open_as(office.head, PHONE)
    page.goto(address_of(office))
    return page


def address_of(office) -> str:
    return reverse("scoring:sheet_detail", args=[office.plan.slug, office.sheet.pk])


def field(page, office, kind: str, code: str, part: str = "_1"):
    return page.locator(f"[name={kind}_{office.leaf[code]}{part}]")


def status(page):
    return page.locator("[data-kept-status]")


def score_a(page, office, points: str = "9,5") -> None:
    field(page, office, "count", "A").fill(points)
    field(page, office, "reason", "A", "").fill("Biên bản ba cuộc giám sát")
    field(page, office, "reason", "A", "").blur()


def score_b(page, office) -> None:
    field(page, office, "count", "B").fill("45")
    field(page, office, "denominator", "B").fill("50")
    field(page, office, "denominator", "B").blur()


def test_a_unit_scores_itself_on_the_phone_and_loses_nothing(office, open_as):
    page = open_as(office.head, PHONE)
    page.goto("/viec-cua-toi/")
    page.get_by_role("link", name="Tự chấm").click()
    score_a(page, office)
    field(page, office, "reason", "A", "").press("Tab")  # does not end the saving
    expect(page.get_by_role("link", name="Thêm minh chứng cho A")).to_be_focused()
    score_b(page, office)
    expect(page.locator("#sheet-status")).to_contain_text("18,5")
    expect(status(page)).to_contain_text("Đã lưu trên máy chủ lúc")
    expect(page.locator("h1")).to_have_count(1)  # no page within the page
    page.reload()  # the phone rang, the page was closed
    expect(field(page, office, "count", "A")).to_have_value("9,5")
    expect(field(page, office, "reason", "A", "")).to_have_value("Biên bản ba cuộc giám sát")
    assert faults(page) == []
    page.get_by_role("button", name="Gửi phiếu").click()
    expect(page.get_by_text("Đã gửi phiếu tự chấm.")).to_be_visible()
    page.get_by_role("button", name="Lấy lại phiếu").click()
    expect(page.get_by_role("button", name="Gửi phiếu")).to_be_visible()


def test_a_mistake_is_shown_at_its_criterion_and_the_rest_is_saved(office, phone):
    score_a(phone, office, "11")
    score_b(phone, office)
    expect(phone.locator(f"#leaf-{office.leaf['A']}")).to_contain_text("Điểm phải từ 0 đến 10")
    expect(status(phone)).to_contain_text("1 tiêu chí chưa lưu được")
    expect(field(phone, office, "count", "A")).to_have_value("11")
    expect(phone.locator("#sheet-status")).to_contain_text("9")
    assert office.cell_at(Column.SELF, "B").parts[0].count == 45


def test_without_a_network_it_says_so_keeps_a_copy_and_tries_again(office, phone):
    phone.context.set_offline(True)
    score_a(phone, office)
    expect(status(phone)).to_contain_text("Chưa lưu được lên máy chủ")
    phone.get_by_role("button", name="Gửi phiếu").click()
    expect(phone.get_by_text("Không có mạng nên chưa gửi.")).to_be_visible()
    expect(field(phone, office, "count", "A")).to_have_value("9,5")
    phone.context.set_offline(False)
    expect(status(phone)).to_contain_text("Đã lưu trên máy chủ lúc")
    assert office.cell_at(Column.SELF, "A").parts[0].count == 9.5


def test_what_was_typed_without_a_network_is_back_after_the_page_was_closed(office, phone):
    phone.context.set_offline(True)
    score_a(phone, office)
    expect(status(phone)).to_contain_text("Chưa lưu được lên máy chủ")
    context = phone.context
    phone.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(address_of(office))
    expect(page.get_by_text("Đã đưa lại 1 tiêu chí")).to_be_visible()
    expect(field(page, office, "count", "A")).to_have_value("9,5")
    expect(status(page)).to_contain_text("Đã lưu trên máy chủ lúc")


def test_a_slow_answer_does_not_lose_what_is_typed_meanwhile(office, phone):
    """Each answer comes after 4 seconds; the sheet is sent while a save is on its way."""
    slow = lambda route: (phone.wait_for_timeout(4000), route.continue_())  # noqa: E731
    phone.route("**/ghi/", slow)
    score_a(phone, office, "8")
    with phone.expect_request("**/ghi/"):
        pass
    field(phone, office, "count", "A").fill("9,5")
    score_b(phone, office)
    phone.get_by_role("button", name="Gửi phiếu").click()
    expect(phone.get_by_text("Đã gửi phiếu tự chấm.")).to_be_visible()
    assert office.cell_at(Column.SELF, "A").parts[0].count == 9.5
    assert office.cell_at(Column.SELF, "B").parts[0].count == 45


def test_an_ended_session_puts_no_page_into_the_sheet_and_what_was_typed_is_saved(office, phone):
    Session.objects.all().delete()
    score_a(phone, office)
    expect(status(phone)).to_contain_text("Phiên làm việc đã hết.")
    expect(phone.locator("input[type=password]")).to_have_count(0)
    with phone.context.expect_page() as opened:
        status(phone).get_by_role("link", name="Đăng nhập lại").click()
    sign_in_by_form(opened.value, office.head)
    opened.value.close()
    phone.bring_to_front()
    phone.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(status(phone)).to_contain_text("Đã lưu trên máy chủ lúc")
    assert office.cell_at(Column.SELF, "A").parts[0].count == 9.5


def test_an_older_window_asks_before_it_replaces_a_newer_value(office, phone):
    older = phone.context.new_page()
    older.goto(address_of(office))
    score_a(phone, office, "8")
    expect(status(phone)).to_contain_text("Đã lưu trên máy chủ lúc")
    score_b(older, office)  # another criterion is nobody's concern
    expect(status(older)).to_contain_text("Đã lưu trên máy chủ lúc")
    score_a(older, office, "6")
    box = older.locator(".cell-other")
    expect(box).to_contain_text("vừa được ghi ở cửa sổ hoặc máy khác")
    expect(box).to_contain_text("8 điểm")
    assert office.cell_at(Column.SELF, "A").parts[0].count == 8
    box.get_by_role("button", name="Giữ bản đang nhập ở đây").click()
    expect(status(older)).to_contain_text("Đã lưu trên máy chủ lúc")
    expect(older.locator(".cell-other")).to_have_count(0)
    assert office.cell_at(Column.SELF, "A").parts[0].count == 6


def test_blanks_are_named_and_sent_only_when_they_are_accepted(office, phone):
    score_a(phone, office)
    phone.get_by_role("button", name="Gửi phiếu").click()
    expect(phone.get_by_text("Còn 1 tiêu chí chưa chấm: B.")).to_be_visible()
    assert ScoreSheet.objects.get(pk=office.sheet.pk).stage == SheetStage.OPEN
    phone.locator("#gui").get_by_role("link", name="B ").click()
    expect(field(phone, office, "count", "B")).to_be_in_viewport()
    phone.get_by_label("Gửi dù B để trống").check()
    phone.get_by_role("button", name="Gửi phiếu").click()
    expect(phone.get_by_text("Đã gửi phiếu tự chấm.")).to_be_visible()


def test_a_sheet_is_not_sent_without_a_session_and_goes_out_after_signing_in(office, phone):
    score_b(phone, office)
    expect(status(phone)).to_contain_text("Đã lưu trên máy chủ lúc")
    Session.objects.all().delete()
    score_a(phone, office)
    expect(status(phone)).to_contain_text("Phiên làm việc đã hết.")
    phone.get_by_role("button", name="Gửi phiếu").click()
    expect(phone.get_by_text("Chưa gửi: có nội dung chưa lưu được lên máy chủ.")).to_be_visible()
    expect(field(phone, office, "count", "A")).to_have_value("9,5")
    with phone.context.expect_page() as opened:
        status(phone).get_by_role("link", name="Đăng nhập lại").click()
    sign_in_by_form(opened.value, office.head)
    opened.value.close()
    phone.bring_to_front()
    phone.get_by_role("button", name="Gửi phiếu").click()
    expect(phone.get_by_text("Đã gửi phiếu tự chấm.")).to_be_visible()
    assert office.cell_at(Column.SELF, "A").parts[0].count == 9.5


def test_a_photo_of_a_sheet_is_made_smaller_and_a_cut_line_is_gone_on_with(office, phone):
    phone.get_by_role("link", name="Thêm minh chứng cho A").click()
    choose = phone.get_by_label("Thêm ảnh, tài liệu")
    taken = photo("JPEG", 3000, 2000, 6)
    choose.set_input_files({"name": "IMG_1.JPG", "mimeType": "image/jpeg", "buffer": taken})
    expect(phone.get_by_role("link", name="IMG_1.jpg")).to_be_visible()
    assert SheetFile.objects.get().file.size < len(taken)
    tried = []

    def cut_after_two(route) -> None:
        tried.append(1)
        if len(tried) == 3:
            phone.context.set_offline(True)
            route.abort("internetdisconnected")
        else:
            route.continue_()

    phone.route("**/tep/tai-len/*-*/", cut_after_two)
    large = one_page_pdf(1).ljust(PART_BYTES * 4)
    choose.set_input_files({"name": "dài.pdf", "mimeType": "application/pdf", "buffer": large})
    expect(phone.locator("#upload-list li")).to_contain_text("Mất kết nối")
    phone.context.set_offline(False)
    expect(phone.get_by_role("link", name="dài.pdf")).to_be_visible()
    assert len(tried) == 5  # four parts, one of them twice
    assert SheetFile.objects.count() == 2


def choose_file(phone, name: str, kind: str, content: bytes) -> None:
    choose = phone.get_by_label("Thêm ảnh, tài liệu")
    choose.set_input_files({"name": name, "mimeType": kind, "buffer": content})


def test_a_photo_is_attached_once_although_each_answer_takes_four_seconds(office, phone):
    phone.get_by_role("link", name="Thêm minh chứng cho A").click()

    def answer_late(route) -> None:
        answer = route.fetch(max_redirects=0)
        phone.wait_for_timeout(4_000)
        route.fulfill(response=answer)

    phone.route("**/tep/tai-len/**", answer_late)
    choose_file(phone, "IMG_1.JPG", "image/jpeg", photo("JPEG", 3000, 2000, 6))
    phone.get_by_role("button", name="Đính kèm").click()  # an impatient finger
    expect(phone.locator("#upload-note")).to_contain_text("Tệp tự đính kèm khi tải xong")
    expect(phone.get_by_role("link", name="IMG_1.jpg")).to_be_visible()
    expect(phone.get_by_role("alert")).to_have_count(0)
    assert SheetFile.objects.count() == 1


def test_a_file_is_not_lost_when_the_session_ends_on_its_way(office, phone):
    """Once in the middle, and once after the last part, when the form itself is sent."""
    phone.get_by_role("link", name="Thêm minh chứng cho A").click()
    tried = []

    def end_session(route) -> None:
        tried.append(1)
        if len(tried) == 2:
            Session.objects.all().delete()
        answer = route.fetch(max_redirects=0)
        if len(tried) == 4:
            Session.objects.all().delete()
        route.fulfill(response=answer)

    phone.route("**/tep/tai-len/*-*/", end_session)
    choose_file(phone, "dài.pdf", "application/pdf", one_page_pdf(1).ljust(PART_BYTES * 3))
    row = phone.locator("#upload-list li")
    expect(row).to_contain_text("Phiên đăng nhập đã hết")
    with phone.expect_popup() as opened:
        row.get_by_role("link", name="Đăng nhập lại").click()
    sign_in_by_form(opened.value, office.head)
    opened.value.close()
    phone.evaluate("window.dispatchEvent(new Event('focus'))")
    sign_in_by_form(phone, office.head)  # the form was sent without a session
    expect(phone.locator("#kept-list")).to_contain_text("dài.pdf")
    phone.get_by_role("button", name="Đính kèm").click()
    expect(phone.get_by_role("link", name="dài.pdf")).to_be_visible()
    expect(phone.locator("#kept-list")).to_be_hidden()
    assert len(tried) == 4  # three parts, one of them twice
    assert SheetFile.objects.count() == 1


def test_the_peer_decides_each_line_on_the_phone(office, open_as):
    office.crossed_by_peer()
    office.sent()
    page = open_as(office.peer_head, PHONE)
    page.goto(address_of(office))
    expect(field(page, office, "count", "A")).to_be_hidden()
    page.get_by_role("button", name="Gửi chấm chéo").click()
    expect(page.get_by_text("Còn 2 dòng chưa quyết định: A, B.")).to_be_visible()
    row = page.locator(f"#leaf-{office.leaf['B']}")
    row.get_by_label("Giữ như tự chấm").check()
    row = page.locator(f"#leaf-{office.leaf['A']}")
    row.get_by_label("Chấm khác").check()
    field(page, office, "count", "A").fill("8")
    field(page, office, "reason", "A", "").fill("Biên bản số 3 thiếu")
    assert faults(page) == []
    page.get_by_role("button", name="Gửi chấm chéo").click()
    expect(page.get_by_text("Đã gửi chấm chéo.", exact=True)).to_be_visible()
    assert office.cell_at(Column.CROSS, "A") == judged("8", "Biên bản số 3 thiếu")
    assert office.cell_at(Column.CROSS, "B") == ratio(45, 50)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_appraiser_sees_the_columns_side_by_side(office, open_as, size):
    office.sent()
    page = open_as(office.city.secretary, size)
    page.goto(address_of(office))
    expect(page.locator(".said").first).to_contain_text("Tự chấm")
    expect(page.locator(".said").first).to_contain_text("9 điểm")
    assert faults(page) == []
    field(page, office, "count", "A").fill("7")
    field(page, office, "reason", "A", "").fill("Thiếu biên bản cuộc 3")
    page.get_by_role("button", name=re.compile("Kết thúc thẩm định lần 1")).click()
    expect(page.get_by_text("Đã kết thúc thẩm định lần 1.")).to_be_visible()
    expect(page.locator(".said dd.other").first).to_contain_text("7 điểm")
