"""One of named levels, each with its points."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from core.numbers import vietnamese

from ..faults import Fault
from .base import Facts, Inputs, Rule, TargetKind, fault, points_vi
from .fields import Field, Flag, Number, Rows, Text, Whole, lookalike_key
from .levels import level_number, level_text, unknown_level


@dataclass(frozen=True)
class Choice(Rule):
    """The count is the number of a level, from 1. Example: 100 % / late / none: 2/1/0.

    A level that `fails` makes the leaf's group 0 if the leaf is set to do so; `occurrences` are the
    incidents that a level stands for, if another criterion deducts points for them.
    """

    levels: tuple[dict, ...]

    code: ClassVar[str] = "choice"
    name_vi: ClassVar[str] = "Chọn một mức"
    fields: ClassVar[Mapping[str, Field]] = {
        "levels": Rows(
            "Các mức",
            fields={
                "name_vi": Text("Tên mức", longest=300),
                "points": Number("Điểm của mức"),
                "fails": Flag("Mức không đạt"),
                "occurrences": Whole("Số lần vi phạm", 0, least=0),
            },
        )
    }

    count_label: ClassVar[str] = "Mức"

    @property
    def level_names(self) -> tuple[str, ...]:
        return tuple(level["name_vi"] for level in self.levels)

    @property
    def level_points(self) -> tuple[Decimal, ...]:
        return tuple(level["points"] for level in self.levels)

    @property
    def target_kind(self) -> TargetKind:
        return TargetKind.LEVEL

    @property
    def has_whole_counts(self) -> bool:
        return True

    @property
    def has_count(self) -> bool:
        return False

    @property
    def counts_incidents(self) -> bool:
        return any(level["occurrences"] for level in self.levels)

    def faults(self) -> Iterator[Fault]:
        seen: set[str] = set()
        for number, level in enumerate(self.levels):
            name = lookalike_key(level["name_vi"])
            if name in seen:
                yield fault(
                    ("levels", number, "name_vi"), f"Có hai mức cùng tên “{level['name_vi']}”."
                )
            seen.add(name)
            if level["points"] > self.maximum:
                yield fault(
                    ("levels", number, "points"),
                    f"Mức “{level['name_vi']}” có {points_vi(level['points'])}, cao hơn điểm tối "
                    f"đa {points_vi(self.maximum)}.",
                )

    def contradictions(self) -> Iterator[Fault]:
        best = max(level["points"] for level in self.levels)
        if best < self.maximum:
            yield fault(
                ("levels",),
                f"mức cao nhất chỉ được {points_vi(best)}, không ai đạt {points_vi(self.maximum)} "
                "tối đa.",
                finding="best_level_below_max",
            )

    def every_points(self) -> Iterator[Decimal]:
        yield self.maximum
        yield from (level["points"] for level in self.levels)

    def _case(self, x: Inputs, values) -> str:
        whens = " ".join(f"WHEN {n} THEN {value}" for n, value in enumerate(values, start=1))
        return f"CASE {x.count} {whens} ELSE 0 END"

    def formula(self, x: Inputs) -> str:
        return self._case(x, (x.units(level["points"]) for level in self.levels))

    def occurrences(self, x: Inputs) -> str:
        return self._case(x, (f"{level['occurrences']}::bigint" for level in self.levels))

    def highest_points(self) -> Decimal:
        return max(level["points"] for level in self.levels)

    def least_points(self) -> Decimal:
        return min(level["points"] for level in self.levels)

    def failed_counts(self) -> tuple[int, ...] | None:
        failing = tuple(n for n, level in enumerate(self.levels, start=1) if level["fails"])
        return failing or None

    def level(self, count: Decimal) -> dict | None:
        """The level with this number; None if there is none."""
        number = int(count)
        return self.levels[number - 1] if 1 <= number <= len(self.levels) else None

    def incidents(self, count: Decimal) -> Decimal:
        level = self.level(count)
        return Decimal(level["occurrences"] if level else 0)

    def count_problem(self, count: Decimal, maximum: Decimal) -> str | None:
        return f"không có mức {vietnamese(count)}." if self.level(count) is None else None

    def count_in_words(self, count: Decimal) -> str | None:
        level = self.level(count)
        return level["name_vi"] if level else None

    def count_choices(self) -> list[tuple[Decimal, str]]:
        return [
            (Decimal(number), f"{level['name_vi']} · {points_vi(level['points'])}")
            for number, level in enumerate(self.levels, start=1)
        ]

    def count_as_text(self, count: Decimal, *, reserved: Container[str] = ()) -> str:
        return level_text(self.level_names, int(count), reserved=reserved)

    def count_from_text(self, text: str) -> Decimal:
        number = level_number(self.level_names, text)
        if number is None:
            raise unknown_level(self.level_names, text)
        return Decimal(number)

    def in_words(self) -> str:
        return "; ".join(f"{lv['name_vi']}: {points_vi(lv['points'])}" for lv in self.levels)

    def explain(self, facts: Facts, points: Decimal) -> str:
        level = self.level(facts.count)
        name = level["name_vi"] if level else "không rõ mức"
        return f"Mức “{name}”: {points_vi(points)}. Các mức: {self.in_words()}."
