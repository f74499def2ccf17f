"""From reports, records and earlier rankings to one row an entry with the numbers of each leaf.

Columns, by position of the leaf: `s` state, `c<n>` count, `d<n>` denominator, `x<n>` excluded,
`sh` shared, `ex` excepted, `mx` own maximum, `op` whether further reports count (no record is in
their way); after the links `k<n>` what the rule counts, `e<n>` the denominator less exclusions,
`st` the state, `li` linked incidents.
"""

from collections.abc import Iterable

from django.db import connection

from campaigns.models import Criterion, Scorecard, Several
from campaigns.queries.scorecards import ids_over_versions
from campaigns.scorecards.rules import Inputs, Part
from campaigns.scorecards.rules.fields import LARGEST_COUNT

from ...models import LeafState
from .card import Card
from .scope import Scope
from .supposed import supposed

_STATES = "CASE m.state WHEN 'counted' THEN 1 WHEN 'not_applicable' THEN 2 ELSE 3 END"


class Gathering:
    """Statements of one scorecard; which leaves have records is looked up once, on an index."""

    def __init__(self, card: Card, scope: Scope) -> None:
        self.card, self.scope = card, scope
        self.ids = ids_over_versions(card.leaves)
        self.recorded = self._with_records()
        own = [leaf for leaf in card.leaves if leaf.own_maximum]
        self.with_own_maximum = _with_rows("scoring_ownmaximum", own, self.ids)

    def _with_records(self) -> list[Criterion]:
        found = _with_rows("scoring_measure", self.card.leaves, self.ids)
        if self.scope.columns:
            more = _with_rows("scoring_sheetvalue", self.card.leaves, self.ids)
            return [leaf for leaf in self.card.leaves if leaf in found or leaf in more]
        return found

    def sql(self) -> str:
        """CTEs `gathered` and `linked`; `linked` has all columns of the module's docstring."""
        parts = [*self._reported(), *self._recorded(), *self._own_maxima(), *self._periods()]
        joins = "".join(f" LEFT JOIN {name} ON {name}.entry_id = e.id" for name, _ in parts)
        columns = ", ".join(self._gathered(leaf) for leaf in self.card.leaves)
        if self.card.ranked:
            columns += ", periods.earlier"
        chosen = self.scope.of_entry("e", self.card.scorecard.pk)
        ctes = [f"{name} AS NOT MATERIALIZED ({text})" for name, text in parts]
        ctes.append(
            "gathered AS (SELECT e.id AS entry_id, e.cluster_id, e.list, e.days_served, "
            f"{columns} FROM campaigns_entry e{joins} WHERE {chosen} OFFSET 0)"
        )
        ctes.append(f"linked AS (SELECT *, {self._linked_columns()} FROM gathered OFFSET 0)")
        if leaders := self._leaders():
            ctes.append(f"led AS (SELECT *, {leaders} FROM linked OFFSET 0)")
        return ", ".join(ctes)

    @property
    def last(self) -> str:
        return "led" if self.card.is_relative else "linked"

    def _is(self, column: str, leaf: Criterion) -> str:
        return f"{column} IN ({','.join(str(pk) for pk in self.ids[leaf.pk])})"

    def _criteria(self, leaves: Iterable[Criterion]) -> str:
        return ",".join(str(pk) for leaf in leaves for pk in self.ids[leaf.pk])

    def _reported(self) -> Iterable[tuple[str, str]]:
        leaves = self.card.reported
        if not leaves:
            return
        columns = ", ".join(text for leaf in leaves for text in self._reported_columns(leaf))
        where = self.scope.of_id("r.entry_id", self.card.scorecard.pk)
        yield (
            "reported",
            (
                f"SELECT r.entry_id, {columns} FROM evidence_reportcount r "
                f"WHERE r.is_verified AND {where} AND r.criterion_id IN ({self._criteria(leaves)}) "
                "GROUP BY r.entry_id"
            ),
        )

    def _reported_columns(self, leaf: Criterion) -> Iterable[str]:
        here, at = self._is("r.criterion_id", leaf), leaf.position
        if leaf.rule.reads_ratio:
            yield f"SUM(r.denominator) FILTER (WHERE {here}) AS d{at}"
            yield f"SUM(r.excluded) FILTER (WHERE {here}) AS x{at}"
        if not leaf.not_counted_with:
            yield f"{_together(leaf, here)} AS c{at}"
            return
        others = [o for code in leaf.not_counted_with for o in self.card.leaves_under(code)]
        shared = (
            "EXISTS (SELECT 1 FROM evidence_reportcount o WHERE o.report_id = r.report_id "
            f"AND o.criterion_id IN ({self._criteria(others)}))"
        )
        if leaf.several == Several.SUM:
            yield f"{_together(leaf, here)} AS c{at}"
            yield f"SUM(r.count) FILTER (WHERE {here} AND {shared}) AS sh{at}"
        else:
            free = _together(leaf, f"{here} AND NOT {shared}")
            some = f"COUNT(*) FILTER (WHERE {here}) > 0"
            yield f"CASE WHEN {some} THEN COALESCE({free}, 0) END AS c{at}"

    def _recorded(self) -> Iterable[tuple[str, str]]:
        if not self.recorded:
            return
        columns = ", ".join(text for leaf in self.recorded for text in self._recorded_columns(leaf))
        where = self.scope.of_id("m.entry_id", self.card.scorecard.pk)
        records = supposed(self.scope, self.ids) if self.scope.columns else "scoring_measure"
        yield (
            "recorded",
            (
                f"SELECT m.entry_id, {columns} FROM {records} m "
                f"WHERE {where} AND m.criterion_id IN ({self._criteria(self.recorded)}) "
                "GROUP BY m.entry_id"
            ),
        )

    def _recorded_columns(self, leaf: Criterion) -> Iterable[str]:
        at, rule = leaf.position, leaf.rule
        here = self._is("m.criterion_id", leaf)
        whole = "::bigint" if rule.has_whole_counts else ""
        yield f"MAX({_STATES}) FILTER (WHERE {here}) AS s{at}"
        parts = range(1, len(rule.part_names) + 1)
        for n in parts:
            this = f"{here} AND m.part = {n}" if len(parts) > 1 else here
            yield f"(MAX(m.count) FILTER (WHERE {this})){whole} AS c{at}_{n}"
            if has_denominator(leaf):
                yield f"(MAX(m.denominator) FILTER (WHERE {this})){whole} AS d{at}_{n}"
            if rule.reads_denominator:
                yield f"(MAX(m.excluded) FILTER (WHERE {this})){whole} AS x{at}_{n}"
        if leaf.not_counted_with:
            yield f"(MAX(m.shared) FILTER (WHERE {here})){whole} AS sh{at}"
        if rule.has_exception:
            yield f"BOOL_OR(m.is_excepted) FILTER (WHERE {here}) AS ex{at}"

    def _own_maxima(self) -> Iterable[tuple[str, str]]:
        if not self.with_own_maximum:
            return
        columns = ", ".join(
            f"(MAX(o.maximum) FILTER (WHERE {self._is('o.criterion_id', leaf)}) "
            f"* {self.card.unit})::bigint AS mx{leaf.position}"
            for leaf in self.with_own_maximum
        )
        where = self.scope.of_id("o.entry_id", self.card.scorecard.pk)
        yield (
            "own_maxima",
            (
                f"SELECT o.entry_id, {columns} FROM scoring_ownmaximum o WHERE {where} "
                "GROUP BY o.entry_id"
            ),
        )

    def _periods(self) -> Iterable[tuple[str, str]]:
        """Totals and grades of earlier plans of the campaign, from their latest sealed ranking."""
        if not self.card.ranked:
            return
        columns = []
        for leaf in self.card.ranked:
            grade = leaf.period_grade
            if grade:
                counted = f"COUNT(*) FILTER (WHERE l.given_grade <= {self._earlier_levels(grade)})"
            else:
                counted = "SUM(l.total)"
            columns.append(f"{counted} AS c{leaf.position}, COUNT(*) AS d{leaf.position}")
        chosen = self.scope.of_entry("e", self.card.scorecard.pk)
        yield (
            "periods",
            (
                "SELECT e.id AS entry_id, array_agg(l.id ORDER BY q.ends_on, q.id) AS earlier, "
                f"{', '.join(columns)} FROM campaigns_entry e "
                "JOIN campaigns_plan p ON p.id = e.plan_id "
                "JOIN campaigns_plan q ON q.campaign_id = p.campaign_id AND q.id <> p.id "
                "AND q.ends_on <= p.ends_on "
                "JOIN LATERAL (SELECT k.id FROM scoring_ranking k WHERE k.plan_id = q.id "
                "AND k.number IS NOT NULL ORDER BY k.number DESC LIMIT 1) k ON true "
                "JOIN campaigns_entry b ON b.plan_id = q.id "
                "AND (COALESCE(b.body_id, 0), COALESCE(b.mandate_id, 0)) "
                "= (COALESCE(e.body_id, 0), COALESCE(e.mandate_id, 0)) "
                "JOIN scoring_rankingline l ON l.ranking_id = k.id AND l.entry_id = b.id "
                f"AND l.total IS NOT NULL WHERE {chosen} GROUP BY e.id"
            ),
        )

    def _earlier_levels(self, grade: str) -> str:
        """SQL: the number that a grade has in the scorecard of an earlier line, -1 for none."""
        campaign = self.card.scorecard.plan.campaign_id
        numbers = {}
        for scorecard in Scorecard.objects.filter(plan__campaign=campaign).exclude(grading={}):
            codes = [level.code for level in scorecard.read_grading.levels]
            if grade in codes:
                numbers[scorecard.pk] = codes.index(grade)
        whens = " ".join(f"WHEN {pk} THEN {number}" for pk, number in numbers.items())
        return f"(CASE l.scorecard_id {whens} ELSE -1 END)" if whens else "-1"

    def _gathered(self, leaf: Criterion) -> str:
        """Columns of one leaf from wherever it has numbers; a record stands before the rest."""
        at, rule = leaf.position, leaf.rule
        kind = "bigint" if rule.has_whole_counts else "numeric"
        recorded, reported = leaf in self.recorded, leaf in self.card.reported
        periods = leaf in self.card.ranked
        has_other = reported or periods
        other = f"{'reported' if reported else 'periods'}.c{at}"
        if periods and rule.reads_periods:
            enough = f"periods.d{at} >= {rule.least_periods}"
            other = f"CASE WHEN {enough} THEN {other} END"
        columns = []
        state = f"CASE WHEN {other} IS NULL THEN 0 ELSE 1 END" if has_other else "0"
        if recorded:
            state = f"COALESCE(recorded.s{at}, {state})"
        columns.append(f"{state} AS s{at}")
        for n in range(1, len(rule.part_names) + 1):
            count = other if has_other and n == 1 else f"NULL::{kind}"
            columns.append(f"{self._either(leaf, f'c{at}_{n}', count)}::{kind} AS c{at}_{n}")
            ratio = reported and rule.reads_ratio
            if has_denominator(leaf):
                below = "NULL"
                if ratio:
                    below = f"reported.d{at}"
                elif periods and rule.reads_target:
                    below = f"periods.d{at}"
                columns.append(
                    f"{self._either(leaf, f'd{at}_{n}', f'{below}::{kind}')} AS d{at}_{n}"
                )
            if rule.reads_denominator:
                out = f"reported.x{at}" if ratio else "NULL"
                columns.append(f"{self._either(leaf, f'x{at}_{n}', f'{out}::{kind}')} AS x{at}_{n}")
        if leaf.not_counted_with:
            has_shared = reported and leaf.several == Several.SUM
            shared = f"reported.sh{at}" if has_shared else f"NULL::{kind}"
            columns.append(f"{self._either(leaf, f'sh{at}', shared)} AS sh{at}")
        if rule.has_exception:
            said = f"COALESCE(recorded.ex{at}, false)" if recorded else "false"
            columns.append(f"{said} AS ex{at}")
        if recorded and leaf in self.card.rising:
            columns.append(f"recorded.s{at} IS NULL AS op{at}")
        if leaf.own_maximum:
            full = f"{self.card.units(leaf.maximum)}::bigint"
            has_own = leaf in self.with_own_maximum
            own = f"COALESCE(own_maxima.mx{at}, {full})" if has_own else full
            columns.append(f"{own} AS mx{at}")
        return ", ".join(columns)

    def _either(self, leaf: Criterion, column: str, other: str) -> str:
        if leaf not in self.recorded:
            return other
        stated = f"recorded.s{leaf.position}"
        return f"(CASE WHEN {stated} IS NULL THEN {other} ELSE recorded.{column} END)"

    def _linked_columns(self) -> str:
        columns = []
        for leaf in self.card.leaves:
            at, rule = leaf.position, leaf.rule
            state = self._own_state(leaf)
            for n in range(1, len(rule.part_names) + 1):
                count = f"COALESCE({_less_shared(leaf, n)}, 0)"
                if leaf.code in self.card.linking and n == 1:
                    linked = self._linked(leaf)
                    count = f"LEAST({count} + {linked}, {LARGEST_COUNT})"
                    columns.append(f"({linked})::bigint AS li{at}")
                    state = f"CASE WHEN s{at} = 0 AND {linked} > 0 THEN 1 ELSE {state} END"
                columns.append(f"{count} AS k{at}_{n}")
                if rule.reads_denominator:
                    columns.append(f"d{at}_{n} - COALESCE(x{at}_{n}, 0) AS e{at}_{n}")
            columns.append(f"{state} AS st{at}")
        return ", ".join(columns)

    def _own_state(self, leaf: Criterion) -> str:
        at = leaf.position
        if not has_denominator(leaf) or leaf.rule.rates_none_arisen or leaf.rule.has_parts:
            return f"s{at}"
        below = f"d{at}_1 - COALESCE(x{at}_1, 0)" if leaf.rule.reads_denominator else f"d{at}_1"
        none = LeafState.NONE_ARISEN.value
        return f"CASE WHEN s{at} = 1 AND {below} = 0 THEN {none} ELSE s{at} END"

    def _linked(self, leaf: Criterion) -> str:
        texts = []
        for source in self.card.linking[leaf.code]:
            inputs = self.inputs(source, count=_less_shared(source, 1))
            occurred = source.rule.occurrences(inputs)
            texts.append(f"CASE WHEN {self._own_state(source)} = 1 THEN {occurred} ELSE 0 END")
        return f"({' + '.join(texts)})"

    def _leaders(self) -> str:
        columns = []
        for leaf in self.card.leaves:
            if not leaf.rule.reads_leader:
                continue
            at = leaf.position
            counted = f"CASE WHEN st{at} = 1 THEN %s END"
            ratio = f"(k{at}_1 + {0:.40f}) / e{at}_1"
            order = f"{counted % ratio} DESC NULLS LAST, {counted % f'k{at}_1'} DESC NULLS LAST"
            order += ", entry_id"  # of several leaders always the same one is named
            window = f"OVER (PARTITION BY cluster_id ORDER BY {order})"
            for name, column in (("lc", f"k{at}_1"), ("ld", f"e{at}_1"), ("le", "entry_id")):
                value = counted % column
                columns.append(f"first_value({value}) {window} AS {name}{at}")
        return ", ".join(columns)

    def inputs(self, leaf: Criterion, *, count: str | None = None) -> Inputs:
        """The names that a leaf's rule reads its numbers by."""
        at, rule = leaf.position, leaf.rule
        parts = tuple(
            Part(
                count=count or f"k{at}_{n}",
                denominator=f"e{at}_{n}" if rule.reads_denominator else "NULL",
            )
            for n in range(1, len(rule.part_names) + 1)
        )
        return Inputs(
            unit=self.card.unit,
            maximum=self.maximum(leaf),
            parts=parts,
            is_excepted=f"ex{at}",
            leader=Part(f"lc{at}", f"ld{at}") if rule.reads_leader else None,
        )

    def maximum(self, leaf: Criterion) -> str:
        """SQL of a leaf's maximum in units."""
        if leaf.own_maximum:
            return f"mx{leaf.position}"
        return f"{self.card.units(leaf.maximum)}::bigint"

    def stored_earlier_lines(self) -> str:
        """SQL array with the ids of the earlier lines that leaves of source `rankings` read."""
        none = "'{}'::bigint[]"
        return f"COALESCE(earlier, {none})" if self.card.ranked else none

    def stored_inputs(self) -> str:
        """SQL array with the numbers of all leaves, in the order of `Card.slots`."""
        names = {
            "count": "c{at}_{n}",
            "denominator": "d{at}_{n}",
            "excluded": "x{at}_{n}",
            "shared": "sh{at}",
            "linked": "li{at}",
            "is_excepted": "ex{at}::int",
            "maximum": "mx{at}",
            "leader_count": "lc{at}",
            "leader_denominator": "ld{at}",
            "leader_entry": "le{at}",
        }
        values = []
        for leaf in self.card.leaves:
            for slot in self.card.slots(leaf):
                name, _, n = slot.rpartition("_") if slot[-1].isdigit() else (slot, "", "")
                text = names[name].format(at=leaf.position, n=n)
                if name == "maximum":
                    text = f"{text} * {point_value(self.card)}"
                values.append(text)
        return f"ARRAY[{', '.join(values)}]::numeric[]"


