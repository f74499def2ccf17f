"""The mean of the totals of earlier periods."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from core.numbers import vietnamese

from .base import Facts, Inputs, Rule, points_vi
from .fields import Field, Number, Whole
from .rounding import Rounding, rounding_fields


@dataclass(frozen=True)
class MeanOfPeriods(Rule):
    """round(sum of totals / number of periods / `of` x maximum).

    The count is the sum of the totals of earlier plans, the denominator their number; fewer
    periods than `at_least` count as none. Example: months to a quarter, years to a term.
    """

    of: Decimal
    at_least: int
    step: Decimal
    mode: str

    code: ClassVar[str] = "mean_of_periods"
    name_vi: ClassVar[str] = "Trung bình các kỳ trước"
    fields: ClassVar[Mapping[str, Field]] = {
        "of": Number("Thang điểm của mỗi kỳ", Decimal(100), is_above_least=True),
        "at_least": Whole("Số kỳ tối thiểu", 1),
        **rounding_fields(),
    }
    reads_target: ClassVar[bool] = True
    reads_periods: ClassVar[bool] = True

    @property
    def least_periods(self) -> int:
        return self.at_least

    @property
    def rounding(self) -> Rounding:
        return Rounding(self.step, self.mode)

    def every_points(self) -> Iterator[Decimal]:
        yield from (self.maximum, self.step)

    def formula(self, x: Inputs) -> str:
        rounded = self.rounding.sql(
            f"{x.count} * {x.maximum}",
            f"{x.denominator} * {format(self.of, 'f')}",
            unit=x.unit,
            is_whole=False,
        )
        return f"LEAST(GREATEST({rounded}, 0), {x.maximum})"

    def in_words(self) -> str:
        needed = f", ít nhất {self.at_least} kỳ" if self.at_least > 1 else ""
        return (
            f"Trung bình tổng điểm các kỳ trước (thang {vietnamese(self.of)}{needed}) quy ra "
            f"{points_vi(self.maximum)}, {self.rounding.in_words()}"
        )

    def explain(self, facts: Facts, points: Decimal) -> str:
        total, number, of = map(vietnamese, (facts.count, facts.denominator, self.of))
        return (
            f"{number} kỳ, tổng cộng {total} điểm: {total} / {number} / {of} × "
            f"{points_vi(facts.maximum)}, {self.rounding.in_words()}: {points_vi(points)}."
        )
