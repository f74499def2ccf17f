"""Targets of a pledge: which ones are allowed at a leaf, and their wording."""

from dataclasses import dataclass
from decimal import Decimal

from core.numbers import decimals, vietnamese

from ..models import Criterion
from .rules import TargetKind

LARGEST_TARGET = 9_999
_LARGEST_AMOUNT = Decimal(999_999_999)
_DECIMALS = {"percent": 2, "points": 2, "amount": 4}


@dataclass(frozen=True)
class Target:
    """A target at a leaf: an exact number (the number of a level, from 1), words, or both."""

    number: Decimal | None = None
    text: str = ""

    @property
    def is_empty(self) -> bool:
        return self.number is None and not self.text


def unit_of(leaf: Criterion) -> str:
    """Unit of a target's number: `cuộc`, `%`, `điểm`; empty where it has none."""
    kind = leaf.rule.target_kind
    if kind is TargetKind.PERCENT:
        return "%"
    return "điểm" if kind is TargetKind.POINTS else leaf.rule.counted_unit


def target_problem(leaf: Criterion, target: Target) -> str | None:
    """Why a target is not allowed at a leaf, in Vietnamese; None when it is."""
    number, kind = target.number, leaf.rule.target_kind
    if len(target.text) > 300:
        return "Chỉ tiêu bằng lời dài tối đa 300 ký tự."
    if number is None:
        return None
    if kind is TargetKind.WORDS:
        return "Tiêu chí này chỉ ghi chỉ tiêu bằng lời."
    if not number.is_finite():
        return "Hãy gõ một con số."
    if kind is TargetKind.LEVEL:
        return None if number in range(1, len(leaf.rule.level_names) + 1) else "Không có mức này."
    least, most = _bounds(leaf, kind)
    if not least <= number <= most:
        return f"Chỉ tiêu phải từ {vietnamese(least)} đến {vietnamese(most)}. Hãy kiểm tra lại."
    if kind is TargetKind.COUNT and number != number.to_integral_value():
        return "Chỉ tiêu ở đây là số nguyên, ví dụ 6."
    if decimals(number) > _DECIMALS.get(kind.value, 0):
        return f"Chỉ tiêu có nhiều nhất {_DECIMALS[kind.value]} chữ số sau dấu phẩy."
    return None


def _bounds(leaf: Criterion, kind: TargetKind) -> tuple[Decimal, Decimal]:
    if kind is TargetKind.PERCENT:
        return Decimal(0), Decimal(100)
    if kind is TargetKind.POINTS:
        return Decimal(0), leaf.maximum
    if kind is TargetKind.AMOUNT:
        return Decimal(0), _LARGEST_AMOUNT
    return Decimal(0 if leaf.rule.is_lower_better else 1), Decimal(LARGEST_TARGET)


def number_in_words(leaf: Criterion, number: Decimal) -> str:
    """`6 cuộc`, `97,5 %`, or the name of a level."""
    if leaf.rule.target_kind is TargetKind.LEVEL:
        return leaf.rule.level_names[int(number) - 1]
    return f"{vietnamese(number)} {unit_of(leaf)}".rstrip()


def target_in_words(leaf: Criterion, target: Target) -> str:
    """A target as written on paper: `không quá 1 lần; có mặt ở mọi kỳ họp`."""
    texts = [target.text] if target.text else []
    if target.number is not None:
        words = number_in_words(leaf, target.number)
        texts.insert(0, f"không quá {words}" if leaf.rule.is_lower_better else words)
    return "; ".join(texts)
