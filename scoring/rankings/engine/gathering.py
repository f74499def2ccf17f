"""One row an entry with the numbers that the rules of all leaves read.

Columns, by position of the leaf (and part):
`gathered`  from the strongest source: `raw_state_12, raw_count_12_1, raw_denominator_12_1,
            excluded_12_1, shared_12, is_excepted_12, maximum_12`, and `takes_reports_12`: no
            measure replaces the reports
`linked`    what the rule reads: `state_12, count_12_1` (without what is shared, with linked
            incidents), `denominator_12_1` (less exclusions), `linked_12` (linked incidents)
`led`       the leader of the cluster: `leader_count_12, leader_denominator_12, leader_entry_12`
"""

from collections.abc import Iterator
from dataclasses import dataclass

from campaigns.models import Criterion, Several
from campaigns.scorecards.rules import Inputs, Part
from campaigns.scorecards.rules.fields import LARGEST_COUNT

from ...models import LeafState
from .compiled import CompiledScorecard
from .scope import Scope
from .sources import Sources, has_denominator
from .sql import column_list, cte, extend


@dataclass(frozen=True)
class Unmeasured:
    """SQL of a leaf's numbers where no measure is on record; None where there are none."""

    count: str | None = None
    denominator: str | None = None
    excluded: str | None = None
    shared: str | None = None


