"""The rule shapes: cases worked by hand, parameters that are refused, and PostgreSQL itself."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from campaigns.rules import SHAPES, RuleError, rule_for
from core.numbers import vietnamese

PER_UNIT, MAXIMUM_MINUS = "per_unit_capped", "max_minus_per_occurrence"


def rule(shape: str, maximum: str, **params):
    return rule_for(shape, {"unit_vi": "mô hình"} | params, Decimal(maximum))


def points_of(rule_, count: Decimal | int | None) -> Decimal:
    """What PostgreSQL makes of the formula."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {rule_.formula('c')} FROM (SELECT %s::numeric AS c) x", [count])
        return cursor.fetchone()[0]


# --- worked by hand: (maximum, parameters, count, points, explanation) ----------------------------

PER_UNIT_CASES = [
    ("6", {"per": "3"}, None, "0", "Chưa có số liệu; 3 điểm mỗi mô hình, tối đa 6 điểm."),
    ("6", {"per": "3"}, 0, "0", "0 mô hình × 3 = 0 điểm."),
    ("6", {"per": "3"}, 1, "3", "1 mô hình × 3 = 3 điểm."),
    ("6", {"per": "3"}, 2, "6", "2 mô hình × 3 = 6 điểm."),
    ("6", {"per": "3"}, 3, "6", "3 mô hình × 3 = 9, vượt mức trần nên tính 6 điểm."),
    ("10", {"per": "3", "cap": "6"}, 3, "6", "3 mô hình × 3 = 9, vượt mức trần nên tính 6 điểm."),
    ("5", {"per": "5"}, 1, "5", "1 mô hình × 5 = 5 điểm."),
    ("100", {"per": "33.35"}, 2, "66.70", "2 mô hình × 33,35 = 66,7 điểm."),
    (
        "1",
        {"per": "0.1", "cap": "0.3"},
        4,
        "0.3",
        "4 mô hình × 0,1 = 0,4, vượt mức trần nên tính 0,3 điểm.",
    ),
    ("2000", {"per": "1"}, 1500, "1500", "1.500 mô hình × 1 = 1.500 điểm."),
]
MAXIMUM_MINUS_CASES = [
    ("3", {"per": "0.5"}, None, "3", "Không có mô hình nào: đủ 3 điểm."),
    ("3", {"per": "0.5"}, 0, "3", "Không có mô hình nào: đủ 3 điểm."),
    ("3", {"per": "0.5"}, 1, "2.5", "3 − 1 mô hình × 0,5 = 2,5 điểm."),
    ("3", {"per": "0.5"}, 6, "0", "3 − 6 mô hình × 0,5 = 0 điểm."),
    (
        "3",
        {"per": "0.5"},
        7,
        "0",
        "3 − 7 mô hình × 0,5 = −0,5, không thấp hơn mức sàn nên tính 0 điểm.",
    ),
    ("3", {"per": "0.5", "floor": "1"}, 4, "1", "3 − 4 mô hình × 0,5 = 1 điểm."),
    (
        "3",
        {"per": "0.5", "floor": "1"},
        5,
        "1",
        "3 − 5 mô hình × 0,5 = 0,5, không thấp hơn mức sàn nên tính 1 điểm.",
    ),
    ("3", {"per": "4"}, 1, "0", "3 − 1 mô hình × 4 = −1, không thấp hơn mức sàn nên tính 0 điểm."),
]
CASES = [(PER_UNIT, *case) for case in PER_UNIT_CASES]
CASES += [(MAXIMUM_MINUS, *case) for case in MAXIMUM_MINUS_CASES]


@pytest.mark.parametrize(("shape", "maximum", "params", "count", "points", "words"), CASES)
def test_worked_by_hand(db, shape, maximum, params, count, points, words):
    found = rule(shape, maximum, **params)
    assert points_of(found, count) == Decimal(points)
    stored = None if count is None else Decimal(count)
    assert found.explain(stored, Decimal(points)) == words


@pytest.mark.parametrize(
    ("shape", "maximum", "params", "words"),
    [
        (PER_UNIT, "6", {"per": "3"}, "3 điểm mỗi mô hình, tối đa 6 điểm"),
        (PER_UNIT, "6", {"per": "1.50", "cap": "4.5"}, "1,5 điểm mỗi mô hình, tối đa 4,5 điểm"),
        (MAXIMUM_MINUS, "3", {"per": "0.5"}, "3 điểm, trừ 0,5 mỗi mô hình"),
        (
            MAXIMUM_MINUS,
            "3",
            {"per": "0.5", "floor": "1"},
            "3 điểm, trừ 0,5 mỗi mô hình, không dưới 1",
        ),
    ],
)
def test_a_rule_in_words(shape, maximum, params, words):
    assert rule(shape, maximum, **params).in_words() == words


