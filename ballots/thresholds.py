"""How many yes votes pass: the arithmetic of Decree 152/2025/NĐ-CP, Art. 33.5 and 45.

Hero titles and emulation fighters of the country need 90 %, the government's flag 80 %, of ALL
members of the council by its decision, not of those present; the central council votes with two
thirds present. Absent members' written opinions count (Art. 45). What each province awards itself
follows its own rule (Art. 6), so ratio, base and quorum are data of the award type. Everything is
exact: a share is a Fraction, and the number needed is rounded up, never to the nearest.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from core.numbers import vietnamese


@dataclass(frozen=True)
class Terms:
    """`base` is "total", "present" or "valid"; ratios between 0 and 1 (ValueError otherwise)."""

    ratio: Fraction
    is_strict: bool
    base: str
    quorum: Fraction
    candidate_in_base: bool = True

    def __post_init__(self) -> None:
        if not 0 <= self.ratio <= 1 or (self.is_strict and self.ratio == 1):
            raise ValueError("more than all can never be reached")
        if not 0 <= self.quorum <= 1 or self.base not in ("total", "present", "valid"):
            raise ValueError("no such quorum or base")


@dataclass(frozen=True)
class Counted:
    """One question, counted. `returned` ballots hold yes, no, blank and invalid.

    `participants`: members who took part at all, by ballot or in writing, the candidate too.
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

    @property
    def all_yes(self) -> int:
        return self.yes + self.written_yes

    @property
    def written(self) -> int:
        return self.written_yes + self.written_no + self.written_blank


@dataclass(frozen=True)
class Result:
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
    At least 1: without a single yes nothing passes.
    """
    share = ratio * base
    return max(1, floor(share) + 1 if strict else ceil(share))


def base_of(terms: Terms, counted: Counted) -> int:
    """What the share is a share of.

    Present: who took part in this question. Valid: ... without invalid ballots; a blank ballot is
    a valid one that says neither (ASSUMPTION: regulations rarely say; where a regulation counts
    blanks as invalid they are typed so). The candidate casts no ballot on their own line:
    in the base of all members, and among the present if they came, where `candidate_in_base`.
    """
    if terms.base == "total":
        leaves = counted.has_candidate and not terms.candidate_in_base
        return counted.total_members - leaves
    valid = counted.yes + counted.no + counted.blank + counted.written
    if terms.base == "valid":
        return valid
    joins = counted.candidate_took_part and terms.candidate_in_base
    return valid + counted.invalid + joins


def has_quorum(terms: Terms, counted: Counted) -> bool:
    """Enough of all members took part, by ballot or in writing."""
    return counted.participants >= ceil(terms.quorum * counted.total_members)


def judge(terms: Terms, counted: Counted) -> Result:
    base = base_of(terms, counted)
    enough = needed(base, terms.ratio, terms.is_strict)
    return Result(base, enough, counted.all_yes, has_quorum(terms, counted))


# --- in words ---------------------------------------------------------------------------------


def explain(terms: Terms, result: Result) -> str:
    """«Cần 9 phiếu: 90 % × 9 = 8,1, làm tròn lên 9; được 8 (88,9 %) → không thông qua»."""
    share = terms.ratio * result.base
    sum_ = f"{ratio_in_words(terms.ratio)} × {result.base} = {_number(share)}"
    if terms.is_strict:
        sum_ += f", phải quá nên từ {result.needed}"
    elif share != result.needed:
        sum_ += f", làm tròn lên {result.needed}"
    got = f"được {result.yes}"
    if result.base:
        got += f" ({share_text(result.yes, result.base)})"
    end = "thông qua" if result.is_passed else "không thông qua"
    if not result.has_quorum:
        end += " vì không đủ số thành viên tham gia"
    return f"Cần {result.needed} phiếu: {sum_}; {got} → {end}"


def in_words(terms: Terms) -> str:
    """The rule before anything is counted: «ít nhất 90 % tổng số thành viên»."""
    of = {
        "total": "tổng số thành viên Hội đồng khen thưởng",
        "present": "số thành viên tham gia bỏ phiếu",
        "valid": "số phiếu hợp lệ",
    }[terms.base]
    return f"{'quá' if terms.is_strict else 'ít nhất'} {ratio_in_words(terms.ratio)} {of}"


def share_text(yes: int, base: int) -> str:
    """The share of yes votes in percent, wherever people read it: page, minutes, exports.

    Two decimals, cut and never rounded up, so that 89,99 % is never shown as the 90 % that were
    needed. For reading only: what passes is decided by whole votes. A dash without a base.
    """
    return f"{_decimal(yes * 10_000 // base, 2)} %" if base else "–"


def ratio_in_words(ratio: Fraction) -> str:
    """Percent where it comes out with at most two places, else the fraction: 90 %, 2/3."""
    percent = ratio * 100
    if (percent * 100).denominator == 1:
        return f"{_number(percent)} %"
    return f"{ratio.numerator}/{ratio.denominator}"


def _number(value: Fraction) -> str:
    """Exact with up to three places; else cut there and marked as such: 6,667 is written 6,66…"""
    thousandths = value * 1000
    if thousandths.denominator == 1:
        return _decimal(thousandths.numerator, 3)
    return _decimal(floor(value * 100), 2) + "…"


def _decimal(scaled: int, places: int) -> str:
    return vietnamese(Decimal(scaled).scaleb(-places))
