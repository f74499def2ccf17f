"""Targets of a pledge: what may be promised at a leaf, and how it reads. Knows no table."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from core.numbers import vietnamese

from ..models import Criterion

LARGEST_TARGET = 9_999
_LARGEST_AMOUNT = Decimal(999_999_999)
_DECIMALS = {"percent": 2, "points": 2, "amount": 4}


class TargetKind(Enum):
    """What the number of a target is; WORDS takes none."""

    COUNT = "count"
    PERCENT = "percent"
    POINTS = "points"
    AMOUNT = "amount"
    LEVEL = "level"
    WORDS = "words"


@dataclass(frozen=True)
class Target:
    """What is promised at a leaf: an exact number (of a level its number, from 1), words, both."""

    number: Decimal | None = None
    text: str = ""

    @property
    def is_empty(self) -> bool:
        return self.number is None and not self.text


def kind_of(leaf: Criterion) -> TargetKind:
    """By what the leaf's rule reads."""
    if leaf.shape == "choice":
        return TargetKind.LEVEL
    if leaf.shape == "judgement":
        return TargetKind.POINTS
    if leaf.shape == "relative_to_leader":
        return TargetKind.AMOUNT
    if leaf.rule.has_parts:
        return TargetKind.WORDS
    if leaf.rule.reads_ratio or leaf.shape == "weighted_percent":
        return TargetKind.PERCENT
    return TargetKind.COUNT if leaf.rule.is_counting else TargetKind.WORDS


def is_limit(leaf: Criterion) -> bool:
    """Whether less is better: the number is what one means to stay within."""
    if leaf.rule.is_deduction or leaf.shape == "max_minus_per_occurrence":
        return True
    return leaf.params.get("direction") == "at_most"


def unit_of(leaf: Criterion) -> str:
    """`cuộc`, `%`, `điểm`: what stands behind the number; empty where nothing does."""
    kind = kind_of(leaf)
    if kind is TargetKind.PERCENT:
        return "%"
    return "điểm" if kind is TargetKind.POINTS else leaf.params.get("unit_vi", "")


def levels_of(leaf: Criterion) -> list[str]:
    """Names of the levels of a choice, the first has number 1."""
    return [level["name_vi"] for level in leaf.params.get("levels", ())]


def target_problem(leaf: Criterion, target: Target) -> str | None:
    """Why a target cannot be promised at a leaf, in Vietnamese; None when it can."""
    number, kind = target.number, kind_of(leaf)
    if len(target.text) > 300:
        return "Chỉ tiêu bằng lời dài tối đa 300 ký tự."
    if number is None:
        return None
    if kind is TargetKind.WORDS:
        return "Tiêu chí này chỉ ghi chỉ tiêu bằng lời."
    if not number.is_finite():
        return "Hãy gõ một con số."
    if kind is TargetKind.LEVEL:
        return None if number in range(1, len(levels_of(leaf)) + 1) else "Không có mức này."
    least, most = _bounds(leaf, kind)
    if not least <= number <= most:
        return f"Chỉ tiêu phải từ {vietnamese(least)} đến {vietnamese(most)}. Hãy kiểm tra lại."
    if kind is TargetKind.COUNT and number != number.to_integral_value():
        return "Chỉ tiêu ở đây là số nguyên, ví dụ 6."
    if number.normalize().as_tuple().exponent < -_DECIMALS.get(kind.value, 0):
        return f"Chỉ tiêu có nhiều nhất {_DECIMALS[kind.value]} chữ số sau dấu phẩy."
    return None


def _bounds(leaf: Criterion, kind: TargetKind) -> tuple[Decimal, Decimal]:
    if kind is TargetKind.PERCENT:
        return Decimal(0), Decimal(100)
    if kind is TargetKind.POINTS:
        return Decimal(0), leaf.maximum
    if kind is TargetKind.AMOUNT:
        return Decimal(0), _LARGEST_AMOUNT
    return Decimal(0 if is_limit(leaf) else 1), Decimal(LARGEST_TARGET)


def number_in_words(leaf: Criterion, number: Decimal) -> str:
    """`6 cuộc`, `97,5 %`, a level's name."""
    if kind_of(leaf) is TargetKind.LEVEL:
        return levels_of(leaf)[int(number) - 1]
    return f"{vietnamese(number)} {unit_of(leaf)}".rstrip()


def target_in_words(leaf: Criterion, target: Target) -> str:
    """A target as one would write it on paper: `không quá 1 lần; có mặt ở mọi kỳ họp`."""
    texts = [target.text] if target.text else []
    if target.number is not None:
        words = number_in_words(leaf, target.number)
        texts.insert(0, f"không quá {words}" if is_limit(leaf) else words)
    return "; ".join(texts)
