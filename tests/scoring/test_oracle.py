"""The oracle against cases computed by hand; the arithmetic is beside each case."""

from fractions import Fraction as F  # noqa: N817 (many literals)

import pytest

from tools.reference.oracle import Measure, Numbers, Participant, round_to, score_all

from .random_scorecards import PARAMS, statistics

GRADES = [{"code": "A", "name": "A", "from": "9"}, {"code": "B", "name": "B", "from": "7"}]
GRADES += [{"code": "C", "name": "C"}]


def leaf(code, shape="judgement", top="10", params=None, source="office", **keys):
    keys |= {"code": code, "name": code, "max": top, "shape": shape, "source": source}
    return keys | {"params": params or {}}


def group(code, top, *items, **keys):
    return {"code": code, "name": code, "max": top, "items": list(items), **keys}


def card(*roots, base="10", **head):
    return {
        "name": "Bảng",
        "kinds": ["council"],
        "base_maximum": base,
        "criteria": [*roots],
        **head,
    }


def counted(count, denominator=None, **keys):
    return Measure("counted", (Numbers(count, denominator, **keys),))


def one(document, measures=None, **person):
    """The result of a single participant."""
    alone = Participant(1, "X", "collective", measures=measures or {}, **person)
    return score_all([(document, [alone])])[1]


def many(document, *points, **grading):
    """Results of participants 1, 2, ... with these points at the only leaf, L."""
    document = {**document, "grading": {"levels": GRADES, **grading}}
    people = [
        Participant(key, "X", "collective", measures={"L": counted(F(count))})
        for key, count in enumerate(points, 1)
    ]
    return score_all([(document, people)])


def grades(results):
    return "".join(result.given for result in results.values())


# Rounding and shapes


@pytest.mark.parametrize(
    ("mode", "low", "high", "off"),
    [  # 0.125 = 2.5 x 0.05; 0.175 = 3.5 x 0.05; 0.11 = 2.2 x 0.05
        ("half_up", "0.15", "0.20", "0.10"),
        ("half_even", "0.10", "0.20", "0.10"),
        ("half_down", "0.10", "0.15", "0.10"),
        ("up", "0.15", "0.20", "0.15"),
        ("down", "0.10", "0.15", "0.10"),
    ],
)
def test_modes_at_exactly_half(mode, low, high, off):
    for exact, rounded in (("0.125", low), ("0.175", high), ("0.11", off), ("0.15", "0.15")):
        assert round_to(F(exact), F("0.05"), mode) == F(rounded)


@pytest.mark.parametrize(
    ("shape", "top", "params", "measure", "points"),
    [
        ("pass_fail", "3", {"at_least": 2}, counted(2), "3"),
        ("pass_fail", "3", {"at_least": 2}, counted(1), "0"),
        # 2 x 3 = 6; 3 x 3 = 9 capped at 6
        ("per_unit_capped", "6", {"per": "3"}, counted(2), "6"),
        ("per_unit_capped", "6", {"per": "3"}, counted(3), "6"),
        # 3 - 2 x 0.5 = 2; 3 - 9 x 0.5 < 1
        ("max_minus_per_occurrence", "3", {"per": "0.5"}, counted(2), "2"),
        ("max_minus_per_occurrence", "3", {"per": "0.5", "floor": "1"}, counted(9), "1"),
        # 5/8 x 2 = 1.25; 7/(10 - 2) x 3 = 2.625 -> 2.75 in steps of 0.25 (exactly half, up)
        ("pro_rata", "2", {"step": "0.25"}, counted(5, 8), "1.25"),
        ("pro_rata", "3", {"step": "0.25"}, counted(7, 10, excluded=2), "2.75"),
        # 72.5 / 100 x 30 = 21.75
        ("weighted_percent", "30", {}, counted(F("72.5")), "21.75"),
        # 240 / 3 / 100 x 20 = 16
        ("mean_of_periods", "20", {"step": "0.1"}, counted(240, 3), "16"),
    ],
)
def test_shapes(shape, top, params, measure, points):
    assert one(card(leaf("L", shape, top, params)), {"L": measure}).points["L"] == F(points)


