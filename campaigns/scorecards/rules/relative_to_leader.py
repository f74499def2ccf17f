"""Points relative to the leader of the cluster."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from core.numbers import vietnamese

from .base import Facts, Inputs, Rule, TargetKind, count_vi, points_vi
from .fields import Field, Text
from .rounding import Rounding, rounding_fields


@dataclass(frozen=True)
class RelativeToLeader(Rule):
    """Half the maximum at the target, all of it for the leader of the cluster.

    A done, T target. Below target half x A/T; at target half; above it the other half by the
    share of the leader's excess, (A/T - 1) / (leader's A/T - 1). ASSUMPTION: excess is measured
    against each entry's own target, and if none is above its target, none gets more than half.
    """

    step: Decimal
    mode: str
    unit_vi: str

    code: ClassVar[str] = "relative_to_leader"
    name_vi: ClassVar[str] = "So với đơn vị dẫn đầu cụm"
    fields: ClassVar[Mapping[str, Field]] = {
        **rounding_fields(),
        "unit_vi": Text("Tên đơn vị đo", "", longest=100),
    }
    reads_target: ClassVar[bool] = True
    reads_leader: ClassVar[bool] = True

    @property
    def target_kind(self) -> TargetKind:
        return TargetKind.AMOUNT

    @property
    def has_count(self) -> bool:
        return True

    @property
    def rounding(self) -> Rounding:
        return Rounding(self.step, self.mode)

    def every_points(self) -> Iterator[Decimal]:
        yield from (self.maximum, self.step)

    def formula(self, x: Inputs) -> str:
        done, target = f"{x.count}::numeric", x.denominator
        best, best_target = x.leader.count, x.leader.denominator
        below = self.rounding.sql(
            f"{done} * {x.maximum}", f"2 * {target}", unit=x.unit, is_whole=False
        )
        # M/2 + M/2 x ((A - T) / T) / ((B - S) / S), as one fraction
        excess = f"{target} * ({best} - {best_target})"
        above = self.rounding.sql(
            f"({excess} + ({done} - {target}) * {best_target}) * {x.maximum}",
            f"2 * {excess}",
            unit=x.unit,
            is_whole=False,
        )
        chosen = f"CASE WHEN {done} <= {target} THEN {below} ELSE {above} END"
        return f"LEAST({chosen}, {x.maximum})"

    def in_words(self) -> str:
        half = self.maximum / 2
        return (
            f"Dưới chỉ tiêu: {points_vi(half)} × tỷ lệ thực hiện; đúng chỉ tiêu: "
            f"{points_vi(half)}; vượt chỉ tiêu và dẫn đầu cụm: {points_vi(self.maximum)}; ở giữa: "
            f"thêm theo phần vượt so với phần vượt của đơn vị dẫn đầu; {self.rounding.in_words()}"
        )

    def explain(self, facts: Facts, points: Decimal) -> str:
        done, target = vietnamese(facts.count), vietnamese(facts.denominator)
        half = vietnamese(self.maximum / 2)
        text = f"Thực hiện {count_vi(facts)} so với chỉ tiêu {target} {self.unit_vi}".rstrip()
        if facts.count <= facts.denominator:
            text += f", không vượt chỉ tiêu: {half} × {done} / {target}"
        else:
            best, best_target = vietnamese(facts.leader.count), vietnamese(facts.leader.below)
            leader = f" là {facts.leader_name}" if facts.leader_name else ""
            text += (
                f", vượt chỉ tiêu. Dẫn đầu cụm{leader}: {best} so với chỉ tiêu {best_target}. "
                f"{half} + {half} × ({done} / {target} − 1) / ({best} / {best_target} − 1)"
            )
        return f"{text}, {self.rounding.in_words()}: {points_vi(points)}."
