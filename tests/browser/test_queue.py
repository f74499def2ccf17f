"""The office verifies without the mouse, and is told of a colleague at the same report."""

import re

import pytest
from playwright.sync_api import Page, expect

from evidence.models import ActivityReport

from .. import cast
from .conftest import DESK

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reports(running) -> list[ActivityReport]:
    return [cast.send(running, user, "II.1") for user in running.city.delegates[1:5]]


def start(page: Page) -> None:
    page.goto("/quan-tri/")
    page.get_by_role("button", name="Xác nhận lần lượt").click()


def test_verifying_returning_and_refusing_by_keyboard(running, reports, open_as):
    page = open_as(running.city.secretary, DESK)
    start(page)
    expect(page.get_by_role("heading", name=f"Báo cáo số {reports[0].pk}")).to_be_visible()
    page.keyboard.press("x")
    expect(page.get_by_role("heading", name=f"Báo cáo số {reports[1].pk}")).to_be_visible()
    page.keyboard.press("t")  # the reason first
    page.keyboard.type("Ảnh không rõ ngày")
    page.get_by_role("button", name="Trả lại").click()
    expect(page.get_by_role("heading", name=f"Báo cáo số {reports[2].pk}")).to_be_visible()
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name=f"Báo cáo số {reports[3].pk}")).to_be_visible()
    page.keyboard.press("x")
    expect(page.get_by_role("heading", name=f"Báo cáo số {reports[2].pk}")).to_be_visible()
    page.keyboard.press("x")
    expect(page).to_have_url(re.compile("state__exact=sent"))
    states = [report.state for report in ActivityReport.objects.order_by("pk")]
    assert states == ["verified", "returned", "verified", "verified"]


def test_a_colleague_is_told_and_given_another_one(running, reports, open_as):
    first = open_as(running.city.secretary, DESK)
    start(first)
    expect(first.get_by_role("heading", name=f"Báo cáo số {reports[0].pk}")).to_be_visible()
    second = open_as(running.city.second_secretary, DESK)
    start(second)
    expect(second.get_by_role("heading", name=f"Báo cáo số {reports[1].pk}")).to_be_visible()
    second.goto(f"/quan-tri/evidence/activityreport/{reports[0].pk}/change/")
    expect(second.locator("#held-note")).to_contain_text("đang xem báo cáo này")
    second.keyboard.press("x")
    expect(second.get_by_role("alert")).to_have_count(1)
    expect(second.get_by_role("alert")).to_contain_text("đang xem báo cáo này")
    assert ActivityReport.objects.get(pk=reports[0].pk).state == "sent"