def test_threshold_on_ratio_and_its_override():
    steps = [{"bound": 90, "points": "3"}, {"bound": 80, "points": "2"}]
    override = {"when_vi": "Đã đôn đốc", "below": 70, "points": "1.5"}
    params = {"on": "ratio", "steps": steps, "otherwise": "0.5", "override": override}
    document = card(leaf("L", "threshold", "3", params))
    # 9/10 = 90 %: 3; 89/100: 2; 7/10 is not below 70: 0.5; 6/9 = 66.67 % is: 1.5
    for numbers, points in (((9, 10), 3), ((89, 100), 2), ((7, 10), F(1, 2)), ((6, 9), F(3, 2))):
        assert one(document, {"L": counted(*numbers, is_excepted=True)}).points["L"] == points
    assert one(document, {"L": counted(6, 9)}).points["L"] == F(1, 2)


def test_mean_of_ratios():
    params = {"ratios": [{"name_vi": "a"}, {"name_vi": "b", "weight": 3}], "step": "0.01"}
    parts = Measure("counted", (Numbers(0, 0), Numbers(1, 3)))
    # empty is full: (1 x 1 + 3 x 1/3) / 4 x 10 = 5; zero: (0 + 1) / 4 x 10 = 2.5
    full, zero = params, params | {"empty_ratio": "zero"}
    assert one(card(leaf("L", "mean_of_ratios", params=full)), {"L": parts}).points["L"] == 5
    assert one(card(leaf("L", "mean_of_ratios", params=zero)), {"L": parts}).points["L"] == F("2.5")


def test_signed_adjustment_may_fall_below_zero_but_its_group_does_not():
    params = {"per_plus": "1", "per_minus": "2", "lowest": "-3"}
    document = card(group("G", "10", leaf("L", "signed_adjustment", "5", params)))
    # 2 x 1 - 2 x 2 = -2; 9 x 1 is over 5; 0 - 9 x 2 is under -3
    for plus, minus, points in ((2, 2, -2), (9, 0, 5), (0, 9, -3)):
        result = one(document, {"L": Measure("counted", (Numbers(plus), Numbers(minus)))})
        assert (result.points["L"], result.points["G"]) == (points, max(points, 0))


def test_relative_to_leader():
    document = card(leaf("L", "relative_to_leader", params={"step": "0.01"}))
    # r: 1/2, 1, 3/2, 3 = R. 5 x 1/2 = 2.5; 5; 5 + 5 x (1/2)/2 = 6.25; 5 + 5 x 2/2 = 10
    people = [
        Participant(key, "X", "collective", measures={"L": counted(done, 4)})
        for key, done in enumerate((2, 4, 6, 12))
    ]
    # another cluster has a leader of its own: r = R = 2
    people.append(Participant(9, "Y", "collective", measures={"L": counted(8, 4)}))
    results = score_all([(document, people)])
    expected = [F("2.5"), 5, F("6.25"), 10, 10]
    assert [result.points["L"] for result in results.values()] == expected
    assert [result.place for result in results.values()] == [4, 3, 2, 1, 1]


# States, links, reports


def test_states_of_a_leaf():
    keys = {"none_arisen": "full", "not_applicable": "full"}
    document = card(leaf("L", "pro_rata", "10", {"step": "1"}, **keys))
    found = {
        "none_arisen": counted(0, 2, excluded=2),
        "not_applicable": Measure("not_applicable"),
        "refused": Measure("refused"),
    }
    for state, points in (("none_arisen", 10), ("not_applicable", 10), ("refused", 0)):
        result = one(document, {"L": found[state]})
        assert (result.states["L"], result.points["L"]) == (state, points)
    result = one(document)
    assert (result.states["L"], result.total, result.standing) == ("missing", None, "no_data")
    assert (result.worst_total, result.best_total) == (0, 10)


def test_missing_late_reports_are_none_late():
    document = card(leaf("L", "max_minus_per_occurrence", "3", {"per": "1"}))
    result = one(document)
    assert (result.states["L"], result.total, result.best_total) == ("missing", 3, None)


def test_reports_with_shared_counts():
    per = {"per": "1"}
    links = {"not_counted_with": ["G"], "source": "reports"}
    first = group("G", "10", leaf("L", "per_unit_capped", params=per, source="reports"))
    # 4 alone, 2 and 3 shared with L: sum 9 - 5 = 4; highest alone 4; once 1
    reports = [{"M": 4}, {"M": 2, "L": 1}, {"M": 3, "L": 1}]
    for several, points in (("sum", 4), ("highest", 4), ("once", 1)):
        second = leaf("M", "per_unit_capped", params=per, several=several, **links)
        result = one(card(first, second, base="20"), reports=reports)
        assert (result.points["L"], result.points["M"]) == (2, points)
    record = {"M": counted(9, shared=7)}  # 9 - 7 = 2; a record stands before reports
    assert one(card(first, second, base="20"), record, reports=reports).points["M"] == 2


