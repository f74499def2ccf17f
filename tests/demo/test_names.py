"""Invented people have well-formed names, and the same ones for the same seed."""

import unicodedata
from itertools import islice
from random import Random

import pytest

from core.names import text_sort_key
from demo.documents import read_document
from demo.names import invented_people

PARTS = [
    ["family"],
    ["male", "middle"],
    ["male", "given"],
    ["female", "middle"],
    ["female", "given"],
]


@pytest.mark.parametrize("path", PARTS, ids=".".join)
def test_parts_of_names_are_sorted_composed_and_named_once(path):
    parts = read_document("names")
    for key in path:
        parts = parts[key]
    names = list(parts)
    assert names == sorted(set(names), key=text_sort_key)
    assert all(unicodedata.is_normalized("NFC", name) for name in names)


def test_no_name_twice():
    people = list(islice(invented_people(Random(1)), 500))
    assert len({person.full_name for person in people}) == 500


def test_about_three_in_ten_are_women():
    people = list(islice(invented_people(Random(2)), 2000))
    women = sum(person.gender == "female" for person in people)
    assert 500 < women < 700


def test_the_same_seed_gives_the_same_people():
    first, second = (list(islice(invented_people(Random("x")), 50)) for _ in range(2))
    assert first == second
    assert first != list(islice(invented_people(Random("y")), 50))
