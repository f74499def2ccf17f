"""The ranking, computed set by set inside PostgreSQL. No loop over entries, no float.

The same statements serve a whole plan and a handful of entries: `entry_ids` narrows every step.
A scorecard is compiled to one statement with a column per node; leaves take their expression
from their rule (campaigns/rules), groups are clamped sums of what is below them.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db import connection

from campaigns.models import Criterion, Plan, Scorecard
from campaigns.rules.base import sql_number

from .models import Ranking


def compute(ranking: Ranking, plan: Plan, entry_ids: list[int] | None = None) -> None:
    """Bring lines and places of a draft ranking up to date, for `entry_ids` or the whole plan.

    Runs in the caller's transaction: whole or not at all. Statements: 2 and one a scorecard.
    """
    scope = Scope(plan.pk, entry_ids)
    with connection.cursor() as cursor:
        cursor.execute(*_count_reports(scope))
        for scorecard in plan.scorecards.prefetch_related("criteria"):
            cursor.execute(*_write_lines(ranking, scorecard, scope))
        cursor.execute(*_give_places(ranking, scope))


def has_moved(ranking: Ranking, plan: Plan, entry_ids: list[int]) -> bool:
    """Whether one of the entries stands in another cluster or list than its line says."""
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


@dataclass(frozen=True)
class Scope:
    """Which entries a statement is about: all of a plan, or those of a list."""

    plan_id: int
    entry_ids: list[int] | None

    def where(self, alias: str) -> tuple[str, list]:
        if self.entry_ids is None:
            return f"{alias}.plan_id = %s", [self.plan_id]
        return f"{alias}.plan_id = %s AND {alias}.id = ANY(%s)", [self.plan_id, self.entry_ids]


def _count_reports(scope: Scope) -> tuple[str, list]:
    """Measures from verified reports: what is new or different is written, what is gone goes.

    A measure of another origin is left as it is, and stands before the reports.
    """
    where, params = scope.where("e")
    return (
        f"""
        WITH fresh AS (
            SELECT r.entry_id, c.criterion_id, SUM(c.count) AS count
            FROM evidence_activityreport r
            JOIN campaigns_entry e ON e.id = r.entry_id
            JOIN evidence_reportcount c ON c.report_id = r.id
            WHERE r.state = 'verified' AND {where}
            GROUP BY r.entry_id, c.criterion_id
        ), gone AS (
            DELETE FROM scoring_measure m USING campaigns_entry e
            WHERE m.entry_id = e.id AND m.source = 'reports' AND {where} AND NOT EXISTS (
                SELECT 1 FROM fresh f
                WHERE f.entry_id = m.entry_id AND f.criterion_id = m.criterion_id)
        )
        INSERT INTO scoring_measure (entry_id, criterion_id, state, source, count)
        SELECT entry_id, criterion_id, 'counted', 'reports', count FROM fresh
        ON CONFLICT (entry_id, criterion_id) DO UPDATE SET count = EXCLUDED.count
        WHERE scoring_measure.source = 'reports' AND scoring_measure.count <> EXCLUDED.count
        """,
        [*params, *params],
    )


def _write_lines(ranking: Ranking, scorecard: Scorecard, scope: Scope) -> tuple[str, list]:
    where, params = scope.where("e")
    return (
        f"""
        INSERT INTO scoring_rankingline
            (ranking_id, entry_id, scorecard_id, cluster_id, list, tied_with, total, counts, points)
        {points_statement(list(scorecard.criteria.all()), where)}
        ON CONFLICT (ranking_id, entry_id) DO UPDATE SET
            scorecard_id = EXCLUDED.scorecard_id, cluster_id = EXCLUDED.cluster_id,
            list = EXCLUDED.list, total = EXCLUDED.total,
            counts = EXCLUDED.counts, points = EXCLUDED.points
        WHERE (scoring_rankingline.scorecard_id, scoring_rankingline.cluster_id,
               scoring_rankingline.list, scoring_rankingline.total,
               scoring_rankingline.counts, scoring_rankingline.points)
              IS DISTINCT FROM (EXCLUDED.scorecard_id, EXCLUDED.cluster_id,
                                EXCLUDED.list, EXCLUDED.total,
                                EXCLUDED.counts, EXCLUDED.points)
        """,
        [*params, scorecard.pk, ranking.pk],
    )


def points_statement(criteria: list[Criterion], where: str) -> str:
    """SELECT of one scorecard's lines; takes the scope's parameters, scorecard id, ranking id.

    One column `c<position>` with the count of each leaf, one `p<position>` with the points of
    each node. Groups are added one floor at a time, from the deepest upwards.
    """
    nodes = sorted(criteria, key=lambda node: node.position)
    leaves = [node for node in nodes if node.is_leaf]
    counts = ", ".join(
        f"MAX(m.count) FILTER (WHERE m.criterion_id = {leaf.pk:d}) AS c{leaf.position:d}"
        for leaf in leaves
    )
    points = ", ".join(
        f"{leaf.rule.formula(f'c{leaf.position:d}')} AS p{leaf.position:d}" for leaf in leaves
    )
    floors, top = _group_floors(nodes)
    roots = " + ".join(f"p{node.position:d}" for node in nodes if node.parent_id is None)
    all_counts = ", ".join(
        f"c{node.position:d}" if node.is_leaf else "NULL::numeric" for node in nodes
    )
    all_points = ", ".join(f"p{node.position:d}" for node in nodes)
    return f"""
        WITH counted AS (
            SELECT e.id AS entry_id, e.scorecard_id, e.cluster_id, e.list, {counts}
            FROM campaigns_entry e
            LEFT JOIN scoring_measure m ON m.entry_id = e.id AND m.state = 'counted'
            WHERE {where} AND e.scorecard_id = %s
            GROUP BY e.id
        ), floor_0 AS (SELECT *, {points} FROM counted){floors}
        SELECT %s, entry_id, scorecard_id, cluster_id, list, 0, {roots},
               ARRAY[{all_counts}]::numeric[], ARRAY[{all_points}]::numeric[]
        FROM {top}
    """


def _group_floors(nodes: list[Criterion]) -> tuple[str, str]:
    """CTEs that add children into their group, each clamped to 0 and the group's maximum."""
    children, height = defaultdict(list), {}
    for node in reversed(nodes):  # children stand after their parent
        height[node.pk] = 1 + max((height[child.pk] for child in children[node.pk]), default=-1)
        children[node.parent_id].append(node)
    text, below = "", "floor_0"
    for floor in range(1, max(height.values(), default=0) + 1):
        sums = ", ".join(
            f"LEAST(GREATEST({' + '.join(f'p{c.position:d}' for c in children[node.pk])}, 0), "
            f"{sql_number(node.maximum)}) AS p{node.position:d}"
            for node in nodes
            if height[node.pk] == floor
        )
        text += f", floor_{floor} AS (SELECT *, {sums} FROM {below})"
        below = f"floor_{floor}"
    return text, below


