"""Starts full, loses points with each occurrence."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from core.numbers import vietnamese

from .base import Rule, RuleError, read_number, read_unit, refuse_unknown, sql_number


@dataclass(frozen=True)
class MaximumMinus(Rule):
    """The leaf's maximum less `per` points for each `unit_vi`, never below `floor` (default 0).

    Source: rule shape "maximum minus per occurrence"; example: 3, less 0.5 per late report.
    What nobody recorded did not occur, so a missing count is a count of none.
    """

    per: Decimal
    floor: Decimal
    unit_vi: str

    code: ClassVar[str] = "max_minus_per_occurrence"
    name_vi: ClassVar[str] = "Điểm tối đa, trừ theo từng lần"
    missing_is_none: ClassVar[bool] = True

    @classmethod
    def parse(cls, params: Mapping, maximum: Decimal) -> Self:
        refuse_unknown(params, {"per", "floor", "unit_vi"})
        per = read_number(params, "per")
        floor = read_number(params, "floor", default=Decimal(0))
        if per == 0:
            raise RuleError("Điểm trừ mỗi lần phải lớn hơn 0.", field="per")
        if floor >= maximum:
            raise RuleError("Mức sàn phải thấp hơn điểm tối đa.", field="floor")
        return cls(maximum=maximum, per=per, floor=floor, unit_vi=read_unit(params))

    def formula(self, count: str) -> str:
        full, per, floor = map(sql_number, (self.maximum, self.per, self.floor))
        return f"GREATEST({full} - COALESCE({count}, 0) * {per}, {floor})"

    def in_words(self) -> str:
        text = f"{vietnamese(self.maximum)} điểm, trừ {vietnamese(self.per)} mỗi {self.unit_vi}"
        return f"{text}, không dưới {vietnamese(self.floor)}" if self.floor else text

    def explain(self, count: Decimal | None, points: Decimal) -> str:
        if not count:
            return f"Không có {self.unit_vi} nào: đủ {vietnamese(points)} điểm."
        left = self.maximum - count * self.per
        text = (
            f"{vietnamese(self.maximum)} − {vietnamese(count)} {self.unit_vi} × "
            f"{vietnamese(self.per)} = {vietnamese(left)}"
        )
        if left < self.floor:
            return f"{text}, không thấp hơn mức sàn nên tính {vietnamese(points)} điểm."
        return f"{text} điểm."
