"""Points for each item, up to a cap."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from core.numbers import vietnamese

from ..faults import Fault
from .base import Facts, Inputs, Rule, count_vi, fault, points_vi
from .fields import Field, Number, Text, Texts


@dataclass(frozen=True)
class PerUnitCapped(Rule):
    """`per` points for each `unit_vi`, never more than `cap` (by default the maximum).

    Only items that meet all of `conditions_vi` count. Example: 3 per model, at most 6, each of
    which meets 5 conditions.
    """

    per: Decimal
    cap: Decimal | None
    unit_vi: str
    conditions_vi: tuple[str, ...]

    code: ClassVar[str] = "per_unit_capped"
    name_vi: ClassVar[str] = "Điểm theo số lượng, có mức trần"
    fields: ClassVar[Mapping[str, Field]] = {
        "per": Number("Điểm mỗi đơn vị", is_above_least=True),
        "cap": Number("Mức trần", None, is_above_least=True),
        "unit_vi": Text("Tên đơn vị đếm", longest=100),
        "conditions_vi": Texts("Điều kiện để được tính"),
    }
    is_counting: ClassVar[bool] = True

    @property
    def follows_maximum(self) -> bool:  # type: ignore[override]
        return self.cap is None

    @property
    def most(self) -> Decimal:
        return self.maximum if self.cap is None else min(self.cap, self.maximum)

    def faults(self) -> Iterator[Fault]:
        if self.cap is not None and self.cap < self.per:
            yield fault("cap", "Mức trần không được thấp hơn điểm của một đơn vị.")

    def contradictions(self) -> Iterator[Fault]:
        if self.cap is not None and self.cap != self.maximum:
            yield fault(
                "cap",
                f"mức trần ghi {points_vi(self.cap)} nhưng điểm tối đa ghi "
                f"{points_vi(self.maximum)}.",
                finding="cap_differs_from_max",
            )
        elif self.per > self.maximum:
            yield fault(
                "per",
                f"một {self.unit_vi} được {points_vi(self.per)}, cao hơn điểm tối đa "
                f"{points_vi(self.maximum)}.",
                finding="unit_over_max",
            )

    def every_points(self) -> Iterator[Decimal]:
        yield from (self.maximum, self.per, self.most)

    def formula(self, x: Inputs) -> str:
        limit = x.maximum if self.cap is None else x.units(self.most)
        return f"LEAST({x.count} * {x.units(self.per)}, {limit})"

    def highest_points(self) -> Decimal | None:
        return None if self.cap is None else self.most

    def in_words(self) -> str:
        text = f"{points_vi(self.per)} mỗi {self.unit_vi}, tối đa {points_vi(self.most)}"
        if self.conditions_vi:
            text += f"; chỉ tính khi {'; '.join(self.conditions_vi)}"
        return text

    def explain(self, facts: Facts, points: Decimal) -> str:
        most = facts.maximum if self.cap is None else self.most
        return (
            f"{count_vi(facts, self.unit_vi)}, mỗi {self.unit_vi} {points_vi(self.per)}, tối đa "
            f"{vietnamese(most)}: {points_vi(points)}."
        )
