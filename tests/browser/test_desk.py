"""The secretariat's desk on a phone in the dark: readable, no wider than the screen."""

import re

from django.urls import reverse
from playwright.sync_api import expect

from .. import cast
from .conftest import PHONE, faults


def test_the_desk_in_the_dark_on_a_phone(running, administrator, open_as):
    """A list, the page that verifies many, and a form with days."""
    for user in running.city.delegates[2:5]:
        cast.send(running, user, "II.1", summary="Tiếp xúc cử tri tại ba tổ dân phố " * 3)
    page = open_as(running.city.secretary, PHONE)
    page.emulate_media(color_scheme="dark")
    page.goto(reverse("admin:evidence_activityreport_changelist"))
    assert faults(page) == []
    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option("verify_chosen")
    with page.expect_navigation():
        page.get_by_role("button", name="Đi đến").click()
    expect(page.get_by_role("link", name="Hủy")).to_be_visible()
    assert faults(page) == []


def test_a_form_of_the_desk_speaks_of_no_server(administrator, browser, live_server, sign_in):
    """The reader's machine keeps another time than Viet Nam."""
    context = browser.new_context(timezone_id="UTC", base_url=live_server.url)
    cookie = sign_in(administrator).cookies["sessionid"]
    session = {"name": cookie.key, "value": cookie.value, "url": live_server.url}
    context.add_cookies([session])
    page = context.new_page()
    page.goto(reverse("admin:participants_appointment_add"))
    expect(page.get_by_role("link", name="Hôm nay").first).to_be_visible()
    assert not page.get_by_text(re.compile("máy chủ")).filter(visible=True).count()
    context.close()
