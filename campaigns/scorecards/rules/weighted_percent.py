"""A mark of 0 to 100 times a weight."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from core.numbers import vietnamese

from ..faults import Fault
from .base import Facts, Inputs, Rule, TargetKind, fault, points_vi
from .fields import Field, Number
from .rounding import Rounding, rounding_fields


@dataclass(frozen=True)
class WeightedPercent(Rule):
    """round(mark / 100 x weight); the default weight is the maximum. Example: weight 30."""

    weight: Decimal | None
    step: Decimal
    mode: str

    code: ClassVar[str] = "weighted_percent"
    name_vi: ClassVar[str] = "Điểm phần trăm nhân trọng số"
    fields: ClassVar[Mapping[str, Field]] = {
        "weight": Number("Trọng số", None, is_above_least=True),
        **rounding_fields("0.01"),
    }

    @property
    def follows_maximum(self) -> bool:  # type: ignore[override]
        return self.weight is None

    @property
    def target_kind(self) -> TargetKind:
        return TargetKind.PERCENT

    def count_problem(self, count: Decimal, maximum: Decimal) -> str | None:
        return "điểm phần trăm không quá 100." if count > 100 else None

    @property
    def rounding(self) -> Rounding:
        return Rounding(self.step, self.mode)

    def contradictions(self) -> Iterator[Fault]:
        if self.weight is not None and self.weight != self.maximum:
            yield fault(
                "weight",
                f"trọng số {vietnamese(self.weight)} khác điểm tối đa {points_vi(self.maximum)}.",
                finding="weight_differs_from_max",
            )

    def every_points(self) -> Iterator[Decimal]:
        yield from (self.maximum, self.step, self.weight or self.maximum)

    def formula(self, x: Inputs) -> str:
        weight = x.maximum if self.weight is None else x.units(self.weight)
        rounded = self.rounding.sql(f"{x.count} * {weight}", "100", unit=x.unit, is_whole=False)
        return f"LEAST({rounded}, {x.maximum})"

    def in_words(self) -> str:
        weight = vietnamese(self.weight or self.maximum)
        return f"Điểm chấm thang 100 × trọng số {weight} %, {self.rounding.in_words()}"

    def explain(self, facts: Facts, points: Decimal) -> str:
        weight = vietnamese(facts.maximum if self.weight is None else self.weight)
        return (
            f"{points_vi(facts.count)} (thang 100) × {weight} %, {self.rounding.in_words()}: "
            f"{points_vi(points)}."
        )
