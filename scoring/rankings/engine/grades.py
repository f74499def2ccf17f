"""The grade that an entry has by itself: levels, gates, sanctions. Others come in with `given`.

Columns: `earned` the level of the total, `f<n>` whether gate n would be failed, `g<n>` whether it
lowered the grade, `h<n>` whether sanction n strikes, `own` what is left. Gates are answered level
by level, each reading the columns of the levels above it.
"""

from functools import cached_property
from itertools import groupby

from campaigns.scorecards.grading import Gate, Grading, Sanction
from campaigns.scorecards.rules.fields import MOST_DECIMALS

from .card import Card
from .gathering import Gathering

# Bounds of grades may have more decimals than points: they are compared at the finest unit.
FINEST = 10**MOST_DECIMALS


class Grades:
    """SQL of one scorecard's own grades."""

    def __init__(self, card: Card, gathering: Gathering) -> None:
        self.card, self.gathering = card, gathering
        self.grading: Grading | None = card.grading

    def steps(self) -> list[tuple[str, list[str]]]:
        """(name of the CTE, its columns); the last is `graded`."""
        if self.grading is None:
            none = ["NULL::int AS earned", "NULL::int AS own", "'{}'::text[] AS why"]
            return [("graded", [f"{self._standing()} AS standing", *none])]
        judged = [f"{self._level_reached} AS reached"]
        judged += [f"{self._fails_gate(g)} AS f{n}" for n, g in enumerate(self.grading.gates)]
        judged += [f"{self._is_hit(s)} AS h{n}" for n, s in enumerate(self.grading.sanctions)]
        return [("judged", judged), *self._gate_steps(), ("graded", self._graded())]

    def _gate_steps(self) -> list[tuple[str, list[str]]]:
        """Gates stand in the order of their levels, and lead to lower levels only."""
        numbered = list(enumerate(self.grading.gates))
        steps = []
        for level, found in groupby(numbered, key=lambda pair: pair[1].at):
            numbers = [n for n, _ in found]
            ways = [f"g{n}" for n, gate in numbered if gate.otherwise == level]
            comes = f"({' OR '.join([f'reached = {level}', *ways])})"
            columns = []
            for place, n in enumerate(numbers):
                passed = "".join(f" AND NOT f{other}" for other in numbers[:place])
                columns.append(f"({comes}{passed} AND f{n}) AS g{n}")
            steps.append((f"gates_{level}", columns))
        return steps

    def _standing(self) -> str:
        short = f"days_served < {self.grading.minimum_days}" if self.grading else "false"
        return (
            "CASE WHEN cannot THEN 'cannot_be_assessed' WHEN has_no_data THEN 'no_data' "
            f"WHEN {short} THEN 'too_short' "
            f"WHEN {self._is_out} THEN 'not_considered' ELSE 'ranked' END"
        )

    @property
    def _is_out(self) -> str:
        sanctions = self.grading.sanctions if self.grading else ()
        hits = [f"h{n}" for n, s in enumerate(sanctions) if s.effect == "not_considered"]
        return f"({' OR '.join(hits)})" if hits else "false"

    def _graded(self) -> list[str]:
        assessed = f"NOT cannot AND NOT has_no_data AND days_served >= {self.grading.minimum_days}"
        own = f"({self._grades_in_turn[-1]})"
        return [
            f"{self._standing()} AS standing",
            f"CASE WHEN {assessed} THEN reached END AS earned",
            f"CASE WHEN {assessed} AND NOT {self._is_out} THEN {own} END AS own",
            f"CASE WHEN {assessed} THEN {self._reasons()} ELSE '{{}}' END AS why",
        ]

    @property
    def _level_reached(self) -> str:
        grading = self.grading
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

    @cached_property
    def _grades_in_turn(self) -> list[str]:
        """SQL of the grade after the gates, then after each sanction."""
        gates = enumerate(self.grading.gates)
        fallen = "".join(f", CASE WHEN g{n} THEN {gate.otherwise} END" for n, gate in gates)
        found = [f"GREATEST(reached{fallen})"]
        for number, sanction in enumerate(self.grading.sanctions):
            found.append(self._after_sanction(number, sanction, found[-1]))
        return found

    def _after_sanction(self, number: int, sanction: Sanction, grade: str) -> str:
        hit, last = f"h{number}", self.grading.last
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

    def _reasons(self) -> str:
        """Which gates and sanctions lowered the grade: `gate:<n>`, `sanction:<n>`."""
        texts = [f"CASE WHEN g{n} THEN 'gate:{n}' END" for n in range(len(self.grading.gates))]
        out = ""
        for n, sanction in enumerate(self.grading.sanctions):
            before, after = self._grades_in_turn[n : n + 2]
            if sanction.effect == "not_considered":
                lowered = f"h{n}"
            else:
                lowered = f"h{n} AND {after} > {before}"
            texts.append(f"CASE WHEN {lowered}{out} THEN 'sanction:{n}' END")
            out += f" AND NOT h{n}" if sanction.effect == "not_considered" else ""
        return f"array_remove(ARRAY[{', '.join(texts)}]::text[], NULL)" if texts else "'{}'::text[]"
