"""A real Chromium, at a phone's and at a desk's size."""

import os
import shutil
import threading
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page, expect, sync_playwright

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
CUT_OFF = ("ERR_INTERNET_DISCONNECTED", "status of 401")
PATIENCE = 30_000  # milliseconds; a slow machine beside other work
expect.set_options(timeout=PATIENCE)


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


class RequestsInProgress:
    """Counts the requests that the live server is answering."""

    def __init__(self, application) -> None:
        self.application = application
        self.number = 0
        self.lock = threading.Lock()

    def __call__(self, environ, start_response):
        with self.lock:
            self.number += 1
        try:
            return self.application(environ, start_response)
        finally:
            with self.lock:
                self.number -= 1

    def wait_for_none(self) -> None:
        """Return once no request came for a fifth of a second; a page that is left saves drafts."""
        quiet_since, deadline = time.monotonic(), time.monotonic() + 10
        while time.monotonic() - quiet_since < 0.2 and time.monotonic() < deadline:
            time.sleep(0.02)
            if self.number:
                quiet_since = time.monotonic()


@pytest.fixture(scope="session")
def requests_in_progress(live_server) -> RequestsInProgress:
    server = live_server.thread.httpd
    requests = RequestsInProgress(server.get_app())
    server.set_app(requests)
    return requests


@pytest.fixture
def open_as(browser, live_server, sign_in, requests_in_progress):
    """`open_as(user, PHONE)`: a page of a browser of its own, with the session of a user or none.

    `by_form=True` signs in by the page for it, and gives the page that comes next. A script error,
    a refused resource or a broken content policy on any page fails the test.
    """
    contexts, complaints = [], []

    def complain(message) -> None:
        # Some tests cut the network or end the session themselves.
        if message.type == "error" and not any(cut in message.text for cut in CUT_OFF):
            complaints.append(message.text)

    def opened(user, size=DESK, *, by_form=False) -> Page:
        context = browser.new_context(
            viewport=size, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", base_url=live_server.url
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("console", complain)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if by_form:
            page.goto("/dang-nhap/")
            sign_in_by_form(page, user)
        elif user:
            cookie = sign_in(user).cookies[settings.SESSION_COOKIE_NAME]
            context.add_cookies(
                [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
            )
        return page

    yield opened
    for context in contexts:
        context.close()
    requests_in_progress.wait_for_none()
    assert complaints == []


def sign_in_by_form(page: Page, user, password="mat-khau-thu") -> None:
    page.get_by_label("Tên đăng nhập").fill(user.username)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda url: "/dang-nhap/" not in url)


def sticks_out(page: Page) -> bool:
    return page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )


def faults(page: Page) -> list[str]:
    """What is wrong with the page as it stands: wider than its screen, or what axe finds."""
    where = f"{page.url} at {page.viewport_size['width']}"
    found = [f"{where}: wider than the screen"] if sticks_out(page) else []
    is_there = page.evaluate("typeof axe") != "undefined"
    axe = Axe(axe_script="0") if is_there else Axe()
    for violation in axe.run(page).response["violations"]:
        nodes = "; ".join(node["html"][:120] for node in violation["nodes"][:3])
        found.append(f"{where}: {violation['id']}: {nodes}")
    return found


def faults_of_pages(page: Page, paths: list[str]) -> list[str]:
    """What is wrong with any of these pages, on a phone and at a desk."""
    found = []
    for path in paths:
        page.set_viewport_size(PHONE)
        page.goto(path)
        found += faults(page)
        page.set_viewport_size(DESK)
        found += faults(page)
    return found