def test_every_shape_has_its_cases():
    assert {case[0] for case in CASES} == set(SHAPES)


# --- refused --------------------------------------------------------------------------------------

NO_NUMBERS = {
    "negative": "-1",
    "not a number": "NaN",
    "a signalling one": "sNaN",
    "endless": "Infinity",
    "a word": "ba",
    "a float": 0.5,
    "a truth": True,
    "a list": [],
    "nothing": None,
    "beyond all scorecards": "1000001",
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("raw", NO_NUMBERS.values(), ids=NO_NUMBERS.keys())
def test_what_is_no_number_of_points(shape, raw):
    with pytest.raises(RuleError) as refusal:
        rule(shape, "10", per=raw)
    assert refusal.value.field == "per"


@pytest.mark.parametrize(
    ("shape", "maximum", "params", "field"),
    [
        (PER_UNIT, "10", {}, "per"),
        (PER_UNIT, "10", {"per": "0"}, "per"),
        (PER_UNIT, "10", {"per": "3", "most": "6"}, "most"),
        (PER_UNIT, "10", {"per": "3", "floor": "1"}, "floor"),
        (PER_UNIT, "10", {"per": "3", "cap": "2.99"}, "cap"),
        (PER_UNIT, "10", {"per": "3", "cap": "10.01"}, "cap"),
        (PER_UNIT, "10", {"per": "3", "cap": "-1"}, "cap"),
        (PER_UNIT, "10", {"per": "3", "cap": 6.0}, "cap"),
        (PER_UNIT, "2", {"per": "3"}, "cap"),
        (MAXIMUM_MINUS, "3", {}, "per"),
        (MAXIMUM_MINUS, "3", {"per": "0"}, "per"),
        (MAXIMUM_MINUS, "3", {"per": "1", "cap": "2"}, "cap"),
        (MAXIMUM_MINUS, "3", {"per": "1", "floor": "3"}, "floor"),
        (MAXIMUM_MINUS, "3", {"per": "1", "floor": "3.01"}, "floor"),
        (MAXIMUM_MINUS, "3", {"per": "1", "floor": "-1"}, "floor"),
        (MAXIMUM_MINUS, "3", {"per": "1", "floor": False}, "floor"),
        ("per_unit", "3", {"per": "1"}, "shape"),
    ],
    ids=str,
)
def test_parameters_that_no_ranking_could_use(shape, maximum, params, field):
    with pytest.raises(RuleError) as refusal:
        rule(shape, maximum, **params)
    assert refusal.value.field == field


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("unit", [None, "", "   ", 3])
def test_what_is_counted_has_a_name(shape, unit):
    with pytest.raises(RuleError) as refusal:
        rule(shape, "10", per="1", unit_vi=unit)
    assert refusal.value.field == "unit_vi"


@pytest.mark.parametrize(
    ("shape", "maximum", "params"),
    [
        (PER_UNIT, "10", {"per": "3", "cap": "3"}),
        (PER_UNIT, "10", {"per": "10", "cap": "10"}),
        (PER_UNIT, "10", {"per": 3}),
        (MAXIMUM_MINUS, "3", {"per": "1", "floor": "2.99"}),
        (MAXIMUM_MINUS, "3", {"per": "1", "floor": "0"}),
    ],
)
def test_parameters_just_inside_the_bounds(shape, maximum, params):
    assert rule(shape, maximum, **params)


# --- PostgreSQL against plain fractions -----------------------------------------------------------

amounts = st.decimals(min_value="0.001", max_value=1000, places=3)
counts = st.none() | st.integers(0, 10**6) | st.decimals(min_value=0, max_value=10**6, places=4)
patiently = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def assert_agrees(found, count, expected: Fraction) -> None:
    points = points_of(found, count)
    assert Fraction(points) == expected
    stored = None if count is None else Decimal(count)
    explanation = found.explain(stored, points)
    if count is None and not found.missing_is_none:
        assert found.in_words() in explanation
    else:
        assert f"{vietnamese(points)} điểm" in explanation


@patiently
@given(st.tuples(amounts, amounts, amounts).map(sorted), counts)
def test_per_unit_is_what_the_words_say(db, numbers, count):
    per, cap, maximum = numbers
    found = rule(PER_UNIT, maximum, per=str(per), cap=str(cap))
    assert_agrees(found, count, min(Fraction(count or 0) * Fraction(per), Fraction(cap)))


@patiently
@given(amounts, amounts, st.none() | amounts, counts)
def test_maximum_minus_is_what_the_words_say(db, maximum, per, floor, count):
    assume(floor is None or floor < maximum)
    params = {"per": str(per)} | ({} if floor is None else {"floor": str(floor)})
    found = rule(MAXIMUM_MINUS, maximum, **params)
    left = Fraction(maximum) - Fraction(count or 0) * Fraction(per)
    assert_agrees(found, count, max(left, Fraction(floor or 0)))
