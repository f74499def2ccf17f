"""Steps of a count or of a ratio."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from itertools import pairwise
from typing import ClassVar

from core.names import lower_first
from core.numbers import vietnamese

from ..faults import Fault
from .base import Facts, Inputs, Rule, count_vi, fault, points_vi, ratio_vi
from .fields import LARGEST_COUNT, MOST_DECIMALS, Field, Group, Number, Option, Rows, Text

_ON = {"count": "số lượng", "ratio": "tỷ lệ phần trăm"}
_DIRECTIONS = {"at_least": "từ mức này trở lên", "at_most": "không quá mức này"}


@dataclass(frozen=True)
class Threshold(Rule):
    """The points of the first step that is reached, else `otherwise`.

    A ratio's bounds are in percent and compared by multiplication, never with a rounded percentage.
    An override gives its points to values under `below` if its condition holds.
    Example: at least 90 %: 3, 80 %: 2, 70 %: 1, else 0.5; urged in writing: 2.
    """

    on: str
    direction: str
    steps: tuple[dict, ...]
    otherwise: Decimal
    override: dict | None
    unit_vi: str

    code: ClassVar[str] = "threshold"
    name_vi: ClassVar[str] = "Theo ngưỡng"
    fields: ClassVar[Mapping[str, Field]] = {
        "on": Option("So theo", options=_ON),
        "direction": Option("Chiều so sánh", "at_least", options=_DIRECTIONS),
        "steps": Rows(
            "Các ngưỡng",
            fields={
                "bound": Number("Ngưỡng", most=LARGEST_COUNT),
                "points": Number("Điểm của ngưỡng"),
            },
        ),
        "otherwise": Number("Điểm còn lại", Decimal(0)),
        "override": Group(
            "Ngoại lệ",
            fields={
                "when_vi": Text("Điều kiện của ngoại lệ"),
                "below": Number("Áp dụng khi dưới", most=LARGEST_COUNT),
                "points": Number("Điểm của ngoại lệ"),
            },
        ),
        "unit_vi": Text("Tên đơn vị đếm", ""),
    }

    @property
    def reads_ratio(self) -> bool:  # type: ignore[override]
        return self.on == "ratio"

    @property
    def is_counting(self) -> bool:  # type: ignore[override]
        return self.on == "count"

    @property
    def exception_vi(self) -> str:
        return self.override["when_vi"] if self.override else ""

    @property
    def is_lower_better(self) -> bool:
        return self.direction == "at_most"

    @property
    def rises_with_reports(self) -> bool:
        return self.on == "ratio" or self.direction == "at_least"

    def faults(self) -> Iterator[Fault]:
        for number, (better, worse) in enumerate(pairwise(self.steps), start=1):
            falls = better["bound"] > worse["bound"]
            if better["bound"] == worse["bound"] or falls != (self.direction == "at_least"):
                yield fault(
                    ("steps", number, "bound"),
                    f"Ngưỡng {vietnamese(worse['bound'])} không đúng thứ tự sau "
                    f"{vietnamese(better['bound'])}: xếp từ mức tốt nhất trở xuống.",
                )
        for path, points in self._all_points():
            if points > self.maximum:
                yield fault(
                    path, f"Mức {points_vi(points)} cao hơn điểm tối đa {points_vi(self.maximum)}."
                )
        if self.on == "ratio":
            bounds: dict[tuple, Decimal] = {
                ("steps", number, "bound"): step["bound"] for number, step in enumerate(self.steps)
            }
            if self.override:
                bounds["override", "below"] = self.override["below"]
            for path, bound in bounds.items():
                if bound > 100:
                    yield fault(path, "Tỷ lệ không quá 100 %.")

    def _all_points(self) -> Iterator[tuple[tuple, Decimal]]:
        for number, step in enumerate(self.steps):
            yield ("steps", number, "points"), step["points"]
        yield ("otherwise",), self.otherwise
        if self.override:
            yield ("override", "points"), self.override["points"]

    def contradictions(self) -> Iterator[Fault]:
        best = max(points for _, points in self._all_points())
        if best < self.maximum:
            yield fault(
                ("steps", 0, "points"),
                f"mức tốt nhất chỉ được {points_vi(best)}, không ai đạt "
                f"{points_vi(self.maximum)} tối đa.",
                finding="best_step_below_max",
            )
        ladder = [*(step["points"] for step in self.steps), self.otherwise]
        if any(worse > better for better, worse in pairwise(ladder)):
            yield fault(
                ("steps",), "có ngưỡng thấp hơn mà điểm lại cao hơn.", finding="steps_out_of_order"
            )

    def every_points(self) -> Iterator[Decimal]:
        yield self.maximum
        yield from (points for _, points in self._all_points())

    def _compare(self, x: Inputs, sign: str, bound: Decimal) -> str:
        if self.on == "count":
            return f"{x.count} {sign} {format(bound, 'f')}"
        scale = 10**MOST_DECIMALS
        return (
            f"{x.count} * {100 * scale}::bigint {sign} {x.denominator} * "
            f"{int(bound * scale)}::bigint"
        )

    def formula(self, x: Inputs) -> str:
        sign = ">=" if self.direction == "at_least" else "<="
        whens = [
            f"WHEN {self._compare(x, sign, step['bound'])} THEN {x.units(step['points'])}"
            for step in self.steps
        ]
        if self.override:
            below = self._compare(x, "<", self.override["below"])
            points = x.units(self.override["points"])
            whens.insert(0, f"WHEN {x.is_excepted} AND {below} THEN {points}")
        return f"CASE {' '.join(whens)} ELSE {x.units(self.otherwise)} END"

    def highest_points(self) -> Decimal:
        return max(points for _, points in self._all_points())

    def least_points(self) -> Decimal:
        return min(points for _, points in self._all_points())

    def in_words(self) -> str:
        text = self._ladder()
        return text[0].upper() + text[1:]

    def _ladder(self) -> str:
        steps = [f"{self._step_vi(s['bound'])}: {points_vi(s['points'])}" for s in self.steps]
        text = "; ".join([*steps, f"còn lại: {points_vi(self.otherwise)}"])
        if self.override:
            text += (
                f"; dưới {self._bound_vi(self.override['below'])} nhưng "
                f"{lower_first(self.override['when_vi'])}: {points_vi(self.override['points'])}"
            )
        return text

    def _step_vi(self, bound: Decimal) -> str:
        if self.direction == "at_least":
            return f"từ {self._bound_vi(bound)}"
        if self.on == "count" and self.unit_vi and not bound:
            return f"không có {self.unit_vi} nào"
        return f"không quá {self._bound_vi(bound)}"

    def _bound_vi(self, bound: Decimal) -> str:
        unit = "%" if self.on == "ratio" else self.unit_vi
        return f"{vietnamese(bound)} {unit}".rstrip()

    def explain(self, facts: Facts, points: Decimal) -> str:
        describe = ratio_vi if self.on == "ratio" else count_vi
        text = describe(facts, self.unit_vi)
        if self.on == "ratio" and facts.denominator:
            text += _percent_vi(facts)
        if facts.is_excepted and self.override:
            text += f"; {lower_first(self.override['when_vi'])}"
        return f"{text}: {points_vi(points)}. Cách tính: {self._ladder()}."


def _percent_vi(facts: Facts) -> str:
    """A ratio in percent, truncated and never rounded up to a bound: ` = 87,5 %`, ` ≈ 89,99 %`."""
    exact = facts.count * 100 / facts.denominator
    shown = exact.quantize(Decimal("0.01"), ROUND_DOWN)
    is_exact = shown * facts.denominator == facts.count * 100
    return f" {'=' if is_exact else '≈'} {vietnamese(shown)} %"
