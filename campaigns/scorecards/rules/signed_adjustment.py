"""Points added and deducted, within a range."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from core.numbers import vietnamese

from ..faults import Fault
from .base import Facts, Inputs, Rule, fault, points_vi
from .fields import LARGEST_POINTS, Field, Number, Text, lookalike_key


@dataclass(frozen=True)
class SignedAdjustment(Rule):
    """plus x `per_plus` - minus x `per_minus`, from `lowest` (0 or negative) to the maximum."""

    per_plus: Decimal
    per_minus: Decimal
    lowest: Decimal
    plus_vi: str
    minus_vi: str

    code: ClassVar[str] = "signed_adjustment"
    name_vi: ClassVar[str] = "Cộng và trừ trong một khoảng"
    fields: ClassVar[Mapping[str, Field]] = {
        "per_plus": Number("Điểm cộng mỗi lần"),
        "per_minus": Number("Điểm trừ mỗi lần"),
        "lowest": Number("Thấp nhất", least=-LARGEST_POINTS, most=Decimal(0)),
        "plus_vi": Text("Tên lần được cộng", longest=100),
        "minus_vi": Text("Tên lần bị trừ", longest=100),
    }

    @property
    def has_whole_counts(self) -> bool:
        return True

    def faults(self) -> Iterator[Fault]:
        if lookalike_key(self.plus_vi) == lookalike_key(self.minus_vi):
            yield fault("minus_vi", "Lần được cộng và lần bị trừ phải có tên khác nhau.")

    @property
    def part_names(self) -> tuple[str, ...]:
        return (self.plus_vi, self.minus_vi)

    def every_points(self) -> Iterator[Decimal]:
        yield from (self.maximum, self.per_plus, self.per_minus, self.lowest)

    def formula(self, x: Inputs) -> str:
        plus, minus = (part.count for part in x.parts)
        total = f"{plus} * {x.units(self.per_plus)} - {minus} * {x.units(self.per_minus)}"
        return f"LEAST(GREATEST({total}, {x.units(self.lowest)}), {x.maximum})"

    def least_points(self) -> Decimal:
        return self.lowest

    def in_words(self) -> str:
        return (
            f"Cộng {points_vi(self.per_plus)} mỗi {self.plus_vi}, trừ "
            f"{points_vi(self.per_minus)} mỗi {self.minus_vi}; trong khoảng từ "
            f"{vietnamese(self.lowest)} đến {points_vi(self.maximum)}"
        )

    def explain(self, facts: Facts, points: Decimal) -> str:
        plus, minus = (vietnamese(numbers.count or 0) for numbers in facts.parts)
        return (
            f"{plus} {self.plus_vi}, cộng {vietnamese(self.per_plus)} mỗi {self.plus_vi}; "
            f"{minus} {self.minus_vi}, trừ {vietnamese(self.per_minus)} mỗi {self.minus_vi}; từ "
            f"{vietnamese(self.lowest)} đến {vietnamese(self.maximum)}: {points_vi(points)}."
        )