def test_one_incident_costs_points_twice():
    levels = [{"name_vi": "Đạt", "points": "10"}, {"name_vi": "Muộn", "points": "5"}]
    levels[1]["occurrences"] = 2
    late = leaf("L", "choice", params={"levels": levels}, also_deducted_in=["D"])
    minus = leaf("D", "deduction", "20", {"per": "3", "cap": "20"}, section="deduction")
    # the level stands for 2 occurrences; with one more on record 3 x 3 = 9
    result = one(card(late, minus), {"L": counted(2)})
    assert (result.states["D"], result.deduction, result.total) == ("counted", 6, 0)  # 5 - 6 < 0
    assert one(card(late, minus), {"L": counted(2), "D": counted(1)}).deduction == 9
    assert one(card(late, minus), {"L": counted(1)}).states["D"] == "missing"


# From leaves to the total


def test_a_failed_leaf_zeroes_its_group():
    must = leaf("L", "pass_fail", "2", zeroes="G")
    document = card(group("G", "10", must, leaf("M", top="8")))
    assert one(document, {"L": counted(0), "M": counted(8)}).points["G"] == 0
    assert one(document, {"L": Measure("refused"), "M": counted(8)}).points["G"] == 0
    missing = one(document, {"M": counted(8)})  # nobody said anything: not failed, yet
    assert (missing.total, missing.worst_total, missing.best_total) == (8, 0, 10)


def test_only_the_named_levels_fail():
    levels = [{"name_vi": name, "points": p} for name, p in (("a", "2"), ("b", "0"), ("c", "0"))]
    levels[2]["fails"] = True
    must = leaf("L", "choice", "2", {"levels": levels}, zeroes="G")
    document = card(group("G", "10", must, leaf("M", top="8")))
    assert one(document, {"L": counted(2), "M": counted(8)}).total == 8
    assert one(document, {"L": counted(3), "M": counted(8)}).total == 0


def test_left_out_leaves_scale_the_rest():
    scaling = {"step": "0.01", "mode": "half_up"}
    parts = [leaf("L", top="30"), leaf("M", top="70", not_applicable="left_out")]
    document = card(*parts, leaf("B", top="10", section="bonus"), base="100", scaling=scaling)
    measures = {"L": counted(F("20.25")), "M": Measure("not_applicable"), "B": counted(4)}
    # base_raw 20.25, available 30: 20.25 x 100 / 30 = 67.5; the bonus is not scaled
    result = one(document, measures)
    assert (result.base, result.raw_total, result.total) == (F("67.5"), F("24.25"), F("71.5"))
    document["criteria"][0]["not_applicable"] = "left_out"
    result = one(document, measures | {"L": Measure("not_applicable")})
    assert (result.standing, result.total, result.place) == ("cannot_be_assessed", None, None)


def test_highest_and_mean_ignore_left_out_items():
    parts = [leaf(code, top="10", not_applicable="left_out") for code in "LMN"]
    scaling = {"step": "0.01"}
    measures = {"L": counted(4), "M": counted(F("8.5")), "N": Measure("not_applicable")}
    highest = card(group("G", "10", *parts, combine="highest"), scaling=scaling)
    assert one(highest, measures).points["G"] == F("8.5")
    rounding = {"step": "0.5", "mode": "half_even"}
    mean = card(group("G", "10", *parts, combine="mean", rounding=rounding), scaling=scaling)
    # (4 + 8.5) / 2 = 6.25 = 12.5 steps of 0.5 -> 12 (even) -> 6; available stays 10: no scaling
    assert (one(mean, measures).points["G"], one(mean, measures).total) == (6, 6)


