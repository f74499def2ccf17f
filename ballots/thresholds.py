"""Number of yes votes needed: Decree 152/2025/NĐ-CP, Art. 33.5 and 45. No models.

Hero titles and national emulation fighters need 90 %, the government's flag 80 %, of all members
of the council by its decision, not only of those present; the central council votes with two
thirds present. Written opinions of absent members count (Art. 45). Awards of a province follow
its own rule (Art. 6), so ratio, base and quorum are data. The arithmetic is exact: a share is a
Fraction, and the number needed is rounded up.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from core.numbers import vietnamese

BASES = {
    "total": "tổng số thành viên Hội đồng khen thưởng",
    "present": "số thành viên tham gia bỏ phiếu",
    "valid": "số phiếu hợp lệ",
}


@dataclass(frozen=True)
class PassRule:
    """When a question passes: at least `ratio` (more, if strict) of `base` votes yes.

    `base` is a key of BASES. Raises ValueError for an unknown base, a ratio or quorum outside
    0 to 1, or a ratio that no vote can reach.
    """

    ratio: Fraction
    is_strict: bool
    base: str
    quorum: Fraction
    candidate_in_base: bool = True

    def __post_init__(self) -> None:
        if not 0 <= self.ratio <= 1 or (self.is_strict and self.ratio == 1):
            raise ValueError("more than all can never be reached")
        if not 0 <= self.quorum <= 1 or self.base not in BASES:
            raise ValueError("no such quorum or base")


@dataclass(frozen=True)
class VoteCounts:
    """The counts of one question. Returned ballots are yes, no, blank or invalid.

    `participants`: members who took part by ballot or in writing, the candidate included.
    """

    total_members: int
    participants: int
    yes: int
    no: int
    blank: int
    invalid: int
    written_yes: int = 0
    written_no: int = 0
    written_blank: int = 0
    has_candidate: bool = False
    candidate_took_part: bool = False


@dataclass(frozen=True)
class Result:
    """Whether one question passes: the base, the number needed and the yes votes it got."""

    base: int
    needed: int
    yes: int
    has_quorum: bool

    @property
    def is_passed(self) -> bool:
        return self.has_quorum and self.yes >= self.needed


def needed(base: int, ratio: Fraction, strict: bool) -> int:
    """The smallest number of votes that is `ratio` of `base`, or above it where strict.

    9 at 90 % -> 9 (8.1), 11 at 80 % -> 9 (8.8), more than half of 10 -> 6, two thirds of 9 -> 6.
    At least 1: nothing passes without a yes.
    """
    share = ratio * base
    return max(1, floor(share) + 1 if strict else ceil(share))


def base_of(rule: PassRule, counts: VoteCounts) -> int:
    """The number of votes that the ratio applies to.

    Total: all members. Present: members who took part in this question. Valid: the same without
    invalid ballots; a blank ballot is valid (ASSUMPTION: regulations rarely define it; where a
    regulation counts blanks as invalid, they are entered as invalid). Candidates cast no ballot
    on their own line: with `candidate_in_base` they are still part of the total, and of those
    present if they came.
    """
    if rule.base == "total":
        is_excluded = counts.has_candidate and not rule.candidate_in_base
        return counts.total_members - is_excluded
    written = counts.written_yes + counts.written_no + counts.written_blank
    valid = counts.yes + counts.no + counts.blank + written
    if rule.base == "valid":
        return valid
    candidate_counts = counts.candidate_took_part and rule.candidate_in_base
    return valid + counts.invalid + candidate_counts


def judge(rule: PassRule, counts: VoteCounts) -> Result:
    """Apply the rule to the counts of one question."""
    base = base_of(rule, counts)
    return Result(
        base=base,
        needed=needed(base, rule.ratio, rule.is_strict),
        yes=counts.yes + counts.written_yes,
        has_quorum=counts.participants >= ceil(rule.quorum * counts.total_members),
    )


# --- in words ---------------------------------------------------------------------------------


def explain(rule: PassRule, result: Result) -> str:
    """«Cần 9 phiếu: 90 % × 9 = 8,1, làm tròn lên 9; được 8 (88,88 %) → không thông qua»."""
    share = rule.ratio * result.base
    calculation = f"{ratio_in_words(rule.ratio)} × {result.base} = {_number(share)}"
    if rule.is_strict:
        calculation += f", phải quá nên từ {result.needed}"
    elif share != result.needed:
        calculation += f", làm tròn lên {result.needed}"
    got = f"được {result.yes}"
    if result.base:
        got += f" ({share_text(result.yes, result.base)})"
    end = "thông qua" if result.is_passed else "không thông qua"
    if not result.has_quorum:
        end += " vì không đủ số thành viên tham gia"
    return f"Cần {result.needed} phiếu: {calculation}; {got} → {end}"


def in_words(rule: PassRule) -> str:
    """The rule as a phrase: «ít nhất 90 % tổng số thành viên Hội đồng khen thưởng»."""
    bound = "quá" if rule.is_strict else "ít nhất"
    return f"{bound} {ratio_in_words(rule.ratio)} {BASES[rule.base]}"


def share_text(yes: int, base: int) -> str:
    """The share of yes votes in percent, wherever it is shown; a dash without base.

    Two decimals, cut and never rounded up, so that 89,99 % is not shown as the needed 90 %. For
    reading only: whole votes decide what passes.
    """
    return f"{_decimal(yes * 10_000 // base, 2)} %" if base else "–"


def ratio_in_words(ratio: Fraction) -> str:
    """Percent where two decimals are exact, else the fraction: 90 %, 2/3."""
    percent = ratio * 100
    if (percent * 100).denominator == 1:
        return f"{_number(percent)} %"
    return f"{ratio.numerator}/{ratio.denominator}"


def _number(value: Fraction) -> str:
    """Exact with up to three decimals, else cut to two and marked: 6,667 is written 6,66…"""
    thousandths = value * 1000
    if thousandths.denominator == 1:
        return _decimal(thousandths.numerator, 3)
    return _decimal(floor(value * 100), 2) + "…"


def _decimal(scaled: int, places: int) -> str:
    return vietnamese(Decimal(scaled).scaleb(-places))
