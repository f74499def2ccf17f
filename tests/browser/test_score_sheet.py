"""The score sheet in a browser: filled in on a phone, appraised at a desk."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, faults, sticks_out
from tests.scoring.test_sheets import Office

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office(city) -> Office:
    return Office(city)


def address_of(office) -> str:
    return reverse("scoring:sheet_detail", args=[office.plan.slug, office.sheet.pk])


def field(page, office, kind: str, code: str, part: str = "_1"):
    return page.locator(f"[name={kind}_{office.leaf[code]}{part}]")


def test_a_unit_scores_itself_on_the_phone_and_loses_nothing(office, open_as):
    page = open_as(office.head, PHONE)
    page.goto("/viec-cua-toi/")
    page.get_by_role("link", name="Tự chấm").click()
    field(page, office, "count", "A").fill("9,5")
    field(page, office, "reason", "A", "").fill("Biên bản ba cuộc giám sát")
    field(page, office, "count", "B").fill("45")
    with page.expect_response(lambda r: r.request.method == "POST"):
        field(page, office, "denominator", "B").fill("50")
        field(page, office, "denominator", "B").blur()
    expect(page.locator("#sheet-status")).to_contain_text("Đã lưu lúc")
    expect(page.locator("#sheet-status")).to_contain_text("18,5")
    page.reload()  # the phone rang, the page was closed
    expect(field(page, office, "count", "A")).to_have_value("9,5")
    expect(field(page, office, "reason", "A", "")).to_have_value("Biên bản ba cuộc giám sát")
    assert not sticks_out(page)
    page.get_by_role("button", name="Gửi phiếu").click()
    expect(page.get_by_text("Đã ghi và chuyển sang bước sau.")).to_be_visible()


def test_a_typing_mistake_is_told_while_typing_and_the_rest_is_kept(office, open_as):
    page = open_as(office.head, PHONE)
    page.goto(address_of(office))
    field(page, office, "reason", "A", "").fill("Biên bản")
    with page.expect_response(lambda r: r.request.method == "POST"):
        field(page, office, "count", "A").fill("11")
        field(page, office, "count", "A").blur()
    expect(page.locator("#sheet-status")).to_contain_text("Điểm phải từ 0 đến 10 điểm")
    expect(field(page, office, "count", "A")).to_have_value("11")


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
    expect(page.get_by_text("Đã ghi và chuyển sang bước sau.")).to_be_visible()
    expect(page.locator(".said dd.other").first).to_contain_text("7 điểm")
