"""Points for each item, up to a cap."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from core.numbers import vietnamese

from .base import Rule, RuleError, read_number, read_unit, refuse_unknown, sql_number


@dataclass(frozen=True)
class PerUnitCapped(Rule):
    """`per` points for each `unit_vi`, never more than `cap` (by default the leaf's maximum).

    Source: rule shape "per unit, capped"; example: 3 per model, at most 6.
    """

    per: Decimal
    cap: Decimal
    unit_vi: str

    code: ClassVar[str] = "per_unit_capped"
    name_vi: ClassVar[str] = "Điểm theo số lượng, có mức trần"

    @classmethod
    def parse(cls, params: Mapping, maximum: Decimal) -> Self:
        refuse_unknown(params, {"per", "cap", "unit_vi"})
        per = read_number(params, "per")
        cap = read_number(params, "cap", default=maximum)
        if per == 0:
            raise RuleError("Điểm mỗi đơn vị phải lớn hơn 0.", field="per")
        if cap < per:
            raise RuleError("Mức trần không được thấp hơn điểm của một đơn vị.", field="cap")
        if cap > maximum:
            raise RuleError("Mức trần không được cao hơn điểm tối đa của tiêu chí.", field="cap")
        return cls(maximum=maximum, per=per, cap=cap, unit_vi=read_unit(params))

    def formula(self, count: str) -> str:
        return f"LEAST(COALESCE({count}, 0) * {sql_number(self.per)}, {sql_number(self.cap)})"

    def in_words(self) -> str:
        return f"{vietnamese(self.per)} điểm mỗi {self.unit_vi}, tối đa {vietnamese(self.cap)} điểm"

    def explain(self, count: Decimal | None, points: Decimal) -> str:
        if count is None:
            return f"Chưa có số liệu; {self.in_words()}."
        product = count * self.per
        text = (
            f"{vietnamese(count)} {self.unit_vi} × {vietnamese(self.per)} = {vietnamese(product)}"
        )
        if product > self.cap:
            return f"{text}, vượt mức trần nên tính {vietnamese(points)} điểm."
        return f"{text} điểm."
