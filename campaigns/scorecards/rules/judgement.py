"""Points given by a judge within a range, with a reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from core.numbers import vietnamese

from ..faults import Fault
from .base import Facts, Inputs, Rule, TargetKind, fault, points_vi
from .fields import Field, Number, Texts


@dataclass(frozen=True)
class Judgement(Rule):
    """The count is the points given: a multiple of `step` in 0..maximum, with a reason.

    `levels_vi` is guidance for the judge.
    """

    step: Decimal
    levels_vi: tuple[str, ...]

    code: ClassVar[str] = "judgement"
    name_vi: ClassVar[str] = "Người chấm cho điểm"
    fields: ClassVar[Mapping[str, Field]] = {
        "step": Number("Bước điểm", Decimal("0.25"), is_above_least=True),
        "levels_vi": Texts("Gợi ý cho người chấm"),
    }
    follows_maximum: ClassVar[bool] = True
    counts_points: ClassVar[bool] = True
    needs_reason: ClassVar[bool] = True
    count_label: ClassVar[str] = "Điểm"

    @property
    def target_kind(self) -> TargetKind:
        return TargetKind.POINTS

    def count_problem(self, count: Decimal, maximum: Decimal) -> str | None:
        if count > maximum or count % self.step:
            return f"điểm phải từ 0 đến {points_vi(maximum)}, bước {vietnamese(self.step)}."
        return None

    def count_in_words(self, count: Decimal) -> str:
        return points_vi(count)

    def every_points(self) -> Iterator[Decimal]:
        yield from (self.maximum, self.step)

    def contradictions(self) -> Iterator[Fault]:
        if self.maximum % self.step:
            step, maximum = vietnamese(self.step), points_vi(self.maximum)
            yield fault(
                "step",
                f"bước {step} không chia hết {maximum} nên không ai đạt tối đa.",
                finding="step_not_dividing_max",
            )

    def formula(self, x: Inputs) -> str:
        return f"LEAST(GREATEST(({x.count} * {x.unit})::bigint, 0), {x.maximum})"

    def in_words(self) -> str:
        text = (
            f"Người chấm cho từ 0 đến {points_vi(self.maximum)}, theo bước "
            f"{vietnamese(self.step)}, có nêu lý do"
        )
        return f"{text}; gợi ý: {'; '.join(self.levels_vi)}" if self.levels_vi else text

    def explain(self, facts: Facts, points: Decimal) -> str:
        return f"Người chấm cho {vietnamese(points)} trên {points_vi(facts.maximum)}."
