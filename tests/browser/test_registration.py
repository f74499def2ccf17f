"""Registering on a phone: sent, returned by the office, sent again, accepted."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from .. import cast
from .conftest import DESK, PHONE, faults

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_delegate_registers_corrects_and_is_accepted(city, open_as):
    due = timezone.now() + dt.timedelta(days=5)
    round_ = cast.launch_round(city, "song-xanh-2023", registrations_due_at=due)
    user, leaf = city.delegates[2], round_.criterion("II.1").pk

    phone = open_as(user, PHONE)
    phone.goto("/viec-cua-toi/")
    phone.get_by_role("link", name="Đăng ký", exact=True).click()
    number = phone.locator(f"[name=number_{leaf}]")
    phone.get_by_label("Nội dung cam kết").fill("Dự đủ các kỳ họp")
    number.fill("2,5")
    phone.get_by_role("button", name="Gửi đăng ký").click()
    wrong = phone.get_by_role("alert").filter(has_text="Chỉ tiêu ở đây là số nguyên")
    expect(wrong).to_be_visible()
    expect(number).to_have_value("2,5")
    assert faults(phone) == []
    number.fill("4")
    phone.get_by_role("button", name="Gửi đăng ký").click()
    expect(phone.get_by_text("Đã gửi đăng ký thi đua")).to_be_visible()
    assert faults(phone) == []

    desk = open_as(city.secretary, DESK)
    desk.goto(reverse("campaigns:pledge_list", args=[round_.plan.slug]))
    assert faults(desk) == []
    desk.get_by_role("link", name="Xem", exact=True).click()
    desk.get_by_text("Trả lại để sửa").click()
    desk.get_by_label("Lý do trả lại").fill("Ghi rõ địa bàn tiếp xúc cử tri")
    desk.get_by_role("button", name="Trả lại").click()
    expect(desk.get_by_text("Đã trả lại đăng ký")).to_be_visible()

    phone.goto("/viec-cua-toi/")
    expect(phone.get_by_text("Văn phòng trả lại: Ghi rõ địa bàn")).to_be_visible()
    assert faults(phone) == []
    phone.get_by_role("link", name="Sửa và gửi lại").click()
    expect(number).to_have_value("4")
    phone.locator(f"[name=text_{leaf}]").fill("Tại phường nơi ứng cử")
    phone.get_by_role("button", name="Gửi đăng ký").click()
    expect(phone.get_by_text("4 cuộc; Tại phường nơi ứng cử")).to_be_visible()

    desk.goto(reverse("campaigns:pledge_list", args=[round_.plan.slug], query={"loc": "cho"}))
    desk.get_by_role("checkbox").check()
    desk.get_by_role("button", name="Chấp nhận đăng ký đã chọn").click()
    expect(desk.get_by_text("Đã chấp nhận 1 đăng ký.")).to_be_visible()
    phone.reload()
    expect(phone.get_by_text("Đã chấp nhận", exact=True)).to_be_visible()
    phone.get_by_role("link", name="Bản giao ước").click()
    expect(phone.get_by_text("NGƯỜI ĐĂNG KÝ")).to_be_visible()
    assert faults(phone) == []
