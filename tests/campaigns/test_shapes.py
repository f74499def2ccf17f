"""Rule shapes: points computed by hand, checked in PostgreSQL; refusals; words.

`TH` is a criterion of the Thanh Hóa commune draft, `README` the rule shapes of the domain notes.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigns.scorecards.rules import SHAPES, Facts, Inputs, Numbers, Part, RuleError, rule_for
from campaigns.scorecards.rules import fields as kinds
from campaigns.scorecards.rules.rounding import MODES, Rounding
from core.names import lower_first
from tools.reference import oracle

UNITS = (1, 10, 100, 1000, 10_000)
BILLION = 10**9
LARGEST = "100000"  # points


@dataclass
class Case:
    """One measure and its points. A count is a number or a pair (count, denominator)."""

    source: str
    shape: str
    maximum: str
    params: dict
    measure: tuple
    points: str
    more: dict = field(default_factory=dict)  # is_excepted, leader

    def rule(self):
        return rule_for(self.shape, self.params, Decimal(self.maximum))

    def __str__(self):
        more = "+".join(self.more)
        return f"{self.shape}: {self.source}: {self.measure}{more} -> {self.points}"


def table(source, shape, maximum, params, *rows):
    """Cases of one criterion: each row is a measure of one part and its points."""
    return [
        Case(source, shape, maximum, params, (measure,), points, *more)
        for measure, points, *more in rows
    ]


def composite(source, shape, maximum, params, *rows):
    """Cases of one criterion with measures of several parts."""
    return [Case(source, shape, maximum, params, parts, points) for parts, points in rows]


def whole_or_not(rule, number) -> str:
    return f"{number}::{'bigint' if rule.has_whole_counts else 'numeric'}"


def part_of(rule, numbers) -> Part:
    count, below = numbers if isinstance(numbers, tuple) else (numbers, None)
    return Part(whole_or_not(rule, count), "NULL" if below is None else whole_or_not(rule, below))


def select(expression: str):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT v, pg_typeof(v)::text FROM (SELECT {expression}) AS x(v)")
        return cursor.fetchone()


def as_columns(part: Part, number: int, columns: dict) -> Part:
    """The same part as columns, as in the engine, which PostgreSQL cannot fold beforehand."""
    names = []
    for name, value in ((f"c{number}", part.count), (f"d{number}", part.denominator)):
        columns[name] = "NULL::bigint" if value == "NULL" else value
        names.append(name)
    return Part(*names)


def points_of(rule, measure, unit, *, is_excepted=False, leader=None) -> Decimal:
    """The result of the formula in PostgreSQL: with literals, and with columns."""
    maximum = f"{int(rule.maximum * unit)}::bigint"
    parts = tuple(part_of(rule, numbers) for numbers in measure)
    leading = part_of(rule, leader) if leader else None
    excepted = str(is_excepted).lower()
    value, kind = select(rule.formula(Inputs(unit, maximum, parts, excepted, leading)))
    columns = {"m": maximum, "e": excepted}
    named = tuple(as_columns(part, n, columns) for n, part in enumerate(parts))
    leading = as_columns(leading, 99, columns) if leading else None
    formula = rule.formula(Inputs(unit, "m", named, "e", leading))
    stored = ", ".join(f"{value} AS {name}" for name, value in columns.items())
    # OFFSET 0 keeps PostgreSQL from putting the literals back into the formula.
    other = select(f"{formula} FROM (SELECT {stored} OFFSET 0) AS stored")
    assert other == (value, kind)
    assert kind == "bigint"
    return Decimal(value) / unit


def fitting(rule) -> list[int]:
    """The units that fit all its points."""
    points = list(rule.every_points())
    return [unit for unit in UNITS if all(p * unit == int(p * unit) for p in points)]


# --- points, worked by hand -----------------------------------------------------------------------

LATE = {"bound": "100", "points": "3"}, {"bound": "90", "points": "1.5"}
ANSWERED = {
    "on": "ratio",
    "steps": [
        {"bound": "90", "points": "3"},
        {"bound": "80", "points": "2"},
        {"bound": "70", "points": "1"},
    ],
    "otherwise": "0.5",
    "override": {"when_vi": "đã đôn đốc bằng văn bản", "below": "80", "points": "2"},
}
EXCEPTED = {"is_excepted": True}

PASS_FAIL = [
    *table("TH I.3.b", "pass_fail", "2", {}, (0, "0"), (1, "2"), (5, "2")),
    *table("TH II.4.a", "pass_fail", "1.5", {"at_least": 1}, (0, "0"), (1, "1.5")),
    *table("hand-worked: 12 sessions", "pass_fail", "0.0001", {"at_least": "12"}, (11, "0")),
    *table("hand-worked: 12 sessions", "pass_fail", "7.77", {"at_least": "12"}, (12, "7.77")),
]
CHOICE = [
    *table(
        "TH I.1.b",
        "choice",
        "1.5",
        {
            "levels": [
                {"name_vi": "đầy đủ", "points": "1.5"},
                {"name_vi": "một phần", "points": "0.75"},
                {"name_vi": "chưa", "points": 0},
            ]
        },
        (1, "1.5"),
        (2, "0.75"),
        (3, "0"),
        (0, "0"),
        (4, "0"),
    ),
    *table(
        "README: 2 / 1 / 0",
        "choice",
        "2",
        {"levels": [{"name_vi": str(p), "points": p} for p in (2, 1, 0)]},
        (1, "2"),
        (2, "1"),
        (3, "0"),
    ),
    *table(
        "hand-worked: nobody gets nothing",
        "choice",
        "3",
        {"levels": [{"name_vi": "a", "points": "3"}, {"name_vi": "b", "points": "0.5"}]},
        (2, "0.5"),
    ),
]
THRESHOLD = [
    *table(
        "TH III.2.b",
        "threshold",
        "3",
        ANSWERED,
        ((9, 10), "3"),
        ((899_999_999, BILLION), "2"),
        ((9 * 10**8, BILLION), "3"),
        ((80, 100), "2"),
        ((799_999_999, BILLION), "1"),
        ((7, 10), "1"),
        ((69, 100), "0.5"),
        ((2, 3), "0.5"),
        ((0, 5), "0.5"),
        ((10, 3), "3"),
        ((79, 100), "2", EXCEPTED),
        ((0, 1), "2", EXCEPTED),
        ((80, 100), "2", EXCEPTED),
        ((95, 100), "3", EXCEPTED),
    ),
    *table(
        "TH III.1.a",
        "threshold",
        "3",
        {"on": "ratio", "steps": LATE},
        ((30, 30), "3"),
        ((29, 30), "1.5"),
        ((27, 30), "1.5"),
        ((26, 30), "0"),
    ),
    *table(
        "TH II.1.b",
        "threshold",
        "4",
        {"on": "count", "steps": [{"bound": 2, "points": 4}, {"bound": 1, "points": 2}]},
        (0, "0"),
        (1, "2"),
        (2, "4"),
        (7, "4"),
    ),
    *table(
        "TH I.3.a as a count of annulled resolutions",
        "threshold",
        "4",
        {
            "on": "count",
            "direction": "at_most",
            "steps": [{"bound": 0, "points": 4}, {"bound": 1, "points": "1.5"}],
        },
        (0, "4"),
        (1, "1.5"),
        (2, "0"),
    ),
    *table(
        "hand-worked: at most 5 % and 10 % late",
        "threshold",
        "2",
        {
            "on": "ratio",
            "direction": "at_most",
            "steps": [{"bound": 5, "points": 2}, {"bound": 10, "points": 1}],
            "override": {"when_vi": "x", "below": "50", "points": "1.5"},
        },
        ((5, 100), "2"),
        ((501, 10_000), "1"),
        ((1, 10), "1"),
        ((11, 100), "0"),
        ((49, 100), "1.5", EXCEPTED),
        ((50, 100), "0", EXCEPTED),
    ),
    *table(
        "hand-worked: two thirds are neither 66.6666 % nor 66.6667 %",
        "threshold",
        "2",
        {
            "on": "ratio",
            "steps": [{"bound": "66.6667", "points": 2}, {"bound": "66.6666", "points": 1}],
        },
        ((2, 3), "1"),
        ((666_667, 1_000_000), "2"),
        ((666_666, 1_000_000), "1"),
        ((666_665, 1_000_000), "0"),
    ),
    *table(
        "hand-worked: a bound between whole numbers",
        "threshold",
        "2",
        {"on": "count", "steps": [{"bound": "2.5", "points": 2}]},
        (2, "0"),
        (3, "2"),
    ),
]
PRO_RATA = [
    *table(
        "TH II.3.a",
        "pro_rata",
        "6",
        {"step": "0.25"},
        ((7, 8), "5.25"),
        ((35, 40), "5.25"),
        ((1, 48), "0.25"),  # 0.125, exactly half a step
        ((20, 961), "0"),  # 0.12487
        ((21, 1007), "0.25"),  # 0.12512
        ((1, 16), "0.5"),  # 0.375, one step and a half
        ((0, 7), "0"),
        ((7, 7), "6"),
        ((3, 2), "6"),
    ),
    *table(
        "TH III.3.b",
        "pro_rata",
        "1.5",
        {"step": "0.25"},
        ((1, 3), "0.5"),
        ((1, 4), "0.5"),  # 0.375
        ((5, 12), "0.75"),  # 0.625
        ((1, 13), "0"),  # 0.115
    ),
    *table(
        "hand-worked: the step does not divide the maximum",
        "pro_rata",
        "1",
        {"step": "0.3", "mode": "up"},
        ((1, 1), "1"),
        ((9, 10), "0.9"),
        ((91, 100), "1"),
    ),
    *table(
        "hand-worked: one third has no last digit",
        "pro_rata",
        "1",
        {"step": "0.0001"},
        ((1, 3), "0.3333"),
        ((2, 3), "0.6667"),
    ),
]
PER_UNIT = [
    *table(
        "TH V.1.a",
        "per_unit_capped",
        "6",
        {"per": "3", "cap": "6", "unit_vi": "mô hình"},
        (0, "0"),
        (1, "3"),
        (2, "6"),
        (3, "6"),
    ),
    *table(
        "TH VIII.4.a, the draft's points",
        "per_unit_capped",
        "3",
        {"per": "1.5", "unit_vi": "nghị quyết"},
        (1, "1.5"),
        (2, "3"),
        (3, "3"),
    ),
    *table(
        "README: a part of maximum 5 capped at 10",
        "per_unit_capped",
        "5",
        {"per": "2", "cap": "10", "unit_vi": "lần"},
        (2, "4"),
        (3, "5"),
        (5, "5"),
    ),
    *table(
        "hand-worked: tenths are exact",
        "per_unit_capped",
        "1",
        {"per": "0.1", "cap": "0.3", "unit_vi": "lần"},
        (3, "0.3"),
        (4, "0.3"),
    ),
]
MAXIMUM_MINUS = [
    *table(
        "TH III.3.a",
        "max_minus_per_occurrence",
        "1.5",
        {"per": "0.5", "floor": "0", "unit_vi": "kỳ còn thiếu"},
        (0, "1.5"),
        (1, "1"),
        (3, "0"),
        (4, "0"),
    ),
    *table(
        "README: 3, less 0.5 per late report",
        "max_minus_per_occurrence",
        "3",
        {"per": "0.5", "unit_vi": "lần chậm"},
        (0, "3"),
        (1, "2.5"),
        (6, "0"),
    ),
    *table(
        "hand-worked: a floor",
        "max_minus_per_occurrence",
        "3",
        {"per": "0.75", "floor": "1", "unit_vi": "lần chậm"},
        (2, "1.5"),
        (3, "1"),
    ),
]
DEDUCTION = [
    *table(
        "TH IX.1",
        "deduction",
        "5",
        {"per": "5", "cap": "5", "unit_vi": "nghị quyết"},
        (0, "0"),
        (1, "5"),
        (2, "5"),
    ),
    *table("TH IX.3", "deduction", "5", {"per": 1, "unit_vi": "lần"}, (4, "4"), (5, "5"), (6, "5")),
    *table(
        "TH IX.6: the maximum says 3, the text 6",
        "deduction",
        "3",
        {"per": "3", "cap": "6", "unit_vi": "lần"},
        (1, "3"),
        (2, "3"),
    ),
    *table("hand-worked: a mere record", "deduction", "5", {"per": 0, "unit_vi": "vụ"}, (9, "0")),
]
JUDGEMENT = [
    *table(
        "TH I.1.b as a judgement",
        "judgement",
        "1.5",
        {},
        ("0", "0"),
        ("0.75", "0.75"),
        ("1.25", "1.25"),
        ("1.5", "1.5"),
    ),
    *table("hand-worked: too much", "judgement", "1.5", {"step": "0.5"}, ("9", "1.5")),
    *table("hand-worked: below 0", "judgement", "1.5", {"step": "0.5"}, ("-1", "0")),
    *table("hand-worked: fine steps", "judgement", "3", {"step": "0.0001"}, ("2.9999", "2.9999")),
]
THREE = {"ratios": [{"name_vi": name} for name in "abc"], "step": "0.01"}
WEIGHTED = {"ratios": [{"name_vi": "a", "weight": 2}, {"name_vi": "b"}], "step": "0.1"}
MEAN_OF_RATIOS = [
    *composite(
        "README: (a + b + c) / 3 % of 70",
        "mean_of_ratios",
        "70",
        THREE,
        (((1, 2), (1, 4), (1, 1)), "40.83"),  # 7/12 x 70 = 40.8333
        (((1, 3), (2, 3), (1, 2)), "35"),
        (((9, 9), (5, 5), (1, 1)), "70"),
        (((0, 9), (0, 5), (0, 1)), "0"),
        (((0, 0), (1, 2), (1, 2)), "46.67"),  # none arisen counts as 1: 2/3
        (((0, 0), (0, 0), (0, 0)), "70"),
        (((3, 2), (0, 1), (0, 1)), "23.33"),  # a ratio above 1 counts as 1
    ),
    *composite(
        "hand-worked: none arisen as 0",
        "mean_of_ratios",
        "70",
        THREE | {"empty_ratio": "zero"},
        (((0, 0), (1, 2), (1, 2)), "23.33"),
        (((0, 0), (0, 0), (0, 0)), "0"),
    ),
    *composite(
        "hand-worked: sub-norms with weights",
        "mean_of_ratios",
        "3",
        WEIGHTED,
        (((1, 2), (1, 1)), "2"),  # (2 x 1/2 + 1) / 3 x 3
        (((1, 1), (1, 20)), "2.1"),  # 2.05, exactly half a step
        (((1, 1), (49, 1000)), "2"),  # 2.049
    ),
    *composite(
        "hand-worked: thirds add up exactly before rounding down",
        "mean_of_ratios",
        "3",
        THREE | {"step": "1", "mode": "down"},
        (((1, 3), (2, 3), (1, 1)), "2"),
        (((1, 3), (2, 3), (999, 1000)), "1"),
    ),
    *composite(
        "hand-worked: a ratio and a weight with decimals",
        "mean_of_ratios",
        "10",
        {"ratios": [{"name_vi": "a", "weight": "0.0001"}], "step": "0.5"},
        (((3, 4),), "7.5"),
    ),
]
WEIGHTED_PERCENT = [
    *table(
        "README: weight 30",
        "weighted_percent",
        "30",
        {},
        ("0", "0"),
        ("85", "25.5"),
        ("33.35", "10.01"),  # 10.005, exactly half
        ("33.3499", "10"),
        ("100", "30"),
    ),
    *table(
        "hand-worked: half down",
        "weighted_percent",
        "30",
        {"weight": "30", "mode": "half_down"},
        ("33.35", "10"),
        ("33.3501", "10.01"),
    ),
    *table(
        "hand-worked: half to even",
        "weighted_percent",
        "30",
        {"mode": "half_even"},
        ("33.35", "10"),
        ("33.3833", "10.01"),  # 10.01499
        ("33.45", "10.04"),  # 10.035
    ),
    *table("hand-worked: over it", "weighted_percent", "20", {"weight": "30"}, ("90", "20")),
    *table("hand-worked: under it", "weighted_percent", "20", {"weight": "12.5"}, ("50", "6.25")),
]
SIGNED = {"per_plus": "1.5", "per_minus": "2", "lowest": "-5", "plus_vi": "cộng", "minus_vi": "trừ"}
SIGNED_ADJUSTMENT = composite(
    "README: plus and minus, kept in a range",
    "signed_adjustment",
    "4.5",
    SIGNED,
    ((0, 0), "0"),
    ((3, 0), "4.5"),
    ((4, 0), "4.5"),
    ((9, 9), "-4.5"),
    ((0, 2), "-4"),
    ((0, 3), "-5"),
    ((4, 3), "0"),
    ((1, 1), "-0.5"),
) + composite(
    "hand-worked: never below 0",
    "signed_adjustment",
    "4.5",
    SIGNED | {"lowest": 0},
    ((1, 1), "0"),
)
RELATIVE = [
    *table(
        "README: below target half x A/T; at target half; best full",
        "relative_to_leader",
        "10",
        {"step": "0.01"},
        ((0, 10), "0", {"leader": (15, 10)}),
        ((8, 10), "4", {"leader": (15, 10)}),
        ((10, 10), "5", {"leader": (15, 10)}),
        ((12, 10), "7", {"leader": (15, 10)}),  # 5 + 5 x 0.2 / 0.5
        ((15, 10), "10", {"leader": (15, 10)}),
        ((11, 10), "6.67", {"leader": (13, 10)}),  # 5 + 5 / 3
        ((120, 100), "7", {"leader": (30, 20)}),
        (("10.5", "10"), "5.5", {"leader": ("15.00", "10")}),
        (("9.999", "10"), "5", {"leader": (15, 10)}),  # 4.9995, exactly half
        (("9.9989", "10"), "5", {"leader": (15, 10)}),  # 4.99945
        (("9.98", "10"), "4.99", {"leader": (15, 10)}),
    ),
    *table(
        "hand-worked: nobody is above target",
        "relative_to_leader",
        "10",
        {"step": "0.01"},
        ((10, 10), "5", {"leader": (10, 10)}),
        ((9, 10), "4.5", {"leader": (9, 10)}),
        ((0, 10), "0", {"leader": (0, 10)}),
    ),
    *table(
        "hand-worked: half of an odd maximum",
        "relative_to_leader",
        "5",
        {"step": "1"},
        ((1, 1), "3", {"leader": (2, 1)}),
    ),
    *table(
        "hand-worked: half of an odd maximum, to even",
        "relative_to_leader",
        "5",
        {"step": "1", "mode": "half_even"},
        ((1, 1), "2", {"leader": (2, 1)}),
        ((2, 1), "5", {"leader": (2, 1)}),
    ),
]
MEAN_OF_PERIODS = [
    *table(
        "README: years to a term",
        "mean_of_periods",
        "100",
        {"step": "0.01"},
        (("240.75", 3), "80.25"),
        (("250", 3), "83.33"),
        (("160.01", 2), "80.01"),  # 80.005, exactly half
        (("160.0099", 2), "80"),
    ),
    *table(
        "README: months to a quarter",
        "mean_of_periods",
        "10",
        {"step": "0.05", "mode": "down", "at_least": 2},
        (("345.5", 4), "8.6"),  # 8.6375
        (("346", 4), "8.65"),
        (("0", 4), "0"),
    ),
    *table(
        "hand-worked: out of 110, kept in 0..maximum",
        "mean_of_periods",
        "70",
        {"of": "100", "step": "1"},
        (("110", 1), "70"),
        (("-30", 2), "0"),
    ),
    *table("hand-worked: of 70", "mean_of_periods", "7", {"of": 70, "step": 1}, (("105", 3), "4")),
]

CASES = [
    *(PASS_FAIL + CHOICE + THRESHOLD + PRO_RATA + PER_UNIT + MAXIMUM_MINUS + DEDUCTION + JUDGEMENT),
    *(MEAN_OF_RATIOS + WEIGHTED_PERCENT + SIGNED_ADJUSTMENT + RELATIVE + MEAN_OF_PERIODS),
]


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES, ids=str)
def test_points_computed_by_hand_in_every_unit(case):
    rule = case.rule()
    units = fitting(rule)
    assert units
    found = {unit: points_of(rule, case.measure, unit, **case.more) for unit in units}
    assert found == dict.fromkeys(units, Decimal(case.points))


def test_every_shape_has_cases():
    assert {case.shape for case in CASES} == set(SHAPES)


# --- rounding modes, in every shape that rounds ---------------------------------------------------

MILLION = 10**6
# Millionths, with steps of one half: 250000 and 750000 are exactly between two steps.
ROUNDED = {
    "half_up": {
        0: "0",
        249_999: "0",
        250_000: "0.5",
        250_001: "0.5",
        749_999: "0.5",
        750_000: "1",
        750_001: "1",
    },
    "half_even": {
        249_999: "0",
        250_000: "0",
        250_001: "0.5",
        749_999: "0.5",
        750_000: "1",
        750_001: "1",
    },
    "half_down": {
        249_999: "0",
        250_000: "0",
        250_001: "0.5",
        749_999: "0.5",
        750_000: "0.5",
        750_001: "1",
    },
    "up": {0: "0", 1: "0.5", 250_000: "0.5", 500_000: "0.5", 500_001: "1", 1_000_000: "1"},
    "down": {0: "0", 1: "0", 499_999: "0", 500_000: "0.5", 999_999: "0.5", 1_000_000: "1"},
}
# shape -> (maximum, parameters, the measure whose exact points are n millionths)
ROUNDING_SHAPES = {
    "pro_rata": ("1", {}, lambda n: {"measure": ((n, MILLION),)}),
    "mean_of_ratios": (
        "1",
        {"ratios": [{"name_vi": "a"}, {"name_vi": "b"}]},
        lambda n: {"measure": ((n, MILLION), (n * 3, MILLION * 3))},
    ),
    "weighted_percent": ("1", {}, lambda n: {"measure": (Decimal(n) / 10_000,)}),
    "relative_to_leader": (
        "2",
        {},
        lambda n: {"measure": ((n, MILLION),), "leader": (2 * MILLION, MILLION)},
    ),
    "mean_of_periods": ("1", {"of": 1}, lambda n: {"measure": ((n, MILLION),)}),
}


def test_every_mode_has_its_cases():
    assert set(ROUNDED) == set(MODES)
    assert set(ROUNDING_SHAPES) == {code for code, s in SHAPES.items() if "mode" in s.fields}


@pytest.mark.django_db
@pytest.mark.parametrize("shape", ROUNDING_SHAPES)
@pytest.mark.parametrize("mode", MODES)
def test_each_mode_at_half_and_next_to_it(shape, mode):
    maximum, params, told = ROUNDING_SHAPES[shape]
    rule = rule_for(shape, params | {"step": "0.5", "mode": mode}, Decimal(maximum))
    for unit in (10, 100, 10_000):
        found = {n: points_of(rule, unit=unit, **told(n)) for n in ROUNDED[mode]}
        assert found == {n: Decimal(points) for n, points in ROUNDED[mode].items()}


@pytest.mark.django_db
@settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.integers(0, BILLION),
    st.integers(1, BILLION),
    st.sampled_from(["0.0001", "0.01", "0.05", "0.25", "0.3", "1", "7", "100000"]),
    st.sampled_from(sorted(MODES)),
    st.integers(1, 10**9),
)
def test_rounding_is_that_of_plain_fractions(db, count, below, step, mode, maximum):
    rounding = Rounding(Decimal(step), mode)
    expected = oracle.round_to(Fraction(count * maximum, 10_000 * below), step, mode)
    for is_whole, kind in ((True, "bigint"), (False, "numeric")):
        count_, below_ = f"{count}::{kind}", f"{below}::{kind}"
        sql = rounding.sql(f"{count_} * {maximum}", below_, unit=10_000, is_whole=is_whole)
        assert select(sql) == (expected * 10_000, "bigint")


# --- the largest numbers do not overflow ----------------------------------------------------------

TOP = {"name_vi": "a", "points": LARGEST}
FINEST = {"step": "0.0001"}
COARSEST = {"step": LARGEST}
LARGE = [
    *table("", "pass_fail", LARGEST, {"at_least": 10**6}, (BILLION, LARGEST)),
    *table("", "choice", LARGEST, {"levels": [TOP]}, (1, LARGEST), (BILLION, "0")),
    *table(
        "",
        "threshold",
        LARGEST,
        {
            "on": "ratio",
            "steps": [{"bound": 100, "points": LARGEST}],
            "override": {"when_vi": "x", "below": 100, "points": "0.0001"},
        },
        ((BILLION, BILLION), LARGEST, EXCEPTED),
        ((BILLION - 1, BILLION), "0.0001", EXCEPTED),
        ((BILLION, 1), LARGEST),
    ),
    *table(
        "",
        "threshold",
        LARGEST,
        {"on": "count", "steps": [{"bound": BILLION, "points": LARGEST}]},
        (BILLION, LARGEST),
        (BILLION - 1, "0"),
    ),
    *[
        case
        for mode in MODES
        for step in (FINEST, COARSEST)
        for case in table(
            "",
            "pro_rata",
            LARGEST,
            step | {"mode": mode},
            ((BILLION, BILLION), LARGEST),
            ((BILLION, 1), LARGEST),
            ((0, BILLION), "0"),
        )
    ],
    *table("", "pro_rata", LARGEST, FINEST, ((1, BILLION), "0.0001")),
    *table("", "per_unit_capped", LARGEST, {"per": LARGEST, "unit_vi": "x"}, (BILLION, LARGEST)),
    *table(
        "", "max_minus_per_occurrence", LARGEST, {"per": LARGEST, "unit_vi": "x"}, (BILLION, "0")
    ),
    *table("", "deduction", LARGEST, {"per": LARGEST, "unit_vi": "x"}, (BILLION, LARGEST)),
    *table("", "judgement", LARGEST, FINEST, (BILLION, LARGEST), ("99999.9999", "99999.9999")),
    *[
        case
        for number in (1, 2, 12)
        for mode in MODES
        for case in composite(
            "",
            "mean_of_ratios",
            LARGEST,
            {
                "ratios": [{"name_vi": f"a{n}", "weight": LARGEST} for n in range(number)],
                "mode": mode,
            }
            | FINEST,
            (((BILLION, BILLION),) * number, LARGEST),
            (((BILLION, 1),) * number, LARGEST),
        )
    ],
    *[
        case
        for mode in MODES
        for case in table(
            "", "weighted_percent", LARGEST, COARSEST | {"mode": mode}, ("100", LARGEST)
        )
    ],
    *composite(
        "",
        "signed_adjustment",
        LARGEST,
        {
            "per_plus": LARGEST,
            "per_minus": LARGEST,
            "lowest": f"-{LARGEST}",
            "plus_vi": "a",
            "minus_vi": "b",
        },
        ((BILLION, 0), LARGEST),
        ((0, BILLION), f"-{LARGEST}"),
        ((BILLION, BILLION), "0"),
    ),
    *table(
        "",
        "relative_to_leader",
        LARGEST,
        FINEST,
        ((BILLION, BILLION), "50000", {"leader": (BILLION, 1)}),
        ((BILLION, 1), LARGEST, {"leader": (BILLION, 1)}),
        ((BILLION, BILLION - 1), "50000.0001", {"leader": (2, 1)}),  # 50000 + 50000 / 999999999
    ),
    *table(
        "",
        "mean_of_periods",
        LARGEST,
        {"of": LARGEST} | FINEST,
        ((BILLION, 1), LARGEST),
        ((BILLION, BILLION), "1"),
    ),
]


@pytest.mark.django_db
@pytest.mark.parametrize("case", LARGE, ids=str)
def test_the_largest_numbers(case):
    assert points_of(case.rule(), case.measure, 10_000, **case.more) == Decimal(case.points)


def test_every_shape_has_its_largest_numbers():
    assert {case.shape for case in LARGE} == set(SHAPES)


# --- what else the engine asks --------------------------------------------------------------------

VALID = {
    "pass_fail": {"at_least": 2},
    "choice": {"levels": [{"name_vi": "a", "points": "9", "fails": False, "occurrences": 0}]},
    "threshold": {
        "on": "count",
        "direction": "at_least",
        "steps": [{"bound": "9", "points": "9"}, {"bound": "5", "points": "5"}],
        "otherwise": "1",
        "override": {"when_vi": "x", "below": "5", "points": "2"},
        "unit_vi": "lần",
    },
    "pro_rata": {"step": "0.25", "mode": "up", "unit_vi": "việc"},
    "per_unit_capped": {"per": "3", "cap": "9", "unit_vi": "mô hình", "conditions_vi": ["a"]},
    "max_minus_per_occurrence": {"per": "1", "floor": "2", "unit_vi": "lần"},
    "deduction": {"per": "3", "cap": "9", "unit_vi": "lần", "condition_vi": "y"},
    "judgement": {"step": "0.5", "levels_vi": ["a"]},
    "mean_of_ratios": {
        "ratios": [{"name_vi": "a", "weight": "2"}, {"name_vi": "b"}],
        "empty_ratio": "zero",
        "step": "0.01",
        "mode": "down",
    },
    "weighted_percent": {"weight": "9", "step": "0.1", "mode": "up"},
    "signed_adjustment": {
        "per_plus": "1",
        "per_minus": "2",
        "lowest": "-3",
        "plus_vi": "sáng kiến",
        "minus_vi": "vụ việc",
    },
    "relative_to_leader": {"step": "0.01", "mode": "up", "unit_vi": "tỷ đồng"},
    "mean_of_periods": {"of": "100", "at_least": 2, "step": "0.01", "mode": "down"},
}
NINE = Decimal(9)


def without_options(shape: str) -> dict:
    """Only the required parameters."""
    wanted = {n for n, f in SHAPES[shape].fields.items() if f.default is kinds.REQUIRED}
    return {name: value for name, value in VALID[shape].items() if name in wanted}


@pytest.mark.parametrize("shape", SHAPES)
def test_whole_parameters_are_read(shape):
    full, least = rule_for(shape, VALID[shape], NINE), rule_for(shape, without_options(shape), NINE)
    assert type(full) is type(least) is SHAPES[shape]
    assert set(VALID[shape]) == set(SHAPES[shape].fields)
    assert not list(full.contradictions())


LEVELS = [
    {"name_vi": "đủ", "points": "2"},
    {"name_vi": "chậm", "points": "1", "occurrences": 1},
    {"name_vi": "thiếu", "points": "1.5", "fails": True, "occurrences": 3},
]
EVERY_LEVEL = "Các mức: đủ: 2 điểm; chậm: 1 điểm; thiếu: 1,5 điểm."


@pytest.mark.parametrize(
    ("shape", "params", "maximum", "least", "failed"),
    [
        ("pass_fail", {}, "2", "0", None),
        ("choice", {"levels": LEVELS}, "2", "1", (3,)),
        ("choice", {"levels": LEVELS[:2]}, "2", "1", None),
        ("threshold", ANSWERED, "3", "0.5", None),
        ("max_minus_per_occurrence", {"per": 1, "floor": 2, "unit_vi": "x"}, "3", "2", None),
        ("signed_adjustment", SIGNED, "4.5", "-5", None),
        ("pro_rata", {"step": "1"}, "4.5", "0", None),
    ],
)
def test_the_fewest_points_and_what_failed_means(shape, params, maximum, least, failed):
    rule = rule_for(shape, params, Decimal(maximum))
    assert rule.least_points() == Decimal(least)
    assert rule.failed_counts() == failed


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("shape", "params", "count", "times"),
    [
        ("pass_fail", {"at_least": 2}, 1, 1),
        ("pass_fail", {"at_least": 2}, 2, 0),
        ("choice", {"levels": LEVELS}, 1, 0),
        ("choice", {"levels": LEVELS}, 2, 1),
        ("choice", {"levels": LEVELS}, 3, 3),
        ("deduction", {"per": 1, "unit_vi": "lần"}, 7, 7),
        ("judgement", {}, "2.75", 2),
        ("weighted_percent", {}, "99.9999", 99),
    ],
)
def test_number_of_incidents_in_a_measure(shape, params, count, times):
    rule = rule_for(shape, params, Decimal(2))
    x = Inputs(100, "200::bigint", (part_of(rule, count),))
    assert select(rule.occurrences(x)) == (times, "bigint")


@pytest.mark.parametrize(
    ("shape", "params", "expected"),
    [
        ("threshold", {"on": "count"}, "counting whole"),
        ("threshold", {"on": "ratio"}, "ratio denominator whole"),
        ("pass_fail", {}, "counting whole"),
        ("choice", {}, "whole"),
        ("pro_rata", {}, "ratio denominator whole"),
        ("per_unit_capped", {}, "counting whole"),
        ("max_minus_per_occurrence", {}, "counting whole none"),
        ("deduction", {}, "counting whole none"),
        ("judgement", {}, ""),
        ("mean_of_ratios", {}, "ratio denominator whole"),
        ("weighted_percent", {}, ""),
        ("signed_adjustment", {}, "whole"),
        ("relative_to_leader", {}, "target denominator"),
        ("mean_of_periods", {}, "target denominator"),
    ],
)
def test_what_a_shape_reads(shape, params, expected):
    rule = rule_for(shape, VALID[shape] | params, NINE)
    words = {
        "counting": rule.is_counting,
        "ratio": rule.reads_ratio,
        "target": rule.reads_target,
        "denominator": rule.reads_denominator,
        "whole": rule.has_whole_counts,
        "none": rule.missing_is_none,
    }
    assert " ".join(word for word, holds in words.items() if holds) == expected


def test_the_parts_and_the_exception_of_a_measure():
    names = {shape: rule_for(shape, VALID[shape], NINE).part_names for shape in SHAPES}
    assert names.pop("mean_of_ratios") == ("a", "b")
    assert names.pop("signed_adjustment") == ("sáng kiến", "vụ việc")
    assert set(names.values()) == {("",)}
    excepted = [shape for shape in SHAPES if rule_for(shape, VALID[shape], NINE).has_exception]
    assert excepted == ["threshold"]
    assert not rule_for("threshold", without_options("threshold"), NINE).has_exception


# --- refused --------------------------------------------------------------------------------------

NO_NUMBER = ("NaN", "sNaN", "Infinity", "1e30", "1,5", "ba", "", "٣", 0.5, True, [], {}, "1.00001")
NO_NUMBER += (float("nan"), Decimal("NaN"), Decimal("1E+30"), 10**30, "1000000001")
NO_WHOLE = ("1.5", "x", "", 1.0, True, [], 10**30, -1, Decimal("1.5"))
NO_TEXT = ("", "  ", 3, True, ["a"], "a\0b", "x" * 5000)
NO_OPTION = ("", "x", 1, True, [], {})
BAD = {
    kinds.Number: NO_NUMBER,
    kinds.Whole: NO_WHOLE,
    kinds.Text: NO_TEXT,
    kinds.Option: NO_OPTION,
    kinds.Flag: ("true", 1, 0, "", []),
    kinds.Texts: ("a", [1], [""], [None], {"a": 1}),
    kinds.Group: ("a", [], 3, {"unknown": 1}),
    kinds.Rows: ("a", [], {}, [3], [None], [{}] * 51),
}
VIETNAMESE = re.compile(r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]")


def changed(raw, path, value):
    """A copy of raw data with another value at a path; `...` removes it."""
    head, *rest = path
    copy = list(raw) if isinstance(raw, list) else dict(raw)
    if rest:
        copy[head] = changed(copy[head], rest, value)
    elif value is ...:
        del copy[head]
    else:
        copy[head] = value
    return copy


def places(fields, raw, path=()):
    """(path, field) of everything in raw data."""
    for name, each in fields.items():
        if name not in raw:
            continue
        yield (*path, name), each
        if isinstance(each, kinds.Group):
            yield from places(each.fields, raw[name], (*path, name))
        if isinstance(each, kinds.Rows):
            for number, row in enumerate(raw[name]):
                yield from places(each.fields, row, (*path, name, number))


def refusals():
    for shape, cls in SHAPES.items():
        for path, each in places(cls.fields, VALID[shape]):
            for value in BAD[type(each)]:
                is_allowed = isinstance(each, kinds.Text) and each.default == ""
                if not (is_allowed and isinstance(value, str) and not value.strip()):
                    yield pytest.param(shape, path, value, id=f"{shape}-{path}-{value!r:.20}")
            if isinstance(each, kinds.Number) and each.least == 0:
                yield pytest.param(shape, path, "-1", id=f"{shape}-{path}-negative")
                yield pytest.param(shape, path, "-0.0001", id=f"{shape}-{path}-slightly")
            if isinstance(each, kinds.Number) and each.is_above_least:
                yield pytest.param(shape, path, 0, id=f"{shape}-{path}-zero")
                yield pytest.param(shape, path, "-0.0", id=f"{shape}-{path}-less-zero")
            if each.default is kinds.REQUIRED:
                yield pytest.param(shape, path, ..., id=f"{shape}-{path}-missing")
                yield pytest.param(shape, path, None, id=f"{shape}-{path}-empty")


def faults_of(shape, params, maximum="9"):
    with pytest.raises(RuleError) as refusal:
        rule_for(shape, params, Decimal(maximum))
    for fault in refusal.value.faults:
        assert VIETNAMESE.search(fault.message), fault
        assert fault.message[0].isupper() and fault.message.endswith("."), fault
        assert not fault.is_contradiction
    return refusal.value.faults


@pytest.mark.parametrize(("shape", "path", "value"), list(refusals()))
def test_ill_formed_parameters_are_refused_at_their_place(shape, path, value):
    found = faults_of(shape, changed(VALID[shape], path, value))
    assert {fault.path[: len(path)] for fault in found} == {path}


@pytest.mark.parametrize("shape", SHAPES)
def test_unknown_parameters_are_refused_at_their_place(shape):
    groups = [(), *({path[:-1] for path, _ in places(SHAPES[shape].fields, VALID[shape])} - {()})]
    for group in groups:
        found = faults_of(shape, changed(VALID[shape], (*group, "most"), "6"))
        assert [fault.path for fault in found] == [(*group, "most")]


@pytest.mark.parametrize("raw", [None, [], "per: 3", 3])
@pytest.mark.parametrize("shape", SHAPES)
def test_parameters_have_to_be_a_mapping(shape, raw):
    assert [fault.path for fault in faults_of(shape, raw)] == [()]


def test_an_unknown_shape():
    with pytest.raises(RuleError) as refusal:
        rule_for("per_unit", {}, NINE)
    assert refusal.value.field == "shape"
    assert refusal.value.message == "Không có cách tính “per_unit”."


def test_all_faults_are_reported_at_once():
    found = faults_of("per_unit_capped", {"per": 0.5, "cap": "1,5", "most": 1})
    assert [fault.path for fault in found] == [("most",), ("per",), ("cap",), ("unit_vi",)]
    assert [fault.message for fault in found] == [
        "Không có mục “most” ở đây (per, cap, unit_vi, conditions_vi).",
        'Điểm mỗi đơn vị: hãy viết số trong ngoặc kép, ví dụ "2.5".',
        "Mức trần: “1,5” có dấu phẩy; trong tệp, hãy viết dấu chấm.",
        "Tên đơn vị đếm: còn thiếu mục “unit_vi”.",
    ]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("0", "Điểm mỗi đơn vị: phải lớn hơn 0, đến 100.000, không phải 0."),
        ("100000.0001", "Điểm mỗi đơn vị: phải lớn hơn 0, đến 100.000, không phải 100000.0001."),
        ("ba", "Điểm mỗi đơn vị: “ba” không phải là số (ví dụ đúng: 3 hoặc 2.5)."),
        ("0.00001", "Điểm mỗi đơn vị: có quá 4 chữ số sau dấu phẩy."),
    ],
)
def test_messages_about_a_number(value, message):
    found = faults_of("per_unit_capped", {"per": value, "unit_vi": "x"})
    assert [fault.message for fault in found] == [message]


def steps(*pairs):
    return [{"bound": bound, "points": points} for bound, points in pairs]


def on_count(*pairs, **more):
    return {"on": "count", "steps": steps(*pairs)} | more


def on_ratio(*pairs, **more):
    return {"on": "ratio", "steps": steps(*pairs)} | more


@pytest.mark.parametrize(
    ("shape", "params", "path", "message"),
    [
        (
            "choice",
            {"levels": [{"name_vi": "a", "points": 9}, {"name_vi": "b", "points": "9.01"}]},
            ("levels", 1, "points"),
            "Mức “b” có 9,01 điểm, cao hơn điểm tối đa 9 điểm.",
        ),
        (
            "threshold",
            on_count((1, 9), (2, 5)),
            ("steps", 1, "bound"),
            "Ngưỡng 2 không đúng thứ tự sau 1: xếp từ mức tốt nhất trở xuống.",
        ),
        (
            "threshold",
            on_count((2, 9), ("2.0", 5)),
            ("steps", 1, "bound"),
            "Ngưỡng 2 không đúng thứ tự sau 2: xếp từ mức tốt nhất trở xuống.",
        ),
        (
            "threshold",
            on_count((2, 9), (1, 5), direction="at_most"),
            ("steps", 1, "bound"),
            "Ngưỡng 1 không đúng thứ tự sau 2: xếp từ mức tốt nhất trở xuống.",
        ),
        (
            "threshold",
            on_count((3, 9), (2, "9.5")),
            ("steps", 1, "points"),
            "Mức 9,5 điểm cao hơn điểm tối đa 9 điểm.",
        ),
        (
            "threshold",
            on_count((3, 9), otherwise="9.5"),
            ("otherwise",),
            "Mức 9,5 điểm cao hơn điểm tối đa 9 điểm.",
        ),
        (
            "threshold",
            on_count((3, 9), override={"when_vi": "x", "below": 2, "points": 10}),
            ("override", "points"),
            "Mức 10 điểm cao hơn điểm tối đa 9 điểm.",
        ),
        (
            "threshold",
            on_ratio(("100.0001", 9)),
            ("steps", 0, "bound"),
            "Tỷ lệ không quá 100 %.",
        ),
        (
            "threshold",
            on_ratio((100, 9), override={"when_vi": "x", "below": BILLION, "points": 1}),
            ("override", "below"),
            "Tỷ lệ không quá 100 %.",
        ),
        (
            "per_unit_capped",
            {"per": 3, "cap": "2.99", "unit_vi": "x"},
            ("cap",),
            "Mức trần không được thấp hơn điểm của một đơn vị.",
        ),
        (
            "deduction",
            {"per": 3, "cap": "2.99", "unit_vi": "x"},
            ("cap",),
            "Mức trừ tối đa không được thấp hơn điểm trừ của một lần.",
        ),
        *(
            (
                "max_minus_per_occurrence",
                {"per": 1, "floor": floor, "unit_vi": "x"},
                ("floor",),
                "Mức sàn phải thấp hơn điểm tối đa.",
            )
            for floor in (9, "9.01")
        ),
    ],
)
def test_parameters_that_contradict_each_other(shape, params, path, message):
    assert [(f.path, f.message) for f in faults_of(shape, params)] == [(path, message)]


@pytest.mark.parametrize(
    ("shape", "params"),
    [
        ("per_unit_capped", {"per": "9", "cap": "9", "unit_vi": "x"}),
        ("max_minus_per_occurrence", {"per": "1", "floor": "8.9999", "unit_vi": "x"}),
        ("deduction", {"per": "9", "cap": "9", "unit_vi": "x"}),
        ("threshold", on_ratio((100, 9), ("99.9999", 9), (0, 0))),
        ("threshold", on_count((0, 9), (1, 1), direction="at_most")),
        ("threshold", on_count((3, 5), override={"when_vi": "x", "below": 1, "points": 9})),
        ("choice", {"levels": [{"name_vi": "a", "points": "9.0"}]}),
        ("weighted_percent", {"weight": "9.00"}),
        ("judgement", {"step": Decimal("0.25")}),
        ("per_unit_capped", {"per": " 3 ", "unit_vi": " x ", "cap": None}),
    ],
)
def test_just_inside_the_bounds(shape, params):
    assert not list(rule_for(shape, params, NINE).contradictions())


# --- contradictions -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "shape", "maximum", "params", "path", "message"),
    [
        (
            "README: a part of maximum 5 capped at 10",
            "per_unit_capped",
            "5",
            {"per": "2", "cap": "10", "unit_vi": "lần"},
            ("cap",),
            "mức trần ghi 10 điểm nhưng điểm tối đa ghi 5 điểm.",
        ),
        (
            "hand-worked: cap under the maximum",
            "per_unit_capped",
            "5",
            {"per": "2", "cap": "4.5", "unit_vi": "lần"},
            ("cap",),
            "mức trần ghi 4,5 điểm nhưng điểm tối đa ghi 5 điểm.",
        ),
        (
            "hand-worked: one is more than all",
            "per_unit_capped",
            "2",
            {"per": "3", "unit_vi": "mô hình"},
            ("per",),
            "một mô hình được 3 điểm, cao hơn điểm tối đa 2 điểm.",
        ),
        (
            "TH IX.6",
            "deduction",
            "3",
            {"per": "3", "cap": "6", "unit_vi": "lần"},
            ("cap",),
            "mức trừ tối đa ghi 6 điểm nhưng điểm tối đa ghi 3 điểm.",
        ),
        (
            "hand-worked: one is more than all",
            "deduction",
            "3",
            {"per": "5", "unit_vi": "lần"},
            ("per",),
            "một lần trừ 5 điểm, nhiều hơn mức tối đa 3 điểm.",
        ),
        (
            "hand-worked: one is more than all",
            "max_minus_per_occurrence",
            "3",
            {"per": "3.5", "unit_vi": "lần"},
            ("per",),
            "mỗi lần trừ 3,5 điểm, nhiều hơn điểm tối đa 3 điểm.",
        ),
        (
            "TH VIII.2: the draft's levels under the old maximum",
            "choice",
            "4",
            {"levels": [{"name_vi": "a", "points": 3}, {"name_vi": "b", "points": "1.5"}]},
            ("levels",),
            "mức cao nhất chỉ được 3 điểm, không ai đạt 4 điểm tối đa.",
        ),
        (
            "hand-worked: best step under the maximum",
            "threshold",
            "4",
            on_count((2, "3.5"), (1, 2)),
            ("steps", 0, "points"),
            "mức tốt nhất chỉ được 3,5 điểm, không ai đạt 4 điểm tối đa.",
        ),
        (
            "hand-worked: less is more",
            "threshold",
            "4",
            on_count((3, 4), (2, 1), (1, 2)),
            ("steps",),
            "có ngưỡng thấp hơn mà điểm lại cao hơn.",
        ),
        (
            "hand-worked: nothing is worth more than something",
            "threshold",
            "4",
            on_ratio((90, 4), (80, "0.25"), otherwise="0.5"),
            ("steps",),
            "có ngưỡng thấp hơn mà điểm lại cao hơn.",
        ),
        (
            "hand-worked: only the rest gets the maximum",
            "threshold",
            "4",
            on_ratio((90, 3), otherwise="4"),
            ("steps",),
            "có ngưỡng thấp hơn mà điểm lại cao hơn.",
        ),
        (
            "hand-worked: another weight",
            "weighted_percent",
            "25",
            {"weight": "30"},
            ("weight",),
            "trọng số 30 khác điểm tối đa 25 điểm.",
        ),
    ],
)
def test_contradictions(source, shape, maximum, params, path, message):
    found = list(rule_for(shape, params, Decimal(maximum)).contradictions())
    assert [(f.path, f.message) for f in found] == [(path, message)]
    assert found[0].is_contradiction


# --- words ----------------------------------------------------------------------------------------

UP = "làm tròn đến 0,25 (từ nửa trở lên làm tròn lên)"


@pytest.mark.parametrize(
    ("shape", "maximum", "params", "words"),
    [
        ("pass_fail", "2", {}, "Đạt: 2 điểm; không đạt: 0 điểm"),
        ("pass_fail", "2.5", {"at_least": 12}, "Đạt (từ 12 trở lên): 2,5 điểm; không đạt: 0 điểm"),
        ("choice", "2", {"levels": LEVELS}, "đủ: 2 điểm; chậm: 1 điểm; thiếu: 1,5 điểm"),
        (
            "threshold",
            "3",
            ANSWERED,
            "Từ 90 %: 3 điểm; từ 80 %: 2 điểm; từ 70 %: 1 điểm; còn lại: 0,5 điểm; "
            "dưới 80 % nhưng đã đôn đốc bằng văn bản: 2 điểm",
        ),
        (
            "threshold",
            "4",
            on_count((0, 4), (1, "1.5"), direction="at_most", unit_vi="nghị quyết"),
            "Không có nghị quyết nào: 4 điểm; không quá 1 nghị quyết: 1,5 điểm; còn lại: 0 điểm",
        ),
        (
            "threshold",
            "4",
            on_count((0, 4), (1, "1.5"), direction="at_most"),
            "Không quá 0: 4 điểm; không quá 1: 1,5 điểm; còn lại: 0 điểm",
        ),
        (
            "pro_rata",
            "6",
            {"step": "0.25", "unit_vi": "kiến nghị đã thực hiện"},
            f"Tỷ lệ kiến nghị đã thực hiện × 6 điểm, {UP}",
        ),
        (
            "per_unit_capped",
            "6",
            {"per": "3", "unit_vi": "mô hình", "conditions_vi": ["có quyết định", "có đánh giá"]},
            "3 điểm mỗi mô hình, tối đa 6 điểm; chỉ tính khi có quyết định; có đánh giá",
        ),
        (
            "max_minus_per_occurrence",
            "3",
            {"per": "0.5", "floor": "1", "unit_vi": "lần chậm"},
            "3 điểm, trừ 0,5 điểm mỗi lần chậm, không dưới 1",
        ),
        (
            "deduction",
            "10",
            {"per": "5", "unit_vi": "trường hợp", "condition_vi": "khi HĐND có trách nhiệm"},
            "Trừ 5 điểm mỗi trường hợp, tối đa 10 điểm; khi HĐND có trách nhiệm",
        ),
        (
            "deduction",
            "10",
            {"per": "0", "unit_vi": "vụ việc", "condition_vi": "khi HĐND có trách nhiệm"},
            "Chỉ ghi nhận vụ việc, không trừ điểm; khi HĐND có trách nhiệm",
        ),
        (
            "judgement",
            "1.5",
            {"levels_vi": ["1,5: đầy đủ", "0,75: một phần"]},
            "Người chấm cho từ 0 đến 1,5 điểm, theo bước 0,25, có nêu lý do; "
            "gợi ý: 1,5: đầy đủ; 0,75: một phần",
        ),
        (
            "mean_of_ratios",
            "70",
            WEIGHTED | {"step": "0.25"},
            f"Trung bình các tỷ lệ (a, trọng số 2; b) × 70 điểm, {UP}; "
            "tỷ lệ không phát sinh tính là 100 %",
        ),
        (
            "weighted_percent",
            "30",
            {"mode": "half_even"},
            "Điểm chấm thang 100 × trọng số 30 %, "
            "làm tròn đến 0,01 (đúng nửa làm tròn về bội chẵn)",
        ),
        (
            "signed_adjustment",
            "4.5",
            SIGNED | {"plus_vi": "sáng kiến", "minus_vi": "vụ việc"},
            "Cộng 1,5 điểm mỗi sáng kiến, trừ 2 điểm mỗi vụ việc; trong khoảng từ −5 đến 4,5 điểm",
        ),
        (
            "relative_to_leader",
            "5",
            {"step": "0.25"},
            "Dưới chỉ tiêu: 2,5 điểm × tỷ lệ thực hiện; đúng chỉ tiêu: 2,5 điểm; vượt chỉ tiêu "
            "và dẫn đầu cụm: 5 điểm; ở giữa: thêm theo phần vượt so với phần vượt của đơn vị dẫn "
            f"đầu; {UP}",
        ),
        (
            "mean_of_periods",
            "10",
            {"step": "0.25", "at_least": 2},
            f"Trung bình tổng điểm các kỳ trước (thang 100, ít nhất 2 kỳ) quy ra 10 điểm, {UP}",
        ),
    ],
)
def test_a_rule_in_words(shape, maximum, params, words):
    assert rule_for(shape, params, Decimal(maximum)).in_words() == words


def test_an_abbreviation_keeps_its_letters_within_a_sentence():
    assert lower_first("HĐND đã đôn đốc") == "HĐND đã đôn đốc"
    assert lower_first("Ông, bà đã đôn đốc") == "ông, bà đã đôn đốc"


def numbers(*values) -> Numbers:
    return Numbers(*(None if value is None else Decimal(value) for value in values))


LADDER = (
    "Cách tính: từ 90 %: 3 điểm; từ 80 %: 2 điểm; từ 70 %: 1 điểm; còn lại: 0,5 điểm; "
    "dưới 80 % nhưng đã đôn đốc bằng văn bản: 2 điểm."
)
# Written like a heading, which must be lowered inside a sentence.
URGED = {"when_vi": "Đã đôn đốc bằng văn bản", "below": "80", "points": "2"}
ROADS = {"step": "0.25", "unit_vi": "kiến nghị"}
MODELS = {"per": "1.5", "unit_vi": "mô hình"}
LATE_REPORTS = {"per": "0.5", "unit_vi": "lần chậm"}
CASES_DEDUCTED = {"per": "5", "unit_vi": "trường hợp"}
SIGNED_NAMED = SIGNED | {"plus_vi": "sáng kiến", "minus_vi": "vụ việc"}


@pytest.mark.parametrize(
    ("shape", "maximum", "params", "parts", "more", "points", "words"),
    [
        ("pass_fail", "2", {}, [(1,)], {}, "2", "Đạt: đủ 2 điểm."),
        ("pass_fail", "2", {}, [(0,)], {}, "0", "Không đạt: 0 điểm."),
        (
            "pass_fail",
            "2",
            {},
            [(1,)],
            {"shared": 1},
            "0",
            "Đã tính ở tiêu chí khác nên không tính lại ở đây: 0 điểm.",
        ),
        (
            "pass_fail",
            "2",
            {"at_least": 3},
            [(2,)],
            {"shared": 1},
            "0",
            "Không đạt, ghi nhận 1 (đã trừ 1 tính ở tiêu chí khác), cần từ 3 trở lên: 0 điểm.",
        ),
        (
            "pass_fail",
            "2",
            {"at_least": 12},
            [(11,)],
            {},
            "0",
            "Không đạt, ghi nhận 11, cần từ 12 trở lên: 0 điểm.",
        ),
        (
            "choice",
            "2",
            {"levels": LEVELS},
            [(3,)],
            {},
            "1.5",
            f"Mức “thiếu”: 1,5 điểm. {EVERY_LEVEL}",
        ),
        (
            "choice",
            "2",
            {"levels": LEVELS},
            [(4,)],
            {},
            "0",
            f"Mức “không rõ mức”: 0 điểm. {EVERY_LEVEL}",
        ),
        (
            "threshold",
            "3",
            ANSWERED | {"unit_vi": "kiến nghị"},
            [(35, 42, 2)],
            {},
            "2",
            f"35/40 kiến nghị (mẫu số đã trừ 2 không tính) = 87,5 %: 2 điểm. {LADDER}",
        ),
        (
            "threshold",
            "3",
            ANSWERED,
            [(899_999, 1_000_000)],
            {},
            "2",
            f"899.999/1.000.000 ≈ 89,99 %: 2 điểm. {LADDER}",
        ),
        (
            "threshold",
            "3",
            ANSWERED,
            [(3, 4)],
            {"is_excepted": True},
            "2",
            f"3/4 = 75 %; đã đôn đốc bằng văn bản: 2 điểm. {LADDER}",
        ),
        (
            "threshold",
            "3",
            ANSWERED | {"override": URGED},
            [(3, 4)],
            {"is_excepted": True},
            "2",
            f"3/4 = 75 %; đã đôn đốc bằng văn bản: 2 điểm. {LADDER}",
        ),
        (
            "threshold",
            "4",
            on_count((2, 4), unit_vi="cuộc của HĐND"),
            [(0,)],
            {},
            "0",
            "Không có cuộc của HĐND nào: 0 điểm. "
            "Cách tính: từ 2 cuộc của HĐND: 4 điểm; còn lại: 0 điểm.",
        ),
        ("pro_rata", "6", ROADS, [(7, 8)], {}, "5.25", f"7/8 kiến nghị × 6 điểm, {UP}: 5,25 điểm."),
        (
            "pro_rata",
            "6",
            ROADS,
            [(7, 10, 2)],
            {"shared": 1, "linked": 3},
            "6",
            "9/8 kiến nghị (đã trừ 1 tính ở tiêu chí khác; gồm 3 chuyển từ tiêu chí liên quan; "
            f"mẫu số đã trừ 2 không tính) × 6 điểm, {UP}: 6 điểm.",
        ),
        (
            "per_unit_capped",
            "6",
            MODELS,
            [(5,)],
            {"shared": 2},
            "4.5",
            "3 mô hình (đã trừ 2 tính ở tiêu chí khác), mỗi mô hình 1,5 điểm, tối đa 6: 4,5 điểm.",
        ),
        (
            "per_unit_capped",
            "6",
            MODELS,
            [(1500,)],
            {"maximum": 8},
            "8",
            "1.500 mô hình, mỗi mô hình 1,5 điểm, tối đa 8: 8 điểm.",
        ),
        (
            "max_minus_per_occurrence",
            "3",
            LATE_REPORTS,
            [(None,)],
            {},
            "3",
            "Không có lần chậm nào: đủ 3 điểm.",
        ),
        (
            "max_minus_per_occurrence",
            "3",
            LATE_REPORTS | {"floor": 1},
            [(3,)],
            {"linked": 1},
            "1",
            "4 lần chậm (gồm 1 chuyển từ tiêu chí liên quan), trừ 0,5 mỗi lần chậm từ 3 điểm, "
            "không dưới 1: còn 1 điểm.",
        ),
        (
            "deduction",
            "10",
            CASES_DEDUCTED,
            [(3,)],
            {},
            "10",
            "3 trường hợp, trừ 5 mỗi trường hợp, tối đa 10: trừ 10 điểm.",
        ),
        ("deduction", "10", CASES_DEDUCTED, [(0,)], {}, "0", "Không có trường hợp nào: không trừ."),
        (
            "deduction",
            "10",
            CASES_DEDUCTED | {"per": 0},
            [(3,)],
            {},
            "0",
            "3 trường hợp: chỉ ghi nhận, không trừ điểm.",
        ),
        ("judgement", "3", {}, [("2.25",)], {}, "2.25", "Người chấm cho 2,25 trên 3 điểm."),
        (
            "mean_of_ratios",
            "70",
            WEIGHTED | {"step": "0.25"},
            [(3, 5, 1), (0, 0)],
            {},
            "58.25",
            "Trung bình các tỷ lệ (a: 3/4, mẫu số đã trừ 1 không tính, trọng số 2; b: không phát "
            f"sinh, tính là 100 %) × 70 điểm, {UP}: 58,25 điểm.",
        ),
        (
            "weighted_percent",
            "30",
            {"step": "0.25"},
            [("85.5",)],
            {},
            "25.75",
            f"85,5 điểm (thang 100) × 30 %, {UP}: 25,75 điểm.",
        ),
        (
            "signed_adjustment",
            "4.5",
            SIGNED_NAMED,
            [(1,), (2,)],
            {},
            "-2.5",
            "1 sáng kiến, cộng 1,5 mỗi sáng kiến; 2 vụ việc, trừ 2 mỗi vụ việc; từ −5 đến 4,5: "
            "−2,5 điểm.",
        ),
        (
            "relative_to_leader",
            "10",
            {"step": "0.25", "unit_vi": "tỷ đồng"},
            [("1200.5", "1000")],
            {"leader": numbers(30, 25, 5), "leader_name": "Ban A"},
            "7",
            "Thực hiện 1.200,5 so với chỉ tiêu 1.000 tỷ đồng, vượt chỉ tiêu. Dẫn đầu cụm là Ban A: "
            "30 so với chỉ tiêu 20. 5 + 5 × (1.200,5 / 1.000 − 1) / (30 / 20 − 1), "
            f"{UP}: 7 điểm.",
        ),
        (
            "relative_to_leader",
            "10",
            {"step": "0.25"},
            [("5", "10")],
            {},
            "2.5",
            f"Thực hiện 5 so với chỉ tiêu 10, không vượt chỉ tiêu: 5 × 5 / 10, {UP}: 2,5 điểm.",
        ),
        (
            "mean_of_periods",
            "10",
            {"step": "0.25"},
            [("345.5", "4")],
            {},
            "8.75",
            f"4 kỳ, tổng cộng 345,5 điểm: 345,5 / 4 / 100 × 10 điểm, {UP}: 8,75 điểm.",
        ),
    ],
)
def test_an_explanation(shape, maximum, params, parts, more, points, words):
    rule = rule_for(shape, params, Decimal(maximum))
    facts = Facts(tuple(numbers(*part) for part in parts), **{"maximum": rule.maximum} | more)
    assert rule.explain(facts, Decimal(points)) == words


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_explanation_shows_the_stored_points(case):
    """For any numbers: one sentence with its points, without English and decimal points."""
    parts = [part if isinstance(part, tuple) else (part,) for part in case.measure]
    more = dict(case.more)
    if "leader" in more:
        more["leader"] = numbers(*more["leader"])
    rule, points = case.rule(), Decimal(case.points)
    words = rule.explain(Facts(tuple(numbers(*p) for p in parts), rule.maximum, **more), points)
    assert words[0].isupper() or words[0].isdigit() or words[0] == "−"
    assert words.endswith(".") and "  " not in words and "None" not in words
    assert not re.search(r"\d\.\d{1,2}(\D|$)", words)
    shown = format(abs(points), "f").replace(".", ",")
    assert shown in words or "không trừ" in words


def test_counts_of_facts():
    facts = Facts((numbers(2, 10, 3),), Decimal(1), shared=Decimal(5), linked=Decimal(4))
    assert (facts.count, facts.denominator) == (4, 7)
    assert Facts((Numbers(),), Decimal(1)).count == Facts((Numbers(),), Decimal(1)).denominator == 0


def test_every_parameter_of_a_shape_is_documented():
    rows = (Path(__file__).parents[2] / "docs" / "scorecards.md").read_text().splitlines()
    for code, shape in SHAPES.items():
        (row,) = [line for line in rows if line.startswith(f"| `{code}`")]
        missing = [name for name in shape.fields if name not in row]
        assert not missing, f"{code}: {missing}"
