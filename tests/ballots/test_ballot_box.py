"""Cryptography of a secret ballot: sealed votes, keepers, opening the box."""

import base64

import pytest

from ballots import ballot_box
from ballots.ballot_box import BoxError


@pytest.fixture
def keepers():
    """Three codes, the box made for them, and (public key, sealed share) of each."""
    codes = [ballot_box.new_code() for _ in range(3)]
    keys = [ballot_box.public_key_of_code(code) for code in codes]
    box = ballot_box.new_box(keys)
    return codes, box, list(zip(keys, box.sealed_shares, strict=True))


@pytest.mark.parametrize("pair", [(0, 1), (0, 2), (2, 1)])
def test_any_two_keepers_open_the_box(keepers, pair):
    codes, box, shares = keepers
    sealed = [ballot_box.seal(box.public_key, c) for c in (["yes", "no"], ["blank", "yes"])]
    key = ballot_box.open_box(box.public_key, shares, [codes[i] for i in pair])
    readable, unreadable = ballot_box.unseal_all(key, sealed, questions=2)
    assert (sorted(readable), unreadable) == ([["blank", "yes"], ["yes", "no"]], 0)


def test_blanks_dashes_and_case_of_a_typed_code_do_not_matter(keepers):
    codes, box, shares = keepers
    typed = [codes[0].lower().replace("-", " "), f"  {codes[1].replace('-', '')}\n"]
    ballot_box.open_box(box.public_key, shares, typed)


def swapped(code: str) -> str:
    """The code with two different neighbours exchanged."""
    at = next(
        i for i in range(len(code) - 1) if code[i] != code[i + 1] and "-" not in code[i : i + 2]
    )
    return code[:at] + code[at + 1] + code[at] + code[at + 2 :]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (lambda codes: [codes[0], swapped(codes[1])], "Mã thứ 2: mã gõ sai"),
        (lambda codes: [codes[0][:-3], codes[1]], "Mã thứ 1: mã gồm 8 nhóm"),
        (lambda codes: ["không nhớ", codes[1]], "Mã thứ 1: mã gồm 8 nhóm"),
        (lambda codes: [codes[0], codes[0].lower()], "hai mã vừa gõ là của cùng một người"),
        (lambda codes: [codes[0], ballot_box.new_code()], "Mã thứ 2 không phải mã của cuộc"),
    ],
)
def test_codes_that_open_nothing_are_refused_with_the_reason(keepers, typed, message):
    codes, box, shares = keepers
    with pytest.raises(BoxError, match=message):
        ballot_box.open_box(box.public_key, shares, typed(codes))


def test_votes_have_one_length_and_no_two_look_alike():
    box = ballot_box.new_box([ballot_box.public_key_of_code(ballot_box.new_code()) for _ in "abc"])
    choices = [["yes"] * 3, ["no"] * 3, ["blank"] * 3, ["yes", "no", "blank"]] * 5
    sealed = [ballot_box.seal(box.public_key, choice) for choice in choices]
    assert len({len(vote) for vote in sealed}) == 1
    assert len({ballot_box.receipt_of(vote) for vote in sealed}) == len(sealed)


def test_unreadable_votes_are_counted_apart(keepers):
    codes, box, shares = keepers
    key = ballot_box.open_box(box.public_key, shares, codes[:2])
    sealed = [
        ballot_box.seal(box.public_key, ["yes", "no"]),
        ballot_box.seal(box.public_key, ["yes"]),  # one question too few
        b"not sealed at all",
        ballot_box.seal(ballot_box.new_box([k for k, _ in shares]).public_key, ["yes", "no"]),
    ]
    assert ballot_box.unseal_all(key, sealed, questions=2) == ([["yes", "no"]], 3)


def test_a_code_has_sixteen_random_bytes_and_a_checksum():
    codes = {ballot_box.new_code() for _ in range(50)}
    assert len(codes) == 50
    assert all(len(base64.b32decode(code.replace("-", ""))) == 20 for code in codes)


def test_two_keepers_are_too_few():
    with pytest.raises(ValueError, match="three keepers"):
        ballot_box.new_box([ballot_box.public_key_of_code(ballot_box.new_code()) for _ in "ab"])
