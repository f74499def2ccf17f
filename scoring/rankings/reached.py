"""How far the targets of a pledge are reached, from the stored numbers of a line."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from campaigns.models import Criterion
from campaigns.queries.scorecards import ids_over_versions
from campaigns.scorecards.targets import TargetKind, number_in_words
from core.numbers import vietnamese

from ..models import LeafState, RankingLine
from .engine.compiled import CompiledScorecard
from .explanation import facts_of


@dataclass(frozen=True)
class Reached:
    """The figures at a leaf in words; `is_met` None without a comparison."""

    text: str
    is_met: bool | None = None


def reached_at(line: RankingLine, targets: Mapping[int, Decimal | None]) -> dict[int, Reached]:
    """Reached figures by criterion id of the targets, of any version.

    `targets`: criterion id -> the promised number, None for a target in words. Queries: the
    criteria, and one for each version of the scorecard before the line's.
    """
    compiled = CompiledScorecard(line.scorecard)
    over_versions = ids_over_versions(compiled.leaves)
    return {
        pk: _reached(compiled, line, leaf, targets[pk])
        for leaf in compiled.leaves
        for pk in over_versions[leaf.pk]
        if pk in targets
    }


def _reached(
    compiled: CompiledScorecard, line: RankingLine, leaf: Criterion, promised: Decimal | None
) -> Reached:
    state = line.state_at(leaf.position)
    is_known = state == LeafState.COUNTED or (
        state == LeafState.MISSING and leaf.rule.missing_is_none
    )
    if not is_known:
        return Reached(state.label)
    facts = facts_of(compiled, line, leaf)
    if leaf.rule.has_parts:
        return Reached("Đã có số liệu")
    if leaf.rule.reads_ratio:
        return _of_ratio(leaf, facts.count, facts.denominator, promised)
    if leaf.rule.target_kind is TargetKind.LEVEL:
        return _of_level(leaf, facts.count, promised)
    if leaf.rule.target_kind is TargetKind.WORDS:
        return Reached(vietnamese(facts.count))
    text = number_in_words(leaf, facts.count)
    return Reached(text, _is_met(leaf, Fraction(facts.count), promised))


def _is_met(leaf: Criterion, value: Fraction, promised: Decimal | None) -> bool | None:
    if promised is None:
        return None
    return value <= Fraction(promised) if leaf.rule.is_lower_better else value >= Fraction(promised)


def _of_ratio(
    leaf: Criterion, count: Decimal, denominator: Decimal, promised: Decimal | None
) -> Reached:
    """Compared exactly; the shown percentage is truncated after two digits."""
    if not denominator:
        return Reached("Không phát sinh")
    percent = Fraction(count) * 100 / Fraction(denominator)
    shown = Decimal(percent.numerator * 100 // percent.denominator).scaleb(-2)
    text = f"{vietnamese(count)}/{vietnamese(denominator)} ({vietnamese(shown)} %)"
    return Reached(text, _is_met(leaf, percent, promised))


def _of_level(leaf: Criterion, count: Decimal, promised: Decimal | None) -> Reached:
    """A level is reached by every level with at least as many points."""
    points = dict(enumerate(leaf.rule.level_points, start=1))
    if int(count) not in points:
        return Reached("Chưa có số liệu")
    wanted = points.get(int(promised)) if promised is not None else None
    is_met = points[int(count)] >= wanted if wanted is not None else None
    return Reached(leaf.rule.level_names[int(count) - 1], is_met)
