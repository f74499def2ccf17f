"""The ranking, computed in sets inside PostgreSQL. No loop over entries, no float.

    compiled      a scorecard's tree and links, prepared for the SQL builders
    sources       reports, measures, own maxima, earlier rankings: one CTE each
    hypothetical  values of score sheets instead of measures, for the provisional points of a sheet
    gathering     one row an entry with the numbers that the rules read
    points        points of leaves and groups
    totals        sums and totals
    grades        the grade of an entry by itself
    lines         statements that write lines with their places
    given         grades after the limits of organisations and quotas
    checksum      SHA-256 over a ranking

The same SQL serves one entry, a whole country and a what-if. docs/scorecards.md defines what it
computes and shows one statement in full.
"""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Exists, OuterRef

from campaigns.models import Entry, Plan

from ...models import Ranking, RankingLine
from . import given, lines
from .checksum import checksum
from .compiled import CompiledScorecard
from .scope import Scope

# All lines of a plan are sorted at once; with less memory the sort goes through files. A planner
# without statistics, as right after a bulk load, would look up the sums of reports entry by entry
# (67 s measured for 6,435 entries), so nested loops are off. The time-out is several times what
# the whole country takes, so that one plan cannot block the others.
_SETTINGS_FOR_ALL = (
    "SET LOCAL work_mem = '256MB'; SET LOCAL enable_nestloop = off; "
    "SET LOCAL statement_timeout = '120s'"
)
_DEFAULT_SETTINGS = (
    "SET LOCAL work_mem TO DEFAULT; SET LOCAL enable_nestloop TO DEFAULT; "
    "SET LOCAL statement_timeout TO DEFAULT"
)

__all__ = [
    "CompiledScorecard",
    "checksum",
    "compiled_scorecards",
    "compute",
    "compute_all",
    "has_moved",
    "hypothetical_lines",
]


def compute(ranking: Ranking, plan: Plan, entry_ids: list[int] | None = None) -> None:
    """Update lines, places and grades of a draft ranking, for `entry_ids` or all.

    Runs in the caller's transaction.
    """
    scorecards = compiled_scorecards(plan)
    if entry_ids is None:
        compute_all(lines.LINES, scorecards, plan.pk, ranking.pk)
    else:
        _compute_some(ranking, scorecards, plan, entry_ids)


def compiled_scorecards(plan: Plan) -> list[CompiledScorecard]:
    """The scorecards that entries of the plan are scored by. 2 queries."""
    used = plan.scorecards.filter(Exists(Entry.objects.filter(scorecard=OuterRef("pk"))))
    used = used.order_by("pk").prefetch_related("criteria")
    return [CompiledScorecard(scorecard) for scorecard in used]


def compute_all(
    table: str, scorecards: list[CompiledScorecard], plan_id: int, ranking_id: int
) -> None:
    """Write all lines of a plan to `table`, then the grades by scorecard."""
    if not scorecards:
        return
    scope = Scope(plan_id)
    with connection.cursor() as cursor:
        cursor.execute(_SETTINGS_FOR_ALL)
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table} WHERE ranking_id = %s)", [ranking_id])
        [has_lines] = cursor.fetchone()
        if has_lines:
            cursor.execute(lines.write_again(table, scorecards, scope, ranking_id))
            done = []
        else:
            cursor.execute(lines.write_first(table, scorecards, scope, ranking_id))
            done = [scorecards[n] for n in given.limited_by_quotas_only(scorecards)]
        for compiled in given.in_order(scorecards):
            if compiled not in done and not given.is_always_own(compiled):
                cursor.execute(given.give_grades(table, compiled, ranking_id, None))
        cursor.execute(_DEFAULT_SETTINGS)