def _give_places(ranking: Ranking, scope: Scope) -> tuple[str, list]:
    """Competition places (1, 2, 2, 4) in each cluster and list that the scope touches."""
    touched, params = "", [ranking.pk]
    if scope.entry_ids is not None:
        touched = """AND (l.cluster_id, l.list) IN (
            SELECT t.cluster_id, t.list FROM scoring_rankingline t
            WHERE t.ranking_id = %s AND t.entry_id = ANY(%s))"""
        params += [ranking.pk, scope.entry_ids]
    return (
        f"""
        UPDATE scoring_rankingline l SET place = r.place, tied_with = r.tied_with
        FROM (
            SELECT l.id,
                   rank() OVER (PARTITION BY l.cluster_id, l.list ORDER BY l.total DESC) AS place,
                   count(*) OVER (PARTITION BY l.cluster_id, l.list, l.total) - 1 AS tied_with
            FROM scoring_rankingline l
            WHERE l.ranking_id = %s {touched}
        ) r
        WHERE l.id = r.id AND (l.place, l.tied_with) IS DISTINCT FROM (r.place, r.tied_with)
        """,
        params,
    )


def checksum(ranking: Ranking) -> str:
    """SHA-256 (hex) over a ranking: its lines, and the criteria that they were computed by.

    Each value is written the same way whenever it is the same.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH written AS (
                SELECT 'line' AS part, entry_id AS id,
                    concat_ws('|', entry_id, scorecard_id, cluster_id, list, trim_scale(total),
                        place,
                        (SELECT string_agg(coalesce(trim_scale(c)::text, '-'), ',' ORDER BY n)
                         FROM unnest(counts) WITH ORDINALITY AS u(c, n)),
                        (SELECT string_agg(trim_scale(p)::text, ',' ORDER BY n)
                         FROM unnest(points) WITH ORDINALITY AS u(p, n))) AS text
                FROM scoring_rankingline WHERE ranking_id = %s
                UNION ALL
                SELECT 'rule', c.id, concat_ws('|', c.scorecard_id, c.position, c.parent_id, c.code,
                    c.name, trim_scale(c.maximum), c.shape, c.params, c.source)
                FROM campaigns_criterion c WHERE c.scorecard_id IN (
                    SELECT scorecard_id FROM scoring_rankingline WHERE ranking_id = %s)
            )
            SELECT encode(sha256(convert_to(
                coalesce(string_agg(text, E'\n' ORDER BY part, id), ''), 'UTF8')), 'hex')
            FROM written
            """,
            [ranking.pk, ranking.pk],
        )
        return cursor.fetchone()[0]
