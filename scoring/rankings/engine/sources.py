"""Sources of numbers: verified reports, measures, own maxima, earlier rankings.

Each source is one CTE with one row an entry. Columns, by position of the leaf (and part):
`state_12, count_12_1, denominator_12_1, excluded_12_1, shared_12, is_excepted_12, maximum_12`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection

from campaigns.models import Criterion, Scorecard, Several
from campaigns.queries.scorecards import ids_over_versions

from ...models import LeafState, MeasureState
from .compiled import CompiledScorecard
from .hypothetical import hypothetical_measures
from .scope import Scope
from .sql import column_list

_STATE_OF_MEASURE = (
    f"CASE m.state WHEN '{MeasureState.COUNTED}' THEN {LeafState.COUNTED} "
    f"WHEN '{MeasureState.NOT_APPLICABLE}' THEN {LeafState.NOT_APPLICABLE} "
    f"ELSE {LeafState.REFUSED} END"
)


@dataclass(frozen=True)
class Source:
    """A CTE with at most one row an entry."""

    name: str
    comment: str
    query: str


class Sources:
    """The sources of one scorecard.

    The leaves with rows in a table are found once, on an index; the others cost nothing.
    """

    def __init__(self, compiled: CompiledScorecard, scope: Scope) -> None:
        self.compiled, self.scope = compiled, scope
        self.ids = ids_over_versions(compiled.leaves)
        self.measured = self._measured_leaves()
        own = [leaf for leaf in compiled.leaves if leaf.own_maximum]
        self.with_own_maximum = self._leaves_with_rows("scoring_ownmaximum", own)

    def all(self) -> list[Source]:
        sources = []
        if self.compiled.report_leaves:
            sources.append(self._reported())
        if self.measured:
            sources.append(self._measures())
        if self.with_own_maximum:
            sources.append(self._own_maxima())
        if self.compiled.ranking_leaves:
            sources.append(self._earlier_rankings())
        return sources

    def _measured_leaves(self) -> list[Criterion]:
        leaves = self.compiled.leaves
        measured = self._leaves_with_rows("scoring_measure", leaves)
        if not self.scope.columns:
            return measured
        with_values = self._leaves_with_rows("scoring_sheetvalue", leaves)
        return [leaf for leaf in leaves if leaf in measured or leaf in with_values]

    def _leaves_with_rows(self, table: str, leaves: list[Criterion]) -> list[Criterion]:
        """The leaves for which a table has rows. 1 query."""
        if not leaves:
            return []
        every = [pk for leaf in leaves for pk in self.ids[leaf.pk]]
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT c.id FROM unnest(%s::bigint[]) AS c(id) WHERE EXISTS "
                f"(SELECT 1 FROM {table} t WHERE t.criterion_id = c.id)",
                [every],
            )
            present = {pk for (pk,) in cursor.fetchall()}
        return [leaf for leaf in leaves if present.intersection(self.ids[leaf.pk])]

    def _is(self, column: str, leaf: Criterion) -> str:
        return f"{column} IN ({','.join(str(pk) for pk in self.ids[leaf.pk])})"

    def _all_ids(self, leaves: Iterable[Criterion]) -> str:
        return ",".join(str(pk) for leaf in leaves for pk in self.ids[leaf.pk])

    def _per_entry(self, table: str, alias: str, columns: Iterable[str], where: str) -> str:
        entries = self.scope.of_id(f"{alias}.entry_id", self.compiled.scorecard.pk)
        return (
            f"SELECT {alias}.entry_id,\n  {column_list(columns)}\nFROM {table} {alias}\n"
            f"WHERE {entries}{where}\nGROUP BY {alias}.entry_id"
        )

    # Verified reports

    def _reported(self) -> Source:
        leaves = self.compiled.report_leaves
        columns = [text for leaf in leaves for text in self._reported_columns(leaf)]
        where = f" AND r.is_verified AND r.criterion_id IN ({self._all_ids(leaves)})"
        return Source(
            "reported",
            "Counts of verified reports",
            self._per_entry("evidence_reportcount", "r", columns, where),
        )

    def _reported_columns(self, leaf: Criterion) -> Iterator[str]:
        here, at = self._is("r.criterion_id", leaf), leaf.position
        if leaf.rule.reads_ratio:
            yield f"SUM(r.denominator) FILTER (WHERE {here}) AS denominator_{at}"
            yield f"SUM(r.excluded) FILTER (WHERE {here}) AS excluded_{at}"
        if not leaf.not_counted_with:
            yield f"{_combined_count(leaf, here)} AS count_{at}"
            return
        others = [o for code in leaf.not_counted_with for o in self.compiled.leaves_under(code)]
        is_shared = (
            "EXISTS (SELECT 1 FROM evidence_reportcount o WHERE o.report_id = r.report_id "
            f"AND o.criterion_id IN ({self._all_ids(others)}))"
        )
        if leaf.several == Several.SUM:
            yield f"{_combined_count(leaf, here)} AS count_{at}"
            yield f"SUM(r.count) FILTER (WHERE {here} AND {is_shared}) AS shared_{at}"
        else:
            # A highest count has no shared part: such reports are not considered at all.
            unshared = _combined_count(leaf, f"{here} AND NOT {is_shared}")
            has_reports = f"COUNT(*) FILTER (WHERE {here}) > 0"
            yield f"CASE WHEN {has_reports} THEN COALESCE({unshared}, 0) END AS count_{at}"

    # Measures, and the values of score sheets

    def _measures(self) -> Source:
        columns = [text for leaf in self.measured for text in self._measured_columns(leaf)]
        table, comment = "scoring_measure", "Measures on record"
        if self.scope.columns:
            table = hypothetical_measures(self.scope, self.ids)
            comment = "Values of score sheets, measures where a sheet has none"
        where = f" AND m.criterion_id IN ({self._all_ids(self.measured)})"
        return Source("measures", comment, self._per_entry(table, "m", columns, where))

    def _measured_columns(self, leaf: Criterion) -> Iterator[str]:
        at, rule = leaf.position, leaf.rule
        here = self._is("m.criterion_id", leaf)
        cast = "::bigint" if rule.has_whole_counts else ""
        yield f"MAX({_STATE_OF_MEASURE}) FILTER (WHERE {here}) AS state_{at}"
        parts = range(1, len(rule.part_names) + 1)
        for n in parts:
            this = f"{here} AND m.part = {n}" if len(parts) > 1 else here
            yield f"(MAX(m.count) FILTER (WHERE {this})){cast} AS count_{at}_{n}"
            if has_denominator(leaf):
                yield f"(MAX(m.denominator) FILTER (WHERE {this})){cast} AS denominator_{at}_{n}"
            if rule.reads_denominator:
                yield f"(MAX(m.excluded) FILTER (WHERE {this})){cast} AS excluded_{at}_{n}"
        if leaf.not_counted_with:
            yield f"(MAX(m.shared) FILTER (WHERE {here})){cast} AS shared_{at}"
        if rule.has_exception:
            yield f"BOOL_OR(m.is_excepted) FILTER (WHERE {here}) AS is_excepted_{at}"

    def _own_maxima(self) -> Source:
        columns = [
            f"(MAX(o.maximum) FILTER (WHERE {self._is('o.criterion_id', leaf)}) "
            f"* {self.compiled.unit})::bigint AS maximum_{leaf.position}"
            for leaf in self.with_own_maximum
        ]
        return Source(
            "own_maxima",
            "Maxima approved for single entries, in units",
            self._per_entry("scoring_ownmaximum", "o", columns, ""),
        )

    # Earlier rankings

    def _earlier_rankings(self) -> Source:
        columns = []
        for leaf in self.compiled.ranking_leaves:
            if leaf.period_grade:
                level = self._level_in_earlier_line(leaf.period_grade)
                count = f"COUNT(*) FILTER (WHERE line.given_grade <= {level})"
            else:
                count = "SUM(line.total)"
            columns += [f"{count} AS count_{leaf.position}"]
            columns += [f"COUNT(*) AS denominator_{leaf.position}"]
        chosen = self.scope.of_entry("e", self.compiled.scorecard.pk)
        query = f"""
