"""The maximum, minus points for each occurrence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from core.numbers import vietnamese

from ..faults import Fault
from .base import Facts, Inputs, Rule, count_vi, fault, points_vi
from .fields import Field, Number, Text


@dataclass(frozen=True)
class MaximumMinus(Rule):
    """The maximum less `per` points for each `unit_vi`, never below `floor` (default 0).

    A missing measure counts as 0. Example: 3, less 0.5 per late report.
    """

    per: Decimal
    floor: Decimal
    unit_vi: str

    code: ClassVar[str] = "max_minus_per_occurrence"
    name_vi: ClassVar[str] = "Điểm tối đa, trừ theo từng lần"
    fields: ClassVar[Mapping[str, Field]] = {
        "per": Number("Điểm trừ mỗi lần", is_above_least=True),
        "floor": Number("Mức sàn", Decimal(0)),
        "unit_vi": Text("Tên lần bị trừ", longest=100),
    }
    missing_is_none: ClassVar[bool] = True
    is_counting: ClassVar[bool] = True

    @property
    def is_lower_better(self) -> bool:
        return True

    def faults(self) -> Iterator[Fault]:
        if self.floor >= self.maximum:
            yield fault("floor", "Mức sàn phải thấp hơn điểm tối đa.")

    def contradictions(self) -> Iterator[Fault]:
        if self.per > self.maximum:
            yield fault(
                "per",
                f"mỗi lần trừ {points_vi(self.per)}, nhiều hơn điểm tối đa "
                f"{points_vi(self.maximum)}.",
                finding="unit_over_max",
            )

    def every_points(self) -> Iterator[Decimal]:
        yield from (self.maximum, self.per, self.floor)

    def formula(self, x: Inputs) -> str:
        per, floor = x.units(self.per), x.units(self.floor)
        return f"GREATEST({x.maximum} - {x.count} * {per}, {floor})"

    def least_points(self) -> Decimal:
        return self.floor

    def in_words(self) -> str:
        text = f"{points_vi(self.maximum)}, trừ {points_vi(self.per)} mỗi {self.unit_vi}"
        return f"{text}, không dưới {vietnamese(self.floor)}" if self.floor else text

    def explain(self, facts: Facts, points: Decimal) -> str:
        counted = count_vi(facts, self.unit_vi)
        if not facts.count:
            return f"{counted}: đủ {points_vi(points)}."
        floor = f", không dưới {vietnamese(self.floor)}" if self.floor else ""
        return (
            f"{counted}, trừ {vietnamese(self.per)} mỗi {self.unit_vi} từ "
            f"{points_vi(self.maximum)}{floor}: còn {points_vi(points)}."
        )
