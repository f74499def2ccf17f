"""Full points if a condition is met, otherwise none."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from core.names import unaccented
from core.numbers import vietnamese

from .base import Facts, Inputs, Rule, count_vi, origin_vi, points_vi
from .fields import Field, Whole


@dataclass(frozen=True)
class PassFail(Rule):
    """All points if the count reaches `at_least` (default 1). Example: has a programme: 2."""

    at_least: int

    code: ClassVar[str] = "pass_fail"
    name_vi: ClassVar[str] = "Đạt hoặc không đạt"
    fields: ClassVar[Mapping[str, Field]] = {"at_least": Whole("Số lượng cần có", 1)}
    is_counting: ClassVar[bool] = True
    follows_maximum: ClassVar[bool] = True

    @property
    def is_yes_or_no(self) -> bool:
        return self.at_least == 1

    def count_in_words(self, count: Decimal) -> str | None:
        if not self.is_yes_or_no:
            return None
        return "Đạt" if count else "Không đạt"

    def count_choices(self) -> list[tuple[Decimal, str]]:
        if not self.is_yes_or_no:
            return []
        return [(Decimal(1), "Đạt"), (Decimal(0), "Không đạt")]

    def count_as_text(self, count: Decimal, *, reserved: Container[str] = ()) -> str | None:
        return self.count_in_words(count) if count in (0, 1) else None

    def count_from_text(self, text: str) -> Decimal | None:
        counts = {"dat": Decimal(1), "khong dat": Decimal(0)}
        return counts.get(unaccented(text)) if self.is_yes_or_no else None

    def incidents(self, count: Decimal) -> Decimal:
        return Decimal(int(count < self.at_least))

    def formula(self, x: Inputs) -> str:
        return f"CASE WHEN {x.count} >= {self.at_least} THEN {x.maximum} ELSE 0 END"

    def occurrences(self, x: Inputs) -> str:
        return f"CASE WHEN {x.count} >= {self.at_least} THEN 0::bigint ELSE 1 END"

    def in_words(self) -> str:
        needed = f" (từ {vietnamese(self.at_least)} trở lên)" if self.at_least > 1 else ""
        return f"Đạt{needed}: {points_vi(self.maximum)}; không đạt: 0 điểm"

    def explain(self, facts: Facts, points: Decimal) -> str:
        own = facts.parts[0].count or 0
        if facts.shared and own >= self.at_least > facts.count:
            return f"Đã tính ở tiêu chí khác nên không tính lại ở đây: {points_vi(points)}."
        counted = origin_vi(facts)
        if self.at_least > 1:
            needed = vietnamese(self.at_least)
            counted = f", ghi nhận {count_vi(facts)}, cần từ {needed} trở lên"
        if facts.count >= self.at_least:
            return f"Đạt{counted}: đủ {points_vi(points)}."
        return f"Không đạt{counted}: {points_vi(points)}."
