"""The own grade of an entry: levels, gates, sanctions.

Columns: `level_of_total`; `fails_gate_2` whether a need of the gate is missed; `lowered_by_gate_2`
whether the gate applied and lowered the grade; `sanctioned_3` whether the sanction applies;
`standing`, `earned_grade`, `own_grade`, `reasons`. Gates are applied level by level, from the best
level down, each reading the columns of the levels above it.
"""

from collections.abc import Iterator
from functools import cached_property
from itertools import groupby

from campaigns.scorecards.grading import Gate, Grading, Sanction
from campaigns.scorecards.rules.fields import MOST_DECIMALS

from ...models import LeafState, Standing
from .compiled import CompiledScorecard
from .gathering import Gathering

# Bounds of grades may have more decimals than points, so both are compared in the finest unit.
FINEST = 10**MOST_DECIMALS


class Grades:
    """SQL of one scorecard's own grades."""

    def __init__(self, compiled: CompiledScorecard, gathering: Gathering) -> None:
        self.compiled, self.gathering = compiled, gathering
        self.grading: Grading | None = compiled.grading

    def steps(self) -> Iterator[tuple[str, str, list[str]]]:
        """(name, comment, columns) of the CTEs; the last is `graded`."""
        if self.grading is None:
            none = [
                "NULL::int AS earned_grade",
                "NULL::int AS own_grade",
                "'{}'::text[] AS reasons",
            ]
            yield "graded", "No grades", [f"{self._standing()} AS standing", *none]
            return
        judged = [f"{self._level_of_total()} AS level_of_total"]
        judged += [f"{self._fails(g)} AS fails_gate_{n}" for n, g in enumerate(self.grading.gates)]
        judged += [
            f"{self._is_sanctioned(sanction)} AS sanctioned_{n}"
            for n, sanction in enumerate(self.grading.sanctions)
        ]
        yield "judged", "The level of the total, missed gates, sanctions", judged
        yield from self._gate_steps()
        yield "graded", "Standing and grade after gates and sanctions", self._graded()

    def _gate_steps(self) -> Iterator[tuple[str, str, list[str]]]:
        """Gates are in the order of their levels, and lead to lower levels only."""
        numbered = list(enumerate(self.grading.gates))
        for level, of_level in groupby(numbered, key=lambda pair: pair[1].at):
            numbers = [n for n, _ in of_level]
            arrivals = [f"lowered_by_gate_{n}" for n, gate in numbered if gate.otherwise == level]
            has_level = f"({' OR '.join([f'level_of_total = {level}', *arrivals])})"
            columns = []
            for index, n in enumerate(numbers):
                passed = "".join(f" AND NOT fails_gate_{other}" for other in numbers[:index])
                columns.append(f"({has_level}{passed} AND fails_gate_{n}) AS lowered_by_gate_{n}")
            yield f"gates_{level}", f"Gates of level {level}", columns

    def _standing(self) -> str:
        short = f"days_served < {self.grading.minimum_days}" if self.grading else "false"
        return (
            f"CASE WHEN is_unassessable THEN '{Standing.CANNOT_BE_ASSESSED}' "
            f"WHEN has_no_data THEN '{Standing.NO_DATA}' "
            f"WHEN {short} THEN '{Standing.TOO_SHORT}' "
            f"WHEN {self._is_not_considered} THEN '{Standing.NOT_CONSIDERED}' "
            f"ELSE '{Standing.RANKED}' END"
        )

    @cached_property
    def _is_not_considered(self) -> str:
        sanctions = self.grading.sanctions if self.grading else ()
        hits = [f"sanctioned_{n}" for n, s in enumerate(sanctions) if s.effect == "not_considered"]
        return f"({' OR '.join(hits)})" if hits else "false"

    def _graded(self) -> list[str]:
        is_assessed = (
            "NOT is_unassessable AND NOT has_no_data "
            f"AND days_served >= {self.grading.minimum_days}"
        )
        own = f"({self._grades_in_turn[-1]})"
        return [
            f"{self._standing()} AS standing",
            f"CASE WHEN {is_assessed} THEN level_of_total END AS earned_grade",
            f"CASE WHEN {is_assessed} AND NOT {self._is_not_considered} THEN {own} END "
            "AS own_grade",
            f"CASE WHEN {is_assessed} THEN {self._reasons()} ELSE '{{}}' END AS reasons",
        ]

    def _level_of_total(self) -> str:
        grading = self.grading
        total = f"total * {FINEST // self.compiled.unit}"
        if grading.rounding:
            total = grading.rounding.sql(total, "1", unit=FINEST, is_whole=True)
        whens = " ".join(
            f"WHEN {total} >= {int(level.bound * FINEST)}::bigint THEN {n}"
            for n, level in enumerate(grading.levels)
            if level.bound is not None
        )
        return f"(CASE {whens} ELSE {grading.last} END)"

    def _fails(self, gate: Gate) -> str:
        missed = []
        for need in gate.needs:
            node = self.compiled.by_code[need.node]
            at, points = node.position, f"points_{node.position} * {FINEST}"
            if need.share is not None:
                least = int(need.share * FINEST) * self.compiled.units(node.maximum)
                missed.append(f"{points} < {least}::bigint")
            elif need.points is not None:
                least = int(need.points * FINEST) * self.compiled.unit
                missed.append(f"{points} < {least}::bigint")
            else:
                is_counted = f"state_{at} = {LeafState.COUNTED}"
                missed.append(f"NOT ({is_counted} AND count_{at}_1 >= {need.count:f})")
        return f"({' OR '.join(missed)})"

    def _is_sanctioned(self, sanction: Sanction) -> str:
        leaf = self.compiled.by_code[sanction.criterion]
        occurred = leaf.rule.occurrences(self.gathering.inputs(leaf))
        is_counted = f"state_{leaf.position} = {LeafState.COUNTED}"
        return f"({is_counted} AND {occurred} >= {sanction.occurrences})"

    @cached_property
    def _grades_in_turn(self) -> list[str]:
        """SQL of the grade after the gates, then after each sanction."""
        lowered = "".join(
            f", CASE WHEN lowered_by_gate_{n} THEN {gate.otherwise} END"
            for n, gate in enumerate(self.grading.gates)
        )
        grades = [f"GREATEST(level_of_total{lowered})"]
        for number, sanction in enumerate(self.grading.sanctions):
            grades.append(self._after_sanction(number, sanction, grades[-1]))
        return grades

    def _after_sanction(self, number: int, sanction: Sanction, grade: str) -> str:
        applies, last = f"sanctioned_{number}", self.grading.last
        if sanction.effect == "at_most":
            return f"GREATEST({grade}, CASE WHEN {applies} THEN {sanction.at_most} ELSE 0 END)"
        if sanction.effect == "down":
            return f"LEAST({grade} + CASE WHEN {applies} THEN {sanction.by} ELSE 0 END, {last})"
        if sanction.effect == "lowest":
            return f"GREATEST({grade}, CASE WHEN {applies} THEN {last} ELSE 0 END)"
        return grade

    def _reasons(self) -> str:
        """SQL array of what lowered the grade: `gate:2`, `sanction:3`."""
        texts = [
            f"CASE WHEN lowered_by_gate_{n} THEN 'gate:{n}' END"
            for n in range(len(self.grading.gates))
        ]
        still_considered = ""
        for n, sanction in enumerate(self.grading.sanctions):
            before, after = self._grades_in_turn[n : n + 2]
            lowered = f"sanctioned_{n}"
            if sanction.effect != "not_considered":
                lowered += f" AND {after} > {before}"
            texts.append(f"CASE WHEN {lowered}{still_considered} THEN 'sanction:{n}' END")
            if sanction.effect == "not_considered":
                still_considered += f" AND NOT sanctioned_{n}"
        return f"array_remove(ARRAY[{', '.join(texts)}]::text[], NULL)" if texts else "'{}'::text[]"
