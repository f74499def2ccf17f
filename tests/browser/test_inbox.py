"""The inbox on a phone: from the bell to what a notice is about."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from evidence.services import deciding

from .. import cast
from .conftest import PHONE, faults

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_returned_report_is_found_from_the_bell_on_the_phone(running, open_as):
    delegate = running.city.delegates[2]
    report = cast.send(running, delegate, "II.1")
    deciding.return_report(
        actor=running.city.secretary, report=report, reason="Ảnh không rõ", at=timezone.now()
    )
    page = open_as(delegate, PHONE)
    page.goto("/viec-cua-toi/")
    page.get_by_role("link", name="Thông báo, 1 chưa đọc").click()
    expect(page.get_by_text("Lý do: Ảnh không rõ")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Mở xem").click()
    page.wait_for_url(f"**/bao-cao/{report.pk}/sua/")
    expect(page.get_by_role("link", name="Thông báo", exact=True)).to_be_visible()
    page.goto("/thong-bao/thu/")
    page.get_by_label("Địa chỉ thư điện tử").fill("daibieu@xa.example")
    page.get_by_label("Gửi cả những việc không có hạn").uncheck()
    page.get_by_role("button", name="Ghi lại").click()
    expect(page.get_by_text("Đã ghi lựa chọn của bạn.")).to_be_visible()
    assert faults(page) == []