SELECT e.id AS entry_id,
  array_agg(line.id ORDER BY earlier.ends_on, earlier.id) AS earlier_lines,
  {column_list(columns)}
FROM campaigns_entry e
JOIN campaigns_plan p ON p.id = e.plan_id
JOIN campaigns_plan earlier ON earlier.campaign_id = p.campaign_id AND earlier.id <> p.id
  AND earlier.ends_on <= p.ends_on
JOIN LATERAL (
  SELECT sealed.id FROM scoring_ranking sealed
  WHERE sealed.plan_id = earlier.id AND sealed.number IS NOT NULL
  ORDER BY sealed.number DESC LIMIT 1
) ranking ON true
JOIN campaigns_entry same ON same.plan_id = earlier.id
  AND (COALESCE(same.body_id, 0), COALESCE(same.mandate_id, 0))
    = (COALESCE(e.body_id, 0), COALESCE(e.mandate_id, 0))
JOIN scoring_rankingline line ON line.ranking_id = ranking.id AND line.entry_id = same.id
  AND line.total IS NOT NULL
WHERE {chosen}
GROUP BY e.id"""
        return Source(
            "earlier_rankings",
            "Totals and grades in the latest sealed ranking of each earlier plan",
            query,
        )

    def _level_in_earlier_line(self, grade: str) -> str:
        """SQL: number of a grade in the scorecard of an earlier line, or -1. 1 query."""
        campaign = self.compiled.scorecard.plan.campaign_id
        numbers = {}
        for scorecard in Scorecard.objects.filter(plan__campaign=campaign).exclude(grading={}):
            codes = [level.code for level in scorecard.read_grading.levels]
            if grade in codes:
                numbers[scorecard.pk] = codes.index(grade)
        whens = " ".join(f"WHEN {pk} THEN {number}" for pk, number in numbers.items())
        return f"(CASE line.scorecard_id {whens} ELSE -1 END)" if whens else "-1"


def has_denominator(leaf: Criterion) -> bool:
    """Whether a denominator is read: by the shape, or only to see that nothing arose."""
    return leaf.rule.reads_denominator or (bool(leaf.none_arisen) and not leaf.rule.has_parts)


def _combined_count(leaf: Criterion, here: str) -> str:
    """SQL of one count from the counts of several reports."""
    if leaf.several == Several.HIGHEST:
        return f"(MAX(r.count) FILTER (WHERE {here}))::bigint"
    if leaf.several == Several.ONCE:
        return f"(MAX(1) FILTER (WHERE {here}))::bigint"
    return f"SUM(r.count) FILTER (WHERE {here})"