class Gathering:
    """The CTEs of one scorecard from its sources to the inputs of its rules."""

    def __init__(self, compiled: CompiledScorecard, scope: Scope) -> None:
        self.compiled, self.scope = compiled, scope
        self.sources = Sources(compiled, scope)

    def sql(self) -> str:
        """CTEs up to `last`, which has all columns of the module's docstring."""
        sources = self.sources.all()
        options = "NOT MATERIALIZED "
        ctes = [cte(s.name, s.comment, s.query, options=options) for s in sources]
        comment = "One row an entry: the numbers of each leaf from its strongest source"
        ctes.append(cte("gathered", comment, self._gathered([s.name for s in sources])))
        comment = "States and counts as the rules read them, with linked incidents"
        ctes.append(cte("linked", comment, extend("gathered", self._linked_columns())))
        if self.compiled.is_relative:
            comment = "The best result of the cluster at leaves that compare with it"
            ctes.append(cte("led", comment, extend("linked", self._leader_columns())))
        return ",\n".join(ctes)

    @property
    def last(self) -> str:
        return "led" if self.compiled.is_relative else "linked"

    # From sources to one row

    def _gathered(self, sources: list[str]) -> str:
        columns = ["e.id AS entry_id", "e.cluster_id", "e.list", "e.days_served"]
        columns += [text for leaf in self.compiled.leaves for text in self._leaf_columns(leaf)]
        if self.compiled.ranking_leaves:
            columns.append("earlier_rankings.earlier_lines")
        joins = "".join(f"\nLEFT JOIN {name} ON {name}.entry_id = e.id" for name in sources)
        chosen = self.scope.of_entry("e", self.compiled.scorecard.pk)
        return (
            f"SELECT {column_list(columns)}\nFROM campaigns_entry e{joins}\n"
            f"WHERE {chosen}\nOFFSET 0"
        )

    def _leaf_columns(self, leaf: Criterion) -> Iterator[str]:
        """Columns of one leaf; a measure replaces all other sources."""
        at, rule = leaf.position, leaf.rule
        number = "bigint" if rule.has_whole_counts else "numeric"
        unmeasured = self._unmeasured(leaf)
        yield f"{self._raw_state(leaf, unmeasured)} AS raw_state_{at}"
        for n in range(1, len(rule.part_names) + 1):
            # Reports and earlier rankings count for the first part.
            count = (unmeasured.count if n == 1 else None) or f"NULL::{number}"
            count = self._measured_or(leaf, f"count_{at}_{n}", count)
            yield f"{count}::{number} AS raw_count_{at}_{n}"
            if has_denominator(leaf):
                other = f"{unmeasured.denominator or 'NULL'}::{number}"
                other = self._measured_or(leaf, f"denominator_{at}_{n}", other)
                yield f"{other} AS raw_denominator_{at}_{n}"
            if rule.reads_denominator:
                other = f"{unmeasured.excluded or 'NULL'}::{number}"
                yield f"{self._measured_or(leaf, f'excluded_{at}_{n}', other)} AS excluded_{at}_{n}"
        if leaf.not_counted_with:
            other = unmeasured.shared or f"NULL::{number}"
            yield f"{self._measured_or(leaf, f'shared_{at}', other)} AS shared_{at}"
        yield from self._conditions(leaf)

    def _unmeasured(self, leaf: Criterion) -> Unmeasured:
        at, rule = leaf.position, leaf.rule
        if leaf in self.compiled.report_leaves:
            has_shared = leaf.not_counted_with and leaf.several == Several.SUM
            return Unmeasured(
                count=f"reported.count_{at}",
                denominator=f"reported.denominator_{at}" if rule.reads_ratio else None,
                excluded=f"reported.excluded_{at}" if rule.reads_ratio else None,
                shared=f"reported.shared_{at}" if has_shared else None,
            )
        if leaf in self.compiled.ranking_leaves:
            count, number = f"earlier_rankings.count_{at}", f"earlier_rankings.denominator_{at}"
            if rule.reads_periods:
                count = f"CASE WHEN {number} >= {rule.least_periods} THEN {count} END"
            return Unmeasured(count=count, denominator=number if rule.reads_target else None)
        return Unmeasured()

    def _raw_state(self, leaf: Criterion, unmeasured: Unmeasured) -> str:
        state = f"{LeafState.MISSING}"
        if unmeasured.count:
            missing, counted = LeafState.MISSING, LeafState.COUNTED
            state = f"CASE WHEN {unmeasured.count} IS NULL THEN {missing} ELSE {counted} END"
        if leaf in self.sources.measured:
            state = f"COALESCE(measures.state_{leaf.position}, {state})"
        return state

    def _conditions(self, leaf: Criterion) -> Iterator[str]:
        """Columns beside the numbers: exception, open for reports, maximum."""
        at, is_measured = leaf.position, leaf in self.sources.measured
        if leaf.rule.has_exception:
            excepted = f"COALESCE(measures.is_excepted_{at}, false)" if is_measured else "false"
            yield f"{excepted} AS is_excepted_{at}"
        if is_measured and leaf in self.compiled.rising_leaves:
            yield f"measures.state_{at} IS NULL AS takes_reports_{at}"
        if leaf.own_maximum:
            maximum = f"{self.compiled.units(leaf.maximum)}::bigint"
            if leaf in self.sources.with_own_maximum:
                maximum = f"COALESCE(own_maxima.maximum_{at}, {maximum})"
            yield f"{maximum} AS maximum_{at}"

    def _measured_or(self, leaf: Criterion, column: str, other: str) -> str:
        """SQL of a number: the measure's where one is on record, else `other`."""
        if leaf not in self.sources.measured:
            return other
        has_none = f"measures.state_{leaf.position} IS NULL"
        return f"(CASE WHEN {has_none} THEN {other} ELSE measures.{column} END)"

    # Links between leaves

    def _linked_columns(self) -> Iterator[str]:
        for leaf in self.compiled.leaves:
            at, rule = leaf.position, leaf.rule
            state = self._state_without_links(leaf)
            for n in range(1, len(rule.part_names) + 1):
                count = f"COALESCE({_unshared_count(leaf, n)}, 0)"
                if leaf.code in self.compiled.linked_leaves and n == 1:
                    linked = self._linked_incidents(leaf)
                    count = f"LEAST({count} + {linked}, {LARGEST_COUNT})"
                    yield f"({linked})::bigint AS linked_{at}"
                    is_missing = f"raw_state_{at} = {LeafState.MISSING}"
                    becomes = f"WHEN {is_missing} AND {linked} > 0 THEN {LeafState.COUNTED}"
                    state = f"CASE {becomes} ELSE {state} END"
                yield f"{count} AS count_{at}_{n}"
                if rule.reads_denominator:
                    yield f"{_less_excluded(leaf, n)} AS denominator_{at}_{n}"
            yield f"{state} AS state_{at}"

    def _state_without_links(self, leaf: Criterion) -> str:
        at = leaf.position
        if not has_denominator(leaf) or leaf.rule.rates_none_arisen or leaf.rule.has_parts:
            return f"raw_state_{at}"
        denominator = f"raw_denominator_{at}_1"
        if leaf.rule.reads_denominator:
            denominator = _less_excluded(leaf, 1)
        return (
            f"CASE WHEN raw_state_{at} = {LeafState.COUNTED} AND {denominator} = 0 "
            f"THEN {LeafState.NONE_ARISEN} ELSE raw_state_{at} END"
        )

    def _linked_incidents(self, leaf: Criterion) -> str:
        texts = []
        for source in self.compiled.linked_leaves[leaf.code]:
            inputs = self.inputs(source, count=_unshared_count(source, 1))
            occurred = source.rule.occurrences(inputs)
            is_counted = f"{self._state_without_links(source)} = {LeafState.COUNTED}"
            texts.append(f"CASE WHEN {is_counted} THEN {occurred} ELSE 0 END")
        return f"({' + '.join(texts)})"

    def _leader_columns(self) -> Iterator[str]:
        for leaf in self.compiled.leaves:
            if not leaf.rule.reads_leader:
                continue
            at = leaf.position
            count, denominator = f"count_{at}_1", f"denominator_{at}_1"
            counted = f"CASE WHEN state_{at} = {LeafState.COUNTED} THEN %s END"
            ratio = f"({count} + {0:.40f}) / {denominator}"
            order = f"{counted % ratio} DESC NULLS LAST, {counted % count} DESC NULLS LAST"
            order += ", entry_id"  # of several leaders always the same one is named
            window = f"OVER (PARTITION BY cluster_id ORDER BY {order})"
            values = {"count": count, "denominator": denominator, "entry": "entry_id"}
            for name, value in values.items():
                yield f"first_value({counted % value}) {window} AS leader_{name}_{at}"

    # What the next steps read

    def inputs(self, leaf: Criterion, *, count: str | None = None) -> Inputs:
        """The column names that a leaf's rule reads its numbers by."""
        at, rule = leaf.position, leaf.rule
        parts = tuple(
            Part(
                count=count or f"count_{at}_{n}",
                denominator=f"denominator_{at}_{n}" if rule.reads_denominator else "NULL",
            )
            for n in range(1, len(rule.part_names) + 1)
        )
        leader = Part(f"leader_count_{at}", f"leader_denominator_{at}")
        return Inputs(
            unit=self.compiled.unit,
            maximum=self.maximum(leaf),
            parts=parts,
            is_excepted=f"is_excepted_{at}",
            leader=leader if rule.reads_leader else None,
        )

    def maximum(self, leaf: Criterion) -> str:
        """SQL of a leaf's maximum in units."""
        if leaf.own_maximum:
            return f"maximum_{leaf.position}"
        return f"{self.compiled.units(leaf.maximum)}::bigint"

    def stored_earlier_lines(self) -> str:
        """SQL array with the ids of the earlier lines that leaves of source `rankings` read."""
        none = "'{}'::bigint[]"
        return f"COALESCE(earlier_lines, {none})" if self.compiled.ranking_leaves else none

    def stored_inputs(self) -> str:
        """SQL array with the numbers of all leaves, in the order of `input_names`."""
        raw = ("count_", "denominator_")  # the line keeps them as they were before links
        values = []
        for leaf in self.compiled.leaves:
            at = leaf.position
            for name in self.compiled.input_names(leaf):
                if name[-1].isdigit():  # count_1, denominator_1, excluded_1
                    kind, _, part = name.rpartition("_")
                    prefix = "raw_" if name.startswith(raw) else ""
                    values.append(f"{prefix}{kind}_{at}_{part}")
                elif name == "is_excepted":
                    values.append(f"is_excepted_{at}::int")
                elif name == "maximum":
                    values.append(f"maximum_{at} * {point_value(self.compiled)}")
                else:
                    values.append(f"{name}_{at}")
        return f"ARRAY[{', '.join(values)}]::numeric[]"


def point_value(compiled: CompiledScorecard) -> str:
    """One unit in points, as an exact SQL literal."""
    return f"{1 / compiled.unit:.{compiled.scorecard.decimals}f}::numeric"


def _unshared_count(leaf: Criterion, n: int) -> str:
    count = f"raw_count_{leaf.position}_{n}"
    if not leaf.not_counted_with:
        return count
    return f"GREATEST({count} - COALESCE(shared_{leaf.position}, 0), 0)"


def _less_excluded(leaf: Criterion, n: int) -> str:
    at = leaf.position
    return f"raw_denominator_{at}_{n} - COALESCE(excluded_{at}_{n}, 0)"
