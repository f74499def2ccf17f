"""The mean of several ratios, or sub-norms with their weights."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from core.numbers import vietnamese

from ..faults import Fault
from .base import Facts, Inputs, Numbers, Rule, fault, points_vi
from .fields import Field, Number, Option, Rows, Text, lookalike_key
from .rounding import Rounding, rounding_fields

_EMPTY = {"full": "tính là 100 %", "zero": "tính là 0 %"}


@dataclass(frozen=True)
class MeanOfRatios(Rule):
    """round(sum of weight x ratio / sum of weights x maximum), rounded once at the end.

    Each ratio is at most 1. Example: (a + b + c) / 3 % of 70.
    """

    ratios: tuple[dict, ...]
    empty_ratio: str
    step: Decimal
    mode: str

    code: ClassVar[str] = "mean_of_ratios"
    name_vi: ClassVar[str] = "Trung bình nhiều tỷ lệ"
    fields: ClassVar[Mapping[str, Field]] = {
        "ratios": Rows(
            "Các tỷ lệ",
            fields={
                "name_vi": Text("Tên tỷ lệ", longest=300),
                "weight": Number("Trọng số", Decimal(1), is_above_least=True),
            },
            most=12,
        ),
        "empty_ratio": Option("Khi không phát sinh", "full", options=_EMPTY),
        **rounding_fields(),
    }
    reads_ratio: ClassVar[bool] = True
    rates_none_arisen: ClassVar[bool] = True
    follows_maximum: ClassVar[bool] = True

    @property
    def rounding(self) -> Rounding:
        return Rounding(self.step, self.mode)

    def faults(self) -> Iterator[Fault]:
        seen: set[str] = set()
        for number, ratio in enumerate(self.ratios):
            name = lookalike_key(ratio["name_vi"])
            if name in seen:
                yield fault(
                    ("ratios", number, "name_vi"), f"Có hai tỷ lệ cùng tên “{ratio['name_vi']}”."
                )
            seen.add(name)

    @property
    def part_names(self) -> tuple[str, ...]:
        return tuple(ratio["name_vi"] for ratio in self.ratios)

    def every_points(self) -> Iterator[Decimal]:
        yield from (self.maximum, self.step)

    def formula(self, x: Inputs) -> str:
        """One exact fraction: each ratio over the product of all denominators."""
        empty = 1 if self.empty_ratio == "full" else 0
        below = [f"COALESCE(NULLIF({p.denominator}, 0), 1)::numeric" for p in x.parts]
        weights = [f"{format(ratio['weight'], 'f')}::numeric" for ratio in self.ratios]
        terms = []
        for number, (part, weight) in enumerate(zip(x.parts, weights, strict=True)):
            over = (
                f"CASE WHEN COALESCE({part.denominator}, 0) = 0 THEN {empty} "
                f"ELSE LEAST({part.count}, {part.denominator}) END"
            )
            others = [text for n, text in enumerate(below) if n != number]
            terms.append(" * ".join([weight, f"({over})", *others]))
        rounded = self.rounding.sql(
            f"({' + '.join(terms)}) * {x.maximum}",
            f"({' + '.join(weights)}) * {' * '.join(below)}",
            unit=x.unit,
            is_whole=False,
        )
        return f"LEAST({rounded}, {x.maximum})"

    def in_words(self) -> str:
        names = "; ".join(f"{ratio['name_vi']}{_weight_vi(ratio)}" for ratio in self.ratios)
        return (
            f"Trung bình các tỷ lệ ({names}) × {points_vi(self.maximum)}, "
            f"{self.rounding.in_words()}; tỷ lệ không phát sinh {_EMPTY[self.empty_ratio]}"
        )

    def explain(self, facts: Facts, points: Decimal) -> str:
        shown = []
        for numbers, ratio in zip(facts.parts, self.ratios, strict=True):
            shown.append(f"{ratio['name_vi']}: {self._shown(numbers)}{_weight_vi(ratio)}")
        return (
            f"Trung bình các tỷ lệ ({'; '.join(shown)}) × {points_vi(facts.maximum)}, "
            f"{self.rounding.in_words()}: {points_vi(points)}."
        )

    def _shown(self, numbers: Numbers) -> str:
        if not numbers.below:
            return f"không phát sinh, {_EMPTY[self.empty_ratio]}"
        text = f"{vietnamese(numbers.count or 0)}/{vietnamese(numbers.below)}"
        if numbers.excluded:
            text += f", mẫu số đã trừ {vietnamese(numbers.excluded)} không tính"
        return text


def _weight_vi(ratio: Mapping) -> str:
    return f", trọng số {vietnamese(ratio['weight'])}" if ratio["weight"] != 1 else ""
