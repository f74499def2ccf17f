"""The steps from the roots to the total of a line, with clamps and scaling.

All numbers are stored ones; sums are only written out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from campaigns.models import Section
from campaigns.scorecards.rules.rounding import Rounding
from core.numbers import vietnamese

from ..models import RankingLine
from .explanation import Score


@dataclass(frozen=True)
class Bar:
    """A bar of the chart in percent of the axis; numbers as texts for SVG."""

    start: str
    width: str


@dataclass(frozen=True)
class TotalStep:
    """One row of the table. `kind`: root, base, bonus, deduction or total."""

    kind: str
    code: str
    name: str
    points: Decimal
    maximum: Decimal | None
    notes: list[str]
    bar: Bar
    missing: Bar | None = None
    criterion_id: int | None = None


@dataclass(frozen=True)
class Waterfall:
    """The rows, and the bounds of grades as (position on the axis, points, name)."""

    steps: list[TotalStep]
    bounds: list[tuple[str, Decimal, str]]


def waterfall_of(line: RankingLine, scores: Iterable[Score]) -> Waterfall:
    """The steps from the points of the roots to the total of a line. No query."""
    return _Builder(line, scores).build()


def highest_total_of(line: RankingLine, scores: Iterable[Score]) -> Decimal:
    """The highest total of the entry of a line, with its own maxima. No query."""
    return _Builder(line, scores).highest_total()


class _Builder:
    """Builds the rows from top to bottom; `at` is where the next bar begins."""

    def __init__(self, line: RankingLine, scores: Iterable[Score]) -> None:
        self.line, self.scorecard = line, line.scorecard
        self.roots = [score for score in scores if score.depth == 0]
        plus = [s.maximum for s in self.roots if s.criterion.section != Section.DEDUCTION]
        # Length of the axis in points, above 0, so that every bar fits.
        self.length = max(self.scorecard.highest_total, sum(plus, Decimal(0)), Decimal(1))
        self.at = Decimal(0)
        self.steps: list[TotalStep] = []

    def build(self) -> Waterfall:
        line = self.line
        for score in self._of(Section.BASE):
            self._add_root(score, 1)
        if line.base is not None:
            notes = self._base_notes()
            self.at = Decimal(0)
            self._add("base", "Điểm chuẩn", line.base, self._base_maximum(), notes)
        for section, sign, stored in (
            (Section.BONUS, 1, line.bonus),
            (Section.DEDUCTION, -1, line.deduction),
        ):
            self._add_section(section, sign, stored)
        if line.total is not None:
            self.at = Decimal(0)
            notes = self._total_notes()
            self._add("total", "Tổng điểm", line.total, self.highest_total(), notes)
        return Waterfall(self.steps, self._bounds())

    def highest_total(self) -> Decimal:
        lowered = self.scorecard.base_maximum - self._base_maximum()
        return self.scorecard.highest_total - lowered

    def _base_maximum(self) -> Decimal:
        """The most base points of this entry: less where its own maxima are lower.

        Where something is left out, the rest is scaled up to the scorecard's maximum.
        """
        declared = self.scorecard.base_maximum
        roots = list(self._of(Section.BASE))
        has_own = any(root.maximum != root.criterion.maximum for root in roots)
        is_scaled = self.line.total is not None and self.line.total != self.line.raw_total
        if not has_own or is_scaled:
            return declared
        return min(declared, sum((root.maximum for root in roots), Decimal(0)))

    def _of(self, section: str) -> list[Score]:
        return [score for score in self.roots if score.criterion.section == section]

    def _add_root(self, score: Score, sign: int) -> None:
        begin = self.at
        self.at += sign * score.points
        missing = None
        if sign > 0 and score.criterion.section == Section.BASE and score.points < score.maximum:
            missing = self._bar(self.at, begin + score.maximum)
        self.steps.append(
            TotalStep(
                "deduction" if sign < 0 else "root",
                score.criterion.code,
                score.criterion.name,
                score.points,
                score.maximum,
                [],
                self._bar(begin, self.at),
                missing,
                score.criterion.pk,
            )
        )

    def _add(
        self, kind: str, name: str, points: Decimal, maximum: Decimal | None, notes: list[str]
    ) -> None:
        begin, sign = self.at, -1 if kind == "deduction" else 1
        self.at += sign * points
        bar = self._bar(begin, self.at)
        self.steps.append(TotalStep(kind, "", name, points, maximum, notes, bar))

    def _add_section(self, section: str, sign: int, stored: Decimal) -> None:
        """Bonus or deduction: its roots, and the counted sum where needed."""
        roots = self._of(section)
        begin = self.at
        for score in roots:
            self._add_root(score, sign)
        total = sum((score.points for score in roots), Decimal(0))
        if len(roots) > 1 or total != stored:
            self.at = begin
            kind = "deduction" if sign < 0 else "bonus"
            cap = self.scorecard.deduction_cap if sign < 0 else self.scorecard.bonus_cap
            self._add(kind, section.label, stored, cap, [_sum_note(roots, stored)])

    def _base_notes(self) -> list[str]:
        line, scorecard = self.line, self.scorecard
        roots = self._of(Section.BASE)
        total = sum((score.points for score in roots), Decimal(0))
        counted = min(total, scorecard.base_maximum)
        notes = [_sum_note(roots, counted)]
        if line.available is not None:
            scaling = Rounding.read(scorecard.scaling)
            notes.append(
                f"Có mục không tính nên quy đổi {vietnamese(counted)} trên "
                f"{vietnamese(line.available)} điểm có thể đạt ra thang "
                f"{vietnamese(scorecard.base_maximum)}: {vietnamese(counted)} × "
                f"{vietnamese(scorecard.base_maximum)} / {vietnamese(line.available)}, "
                f"{scaling.in_words()}: {vietnamese(line.base)}."
            )
        return notes

    def _total_notes(self) -> list[str]:
        line, scorecard = self.line, self.scorecard
        total = line.base + line.bonus - line.deduction
        text = (
            f"{vietnamese(line.base)} + {vietnamese(line.bonus)} − "
            f"{vietnamese(line.deduction)} = {vietnamese(total)}"
        )
        if total > line.total:
            text += f", cao nhất {vietnamese(scorecard.highest_total)}"
            text += f" nên tính {vietnamese(line.total)}"
        elif total < line.total:
            text += f", thấp nhất {vietnamese(scorecard.lowest_total)}"
            text += f" nên tính {vietnamese(line.total)}"
        return [f"{text}."]

    def _bar(self, begin: Decimal, end: Decimal) -> Bar:
        low, high = sorted((begin, end))
        low, high = (min(max(n, Decimal(0)), self.length) for n in (low, high))
        return Bar(self._percent(low), self._percent(high - low))

    def _percent(self, points: Decimal) -> str:
        return format((points * 100 / self.length).quantize(Decimal("0.01")), "f")

    def _bounds(self) -> list[tuple[str, Decimal, str]]:
        grading = self.scorecard.read_grading
        if grading is None:
            return []
        levels = [level for level in grading.levels if level.bound and level.bound <= self.length]
        return [(self._percent(level.bound), level.bound, level.name) for level in levels]


def _sum_note(roots: list[Score], counted: Decimal) -> str:
    """`20 + 14 = 34.`, or with the cap: `60 + 50 = 110, nhiều nhất 100 nên tính 100.`"""
    total = sum((score.points for score in roots), Decimal(0))
    texts = [vietnamese(score.points) for score in roots]
    text = f"{' + '.join(texts)} = {vietnamese(total)}" if len(texts) > 1 else vietnamese(total)
    if total > counted:
        return f"{text}, nhiều nhất {vietnamese(counted)} nên tính {vietnamese(counted)}."
    return f"{text}."
