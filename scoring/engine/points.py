"""From the numbers of each leaf to points, totals and the grade that an entry has by itself.

Columns: `p` points of each node, `a` available points where something may be left out; whole
numbers of 1/unit. The steps are those of docs/scorecards.md.
"""

from collections.abc import Callable
from functools import cached_property

from campaigns.grading import Gate, Sanction
from campaigns.models import Combination, Criterion, NoneArisen, NotApplicable, Section
from campaigns.rules.fields import MOST_DECIMALS
from campaigns.rules.rounding import Rounding

from .card import Card
from .gathering import Gathering, point_value

LeafSql = Callable[[Criterion], str]
# Bounds of grades may have more decimals than points: they are compared at the finest unit.
FINEST = 10**MOST_DECIMALS


class Points:
    """SQL of one scorecard's points; `gathering` names its numbers."""

    def __init__(self, card: Card, gathering: Gathering) -> None:
        self.card, self.gathering = card, gathering

    def sql(self) -> str:
        """CTEs `leaves`, `groups`, `totals` and `graded`, one row an entry."""
        card = self.card
        leaves = ", ".join(f"{self._leaf(leaf)} AS p{leaf.position}" for leaf in card.leaves)
        groups = [
            f"{self._group(node, self._column, self._has_failed)} AS p{node.position}"
            for node in card.nodes
            if not node.is_leaf
        ]
        columns = ", ".join(
            [
                *groups,
                f"{self._any(self._left_out)} AS has_left_out",
                f"{self._available_base()} AS available",
                f"{self._any(self._is_missing)} AS has_missing",
            ]
        )
        return (
            f"leaves AS (SELECT *, {leaves} FROM {self.gathering.last} OFFSET 0), "
            f"groups AS (SELECT *, {columns} FROM leaves OFFSET 0), "
            f"summed AS (SELECT *, {self._sums()} FROM groups OFFSET 0), "
            f"totals AS (SELECT *, {self._totals()} FROM summed OFFSET 0), "
            f"graded AS (SELECT *, {self._grades()} FROM totals OFFSET 0)"
        )

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

    def _column(self, leaf: Criterion) -> str:
        return f"p{leaf.position}"

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

    def _any(self, condition: Callable[[Criterion], str | None]) -> str:
        found = [text for leaf in self.card.leaves if (text := condition(leaf))]
        return f"({' OR '.join(found)})" if found else "false"

    def _has_failed(self, leaf: Criterion) -> str:
        state, points = f"st{leaf.position}", f"p{leaf.position}"
        failing = leaf.rule.failed_counts()
        if failing is None:
            return f"({state} IN (1, 3) AND {points} = 0)"
        levels = ", ".join(map(str, failing))
        return f"({state} = 3 OR ({state} = 1 AND k{leaf.position}_1 IN ({levels})))"

    # The tree

    def _group(self, node: Criterion, value: LeafSql, failed: LeafSql) -> str:
        """Points of a node from its leaves; `value` and `failed` say what each leaf gives."""
        if node.is_leaf:
            return value(node)
        items = self.card.children[node.pk]
        below = [self._group(item, value, failed) for item in items]
        if node.combine == Combination.HIGHEST:
            text = f"GREATEST({', '.join(below)}, 0)"
        elif node.combine == Combination.MEAN:
            text = self._mean(node, items, " + ".join(below))
        else:
            text = " + ".join(below)
        text = f"LEAST(GREATEST({text}, 0), {self.card.units(node.maximum)})"
        if zeroing := self.card.zeroing.get(node.code):
            fails = " OR ".join(failed(leaf) for leaf in zeroing)
            text = f"CASE WHEN {fails} THEN 0 ELSE {text} END"
        return text

    def _mean(self, node: Criterion, items: list[Criterion], total: str) -> str:
        rounding = _rounding(node.rounding)
        if not any(self._may_vanish(item) for item in items):
            number = f"{len(items)}"
            return rounding.sql(total, number, unit=self.card.unit, is_whole=True)
        number = " + ".join(f"(({self._available(item)}) > 0)::int" for item in items)
        mean = rounding.sql(total, f"({number})", unit=self.card.unit, is_whole=True)
        return f"CASE WHEN {number} > 0 THEN {mean} ELSE 0 END"

    def _may_vanish(self, node: Criterion) -> bool:
        leaves = self.card.leaves_under(node.code)
        return any(self.card.may_be_left_out(leaf) or leaf.own_maximum for leaf in leaves)

    def _available(self, node: Criterion) -> str:
        full = f"{self.card.units(node.maximum)}::bigint"
        if node.is_leaf:
            most = self.gathering.maximum(node)
            left_out = self._left_out(node)
            return f"CASE WHEN {left_out} THEN 0 ELSE {most} END" if left_out else most
        items = [f"({self._available(item)})" for item in self.card.children[node.pk]]
        if node.combine == Combination.HIGHEST:
            return f"LEAST({full}, GREATEST({', '.join(items)}))"
        if node.combine == Combination.MEAN:
            some = " OR ".join(f"{item} > 0" for item in items)
            return f"CASE WHEN {some} THEN {full} ELSE 0 END"
        return f"LEAST({full}, {' + '.join(items)})"

    def _available_base(self) -> str:
        roots = self.card.roots(Section.BASE)
        if not any(self.card.may_be_left_out(leaf) for leaf in self.card.leaves) or not roots:
            return "0::bigint"
        total = " + ".join(f"({self._available(root)})" for root in roots)
        return f"LEAST({self._base_maximum}, {total})"

    # Totals

    @property
    def _base_maximum(self) -> str:
        return f"{self.card.units(self.card.scorecard.base_maximum)}::bigint"

    def _section(self, section: str, node_sql: LeafSql) -> str:
        texts = [node_sql(root) for root in self.card.roots(section)]
        total = " + ".join(texts) or "0"
        scorecard = self.card.scorecard
        cap = {
            Section.BASE: scorecard.base_maximum,
            Section.BONUS: scorecard.bonus_cap,
            Section.DEDUCTION: scorecard.deduction_cap,
        }[section]
        text = total if cap is None else f"LEAST({total}, {self.card.units(cap)})"
        return f"({text})::bigint"

    def _sums(self) -> str:
        return ", ".join(
            f"{self._section(section, self._column)} AS {name}"
            for section, name in (
                (Section.BASE, "base_raw"),
                (Section.BONUS, "bonus"),
                (Section.DEDUCTION, "deduction"),
            )
        )

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

    def _total(self, base: str, bonus: str, deduction: str) -> str:
        scorecard = self.card.scorecard
        low, high = (self.card.units(n) for n in (scorecard.lowest_total, scorecard.highest_total))
        return f"LEAST(GREATEST({base} + {bonus} - {deduction}, {low}), {high})"

    def _supposed(self, value: LeafSql, failed: LeafSql) -> str:
        """The total if leaves gave other points than they do."""

        def node_sql(node: Criterion) -> str:
            return self._group(node, value, failed)

        base, bonus, deduction = (
            self._section(s, node_sql) for s in (Section.BASE, Section.BONUS, Section.DEDUCTION)
        )
        return self._total(self._scaled(base), bonus, deduction)

    def _totals(self) -> str:
        cannot = "(has_left_out AND available <= 0)"
        total = self._total(self._scaled("base_raw"), "bonus", "deduction")
        best = self._supposed(self._best, self._has_failed)
        worst = self._supposed(self._worst, self._worst_failed)
        return (
            f"{cannot} AS cannot, CASE WHEN NOT {cannot} THEN {total} END AS total, "
            f"{self._total('base_raw', 'bonus', 'deduction')} AS raw_total, "
            f"CASE WHEN has_missing AND NOT {cannot} THEN {best} END AS best_total, "
            f"CASE WHEN has_missing AND NOT {cannot} THEN {worst} END AS worst_total"
        )

    def _best(self, leaf: Criterion) -> str:
        return self._if_missing(leaf, self.gathering.maximum(leaf), self._column(leaf))

    def _worst(self, leaf: Criterion) -> str:
        least = str(self.card.units(leaf.rule.least_points()))
        return self._if_missing(leaf, least, self._column(leaf))

    def _if_missing(self, leaf: Criterion, then: str, otherwise: str) -> str:
        missing = self._is_missing(leaf)
        return f"CASE WHEN {missing} THEN {then} ELSE {otherwise} END" if missing else otherwise

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
        return any(leaf.rule.levels[n - 1]["points"] == least for n in failing)

    # The grade that an entry has by itself

    def _grades(self) -> str:
        grading = self.card.grading
        short = f"days_served < {grading.minimum_days}" if grading else "false"
        out = self._any_sanction("not_considered")
        standing = (
            f"CASE WHEN cannot THEN 'cannot_be_assessed' WHEN {short} THEN 'too_short' "
            f"WHEN {out} THEN 'not_considered' ELSE 'ranked' END"
        )
        if grading is None:
            none = "NULL::int AS earned, NULL::int AS own, '{}'::text[] AS why"
            return f"{standing} AS standing, {none}"
        earned, own = self._earned, self._own
        return (
            f"{standing} AS standing, "
            f"CASE WHEN NOT cannot AND NOT ({short}) THEN {earned} END AS earned, "
            f"CASE WHEN NOT cannot AND NOT ({short}) AND NOT ({out}) THEN {own} END AS own, "
            f"CASE WHEN cannot OR {short} THEN '{{}}' ELSE {self._reasons()} END AS why"
        )

    @cached_property
    def _earned(self) -> str:
        grading = self.card.grading
        total = f"total * {FINEST // self.card.unit}"
        if grading.rounding:
            total = grading.rounding.sql(total, "1", unit=FINEST, is_whole=True)
        whens = " ".join(
            f"WHEN {total} >= {int(level.bound * FINEST)}::bigint THEN {n}"
            for n, level in enumerate(grading.levels)
            if level.bound is not None
        )
        return f"(CASE {whens} ELSE {grading.last} END)"

    def _fails_gate(self, gate: Gate) -> str:
        missed = []
        for need in gate.needs:
            node = self.card.by_code[need.node]
            points = f"p{node.position} * {FINEST}"
            if need.share is not None:
                least = int(need.share * FINEST) * self.card.units(node.maximum)
                missed.append(f"{points} < {least}::bigint")
            elif need.points is not None:
                missed.append(f"{points} < {int(need.points * FINEST) * self.card.unit}::bigint")
            else:
                counted = f"(st{node.position} = 1 AND k{node.position}_1 >= {need.count:f})"
                missed.append(f"NOT {counted}")
        return f"({' OR '.join(missed)})"

    def _after_gates(self, level: int) -> str:
        """Where somebody at a level ends up: gates of one level are tried in their order."""
        text = str(level)
        for gate in reversed([gate for gate in self.card.grading.gates if gate.at == level]):
            fallen = self._after_gates(gate.otherwise)
            text = f"CASE WHEN {self._fails_gate(gate)} THEN {fallen} ELSE {text} END"
        return text

    @property
    def _own(self) -> str:
        return f"({self._grades_in_turn[-1]})"

    @cached_property
    def _grades_in_turn(self) -> list[str]:
        """SQL of the grade after the gates, then after each sanction."""
        grading, text = self.card.grading, self._earned
        if grading.gates:
            levels = range(len(grading.levels))
            whens = " ".join(f"WHEN {n} THEN {self._after_gates(n)}" for n in levels)
            text = f"CASE {text} {whens} END"
        found = [text]
        for sanction in grading.sanctions:
            found.append(self._after_sanction(sanction, found[-1]))
        return found

    def _after_sanction(self, sanction: Sanction, grade: str) -> str:
        hit, last = self._is_hit(sanction), self.card.grading.last
        if sanction.effect == "at_most":
            return f"GREATEST({grade}, CASE WHEN {hit} THEN {sanction.at_most} ELSE 0 END)"
        if sanction.effect == "down":
            return f"LEAST({grade} + CASE WHEN {hit} THEN {sanction.by} ELSE 0 END, {last})"
        if sanction.effect == "lowest":
            return f"GREATEST({grade}, CASE WHEN {hit} THEN {last} ELSE 0 END)"
        return grade

    def _is_hit(self, sanction: Sanction) -> str:
        leaf = self.card.by_code[sanction.criterion]
        occurred = leaf.rule.occurrences(self.gathering.inputs(leaf))
        return f"(st{leaf.position} = 1 AND {occurred} >= {sanction.occurrences})"

    def _any_sanction(self, effect: str) -> str:
        sanctions = self.card.grading.sanctions if self.card.grading else ()
        hits = [self._is_hit(s) for s in sanctions if s.effect == effect]
        return f"({' OR '.join(hits)})" if hits else "false"

    def _reasons(self) -> str:
        """Which gates and sanctions lowered the grade: `gate:<n>`, `sanction:<n>`."""
        grading, texts = self.card.grading, []
        for n, gate in enumerate(grading.gates):
            reached = (
                f"{self._earned} <= {gate.at} AND {self._earned} >= {self._first_over(gate.at)}"
            )
            texts.append(f"CASE WHEN {reached} AND {self._fails_gate(gate)} THEN 'gate:{n}' END")
        for n, sanction in enumerate(grading.sanctions):
            before, after = self._grades_in_turn[n : n + 2]
            lowered = f"{self._is_hit(sanction)} AND {after} > {before}"
            if sanction.effect == "not_considered":
                lowered = self._is_hit(sanction)
            texts.append(f"CASE WHEN {lowered} THEN 'sanction:{n}' END")
        return f"array_remove(ARRAY[{', '.join(texts)}]::text[], NULL)" if texts else "'{}'::text[]"

    def _first_over(self, level: int) -> int:
        """The best earned level from which gates can lead somebody to `level`."""
        best = level
        for gate in reversed(self.card.grading.gates):
            if gate.otherwise == best:
                best = min(best, gate.at)
        return best

    # What is stored

    def stored(self, *, ranking: str) -> str:
        """SELECT list of a line without its place, in the order of `lines.COLUMNS`."""
        card, one = self.card, point_value(self.card)
        states = ", ".join(f"st{n.position}" if n.is_leaf else "-1" for n in card.nodes)
        points = ", ".join(f"p{node.position}" for node in card.nodes)
        keys = ", ".join(f"{self._tie_key(code)} * {one}" for code in card.scorecard.tie_break)
        return (
            f"{ranking} AS ranking_id, entry_id, {card.scorecard.pk:d} AS scorecard_id, "
            f"cluster_id, list, standing, total * {one} AS total, raw_total * {one} AS raw_total, "
            f"bonus * {one} AS bonus, deduction * {one} AS deduction, "
            f"best_total * {one} AS best_total, worst_total * {one} AS worst_total, "
            f"ARRAY[{keys}]::numeric[] AS tie_keys, earned AS earned_grade, own AS own_grade, "
            f"why AS reasons, ARRAY[{states}]::smallint[] AS states, "
            f"{self.gathering.stored_inputs()} AS inputs, ARRAY[{points}]::bigint[] AS points"
        )

    def _tie_key(self, code: str) -> str:
        if code in ("bonus", "deduction"):
            return "(-deduction)" if code == "deduction" else "bonus"
        return f"p{self.card.by_code[code].position}"


def _rounding(raw: dict | None) -> Rounding | None:
    return Rounding.read(raw) if raw else None
