"""Numbers as Vietnamese offices write them, every digit kept."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.numbers import from_vietnamese, plain, vietnamese
from core.templatetags.vi import percent_of, so


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("10.500", "10.5"),
        ("20", "20"),
        ("100", "100"),
        ("0.00", "0"),
        ("-3.10", "-3.1"),
        ("1E+3", "1000"),
        ("0.000000001", "0.000000001"),
    ],
)
def test_the_shortest_exact_text(value, text):
    assert plain(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("999", "999"),
        ("1000", "1.000"),
        ("1234.5", "1.234,5"),
        ("1234567.089", "1.234.567,089"),
        ("0.5", "0,5"),
        ("-1234.50", "−1.234,5"),
        ("-999", "−999"),
        ("12345678901234567890.123456789012345678901", None),
    ],
)
def test_decimal_comma_and_thousands_point(value, text):
    exact = "12.345.678.901.234.567.890,123456789012345678901"
    assert vietnamese(Decimal(value)) == (text or exact)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30))
def test_all_digits_are_kept(value):
    back = vietnamese(value).replace(".", "").replace(",", ".").replace("−", "-")
    assert Decimal(back) == value


def test_a_missing_number_is_a_dash_not_a_zero():
    assert (so(None), so(0), so(Decimal("2.50"))) == ("–", "0", "2,5")


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(0, 0, 0), (1, 3, 33), (999, 1000, 99), (7, 7, 100)]
)
def test_percentages_are_rounded_down_so_100_means_all(part, whole, percent):
    assert percent_of(part, whole) == percent


@pytest.mark.parametrize(
    ("typed", "plain_text"),
    [
        ("2,5", "2.5"),
        ("2.5", "2.5"),
        ("1.234,5", "1234.5"),
        ("1.000", "1000"),
        ("1 000", "1000"),
        ("0.125", "0.125"),
        ("−3", "-3"),
        ("12.34", "12.34"),
        ("mười", "mười"),
        ("", ""),
    ],
)
def test_numbers_typed_in_vietnamese_are_read(typed, plain_text):
    assert from_vietnamese(typed) == plain_text