def test_caps_and_the_range_of_the_total():
    bonus = leaf("B", "per_unit_capped", "10", {"per": "5"}, section="bonus")
    minus = leaf("D", "deduction", "30", {"per": "4", "cap": "30"}, section="deduction")
    document = card(leaf("L"), bonus, minus, bonus_cap="6", deduction_cap="15")
    # 10 + min(10, 6) - min(5 x 4, 15) = 1
    assert one(document, {"L": counted(10), "B": counted(2), "D": counted(5)}).total == 1
    document["highest_total"] = "12"  # 10 + 6 = 16, kept at 12
    assert one(document, {"L": counted(10), "B": counted(2)}).total == 12
    assert one(document, {"D": counted(5)}).total == 0


def test_own_maximum():
    document = card(leaf("L", "pro_rata", "10", {"step": "0.01"}, own_maximum=True))
    # 3/4 x 6 = 4.5; where none was approved 3/4 x 10 = 7.5
    assert one(document, {"L": counted(3, 4)}, maxima={"L": F(6)}).total == F("4.5")
    assert one(document, {"L": counted(3, 4)}).total == F("7.5")


def test_earlier_plans():
    mean = leaf("L", "mean_of_periods", "10", {"step": "0.1", "at_least": 2}, "rankings")
    good = leaf("M", "per_unit_capped", "10", {"per": "1"}, "rankings", period_grade="B")
    document = card(mean, good, base="20", grading={"levels": GRADES})
    result = one(document, periods=[(F(80), "A"), (F(90), "C"), (F(85), "B")])
    # 255 / 3 / 100 x 10 = 8.5; two of them B or better
    assert (result.points["L"], result.points["M"]) == (F("8.5"), 2)
    assert one(document, periods=[(F(80), "C")]).states == {"L": "missing", "M": "counted"}
    assert one(document).states == {"L": "missing", "M": "missing"}


# Grades and places


LEAF = card(leaf("L"))


def test_just_below_is_below_unless_rounding_is_declared():
    assert grades(many(LEAF, "8.9875", "9", "7", "6.99")) == "BABC"
    assert grades(many(LEAF, "8.9875", "6.99", rounding={"step": "0.1"})) == "AB"


def test_a_gate_leads_through_the_next_gate():
    gates = [
        {"grade": "B", "needs": [{"node": "M", "count": 1}]},
        {"grade": "A", "needs": [{"node": "L", "share": "0.95"}]},
    ]
    document = card(leaf("L"), leaf("M", "per_unit_capped", "1", {"per": "0.5"}), base="11")
    document["grading"] = {"levels": GRADES, "gates": gates}
    # 9.25 earns A, misses 0.95 x 10 = 9.5: to B, whose gate wants one at M: to C
    result = one(document, {"L": counted(F("9.25"))})
    assert (result.earned, result.own, result.given) == ("A", "C", "C")
    assert one(document, {"L": counted(F("9.25")), "M": counted(1)}).own == "B"
    assert one(document, {"L": counted(F("9.5"))}).own == "A"


def test_sanctions_in_order():
    minus = leaf("D", "deduction", "1", {"per": "0.1", "cap": "1"}, section="deduction")
    sanctions = [
        {"criterion": "D", "effect": "down", "by": 1},
        {"criterion": "D", "from": 2, "effect": "lowest"},
        {"criterion": "D", "from": 3, "effect": "not_considered"},
    ]
    document = card(leaf("L"), minus, grading={"levels": GRADES, "sanctions": sanctions})
    for times, own in ((0, "A"), (1, "B"), (2, "C"), (3, None)):
        result = one(document, {"L": counted(10), "D": counted(times)})
        assert (result.earned, result.own, result.given) == ("A", own, own)
    assert (result.standing, result.place) == ("not_considered", None)


def test_too_few_days_give_no_grade_and_no_place():
    results = many(LEAF, "10", "10", "10", minimum_days=400)
    assert {(r.standing, r.earned, r.place) for r in results.values()} == {
        ("too_short", None, None)
    }


def test_a_small_group_has_no_top_grade():
    quota = {"grade": "A", "share": "0.25"}
    # floor(0.25 x 3) = 0; up: 1; half_up of 0.75: 1
    assert grades(many(LEAF, "10", "9", "8", quotas=[quota])) == "BBB"
    assert grades(many(LEAF, "10", "9", "8", quotas=[quota | {"rounding": "up"}])) == "ABB"
    assert grades(many(LEAF, "10", "9", "8", quotas=[quota | {"rounding": "half_up"}])) == "ABB"


