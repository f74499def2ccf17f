"""Numbers, dates and places as papers write them."""

import datetime as dt

import pytest

from papers.documents import wording


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (39, "ba mươi chín"),
        (64, "sáu mươi tư"),
        (105, "một trăm linh năm"),
        (2_340_000, "hai triệu ba trăm bốn mươi nghìn"),
        (3_510_005, "ba triệu năm trăm mười nghìn không trăm linh năm"),
        (1_000_000_000, "một tỷ"),
    ],
)
def test_numbers_in_words(number, words):
    assert wording.in_words(number) == words


def test_thousands_have_dots_on_papers():
    assert wording.two_digits(5435) == "5.435"
    assert wording.counted(1004).startswith("1.004 (một nghìn")


def test_dates_places_and_small_numbers_follow_the_decree():
    assert wording.day_text(dt.date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert wording.day_text(dt.date(2026, 11, 22)) == "ngày 22 tháng 11 năm 2026"
    assert wording.day_text(dt.date(2026, 3, 22)) == "ngày 22 tháng 3 năm 2026"
    assert wording.place_of("Thành phố Hải Phòng") == "Hải Phòng"
    assert wording.place_of("Thành phố Hồ Chí Minh") == "Thành phố Hồ Chí Minh"
    assert wording.place_of("Phường 12") == "Phường 12"
    assert wording.counted(5) == "05 (năm)"
    assert wording.dong_in_words(3_510_000) == "Ba triệu năm trăm mười nghìn đồng"
    assert wording.legal_grounds(["luật A.", "Nghị định B;"]) == ["Luật A;", "Nghị định B."]
