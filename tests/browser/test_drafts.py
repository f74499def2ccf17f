"""What is typed is kept in the browser and on the server until it is sent, and no longer."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from evidence.services import deciding

from .. import cast
from .conftest import DESK, PHONE, sign_in_by_form

pytestmark = pytest.mark.django_db(transaction=True)

SUMMARY = "Nội dung, kết quả"


@pytest.fixture
def delegate(running):
    return running.city.delegates[2]


@pytest.fixture
def phone(delegate, open_as) -> Page:
    return with_clock(open_as(delegate, PHONE))


def with_clock(page: Page) -> Page:
    """A page whose hours can be moved on; the second timers run by themselves meanwhile."""
    page.clock.install()
    return page


def type_half(page: Page) -> None:
    page.goto("/bao-hoat-dong/")
    page.get_by_label("Loại hoạt động").select_option(label="Tiếp xúc cử tri")
    page.get_by_label("Cuộc tiếp xúc cử tri").fill("3")
    page.get_by_label("Địa điểm").fill("Nhà văn hóa tổ 3")
    page.get_by_label(SUMMARY).fill("Đang viết dở")


def expect_half(page: Page) -> None:
    expect(page.get_by_text("Đã đưa lại nội dung")).to_be_visible()
    expect(page.get_by_label(SUMMARY)).to_have_value("Đang viết dở")
    expect(page.get_by_label("Địa điểm")).to_have_value("Nhà văn hóa tổ 3")
    expect(page.get_by_label("Cuộc tiếp xúc cử tri")).to_have_value("3")


def test_what_was_typed_is_back_after_a_look_at_an_older_report(running, delegate, phone):
    older = cast.send(running, delegate, "I.2")
    type_half(phone)
    phone.goto(f"/bao-cao/{older.pk}/")
    phone.goto("/bao-hoat-dong/")
    expect_half(phone)


def test_what_was_typed_is_back_a_second_time_too(phone):
    type_half(phone)
    for _ in range(2):
        phone.goto("/viec-cua-toi/")
        phone.goto("/bao-hoat-dong/")
        expect_half(phone)


def test_another_kind_with_one_number_keeps_the_number(phone):
    type_half(phone)
    phone.get_by_label("Loại hoạt động").select_option(label="Phát biểu, chất vấn")
    expect(phone.locator("input[name^=count_]")).to_have_value("3")
    expect(phone.get_by_role("spinbutton", name="Phát biểu, chất vấn")).to_be_visible()


def test_a_session_that_ended_brings_the_form_back(delegate, phone):
    type_half(phone)
    phone.context.clear_cookies(name="sessionid")
    phone.get_by_role("button", name="Gửi báo cáo").click()
    sign_in_by_form(phone, delegate)
    expect_half(phone)


def test_what_was_sent_leaves_the_browser(running, delegate, phone):
    type_half(phone)
    phone.get_by_label("Ngày diễn ra").fill("2023-05-10")
    phone.get_by_role("button", name="Gửi báo cáo").click()
    expect(phone.get_by_text("Đã gửi báo cáo.")).to_be_visible()
    phone.goto("/bao-hoat-dong/")
    expect(phone.get_by_label(SUMMARY)).to_have_value("")
    report = running.entry_of(delegate).reports.get()
    assert (report.summary, report.counts.get().count) == ("Đang viết dở", 3)


def save(page: Page) -> None:
    """The seconds after the last key go by."""
    page.clock.fast_forward(3_000)


def expect_saved(page: Page) -> None:
    save(page)
    expect(page.locator("[data-kept-status]").last).to_contain_text("Đã lưu trên máy chủ lúc")


def test_what_was_typed_on_the_phone_is_there_at_the_desk(delegate, phone, open_as):
    type_half(phone)
    expect_saved(phone)
    desk = with_clock(open_as(delegate, DESK))
    desk.goto("/bao-hoat-dong/")
    expect_half(desk)


def test_a_second_window_is_told_and_sees_both(delegate, phone, open_as):
    type_half(phone)
    expect_saved(phone)
    desk = with_clock(open_as(delegate, DESK))
    desk.goto("/bao-hoat-dong/")
    desk.get_by_label(SUMMARY).fill("Viết tiếp ở bàn")
    expect_saved(desk)
    phone.get_by_label(SUMMARY).fill("Viết tiếp trên điện thoại")
    save(phone)
    told = phone.locator(".kept-conflict")
    expect(told).to_be_visible()
    expect(told).to_contain_text("Viết tiếp ở bàn")
    expect(phone.get_by_label(SUMMARY)).to_have_value("Viết tiếp trên điện thoại")
    phone.get_by_role("button", name="Giữ bản đang mở ở đây").click()
    expect_saved(phone)
    desk.reload()
    expect(desk.get_by_label(SUMMARY)).to_have_value("Viết tiếp trên điện thoại")


def test_a_connection_that_drops_is_told_and_loses_nothing(phone):
    phone.goto("/bao-hoat-dong/")
    phone.context.set_offline(True)
    phone.get_by_label(SUMMARY).fill("Viết lúc mất sóng")
    save(phone)
    expect(phone.locator("[data-kept-status]")).to_contain_text("Chưa lưu được lên máy chủ")
    phone.context.set_offline(False)
    phone.get_by_label(SUMMARY).fill("Viết lúc mất sóng, rồi có sóng")
    expect_saved(phone)


def test_what_was_sent_is_no_draft_any_more(delegate, phone, open_as):
    type_half(phone)
    expect_saved(phone)
    phone.get_by_label("Ngày diễn ra").fill("2023-05-10")
    phone.get_by_role("button", name="Gửi báo cáo").click()
    expect(phone.get_by_text("Đã gửi báo cáo.")).to_be_visible()
    desk = with_clock(open_as(delegate, DESK))
    desk.goto("/bao-hoat-dong/")
    expect(desk.get_by_label(SUMMARY)).to_have_value("")


def test_what_came_back_is_corrected_and_sent_again(running, delegate, phone):
    report = cast.send(running, delegate, "II.1", 2)
    deciding.return_report(
        actor=running.city.secretary, report=report, reason="Ảnh không rõ ngày", at=timezone.now()
    )
    phone.goto("/viec-cua-toi/")
    phone.get_by_role("link", name="Sửa và gửi lại").first.click()
    expect(phone.get_by_text("Ảnh không rõ ngày")).to_be_visible()
    phone.get_by_label("Cuộc tiếp xúc cử tri").fill("1")
    phone.get_by_label(SUMMARY).fill("Đã ghi rõ ngày trong biên bản")
    expect_saved(phone)
    phone.goto("/viec-cua-toi/")  # a look elsewhere in the middle of it
    phone.goto(f"/bao-cao/{report.pk}/sua/")
    expect(phone.get_by_label(SUMMARY)).to_have_value("Đã ghi rõ ngày trong biên bản")
    phone.get_by_role("button", name="Gửi báo cáo").click()
    expect(phone.get_by_text("Đã gửi lại báo cáo số")).to_be_visible()
    expect(phone.get_by_text("Lần trước văn phòng trả lại")).to_be_visible()
    report.refresh_from_db()
    assert (report.state, report.counts.get().count) == ("sent", 1)
    assert report.summary == "Đã ghi rõ ngày trong biên bản"
