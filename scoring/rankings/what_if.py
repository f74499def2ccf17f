"""What would change under other rules: computed by the same engine, stored nowhere."""

import json
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection, transaction

from campaigns.models import EntryChange, EntryList, Plan, Scorecard
from campaigns.rules import counts_alike
from campaigns.scorecards.document import Document
from campaigns.scorecards.storing import criteria_of, scorecard_of

from ..models import Ranking
from . import engine
from .engine.lines import LINES

_CURRENT, _CHANGED = "lines_current", "lines_changed"
MOST_MOVES = 200


@dataclass(frozen=True)
class Position:
    """Place, total and grade of an entry; each None where it has none."""

    place: int | None
    total: Decimal | None
    grade: str | None


@dataclass(frozen=True)
class Move:
    """An entry whose place or grade would change."""

    name: str
    unit_name: str
    cluster: str
    list: str
    now: Position
    then: Position

    @property
    def rises(self) -> bool:
        return None not in (self.now.place, self.then.place) and self.then.place < self.now.place

    @property
    def falls(self) -> bool:
        return None not in (self.now.place, self.then.place) and self.then.place > self.now.place


@dataclass(frozen=True)
class WhatIf:
    """Numbers of entries compared and changed, and the largest moves first."""

    compared: int
    rescored: int
    moved: int
    regraded: int
    changed: int  # in place or grade; `moves` has the first of them
    moves: list[Move]


def what_if(plan: Plan, scorecard: Scorecard, document: Document) -> WhatIf:
    """Rank the plan with `document` instead of one of its published scorecards.

    The lines are written to temporary tables, which are rolled back. Criteria of the same code
    and kind keep their measures and reports; the others have no data.
    """
    current = engine.compiled_scorecards(plan)
    changed = [
        _with_document(compiled, document) if compiled.scorecard == scorecard else compiled
        for compiled in current
    ]
    with transaction.atomic():
        table, ranking_id = _current_lines(plan, current)
        _write_lines(_CHANGED, plan, changed, ranking_id)
        result = _compare(table, _grade_names(current), _grade_names(changed))
        transaction.set_rollback(True)
    return result


def _with_document(
    compiled: engine.CompiledScorecard, document: Document
) -> engine.CompiledScorecard:
    """The compiled document; leaves that count alike keep their ids."""
    stored = compiled.scorecard
    scorecard = scorecard_of(document, stored.plan, version=stored.version)
    scorecard.pk, scorecard.decimals = stored.pk, max(scorecard.decimals, stored.decimals)
    made = {}
    for node, criterion in zip(document.nodes, criteria_of(document, scorecard, {}), strict=True):
        old = compiled.by_code.get(criterion.code)
        is_same = old and criterion.is_leaf and old.is_leaf and counts_alike(old, criterion)
        criterion.pk = old.pk if is_same else -criterion.position
        criterion.previous_id = old.previous_id if is_same else None
        criterion.parent_id = made[node.parent].pk if node.parent else None
        made[node] = criterion
    return engine.CompiledScorecard(scorecard, list(made.values()))


def _current_lines(plan: Plan, current: list[engine.CompiledScorecard]) -> tuple[str, int]:
    """Table and ranking id of the current lines.

    The draft ranking, or a temporary table while changes wait that the draft does not hold.
    """
    draft = Ranking.objects.draft_of(plan)
    if draft and not EntryChange.objects.filter(plan=plan).exists():
        return LINES, draft.pk
    _write_lines(_CURRENT, plan, current, 0)
    return _CURRENT, 0


def _write_lines(
    table: str, plan: Plan, compiled: list[engine.CompiledScorecard], ranking_id: int
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {table} (LIKE {LINES} INCLUDING ALL)")
    engine.compute_all(table, compiled, plan.pk, ranking_id)


def _grade_names(compiled: list[engine.CompiledScorecard]) -> dict[int, list[str]]:
    """Names of the levels by scorecard id, the best first."""
    return {
        each.scorecard.pk: [level.name for level in each.grading.levels] if each.grading else []
        for each in compiled
    }


_DIFFERENT = """
    FROM {current} b JOIN {changed} a
        ON a.entry_id = b.entry_id AND a.ranking_id = b.ranking_id
    JOIN campaigns_entry e ON e.id = b.entry_id
    JOIN participants_cluster c ON c.id = e.cluster_id
    LEFT JOIN jsonb_each(%(before)s::jsonb) nb ON nb.key = b.scorecard_id::text
    LEFT JOIN jsonb_each(%(after)s::jsonb) na ON na.key = a.scorecard_id::text
    CROSS JOIN LATERAL (SELECT
        a.place IS DISTINCT FROM b.place AS has_moved,
        a.total IS DISTINCT FROM b.total AS is_rescored,
        na.value ->> a.given_grade::int AS grade_after,
        nb.value ->> b.given_grade::int AS grade_before
    ) d
"""


def _compare(table: str, before: dict, after: dict) -> WhatIf:
    """Compare the current lines in `table` with the changed ones. 2 queries."""
    different = _DIFFERENT.format(current=table, changed=_CHANGED)
    is_regraded = "d.grade_after IS DISTINCT FROM d.grade_before"
    is_changed = f"d.has_moved OR {is_regraded}"
    values = {"before": json.dumps(before), "after": json.dumps(after), "most": MOST_MOVES}
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT count(*), count(*) FILTER (WHERE d.is_rescored),
                count(*) FILTER (WHERE d.has_moved),
                count(*) FILTER (WHERE {is_regraded}),
                count(*) FILTER (WHERE {is_changed})
            {different}
            """,
            values,
        )
        counts = cursor.fetchone()
        cursor.execute(
            f"""
            SELECT e.name, e.unit_name, c.name, e.list, b.place, b.total, d.grade_before,
                a.place, a.total, d.grade_after
            {different} WHERE {is_changed}
            ORDER BY {is_regraded} DESC,
                abs(a.place - b.place) DESC NULLS FIRST, c.position, a.place, e.sort_key
            LIMIT %(most)s
            """,
            values,
        )
        moves = [_move(row) for row in cursor.fetchall()]
    return WhatIf(*counts, moves)


def _move(row: tuple) -> Move:
    name, unit_name, cluster, entry_list, *standings = row
    return Move(
        name,
        unit_name,
        cluster,
        EntryList(entry_list).label,
        Position(*standings[:3]),
        Position(*standings[3:]),
    )
