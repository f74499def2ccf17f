"""A ballot in the browser: keeper, voters on phones, office, result."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from ballots.models import BallotMethod
from ballots.services import preparing
from core.names import unaccented

from .. import cast
from ..ballots.ballot_setup import ballot_case, vote
from .conftest import DESK, PHONE, sticks_out

pytestmark = pytest.mark.django_db(transaction=True)
SHOTS = os.environ.get("BALLOT_SHOTS", "")


def check_width(page, name: str) -> None:
    """The page is not wider than the screen; with BALLOT_SHOTS also save a picture."""
    assert not sticks_out(page), f"{name} is wider than the screen"
    if SHOTS:
        width = page.viewport_size["width"]
        page.screenshot(path=str(Path(SHOTS) / f"{name}_{width}.png"), full_page=True)


def test_a_ballot_from_the_keepers_code_to_the_result(open_as):
    city = cast.found_city("sx", "Sông Xanh")
    case = ballot_case(cast.launch_round(city, "song-xanh-2023"), size=9, lines=3)
    slug = case.round.plan.slug
    desk = open_as(case.secretary, DESK)
    desk.goto(reverse("ballots:ballot_list", args=[slug]))
    desk.get_by_label("Địa điểm họp").fill("Phòng họp số 1")
    for keeper in case.keepers:
        desk.get_by_label("Tìm đại biểu khác").fill(unaccented(keeper.get_full_name()))
        desk.get_by_role("button", name="Tìm", exact=True).click()
        desk.get_by_label(keeper.get_full_name()).check()
    check_width(desk, "prepare")
    with desk.expect_navigation():
        desk.get_by_role("button", name="Lập cuộc bỏ phiếu").click()
    ballot = case.proposal.ballots.get()
    at = {"args": [slug, ballot.pk]}

    keeper = open_as(case.keepers[1], PHONE)
    keeper.goto(reverse("notices:inbox"))
    keeper.get_by_text("hãy lấy mã kiểm phiếu").first.click()
    keeper.goto(reverse("ballots:ballot_key", **at))
    keeper.get_by_role("button", name="Hiện mã của tôi").click()
    check_width(keeper, "code")
    first = keeper.locator(".ballot-code").inner_text()
    second, _ = [
        preparing.take_code(actor=user, ballot=ballot, at=None)
        for user in (case.keepers[0], case.keepers[2])
    ]

    desk.goto(reverse("ballots:ballot_detail", **at))
    check_width(desk, "office_prepared")
    desk.get_by_role("link", name="Ghi có mặt và mở bỏ phiếu").click()
    check_width(desk, "open")
    desk.get_by_label(case.members[8].get_full_name()).select_option("written")
    with desk.expect_navigation():
        desk.get_by_role("button", name="Mở bỏ phiếu").click()
    ballot.refresh_from_db()

    phone = open_as(case.members[0], PHONE)
    phone.goto(reverse("ballots:ballot_vote", **at))
    check_width(phone, "vote")
    phone.get_by_role("button", name="Đồng ý tất cả").click()
    phone.get_by_text("Không đồng ý", exact=True).nth(1).click()
    check_width(phone, "vote_chosen")
    phone.get_by_role("button", name="Xem lại phiếu").click()
    check_width(phone, "review")
    phone.get_by_role("button", name="Bỏ phiếu", exact=True).click()
    check_width(phone, "receipt")
    receipt = phone.locator(".ballot-code").inner_text()

    wide = open_as(case.members[1], DESK)
    wide.goto(reverse("ballots:ballot_vote", **at))
    check_width(wide, "vote")
    for user, words in zip(case.members[1:8], ["yyy"] * 5 + ["yny", "bny"], strict=True):
        vote(ballot, user, words)
    desk.reload()
    check_width(desk, "office_open")
    desk.get_by_role("link", name="Đóng bỏ phiếu").click()
    check_width(desk, "close")
    desk.get_by_role("button", name="Đóng bỏ phiếu").click()
    check_width(desk, "office_closed")
    desk.get_by_role("link", name="Nhập ý kiến").click()
    desk.get_by_label("Văn bản cho ý kiến (số, ngày)").fill("Công văn 12/CV ngày 05/01/2024")
    for choice in desk.get_by_text("Đồng ý", exact=True).all():
        choice.click()
    check_width(desk, "opinion")
    desk.get_by_role("button", name="Ghi ý kiến").click()
    desk.get_by_role("link", name="Kiểm phiếu").click()
    desk.get_by_label("Mã của người thứ nhất").fill(first)
    desk.get_by_label("Mã của người thứ hai").fill(second)
    check_width(desk, "count")
    desk.get_by_role("button", name="Mở hòm và kiểm phiếu").click()
    check_width(desk, "result")
    assert desk.get_by_text("Cần 8 phiếu: 80 % × 9 = 7,2, làm tròn lên 8").count() == 3
    phone.goto(reverse("ballots:ballot_detail", **at))
    assert phone.get_by_text(receipt).count() == 1
    check_width(phone, "result")
    small = open_as(case.round.city.second_secretary, PHONE)
    small.goto(reverse("ballots:ballot_detail", **at))
    check_width(small, "office_result")
    small.goto(reverse("ballots:ballot_list", args=[slug]))
    check_width(small, "list")


def test_a_paper_ballot_marks_the_cells_that_differ(open_as):
    city = cast.found_city("sx", "Sông Xanh")
    case = ballot_case(cast.launch_round(city, "song-xanh-2023"), size=5)
    ballot = case.close(case.open(BallotMethod.PAPER))
    at = {"args": [case.round.plan.slug, ballot.pk]}
    for user, size, numbers in (
        (case.secretary, DESK, (4, 1)),
        (case.round.city.second_secretary, PHONE, (3, 2)),
    ):
        page = open_as(user, size)
        page.goto(reverse("ballots:ballot_paper", **at))
        for label in ("Số phiếu phát ra", "Số phiếu thu về"):
            page.get_by_label(label).fill("5")
        for question in range(2):
            typed = (*numbers, 0, 0) if question else (5, 0, 0, 0)
            for label, number in zip(
                ("Đồng ý", "Không đồng ý", "Phiếu trắng", "Không hợp lệ"), typed, strict=True
            ):
                page.get_by_label(label, exact=True).nth(question).fill(str(number))
        page.get_by_role("button", name="Ghi số của tôi").click()
        check_width(page, "paper")
    assert page.get_by_text("Hai người nhập khác nhau", exact=True).count() == 2
