"""From the numbers of each leaf to the points of every node.

Columns of a node, by its position, in units (whole numbers of 1/`unit`): `points_12`; `best_12` and
`worst_12` while something below is missing or may still rise by reports; `available_12` where
something below may be left out. Each CTE of groups reads the columns of the one below, so the
statement grows linearly with the scorecard. The steps are those of docs/scorecards.md.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from enum import StrEnum

from campaigns.models import Combination, Criterion, NoneArisen, NotApplicable
from campaigns.scorecards.rules.rounding import Rounding

from ...models import LeafState
from .compiled import CompiledScorecard
from .gathering import Gathering


class Kind(StrEnum):
    """Which points of a node: the present ones, or the bounds of what they may become.

    The values are the prefixes of the columns.
    """

    PRESENT = "points"
    BEST = "best"
    WORST = "worst"


class Points:
    """SQL of the points of one scorecard's nodes."""

    def __init__(self, compiled: CompiledScorecard, gathering: Gathering) -> None:
        self.compiled, self.gathering = compiled, gathering

    def steps(self) -> Iterator[tuple[str, str, list[str]]]:
        """(name, comment, columns) of the CTEs, each of which reads the one before."""
        comment = "Points of the leaves, in units, and what holds of the entry as a whole"
        yield "leaves", comment, list(self._leaf_columns())
        for height, groups in enumerate(self.compiled.groups_by_height, start=1):
            columns = [text for node in groups for text in self._group_columns(node)]
            yield f"groups_{height}", f"Points of the groups at height {height}", columns

    # Leaves

    def _leaf_columns(self) -> Iterator[str]:
        for leaf in self.compiled.leaves:
            yield f"{self._leaf(leaf)} AS points_{leaf.position}"
        yield f"{self._any(self.is_left_out)} AS has_left_out"
        yield f"{self._any(self.is_missing)} AS has_missing"
        yield f"{self._has_no_data()} AS has_no_data"
        yield f"{self._any(self._may_rise)} AS is_open"

    def _leaf(self, leaf: Criterion) -> str:
        state, maximum = f"state_{leaf.position}", self.gathering.maximum(leaf)
        counted = f"{state} = {LeafState.COUNTED}"
        if leaf.rule.missing_is_none:
            counted = f"{state} IN ({LeafState.MISSING}, {LeafState.COUNTED})"
        whens = [f"WHEN {counted} THEN {leaf.rule.formula(self.gathering.inputs(leaf))}"]
        if leaf.not_applicable == NotApplicable.FULL:
            whens.append(f"WHEN {state} = {LeafState.NOT_APPLICABLE} THEN {maximum}")
        if leaf.none_arisen == NoneArisen.FULL:
            whens.append(f"WHEN {state} = {LeafState.NONE_ARISEN} THEN {maximum}")
        return f"(CASE {' '.join(whens)} ELSE 0 END)::bigint"

    def is_left_out(self, leaf: Criterion) -> str | None:
        """SQL whether a leaf is left out; None where that cannot happen."""
        if not self.compiled.may_be_left_out(leaf):
            return None
        states = []
        if leaf.not_applicable == NotApplicable.LEFT_OUT:
            states.append(LeafState.NOT_APPLICABLE)
        if leaf.none_arisen == NoneArisen.LEFT_OUT:
            states.append(LeafState.NONE_ARISEN)
        return f"state_{leaf.position} IN ({', '.join(map(str, states))})"

    def is_missing(self, leaf: Criterion) -> str | None:
        """SQL whether a leaf is missing; None where missing counts as none."""
        if leaf.rule.missing_is_none:
            return None
        return f"state_{leaf.position} = {LeafState.MISSING}"

    def _has_no_data(self) -> str:
        """Whether every leaf is missing, and for at least one of them missing is not none."""
        if all(leaf.rule.missing_is_none for leaf in self.compiled.leaves):
            return "false"
        states = (f"state_{leaf.position} = {LeafState.MISSING}" for leaf in self.compiled.leaves)
        return f"({' AND '.join(states)})"

    def _may_rise(self, leaf: Criterion) -> str | None:
        """Whether a leaf may still get points: it is missing, or further reports may count."""
        missing = self.is_missing(leaf)
        rising = self._rises_by_reports(leaf)
        return f"({missing} OR {rising})" if rising else missing

    def _rises_by_reports(self, leaf: Criterion) -> str | None:
        if leaf not in self.compiled.rising_leaves:
            return None
        states = [LeafState.COUNTED, LeafState.NONE_ARISEN]
        if leaf.none_arisen == NoneArisen.LEFT_OUT:
            states = [LeafState.COUNTED]
        rises = f"state_{leaf.position} IN ({', '.join(map(str, states))})"
        if leaf in self.gathering.sources.measured:
            return f"({rises} AND takes_reports_{leaf.position})"
        return rises

    def _any(self, condition: Callable[[Criterion], str | None]) -> str:
        texts = [text for leaf in self.compiled.leaves if (text := condition(leaf))]
        return f"({' OR '.join(texts)})" if texts else "false"

    # Groups

    def _group_columns(self, node: Criterion) -> Iterator[str]:
        at = node.position
        yield f"{self._group(node, Kind.PRESENT)} AS points_{at}"
        if self.may_miss(node):
            yield f"CASE WHEN is_open THEN {self._group(node, Kind.BEST)} END AS best_{at}"
            yield f"CASE WHEN has_missing THEN {self._group(node, Kind.WORST)} END AS worst_{at}"
        if self.compiled.has_variable_maximum(node):
            yield f"{self._available_of_group(node)} AS available_{at}"

    def value(self, node: Criterion, kind: Kind) -> str:
        """SQL of a node's points, read from its own columns."""
        present = f"points_{node.position}"
        if kind == Kind.PRESENT or not self.may_miss(node):
            return present
        if not node.is_leaf:
            return f"{kind}_{node.position}"
        if kind == Kind.BEST:
            highest, bound = node.rule.highest_points(), self.gathering.maximum(node)
            if highest is not None:
                bound = str(self.compiled.units(highest))
            return f"CASE WHEN {self._may_rise(node)} THEN {bound} ELSE {present} END"
        bound = self.compiled.units(node.rule.least_points())
        return f"CASE WHEN {self.is_missing(node)} THEN {bound} ELSE {present} END"

    def may_miss(self, node: Criterion) -> bool:
        return any(self.is_missing(leaf) for leaf in self.compiled.leaves_under(node.code))

    def _group(self, node: Criterion, kind: Kind) -> str:
        items = self.compiled.children[node.pk]
        below = [self.value(item, kind) for item in items]
        if node.combine == Combination.HIGHEST:
            text = f"GREATEST({', '.join(below)}, 0)"
        elif node.combine == Combination.MEAN:
            text = self._mean(node, items, " + ".join(below))
        else:
            text = " + ".join(below)
        text = f"LEAST(GREATEST({text}, 0), {self.compiled.units(node.maximum)})::bigint"
        if zeroing := self.compiled.zeroing_leaves.get(node.code):
            failed = " OR ".join(self._has_failed(leaf, kind) for leaf in zeroing)
            text = f"CASE WHEN {failed} THEN 0 ELSE {text} END"
        return text

    def _mean(self, node: Criterion, items: list[Criterion], total: str) -> str:
        rounding, unit = Rounding.read(node.rounding), self.compiled.unit
        if not any(map(self.compiled.has_variable_maximum, items)):
            return rounding.sql(f"({total})", f"{len(items)}", unit=unit, is_whole=True)
        number = " + ".join(f"({self.available(item)} > 0)::int" for item in items)
        mean = rounding.sql(f"({total})", f"({number})", unit=unit, is_whole=True)
        return f"CASE WHEN {number} > 0 THEN {mean} ELSE 0 END"

    # Failed leaves set their group to 0

    def _has_failed(self, leaf: Criterion, kind: Kind) -> str:
        """SQL whether a leaf has failed, or has in the best or worst case."""
        failed = self._has_failed_now(leaf)
        if kind == Kind.BEST and (rising := self._rises_by_reports(leaf)):
            return f"({failed} AND NOT {rising})"
        if kind == Kind.WORST and self._lowest_fails(leaf) and (missing := self.is_missing(leaf)):
            return f"({missing} OR {failed})"
        return failed

    def _has_failed_now(self, leaf: Criterion) -> str:
        at = leaf.position
        failing = leaf.rule.failed_counts()
        if failing is None:
            states = f"({LeafState.COUNTED}, {LeafState.REFUSED})"
            return f"(state_{at} IN {states} AND points_{at} = 0)"
        levels = ", ".join(map(str, failing))
        counted = f"state_{at} = {LeafState.COUNTED} AND count_{at}_1 IN ({levels})"
        return f"(state_{at} = {LeafState.REFUSED} OR ({counted}))"

    def _lowest_fails(self, leaf: Criterion) -> bool:
        failing = leaf.rule.failed_counts()
        least = leaf.rule.least_points()
        if failing is None:
            return least == 0
        return any(leaf.rule.level_points[n - 1] == least for n in failing)

    # Available points

    def available(self, node: Criterion) -> str:
        """SQL of the points available at a node, read from its own columns."""
        if not self.compiled.has_variable_maximum(node):
            return f"{self.compiled.units(self._fixed_available(node))}::bigint"
        if not node.is_leaf:
            return f"available_{node.position}"
        maximum, left_out = self.gathering.maximum(node), self.is_left_out(node)
        return f"(CASE WHEN {left_out} THEN 0 ELSE {maximum} END)" if left_out else maximum

    def _available_of_group(self, node: Criterion) -> str:
        maximum = f"{self.compiled.units(node.maximum)}::bigint"
        items = [self.available(item) for item in self.compiled.children[node.pk]]
        if node.combine == Combination.HIGHEST:
            return f"LEAST({maximum}, GREATEST({', '.join(items)}))"
        if node.combine == Combination.MEAN:
            some = " OR ".join(f"{item} > 0" for item in items)
            return f"CASE WHEN {some} THEN {maximum} ELSE 0 END"
        return f"LEAST({maximum}, {' + '.join(items)})"

    def _fixed_available(self, node: Criterion) -> Decimal:
        """The points available at a node that are the same for every entry."""
        if node.is_leaf:
            return node.maximum
        items = [self._fixed_available(item) for item in self.compiled.children[node.pk]]
        if node.combine == Combination.HIGHEST:
            return min(node.maximum, max(items))
        if node.combine == Combination.MEAN:
            return node.maximum
        return min(node.maximum, sum(items, Decimal(0)))
