"""Take the pictures of the README from a running demonstration, with the machine's Chromium.

    bin/demo --port 8010 &
    bin/pictures --address http://127.0.0.1:8010

Pages are opened by links as a person would open them, in the light theme. The pictures are kept in
docs/pictures as PNG with a palette, which makes them three times smaller.
"""

import argparse
import io
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tools.launch import bootstrap
from tools.launch.steps import ROOT, StartError, shown

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOLDER = ROOT / "docs" / "pictures"
PASSWORD = "thidua-2023"  # noqa: S105 (of every invented person, printed by bin/demo)
PHONE = (390, 780)
DESK = (1280, 800)
COLOURS = 128


def stay(page: "Page") -> None:
    """The first page is the one to show."""


def choose_activity(page: "Page") -> None:
    page.locator("select[name=kind]").select_option(index=1)
    page.locator("input[name^=count_]").first.wait_for()
    page.locator("input[name=happened_on]").fill(date.today().isoformat())
    page.locator("input[name=place]").fill("Kỳ họp thường lệ")
    page.locator("textarea[name=summary]").fill("Chất vấn về nước sạch và thoát nước ở ba phường.")
    page.locator("textarea[name=summary]").blur()


def follow(selector: str) -> Callable[["Page"], None]:
    """Open the first link that matches."""

    def click(page: "Page") -> None:
        page.locator(selector).first.click()
        page.wait_for_load_state("networkidle")

    return click


@dataclass(frozen=True)
class Picture:
    name: str
    user: str
    path: str
    size: tuple[int, int]
    act: Callable[["Page"], None] = stay
    top: str = "main, #content"  # what the picture begins with


PICTURES = (
    Picture("report-form", "daibieu.hp", "/bao-hoat-dong/", PHONE, choose_activity),
    Picture("ballot", "hoidong1.hp", "/viec-cua-toi/", PHONE, follow("a[href$='/phieu/']")),
    Picture("desk", "thuky.hp", "/quan-tri/", (1000, 700)),
    Picture(
        "grid",
        "thuky.hp",
        "/phong-trao/hai-phong-tu-cham-2026/phieu-cham/",
        DESK,
        follow("a[href*='/phieu-cham/cum/']"),
    ),
    Picture(
        "why",
        "lanhdao.hp",
        "/phong-trao/hai-phong-2023/xep-hang/",
        DESK,
        follow("a[href*='/diem/']"),
    ),
    Picture("what-if", "lanhdao.hp", "/phong-trao/hai-phong-2023/de-nghi/thu/", DESK),
)


def main() -> int:
    bootstrap.enter_venv("requirements-dev.txt")
    parser = argparse.ArgumentParser(prog="bin/pictures", description=__doc__)
    parser.add_argument("--address", default="http://127.0.0.1:8000", help="of the demonstration")
    parser.add_argument("names", nargs="*", help="only these pictures")
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium())
        for picture in PICTURES:
            if not options.names or picture.name in options.names:
                path = take(browser, options.address, picture)
                print(f"  {shown(path)}: {path.stat().st_size // 1024} KB")
        browser.close()
    return 0


def chromium() -> str:
    path = os.environ.get("THIDUA_CHROMIUM") or shutil.which("chromium")
    if not path:
        raise StartError("No Chromium was found: install it, or name it in THIDUA_CHROMIUM.")
    return path


def take(browser: "Browser", address: str, picture: Picture) -> Path:
    width, height = picture.size
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        device_scale_factor=2 if picture.size == PHONE else 1.25,
        color_scheme="light",
        locale="vi-VN",
        reduced_motion="reduce",
    )
    page = context.new_page()
    sign_in(page, picture.user)
    page.goto(picture.path, wait_until="networkidle")
    picture.act(page)
    page.locator(picture.top).first.evaluate("(e) => window.scrollTo(0, e.offsetTop - 8)")
    path = FOLDER / f"{picture.name}.png"
    path.write_bytes(with_palette(page.screenshot()))
    context.close()
    return path


def sign_in(page: "Page", user: str) -> None:
    page.goto("/")
    page.locator("input[name=username]").fill(user)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "dang-nhap" not in url)
    page.wait_for_load_state("networkidle")
    if page.locator("input[name=password]").count():
        raise StartError(f"{user} could not sign in: is this bin/demo, and freshly loaded?")


def with_palette(png: bytes) -> bytes:
    """The same picture with at most `COLOURS` colours."""
    from PIL import Image

    image = Image.open(io.BytesIO(png)).convert("RGB")
    small = image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    small.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
