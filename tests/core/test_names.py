"""Vietnamese names: normalising, search without accents, dictionary order."""

import unicodedata
from random import Random

import pytest

from core.names import (
    normalise_name,
    person_sort_key,
    search_words,
    text_sort_key,
    unaccented,
)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("  Lê   Thị\tĐào \n", "Lê Thị Đào"),
        (unicodedata.normalize("NFD", "Nguyễn Văn Ước"), "Nguyễn Văn Ước"),
        ("Trần\u00a0Văn An", "Trần Văn An"),
        ("", ""),
    ],
)
def test_names_are_normalised(typed, written):
    assert normalise_name(typed) == written


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Nguyễn Thị Đào", "nguyen thi dao"),
        ("ĐỖ ƯỚC", "do uoc"),
        (unicodedata.normalize("NFD", "Hải Phòng"), "hai phong"),
        ("Tổ 12", "to 12"),
    ],
)
def test_search_without_accents(text, plain):
    assert unaccented(text) == plain


def test_the_number_of_search_words_is_limited():
    assert search_words("Đào \0 đào  DAO Thị") == ["dao", "thi"]
    assert len(search_words(" ".join(f"w{number}" for number in range(2000)))) == 20


# In the order of a dictionary: by letter first, by tone only among equal letters.
DICTIONARY = [
    ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g"],
    ["n", "o", "ô", "ơ", "p", "u", "ư", "v", "x", "y"],
    ["ba", "bà", "bả", "bã", "bá", "bạ"],
    ["ban", "bàn", "bản", "bãn", "bán", "bạn"],
    ["an", "ăn", "ân"],
    ["dung", "dũng", "đung", "đũng"],
    ["Tổ số 2", "Tổ số 10", "Tổ số 100"],
    ["Ban Đô thị", "Ban Kinh tế - Ngân sách", "Ban Pháp chế", "Ban Văn hóa - Xã hội"],
    ["phường An Biên", "phường An Dương", "phường Ăn"],
]


@pytest.mark.parametrize("words", DICTIONARY, ids=lambda words: words[0])
def test_the_order_of_the_dictionary(words):
    shuffled = Random(3).sample(words, len(words))
    assert sorted(shuffled, key=text_sort_key) == words


@pytest.mark.parametrize("words", [["Hạ", "Hải"], ["bả", "bác"], ["Lệ", "Lên"]])
def test_a_shorter_word_sorts_before_a_longer_one_whatever_its_tone(words):
    assert text_sort_key(words[0]) < text_sort_key(words[1])


def test_case_and_unicode_form_do_not_matter():
    decomposed = unicodedata.normalize("NFD", "ĐÀO")
    assert text_sort_key("đào") == text_sort_key("Đào") == text_sort_key(decomposed)


def test_people_sort_by_given_name():
    people = ["Lê Thị Bình", "Trần Văn An", "Nguyễn Thị Ân", "Bùi Văn An", "Phạm An"]
    assert sorted(people, key=person_sort_key) == [
        "Bùi Văn An",
        "Phạm An",
        "Trần Văn An",
        "Nguyễn Thị Ân",
        "Lê Thị Bình",
    ]
