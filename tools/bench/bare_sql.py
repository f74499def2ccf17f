"""The ranking as one plain statement, into a table of the same columns without triggers.

Counts, points, caps, totals, places and the arrays; written only for this scorecard.
"""

from decimal import Decimal

from django.db import connection

from .database import LINES, execute, repeat, rows_of, the_plan

BARE = "bench_line"


def run(task: dict) -> dict:
    execute(f"DROP TABLE IF EXISTS {BARE}")
    execute(
        f"CREATE TABLE {BARE} (LIKE {LINES} INCLUDING INDEXES INCLUDING IDENTITY "
        "INCLUDING DEFAULTS INCLUDING CONSTRAINTS)"
    )
    statement = bare_statement(the_plan())
    seconds = repeat(lambda: execute(f"TRUNCATE {BARE}"), lambda: execute(statement), task["runs"])
    answer = {"seconds": seconds, "rows": rows_of(BARE)}
    if task.get("explain"):
        execute(f"TRUNCATE {BARE}")
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {statement}")
            answer["explain"] = "\n".join(line[:300] for (line,) in cursor.fetchall())
    return answer


def bare_statement(plan) -> str:
    card = plan.scorecards.get()
    nodes = list(card.criteria.order_by("position"))
    leaves = [node for node in nodes if node.is_leaf]
    unit = card.unit

    def units(number) -> int:
        return int(Decimal(number) * unit)

    place = {leaf.pk: n for n, leaf in enumerate(leaves, 1)}
    points = ", ".join(
        f"LEAST(COALESCE(n[{place[leaf.pk]}], 0) * {units(leaf.params['per'])}, "
        f"{units(leaf.maximum)})::bigint AS p{leaf.position}"
        for leaf in leaves
    )
    groups, best = [], []
    for group in (node for node in nodes if not node.is_leaf):
        inside = [leaf for leaf in leaves if leaf.parent_id == group.pk]
        cap = units(group.maximum)
        text = " + ".join(f"p{leaf.position}" for leaf in inside)
        groups.append(f"LEAST({text}, {cap}) AS p{group.position}")
        text = " + ".join(
            f"CASE WHEN n[{place[leaf.pk]}] IS NULL THEN {units(leaf.maximum)} "
            f"ELSE p{leaf.position} END"
            for leaf in inside
        )
        best.append(f"LEAST({text}, {cap})")
    total = " + ".join(f"p{node.position}" for node in nodes if not node.is_leaf)
    states = ", ".join(
        f"CASE WHEN n[{place[node.pk]}] IS NULL THEN 0 ELSE 1 END" if node.is_leaf else "-1"
        for node in nodes
    )
    array = ", ".join(f"p{node.position}" for node in nodes)
    one = f"{Decimal(1) / unit:f}"
    order = ", ".join(f"({pk}, {n})" for pk, n in place.items())
    return f"""
        INSERT INTO {BARE} (ranking_id, entry_id, scorecard_id, cluster_id, list,
            days_served, standing, total, raw_total, bonus, deduction, best_total, worst_total,
            tie_keys, reasons, limits, limit_numbers, earlier_lines, states, inputs, points,
            place, tied_with)
        WITH counted AS (
            SELECT entry_id, criterion_id, SUM(count) AS n FROM evidence_reportcount
            WHERE is_verified GROUP BY entry_id, criterion_id
        ), cells AS (
            SELECT entry_id, array_agg(n ORDER BY place) AS n FROM (
                SELECT e.id AS entry_id, l.place, c.n
                FROM campaigns_entry e CROSS JOIN (VALUES {order}) AS l (criterion, place)
                LEFT JOIN counted c ON c.entry_id = e.id AND c.criterion_id = l.criterion
                WHERE e.plan_id = {plan.pk}
            ) t GROUP BY entry_id
        ), leaves AS (SELECT entry_id, n, {points} FROM cells OFFSET 0),
        groups AS (SELECT *, {", ".join(groups)} FROM leaves OFFSET 0),
        totals AS (
            SELECT *, {total} AS total, CASE WHEN array_position(n, NULL) IS NOT NULL
                THEN {" + ".join(best)} END AS best FROM groups OFFSET 0
        ), lines AS (
            SELECT t.entry_id, e.scorecard_id, e.cluster_id, e.list, e.days_served, total, best,
                ARRAY[{states}]::smallint[] AS states, n AS inputs,
                ARRAY[{array}]::bigint[] AS points
            FROM totals t JOIN campaigns_entry e ON e.id = t.entry_id
        )
        SELECT 1, entry_id, scorecard_id, cluster_id, list, days_served, 'ranked', total * {one},
            total * {one}, 0, 0, best * {one},
            CASE WHEN best IS NOT NULL THEN total * {one} END, '{{}}', '{{}}', '{{}}', '{{}}',
            '{{}}',
            states, inputs, points, rank() OVER (PARTITION BY cluster_id, list ORDER BY total DESC),
            count(*) OVER (PARTITION BY cluster_id, list, total) - 1
        FROM lines
    """  # noqa: S608 (ids and numbers of ours)