def hypothetical_lines(
    compiled: CompiledScorecard, plan: Plan, entry_ids: Iterable[int], columns: Iterable[str]
) -> dict[int, RankingLine]:
    """Lines by entry id as if the score sheets counted in their present state.

    `columns` of the sheets, the strongest first. Unsaved lines with points and own grade, without
    places; at a leaf that compares with the best of a cluster only these entries are compared. One
    statement, and some to find which leaves have measures, whatever the number of entries.
    """
    scope = Scope(plan.pk, tuple(entry_ids), tuple(columns))
    ctes, combined = lines.scored([compiled], scope, 0)
    with connection.cursor() as cursor:
        cursor.execute(f"WITH\n{ctes}\n{combined}")
        rows = cursor.fetchall()
    by_entry = {}
    for row in rows:
        values = dict(zip(lines.COLUMNS, row, strict=True))
        line = RankingLine(**values, given_grade=values["own_grade"])
        line.scorecard = compiled.scorecard
        by_entry[line.entry_id] = line
    return by_entry


def _compute_some(
    ranking: Ranking, scorecards: list[CompiledScorecard], plan: Plan, entry_ids: list[int]
) -> None:
    """Recompute the entries, and the clusters whose places or grades depend on them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, scorecard_id, cluster_id FROM campaigns_entry WHERE id = ANY(%s)",
            [entry_ids],
        )
        rows = cursor.fetchall()
        clusters = sorted({cluster for _, _, cluster in rows})
        for compiled in scorecards:
            ids = {pk for pk, scorecard, _ in rows if scorecard == compiled.scorecard.pk}
            if not ids:
                continue
            if compiled.is_relative:
                ids = _ids_in_clusters(cursor, compiled, plan, clusters)
            scope = Scope(plan.pk, tuple(sorted(ids)))
            cursor.execute(lines.write_some(lines.LINES, [compiled], scope, ranking.pk))
        cursor.execute(lines.give_places(lines.LINES, ranking.pk, clusters))
        of_heads = _clusters_of_heads(cursor, plan, scorecards, clusters)
        touched = sorted({*clusters, *of_heads})
        for compiled in given.in_order(scorecards):
            if not given.is_always_own(compiled):
                cursor.execute(given.give_grades(lines.LINES, compiled, ranking.pk, touched))


def _ids_in_clusters(
    cursor, compiled: CompiledScorecard, plan: Plan, clusters: list[int]
) -> set[int]:
    cursor.execute(
        "SELECT id FROM campaigns_entry "
        "WHERE plan_id = %s AND scorecard_id = %s AND cluster_id = ANY(%s)",
        [plan.pk, compiled.scorecard.pk, clusters],
    )
    return {pk for (pk,) in cursor.fetchall()}


def _clusters_of_heads(
    cursor, plan: Plan, scorecards: list[CompiledScorecard], clusters: list[int]
) -> set[int]:
    """Clusters of the entries whose grade is limited by an organisation in `clusters`."""
    graded = [compiled for compiled in scorecards if compiled.grading]
    if not any(compiled.grading.not_above_organisation for compiled in graded):
        return set()
    is_wide = any(given.has_wide_quota(compiled) for compiled in graded)
    inside = "" if is_wide else "AND o.cluster_id = ANY(%s)"
    cursor.execute(
        "SELECT DISTINCT e.cluster_id FROM campaigns_entry e "
        f"JOIN campaigns_entry o ON o.id = e.organisation_id WHERE e.plan_id = %s {inside}",
        [plan.pk] if is_wide else [plan.pk, clusters],
    )
    return {pk for (pk,) in cursor.fetchall()}


def has_moved(ranking: Ranking, plan: Plan, entry_ids: list[int]) -> bool:
    """Whether one of the entries is in another cluster or list than its line."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT EXISTS (
                SELECT 1 FROM campaigns_entry e
                JOIN scoring_rankingline l ON l.entry_id = e.id AND l.ranking_id = %s
                WHERE e.plan_id = %s AND e.id = ANY(%s)
                AND (l.cluster_id, l.list) <> (e.cluster_id, e.list))
            """,
            [ranking.pk, plan.pk, entry_ids],
        )
        return cursor.fetchone()[0]
