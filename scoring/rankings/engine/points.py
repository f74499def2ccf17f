"""From the numbers of each leaf to points and totals.

Columns of a node, by its position: `p` points, `b` and `w` the best and worst ones while something
below is missing or may still rise by reports, `a` the available ones where something below may be
left out; whole numbers of 1/unit. Each floor of the tree reads the columns of the one below, so
that the statement grows with the scorecard and no faster. The steps are those of
docs/scorecards.md.
"""

from collections.abc import Callable
from decimal import Decimal

from campaigns.models import Combination, Criterion, NoneArisen, NotApplicable, Section
from campaigns.scorecards.rules.rounding import Rounding

from .card import Card
from .gathering import Gathering, point_value
from .grades import Grades

# What a column tells of a node: what is, the best and the worst that may still be.
_IS, _BEST, _WORST = "p", "b", "w"
_SUMS = {Section.BASE: "base", Section.BONUS: "bonus", Section.DEDUCTION: "deduction"}


class Points:
    """SQL of one scorecard's points; `gathering` names its numbers."""

    def __init__(self, card: Card, gathering: Gathering) -> None:
        self.card, self.gathering = card, gathering
        self.grades = Grades(card, gathering)

    def sql(self) -> str:
        """CTEs from `leaves` to `graded`, one row an entry."""
        leaves = [f"{self._leaf(leaf)} AS p{leaf.position}" for leaf in self.card.leaves]
        leaves.append(f"{self._any(self._left_out)} AS has_left_out")
        leaves.append(f"{self._any(self._is_missing)} AS has_missing")
        leaves.append(f"{self._has_no_data} AS has_no_data")
        leaves.append(f"{self._any(self._may_rise)} AS is_open")
        steps = [("leaves", leaves)]
        for depth, groups in enumerate(self.card.floors):
            steps.append((f"floor_{depth}", [c for node in groups for c in self._columns(node)]))
        steps += [("summed", self._sums()), ("totals", self._totals()), *self.grades.steps()]
        texts, before = [], self.gathering.last
        for name, columns in steps:
            texts.append(f"{name} AS (SELECT *, {', '.join(columns)} FROM {before} OFFSET 0)")
            before = name
        return ", ".join(texts)

    # Leaves

    def _leaf(self, leaf: Criterion) -> str:
        full, state = self.gathering.maximum(leaf), f"st{leaf.position}"
        formula = leaf.rule.formula(self.gathering.inputs(leaf))
        whens = [f"WHEN {state} = 1 THEN {formula}"]
        if leaf.rule.missing_is_none:
            whens = [f"WHEN {state} <= 1 THEN {formula}"]
        if leaf.not_applicable == NotApplicable.FULL:
            whens.append(f"WHEN {state} = 2 THEN {full}")
        if leaf.none_arisen == NoneArisen.FULL:
            whens.append(f"WHEN {state} = 4 THEN {full}")
        return f"(CASE {' '.join(whens)} ELSE 0 END)::bigint"

    def _left_out(self, leaf: Criterion) -> str | None:
        if not self.card.may_be_left_out(leaf):
            return None
        states = [
            state
            for state, policy in ((2, leaf.not_applicable), (4, leaf.none_arisen))
            if policy == "left_out"
        ]
        return f"st{leaf.position} IN ({', '.join(map(str, states))})"

    def _is_missing(self, leaf: Criterion) -> str | None:
        return None if leaf.rule.missing_is_none else f"st{leaf.position} = 0"

    @property
    def _has_no_data(self) -> str:
        """Whether every leaf is missing, and for at least one of them missing is not none."""
        if all(leaf.rule.missing_is_none for leaf in self.card.leaves):
            return "false"
        return f"({' AND '.join(f'st{leaf.position} = 0' for leaf in self.card.leaves)})"

    def _may_rise(self, leaf: Criterion) -> str | None:
        """Whether a leaf may still get points: it is missing, or further reports may count."""
        missing = self._is_missing(leaf)
        rising = self._rises_by_reports(leaf)
        return f"({missing} OR {rising})" if rising else missing

    def _rises_by_reports(self, leaf: Criterion) -> str | None:
        if leaf not in self.card.rising:
            return None
        left_out = leaf.none_arisen == NoneArisen.LEFT_OUT
        text = f"st{leaf.position} {'= 1' if left_out else 'IN (1, 4)'}"
        return f"({text} AND op{leaf.position})" if leaf in self.gathering.recorded else text

    def _any(self, condition: Callable[[Criterion], str | None]) -> str:
        found = [text for leaf in self.card.leaves if (text := condition(leaf))]
        return f"({' OR '.join(found)})" if found else "false"

    # The tree

    def _columns(self, node: Criterion) -> list[str]:
        """The columns of a group."""
        at = node.position
        columns = [f"{self._group(node, _IS)} AS p{at}"]
        if self._may_miss(node):
            for kind, when in ((_BEST, "is_open"), (_WORST, "has_missing")):
                columns.append(f"CASE WHEN {when} THEN {self._group(node, kind)} END AS {kind}{at}")
        if self.card.may_vanish(node):
            columns.append(f"{self._available_of_group(node)} AS a{at}")
        return columns

    def _value(self, node: Criterion, kind: str) -> str:
        """SQL of a node's points, read from its own columns."""
        if kind == _IS or not self._may_miss(node):
            return f"p{node.position}"
        if not node.is_leaf:
            return f"{kind}{node.position}"
        if kind == _BEST:
            highest = node.rule.highest_points()
            when = self._may_rise(node)
            then = self.gathering.maximum(node) if highest is None else self.card.units(highest)
        else:
            when, then = self._is_missing(node), str(self.card.units(node.rule.least_points()))
        return f"CASE WHEN {when} THEN {then} ELSE p{node.position} END"

    def _may_miss(self, node: Criterion) -> bool:
        return any(self._is_missing(leaf) for leaf in self.card.leaves_under(node.code))

    def _group(self, node: Criterion, kind: str) -> str:
        items = self.card.children[node.pk]
        below = [self._value(item, kind) for item in items]
        if node.combine == Combination.HIGHEST:
            text = f"GREATEST({', '.join(below)}, 0)"
        elif node.combine == Combination.MEAN:
            text = self._mean(node, items, " + ".join(below))
        else:
            text = " + ".join(below)
        text = f"LEAST(GREATEST({text}, 0), {self.card.units(node.maximum)})::bigint"
        if zeroing := self.card.zeroing.get(node.code):
            failed = {
                _IS: self._has_failed,
                _BEST: self._best_failed,
                _WORST: self._worst_failed,
            }[kind]
            text = f"CASE WHEN {' OR '.join(map(failed, zeroing))} THEN 0 ELSE {text} END"
        return text

    def _mean(self, node: Criterion, items: list[Criterion], total: str) -> str:
        rounding = _rounding(node.rounding)
        if not any(map(self.card.may_vanish, items)):
            number = f"{len(items)}"
            return rounding.sql(f"({total})", number, unit=self.card.unit, is_whole=True)
        number = " + ".join(f"({self._available(item)} > 0)::int" for item in items)
        mean = rounding.sql(f"({total})", f"({number})", unit=self.card.unit, is_whole=True)
        return f"CASE WHEN {number} > 0 THEN {mean} ELSE 0 END"

    def _available(self, node: Criterion) -> str:
        """SQL of the points that can be had at a node, read from its own columns."""
        if not self.card.may_vanish(node):
            return f"{self.card.units(self._most(node))}::bigint"
        if not node.is_leaf:
            return f"a{node.position}"
        most, left_out = self.gathering.maximum(node), self._left_out(node)
        return f"(CASE WHEN {left_out} THEN 0 ELSE {most} END)" if left_out else most

    def _available_of_group(self, node: Criterion) -> str:
        full = f"{self.card.units(node.maximum)}::bigint"
        items = [self._available(item) for item in self.card.children[node.pk]]
        if node.combine == Combination.HIGHEST:
            return f"LEAST({full}, GREATEST({', '.join(items)}))"
        if node.combine == Combination.MEAN:
            some = " OR ".join(f"{item} > 0" for item in items)
            return f"CASE WHEN {some} THEN {full} ELSE 0 END"
        return f"LEAST({full}, {' + '.join(items)})"

    def _most(self, node: Criterion) -> Decimal:
        """The same where nothing below can vanish: a number."""
        if node.is_leaf:
            return node.maximum
        items = [self._most(item) for item in self.card.children[node.pk]]
        if node.combine == Combination.HIGHEST:
            return min(node.maximum, max(items))
        if node.combine == Combination.MEAN:
            return node.maximum
        return min(node.maximum, sum(items, Decimal(0)))

    def _has_failed(self, leaf: Criterion) -> str:
        state, points = f"st{leaf.position}", f"p{leaf.position}"
        failing = leaf.rule.failed_counts()
        if failing is None:
            return f"({state} IN (1, 3) AND {points} = 0)"
        levels = ", ".join(map(str, failing))
        return f"({state} = 3 OR ({state} = 1 AND k{leaf.position}_1 IN ({levels})))"

    def _best_failed(self, leaf: Criterion) -> str:
        now, rising = self._has_failed(leaf), self._rises_by_reports(leaf)
        return f"({now} AND NOT {rising})" if rising else now

    def _worst_failed(self, leaf: Criterion) -> str:
        now, missing = self._has_failed(leaf), self._is_missing(leaf)
        if missing is None or not self._lowest_fails(leaf):
            return now
        return f"({missing} OR {now})"

    def _lowest_fails(self, leaf: Criterion) -> bool:
        failing = leaf.rule.failed_counts()
        if failing is None:
            return leaf.rule.least_points() == 0
        least = leaf.rule.least_points()
        return any(leaf.rule.level_points[n - 1] == least for n in failing)

    # Totals

    def _sums(self) -> list[str]:
        kinds = [(_IS, "")]
        if any(map(self._may_miss, self.card.children[None])):
            kinds += [(_BEST, "best_"), (_WORST, "worst_")]
        columns = [f"{self._available_base()} AS available"]
        for kind, prefix in kinds:
            for section, name in _SUMS.items():
                columns.append(f"{self._section(section, kind)} AS {prefix}{name}")
        return columns

    def _section(self, section: str, kind: str) -> str:
        texts = [self._value(root, kind) for root in self.card.roots(section)]
        total = " + ".join(texts) or "0"
        scorecard = self.card.scorecard
        cap = {
            Section.BASE: scorecard.base_maximum,
            Section.BONUS: scorecard.bonus_cap,
            Section.DEDUCTION: scorecard.deduction_cap,
        }[section]
        text = total if cap is None else f"LEAST({total}, {self.card.units(cap)})"
        return f"({text})::bigint"

    @property
    def _base_maximum(self) -> str:
        return f"{self.card.units(self.card.scorecard.base_maximum)}::bigint"

    def _available_base(self) -> str:
        roots = self.card.roots(Section.BASE)
        if not any(self.card.may_be_left_out(leaf) for leaf in self.card.leaves) or not roots:
            return "0::bigint"
        total = " + ".join(self._available(root) for root in roots)
        return f"LEAST({self._base_maximum}, {total})"

    def _totals(self) -> list[str]:
        cannot = "(has_left_out AND available <= 0)"
        columns = [
            f"{cannot} AS cannot",
            f"CASE WHEN NOT {cannot} AND NOT has_no_data THEN {self._total('')} END AS total",
            f"CASE WHEN NOT {cannot} THEN {self._scaled('base')} END AS counted_base",
            f"{self._clamped('base + bonus - deduction')} AS raw_total",
        ]
        can_miss = any(map(self._may_miss, self.card.children[None]))
        if can_miss:
            best, worst, now = (self._total(prefix) for prefix in ("best_", "worst_", ""))
            lowest = f"CASE WHEN has_missing THEN {worst} ELSE {now} END"
            columns += [
                f"CASE WHEN is_open AND NOT {cannot} THEN {best} END AS best_total",
                f"CASE WHEN is_open AND NOT {cannot} THEN {lowest} END AS worst_total",
            ]
        else:
            columns += ["NULL::bigint AS best_total", "NULL::bigint AS worst_total"]
        return columns

    def _total(self, prefix: str) -> str:
        base, bonus, deduction = (f"{prefix}{name}" for name in _SUMS.values())
        return self._clamped(f"{self._scaled(base)} + {bonus} - {deduction}")

    def _scaled(self, base: str) -> str:
        scaling = _rounding(self.card.scorecard.scaling)
        if scaling is None:
            return base
        full = self._base_maximum
        rounded = scaling.sql(
            f"{base}::numeric * {full}", "available", unit=self.card.unit, is_whole=False
        )
        return (
            f"CASE WHEN has_left_out AND available > 0 THEN LEAST({rounded}, {full}) "
            f"ELSE {base} END"
        )

    def _clamped(self, text: str) -> str:
        scorecard = self.card.scorecard
        low, high = (self.card.units(n) for n in (scorecard.lowest_total, scorecard.highest_total))
        return f"LEAST(GREATEST({text}, {low}), {high})"

    # What is stored

    def stored(self, *, ranking: str) -> str:
        """SELECT list of a line without its place, in the order of `lines.COLUMNS`."""
        card, one = self.card, point_value(self.card)
        states = ", ".join(f"st{n.position}" if n.is_leaf else "-1" for n in card.nodes)
        points = ", ".join(f"p{node.position}" for node in card.nodes)
        keys = ", ".join(f"{self._tie_key(code)} * {one}" for code in card.scorecard.tie_break)
        return (
            f"{ranking} AS ranking_id, entry_id, {card.scorecard.pk:d} AS scorecard_id, "
            f"cluster_id, list, standing, days_served, total * {one} AS total, "
            f"raw_total * {one} AS raw_total, counted_base * {one} AS base, "
            f"CASE WHEN has_left_out THEN available * {one} END AS available, "
            f"bonus * {one} AS bonus, deduction * {one} AS deduction, "
            f"best_total * {one} AS best_total, worst_total * {one} AS worst_total, "
            f"ARRAY[{keys}]::numeric[] AS tie_keys, earned AS earned_grade, own AS own_grade, "
            f"why AS reasons, {self.gathering.stored_earlier_lines()} AS earlier_lines, "
            f"ARRAY[{states}]::smallint[] AS states, "
            f"{self.gathering.stored_inputs()} AS inputs, ARRAY[{points}]::bigint[] AS points"
        )

    def _tie_key(self, code: str) -> str:
        if code in ("bonus", "deduction"):
            return "(-deduction)" if code == "deduction" else "bonus"
        return f"p{self.card.by_code[code].position}"


def _rounding(raw: dict | None) -> Rounding | None:
    return Rounding.read(raw) if raw else None
