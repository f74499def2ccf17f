"""A real Chromium, at a phone's and at a desk's size."""

import os
import shutil

import pytest
from playwright.sync_api import Page, sync_playwright

# Playwright runs an event loop in this thread; Django's own database calls stay synchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}


def pytest_collection_modifyitems(items) -> None:
    why = os.environ.get("THIDUA_NO_BROWSER") or (not _chromium() and "no Chromium was found")
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            if why:
                item.add_marker(pytest.mark.skip(reason=str(why)))


def _chromium() -> str | None:
    return os.environ.get("THIDUA_CHROMIUM") or shutil.which("chromium")


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_as(browser, live_server):
    """`open_as(user, PHONE)`: a page of a browser of its own, signed in by hand.

    A script error, a refused resource or a broken content policy on any page fails the test.
    """
    contexts, complaints = [], []

    def complain(message) -> None:
        # Some tests cut the line themselves.
        if message.type == "error" and "ERR_INTERNET_DISCONNECTED" not in message.text:
            complaints.append(message.text)

    def opened(user, size=DESK, password="mat-khau-thu") -> Page:
        context = browser.new_context(
            viewport=size, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", base_url=live_server.url
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", complain)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if user is None:  # anybody, not signed in
            return page
        page.goto("/dang-nhap/")
        page.get_by_label("Tên đăng nhập").fill(user.username)
        page.get_by_label("Mật khẩu").fill(password)
        page.get_by_role("button", name="Đăng nhập").click()
        page.wait_for_url(lambda url: "/dang-nhap/" not in url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
