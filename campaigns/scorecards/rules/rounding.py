"""Rounding to a step. Exact: divides whole numbers only."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from core.numbers import vietnamese

from .fields import Group, Number, Option

MODES = {
    "half_up": "từ nửa trở lên làm tròn lên",
    "half_even": "đúng nửa làm tròn về bội chẵn",
    "half_down": "đúng nửa làm tròn xuống",
    "up": "luôn làm tròn lên",
    "down": "luôn làm tròn xuống",
}


def rounding_fields(step: str | None = None) -> dict:
    """Fields `step` and `mode`; `step` is the default step, None if a step is required."""
    return {
        "step": Number("Bước làm tròn", Decimal(step), is_above_least=True)
        if step
        else Number("Bước làm tròn", is_above_least=True),
        "mode": Option("Cách làm tròn", "half_up", options=MODES),
    }


def rounding_group(label: str) -> Group:
    return Group(label, fields=rounding_fields())


@dataclass(frozen=True)
class Rounding:
    """Round to a multiple of `step`; `mode` (MODES) selects between two. For values from 0 up."""

    step: Decimal
    mode: str = "half_up"

    @classmethod
    def read(cls, values: Mapping) -> Self:
        return cls(step=Decimal(values["step"]), mode=values["mode"])

    def sql(self, numerator: str, denominator: str, *, unit: int, is_whole: bool) -> str:
        """SQL (bigint, in 1/unit points) of numerator / denominator, rounded.

        `numerator` is in 1/unit points, `denominator` a pure number above 0; both are bigint
        expressions when `is_whole`, else numeric.
        """
        step = int(self.step * unit)
        size = f"({denominator})::{'bigint' if is_whole else 'numeric'} * {step}"
        whole = (lambda a, b: f"({a}) / ({b})") if is_whole else (lambda a, b: f"div({a}, {b})")
        if self.mode == "half_up":
            steps = whole(f"2 * ({numerator}) + {size}", f"2 * {size}")
        else:
            steps = whole(numerator, size)
        if more := self._one_more(numerator, size, steps):
            steps = f"({steps} + ({more})::int)"
        return f"({steps} * {step})" if is_whole else f"({steps} * {step})::bigint"

    def _one_more(self, numerator: str, size: str, steps: str) -> str:
        rest = f"mod({numerator}, {size})"
        if self.mode == "up":
            return f"{rest} > 0"
        if self.mode == "half_down":
            return f"2 * {rest} > {size}"
        if self.mode == "half_even":
            return f"2 * {rest} > {size} OR (2 * {rest} = {size} AND mod({steps}, 2) = 1)"
        return ""

    def in_words(self) -> str:
        return f"làm tròn đến {vietnamese(self.step)} ({MODES[self.mode]})"