def test_a_tie_across_the_line_is_lowered_as_a_whole():
    results = many(LEAF, "10", "9.5", "9.5", "9", quotas=[{"grade": "A", "number": 2}])
    assert grades(results) == "ABBB"
    assert [result.waits for result in results.values()] == [False, True, True, False]
    assert [result.place for result in results.values()] == [1, 2, 2, 4]
    assert [result.tied_with for result in results.values()] == [0, 1, 1, 0]


def test_a_tie_decision_is_valid_while_the_total_is_the_same():
    document = {**LEAF, "grading": {"levels": GRADES, "quotas": [{"grade": "A", "number": 1}]}}
    for decided, given in ((F(10), "BA"), (F(9), "BB")):
        people = [
            Participant(1, "X", "collective", measures={"L": counted(10)}),
            Participant(2, "X", "collective", measures={"L": counted(10)}, decision=(decided, 1)),
        ]
        results = score_all([(document, people)])
        assert grades(results) == given
        assert [result.place for result in results.values()] == [1, 1]


def test_a_nested_quota_counts_the_grades_at_its_turn():
    quotas = [
        {"grade": "B", "number": 4},
        {"grade": "A", "share": "0.5", "of": "B", "overflow": "C"},
    ]
    # B or better: 4 of 6 remain; 0.5 x 4 = 2 may be A, the third A falls to C
    results = many(LEAF, "10", "9.75", "9.5", "8", "7.5", "7.25", quotas=quotas)
    assert grades(results) == "AACBCC"


def test_the_better_grade_comes_first_in_a_quota():
    gates = [{"grade": "A", "needs": [{"node": "M", "points": "1"}]}]
    document = card(leaf("L"), leaf("M", top="1"), base="11")
    document["grading"] = {
        "levels": GRADES,
        "gates": gates,
        "quotas": [{"grade": "B", "number": 1}],
    }
    measures = [{"L": counted(F("9.75"))}, {"L": counted(8), "M": counted(1)}]
    people = [Participant(k, "X", "collective", measures=m) for k, m in enumerate(measures)]
    # 9.75 without M: B by the gate; 9 with M: A, and so before it, though the total is smaller
    assert grades(score_all([(document, people)])) == "CA"


def test_a_head_is_graded_no_higher_than_the_organisation():
    council = {**LEAF, "grading": {"levels": GRADES}}
    heads = {**LEAF, "grading": {"levels": GRADES, "not_above_organisation": True}}
    head = Participant(1, "X", "full_time", measures={"L": counted(10)}, organisation=2)
    for points, given in ((10, "A"), (8, "B"), (0, "C")):
        unit = Participant(2, "X", "collective", measures={"L": counted(points)})
        result = score_all([(heads, [head]), (council, [unit])])[1]
        assert (result.own, result.given) == ("A", given)
    assert score_all([(heads, [head])])[1].given == "A"


def test_tie_break_chain():
    minus = leaf("D", "deduction", "2", {"per": "1", "cap": "2"}, section="deduction")
    bonus = leaf("B", top="2", section="bonus")
    document = card(leaf("L"), bonus, minus, tie_break=["bonus", "deduction"])
    # all 8: 8 + 0 - 0; 8 + 1 - 1; 7 + 1 - 0; 8 + 0 - 0
    points = ((8, 0, 0), (8, 1, 1), (7, 1, 0), (8, 0, 0))
    people = [
        Participant(k, "X", "collective", measures=dict(zip("LBD", map(counted, p), strict=True)))
        for k, p in enumerate(points)
    ]
    results = score_all([(document, people)])
    assert [result.place for result in results.values()] == [3, 2, 1, 3]


def test_the_random_scorecards_have_everything():
    """A small sample; for the whole table run `python -m tests.scoring.random_scorecards 2000`."""
    found = statistics(120)
    shapes = {"threshold" if name.startswith("threshold") else name for name in PARAMS}
    assert all(found[f"state {shape} counted"] for shape in shapes)
    names = ("zeroes", "also_deducted_in", "not_counted_with", "own_maximum", "period_grade")
    assert all(found[f"leaf {name}"] for name in names)
    keys = ("gates", "sanctions", "quotas", "rounding", "minimum_days", "not_above_organisation")
    assert all(found[f"grading {key}"] for key in keys)
    happens = ("left out", "tied", "waits for a decision", "given under own", "exactly on a level")
    assert all(found[f"happens {name}"] for name in happens)