def point_value(card: Card) -> str:
    """One unit in points, as an exact SQL literal."""
    return f"{1 / card.unit:.{card.scorecard.decimals}f}::numeric"


def has_denominator(leaf: Criterion) -> bool:
    """Whether a denominator is read: by the shape, or only to see that nothing arose."""
    return leaf.rule.reads_denominator or (bool(leaf.none_arisen) and not leaf.rule.has_parts)


def _less_shared(leaf: Criterion, n: int) -> str:
    at = leaf.position
    if not leaf.not_counted_with:
        return f"c{at}_{n}"
    return f"GREATEST(c{at}_{n} - COALESCE(sh{at}, 0), 0)"


def _together(leaf: Criterion, here: str) -> str:
    """How the counts of several reports make one."""
    if leaf.several == Several.HIGHEST:
        return f"(MAX(r.count) FILTER (WHERE {here}))::bigint"
    if leaf.several == Several.ONCE:
        return f"(MAX(1) FILTER (WHERE {here}))::bigint"
    return f"SUM(r.count) FILTER (WHERE {here})"


def _with_rows(table: str, leaves: list[Criterion], ids: dict[int, list[int]]) -> list[Criterion]:
    """Those leaves for which a table has rows at all: the others cost nothing."""
    if not leaves:
        return []
    every = [pk for leaf in leaves for pk in ids[leaf.pk]]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT c.id FROM unnest(%s::bigint[]) AS c(id) WHERE EXISTS "
            f"(SELECT 1 FROM {table} t WHERE t.criterion_id = c.id)",
            [every],
        )
        found = {pk for (pk,) in cursor.fetchall()}
    return [leaf for leaf in leaves if found.intersection(ids[leaf.pk])]
