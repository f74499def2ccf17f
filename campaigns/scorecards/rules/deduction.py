"""Points deducted for each occurrence, up to a cap."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from core.numbers import vietnamese

from ..faults import Fault
from .base import Facts, Inputs, Rule, count_vi, fault, points_vi
from .fields import Field, Number, Text


@dataclass(frozen=True)
class Deduction(Rule):
    """`per` points deducted for each `unit_vi`, at most `cap`; stored as positive numbers.

    A missing measure counts as 0. The effect on the grade is defined by the grading's sanctions.
    With `per` 0 it only records. Example: minus 5 per annulled resolution, at most 5, no Xuất sắc.
    """

    per: Decimal
    cap: Decimal | None
    unit_vi: str
    condition_vi: str

    code: ClassVar[str] = "deduction"
    name_vi: ClassVar[str] = "Trừ điểm theo từng lần, có mức trần"
    fields: ClassVar[Mapping[str, Field]] = {
        "per": Number("Điểm trừ mỗi lần"),
        "cap": Number("Mức trừ tối đa", None),
        "unit_vi": Text("Tên lần bị trừ", longest=100),
        "condition_vi": Text("Điều kiện", ""),
    }
    missing_is_none: ClassVar[bool] = True
    is_counting: ClassVar[bool] = True
    is_deduction: ClassVar[bool] = True

    @property
    def most(self) -> Decimal:
        return self.maximum if self.cap is None else min(self.cap, self.maximum)

    def faults(self) -> Iterator[Fault]:
        if self.cap is not None and self.cap < self.per:
            yield fault("cap", "Mức trừ tối đa không được thấp hơn điểm trừ của một lần.")

    def contradictions(self) -> Iterator[Fault]:
        if self.cap is not None and self.cap != self.maximum:
            yield fault(
                "cap",
                f"mức trừ tối đa ghi {points_vi(self.cap)} nhưng điểm tối đa ghi "
                f"{points_vi(self.maximum)}.",
                finding="cap_differs_from_max",
            )
        elif self.per > self.maximum:
            yield fault(
                "per",
                f"một lần trừ {points_vi(self.per)}, nhiều hơn mức tối đa "
                f"{points_vi(self.maximum)}.",
                finding="unit_over_max",
            )

    def every_points(self) -> Iterator[Decimal]:
        yield from (self.maximum, self.per, self.most)

    def formula(self, x: Inputs) -> str:
        return f"LEAST({x.count} * {x.units(self.per)}, {x.units(self.most)})"

    def in_words(self) -> str:
        if not self.per:
            text = f"Chỉ ghi nhận {self.unit_vi}, không trừ điểm"
        else:
            text = f"Trừ {points_vi(self.per)} mỗi {self.unit_vi}, tối đa {points_vi(self.most)}"
        return f"{text}; {self.condition_vi}" if self.condition_vi else text

    def explain(self, facts: Facts, points: Decimal) -> str:
        counted = count_vi(facts, self.unit_vi)
        if not facts.count:
            return f"{counted}: không trừ."
        if not self.per:
            return f"{counted}: chỉ ghi nhận, không trừ điểm."
        return (
            f"{counted}, trừ {vietnamese(self.per)} mỗi {self.unit_vi}, tối đa "
            f"{vietnamese(self.most)}: trừ {points_vi(points)}."
        )
