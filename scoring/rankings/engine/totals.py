"""From the points of the roots to the totals of an entry, all in units.

Columns: `base, bonus, deduction`, the same with `best_` and `worst_` where something may be
missing; `available` in the base; `is_unassessable` (everything in the base is left out), `total`,
`counted_base` (scaled), `raw_total` (unscaled), `best_total`, `worst_total`.
"""

from collections.abc import Iterator

from campaigns.models import Section
from campaigns.scorecards.rules.rounding import Rounding

from .compiled import CompiledScorecard
from .points import Kind, Points

_SUMS = {Section.BASE: "base", Section.BONUS: "bonus", Section.DEDUCTION: "deduction"}
_PREFIXES = {Kind.PRESENT: "", Kind.BEST: "best_", Kind.WORST: "worst_"}
_IS_UNASSESSABLE = "(has_left_out AND available <= 0)"


class Totals:
    """SQL of one scorecard's totals."""

    def __init__(self, compiled: CompiledScorecard, points: Points) -> None:
        self.compiled, self.points = compiled, points
        self._base_maximum = f"{compiled.units(compiled.scorecard.base_maximum)}::bigint"
        self._can_miss = any(map(points.may_miss, compiled.children[None]))

    def steps(self) -> Iterator[tuple[str, str, list[str]]]:
        """(name, comment, columns) of the CTEs, each of which reads the one before."""
        yield "summed", "Sums of base, bonus and deduction, each up to its cap", list(self._sums())
        yield "totals", "Totals after scaling, between the lowest and highest", list(self._totals())

    def _sums(self) -> Iterator[str]:
        yield f"{self._available_base()} AS available"
        for kind in Kind if self._can_miss else (Kind.PRESENT,):
            for section, name in _SUMS.items():
                yield f"{self._section(section, kind)} AS {_PREFIXES[kind]}{name}"

    def _section(self, section: Section, kind: Kind) -> str:
        texts = [self.points.value(root, kind) for root in self.compiled.roots(section)]
        total = " + ".join(texts) or "0"
        scorecard = self.compiled.scorecard
        cap = {
            Section.BASE: scorecard.base_maximum,
            Section.BONUS: scorecard.bonus_cap,
            Section.DEDUCTION: scorecard.deduction_cap,
        }[section]
        text = total if cap is None else f"LEAST({total}, {self.compiled.units(cap)})"
        return f"({text})::bigint"

    def _available_base(self) -> str:
        roots = self.compiled.roots(Section.BASE)
        if not any(map(self.compiled.may_be_left_out, self.compiled.leaves)) or not roots:
            return "0::bigint"
        total = " + ".join(self.points.available(root) for root in roots)
        return f"LEAST({self._base_maximum}, {total})"

    def _totals(self) -> Iterator[str]:
        total = self._total(Kind.PRESENT)
        yield f"{_IS_UNASSESSABLE} AS is_unassessable"
        yield f"CASE WHEN NOT {_IS_UNASSESSABLE} AND NOT has_no_data THEN {total} END AS total"
        yield f"CASE WHEN NOT {_IS_UNASSESSABLE} THEN {self._scaled('base')} END AS counted_base"
        yield f"{self._clamped('base + bonus - deduction')} AS raw_total"
        if not self._can_miss:
            yield "NULL::bigint AS best_total"
            yield "NULL::bigint AS worst_total"
            return
        may_change = f"is_open AND NOT {_IS_UNASSESSABLE}"
        worst = f"CASE WHEN has_missing THEN {self._total(Kind.WORST)} ELSE {total} END"
        yield f"CASE WHEN {may_change} THEN {self._total(Kind.BEST)} END AS best_total"
        yield f"CASE WHEN {may_change} THEN {worst} END AS worst_total"

    def _total(self, kind: Kind) -> str:
        base, bonus, deduction = (f"{_PREFIXES[kind]}{name}" for name in _SUMS.values())
        return self._clamped(f"{self._scaled(base)} + {bonus} - {deduction}")

    def _scaled(self, base: str) -> str:
        """SQL of the base points, scaled up where something was left out."""
        if not self.compiled.scorecard.scaling:
            return base
        rounded = Rounding.read(self.compiled.scorecard.scaling).sql(
            f"{base}::numeric * {self._base_maximum}",
            "available",
            unit=self.compiled.unit,
            is_whole=False,
        )
        return (
            "CASE WHEN has_left_out AND available > 0 "
            f"THEN LEAST({rounded}, {self._base_maximum}) ELSE {base} END"
        )

    def _clamped(self, text: str) -> str:
        scorecard = self.compiled.scorecard
        low, high = map(self.compiled.units, (scorecard.lowest_total, scorecard.highest_total))
        return f"LEAST(GREATEST({text}, {low}), {high})"
