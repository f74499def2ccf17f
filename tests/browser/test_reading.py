"""Pages under large text, on white paper from a dark screen, and with long buttons at the desk."""

import pytest
from playwright.sync_api import Page

from .. import cast
from .conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)

# Buttons that leave the screen or hide a part of their words.
CUT_BUTTONS = """[...document.querySelectorAll(".btn")].filter((button) => {
  const box = button.getBoundingClientRect();
  return box.width && (box.right > innerWidth + 1 || button.scrollWidth > button.clientWidth + 1);
}).map((button) => button.textContent.trim())"""
# The lightest text of a page (0 black to 255 white) and the darkest background behind any.
SHADES = """(() => {
  const parts = (colour) => (colour.match(/[0-9.]+/g) || []).map(Number);
  const shade = (colour) => parts(colour).slice(0, 3).reduce((a, b) => a + b, 0) / 3;
  const opaque = (colour) => parts(colour).length < 4 || parts(colour)[3] > 0.5;
  const shown = [...document.querySelectorAll("body, body *")].filter((node) =>
    node.checkVisibility() && (node === document.body || node.textContent.trim()));
  const styles = shown.map((node) => getComputedStyle(node));
  const grounds = styles.map((style) => style.backgroundColor).filter(opaque);
  return [Math.max(...styles.map((s) => shade(s.color))), Math.min(...grounds.map(shade))];
})()"""
OVER_TITLE = """(() => {
  const title = document.querySelector("#content h1").getBoundingClientRect();
  return [...document.querySelectorAll(".object-tools a")].some((button) => {
    const box = button.getBoundingClientRect();
    return box.top < title.bottom && box.bottom > title.top && box.left < title.right;
  });
})()"""


def print_in_the_dark(page: Page) -> list[float]:
    page.emulate_media(media="print", color_scheme="dark")
    shades = page.evaluate(SHADES)
    page.emulate_media(media="screen", color_scheme="light")
    return shades


def test_large_text_and_paper_and_titles(running, open_as):
    city = running.city
    cast.send(running, city.delegates[2], "II.1")
    phone = open_as(city.delegates[2], PHONE)
    for path in ("/viec-cua-toi/", "/bao-hoat-dong/"):
        phone.goto(path)
        phone.evaluate("document.documentElement.style.fontSize = '200%'")
        assert phone.evaluate(CUT_BUTTONS) == [], path
    page = open_as(city.secretary)
    for path in (f"/phong-trao/{running.plan.slug}/", "/quan-tri/evidence/activityreport/"):
        page.goto(path)
        lightest, darkest = print_in_the_dark(page)
        assert lightest < 140 and darkest > 200, path
    assert not page.evaluate(OVER_TITLE)
    page.set_viewport_size({"width": 820, "height": 900})
    assert not page.evaluate(OVER_TITLE)
