"""Number of yes votes needed (Decree 152/2025, Art. 33.5 and 45; hard case 15)."""

from dataclasses import replace
from fractions import Fraction

import pytest

from ballots.thresholds import PassRule, VoteCounts, explain, in_words, judge, needed

NINETY = PassRule(Fraction(9, 10), False, "total", Fraction(2, 3))


@pytest.mark.parametrize(
    ("base", "ratio", "strict", "enough"),
    [
        (9, "9/10", False, 9),  # 8.1 rounds up
        (11, "4/5", False, 9),
        (10, "4/5", False, 8),
        (10, "1/2", True, 6),
        (11, "1/2", True, 6),
        (10, "1/2", False, 5),
        (9, "2/3", False, 6),
        (9, "2/3", True, 7),
        (7, "1", False, 7),
        (0, "9/10", False, 1),
    ],
)
def test_the_number_needed_is_rounded_up(base, ratio, strict, enough):
    assert needed(base, Fraction(ratio), strict) == enough


# 15 members: 12 present, one of them the candidate; 2 wrote; 11 ballots on this line.
HARD = VoteCounts(
    total_members=15,
    participants=14,
    yes=8,
    no=1,
    blank=1,
    invalid=1,
    written_yes=1,
    written_no=1,
    has_candidate=True,
    candidate_took_part=True,
)


@pytest.mark.parametrize(
    ("base", "candidate_in_base", "number", "enough"),
    [
        ("total", True, 15, 12),
        ("total", False, 14, 12),
        ("present", True, 14, 12),
        ("present", False, 13, 11),
        ("valid", True, 12, 10),
    ],
)
def test_each_base_of_hard_case_15(base, candidate_in_base, number, enough):
    rule = PassRule(Fraction(4, 5), False, base, Fraction(2, 3), candidate_in_base)
    result = judge(rule, HARD)
    assert (result.base, result.needed, result.yes) == (number, enough, 9)
    assert not result.is_passed


def test_written_opinions_count_as_yes_votes():
    counted = replace(HARD, yes=10, no=0, blank=0, written_yes=2, written_no=0)
    assert judge(PassRule(Fraction(4, 5), False, "total", Fraction(2, 3)), counted).is_passed


def test_without_a_quorum_nothing_passes():
    counted = VoteCounts(total_members=15, participants=9, yes=9, no=0, blank=0, invalid=0)
    rule = PassRule(Fraction(1, 2), True, "present", Fraction(2, 3))
    result = judge(rule, counted)
    assert (result.yes >= result.needed, result.has_quorum, result.is_passed) == (
        True,
        False,
        False,
    )
    assert explain(rule, result).endswith("không thông qua vì không đủ số thành viên tham gia")
    assert judge(rule, replace(counted, participants=10)).has_quorum


def counts(total: int, yes: int) -> VoteCounts:
    return VoteCounts(total, total, yes, total - yes, 0, 0)


@pytest.mark.parametrize(
    ("rule", "total", "yes", "words"),
    [
        (
            NINETY,
            9,
            8,
            "Cần 9 phiếu: 90 % × 9 = 8,1, làm tròn lên 9; được 8 (88,88 %) → không thông qua",
        ),
        (NINETY, 10, 9, "Cần 9 phiếu: 90 % × 10 = 9; được 9 (90 %) → thông qua"),
        (
            replace(NINETY, ratio=Fraction(1, 2), is_strict=True),
            10,
            6,
            "Cần 6 phiếu: 50 % × 10 = 5, phải quá nên từ 6; được 6 (60 %) → thông qua",
        ),
        (
            replace(NINETY, ratio=Fraction(2, 3)),
            10,
            6,
            "Cần 7 phiếu: 2/3 × 10 = 6,66…, làm tròn lên 7; được 6 (60 %) → không thông qua",
        ),
    ],
)
def test_the_arithmetic_is_explained(rule, total, yes, words):
    assert explain(rule, judge(rule, counts(total, yes))) == words


def test_the_rule_in_words():
    assert in_words(NINETY) == "ít nhất 90 % tổng số thành viên Hội đồng khen thưởng"


@pytest.mark.parametrize(("ratio", "strict"), [("11/10", False), ("1", True), ("-1/10", False)])
def test_a_ratio_that_no_vote_can_reach_is_refused(ratio, strict):
    with pytest.raises(ValueError, match="never be reached"):
        PassRule(Fraction(ratio), strict, "total", Fraction(2, 3))
