"""Vietnamese names: one form of writing, search without accents, the order of the dictionary."""

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
def test_one_form_of_writing(typed, written):
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


def test_a_search_of_very_many_words_stays_small():
    assert search_words("Đào \0 đào  DAO Thị") == ["dao", "thi"]
    assert len(search_words(" ".join(f"w{number}" for number in range(2000)))) == 20


# Each as a Vietnamese dictionary prints it: the letter first, the tone only among equal letters.
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
def test_a_shorter_word_stands_before_a_longer_one_whatever_its_tone(words):
    assert text_sort_key(words[0]) < text_sort_key(words[1])


def test_case_and_form_of_writing_do_not_matter():
    decomposed = unicodedata.normalize("NFD", "ĐÀO")
    assert text_sort_key("đào") == text_sort_key("Đào") == text_sort_key(decomposed)


def test_people_stand_by_their_given_name():
    people = ["Lê Thị Bình", "Trần Văn An", "Nguyễn Thị Ân", "Bùi Văn An", "Phạm An"]
    assert sorted(people, key=person_sort_key) == [
        "Bùi Văn An",
        "Phạm An",
        "Trần Văn An",
        "Nguyễn Thị Ân",
        "Lê Thị Bình",
    ]
