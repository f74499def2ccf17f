"""Numerator over denominator, times the maximum, rounded to steps."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from .base import Facts, Inputs, Rule, points_vi, ratio_vi
from .fields import Field, Text
from .rounding import Rounding, rounding_fields


@dataclass(frozen=True)
class ProRata(Rule):
    """round(numerator / denominator x maximum). Example: in steps of 0.25."""

    step: Decimal
    mode: str
    unit_vi: str

    code: ClassVar[str] = "pro_rata"
    name_vi: ClassVar[str] = "Theo tỷ lệ"
    fields: ClassVar[Mapping[str, Field]] = {
        **rounding_fields(),
        "unit_vi": Text("Tên đơn vị đếm", ""),
    }
    reads_ratio: ClassVar[bool] = True
    follows_maximum: ClassVar[bool] = True

    @property
    def rounding(self) -> Rounding:
        return Rounding(self.step, self.mode)

    def every_points(self) -> Iterator[Decimal]:
        yield from (self.maximum, self.step)

    def formula(self, x: Inputs) -> str:
        rounded = self.rounding.sql(
            f"{x.count} * {x.maximum}", x.denominator, unit=x.unit, is_whole=True
        )
        return f"LEAST({rounded}, {x.maximum})"

    def in_words(self) -> str:
        unit = f" {self.unit_vi}" if self.unit_vi else ""
        return f"Tỷ lệ{unit} × {points_vi(self.maximum)}, {self.rounding.in_words()}"

    def explain(self, facts: Facts, points: Decimal) -> str:
        return (
            f"{ratio_vi(facts, self.unit_vi)} × {points_vi(facts.maximum)}, "
            f"{self.rounding.in_words()}: {points_vi(points)}."
        )
