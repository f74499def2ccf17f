"""What would change under other rules: computed by the same engine, kept nowhere."""

import json
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection, transaction

from campaigns.models import EntryList, Plan, Scorecard
from campaigns.rules import counts_alike
from campaigns.scorecards.document import Document
from campaigns.scorecards.grading import Grading
from campaigns.scorecards.storing import criteria_of, scorecard_of

from .. import queries
from ..models import Ranking
from . import engine
from .engine.lines import LINES

_NOW, _THEN = "lines_now", "lines_then"
MOST_MOVES = 200


@dataclass(frozen=True)
class Position:
    """Where an entry stands: None where it has no place, total or grade."""

    place: int | None
    total: Decimal | None
    grade: str | None


@dataclass(frozen=True)
class Move:
    """An entry whose place or grade would be another."""

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
    """How many entries were compared, how many would change, and the largest moves first."""

    compared: int
    rescored: int
    moved: int
    regraded: int
    changed: int  # in place or grade; `moves` has the first of them
    moves: list[Move]


def what_if(plan: Plan, scorecard: Scorecard, document: Document) -> WhatIf:
    """Rank the plan with `document` in the place of one of its published scorecards.

    The lines go to tables of this transaction that vanish with it. What was counted goes on for
    the criteria of the same code and kind; for the others nothing is known.
    """
    cards = engine.cards_of(plan)
    supposed = [
        _supposed(card, document) if card.scorecard == scorecard else card for card in cards
    ]
    with transaction.atomic():
        now, ranking_id = _lines_now(plan, cards)
        _fill(_THEN, plan, supposed, ranking_id)
        found = _compare(now, _grade_names(cards), _grade_names(supposed))
        transaction.set_rollback(True)
    return found


def _supposed(card: engine.Card, document: Document) -> engine.Card:
    """The card of a document; leaves that count the same keep their ids, and so their measures."""
    kept = card.scorecard
    scorecard = scorecard_of(document, kept.plan, version=kept.version)
    scorecard.pk, scorecard.decimals = kept.pk, max(scorecard.decimals, kept.decimals)
    made = {}
    for node, criterion in zip(document.nodes, criteria_of(document, scorecard, {}), strict=True):
        old = card.by_code.get(criterion.code)
        goes_on = old and criterion.is_leaf and old.is_leaf and counts_alike(old, criterion)
        criterion.pk = old.pk if goes_on else -criterion.position
        criterion.previous_id = old.previous_id if goes_on else None
        criterion.parent_id = made[node.parent].pk if node.parent else None
        made[node] = criterion
    return engine.Card(scorecard, list(made.values()))


def _lines_now(plan: Plan, cards: list[engine.Card]) -> tuple[str, int]:
    """The table with the lines of today: the draft ranking, or anew while changes wait for it."""
    draft = Ranking.objects.draft_of(plan)
    if draft and not queries.is_catching_up(plan):
        return LINES, draft.pk
    _fill(_NOW, plan, cards, 0)
    return _NOW, 0


def _fill(table: str, plan: Plan, cards: list[engine.Card], ranking_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {table} (LIKE {LINES} INCLUDING ALL)")
    engine.compute_all(table, cards, plan.pk, ranking_id)


def _grade_names(cards: list[engine.Card]) -> dict[int, list[str]]:
    return {card.scorecard.pk: _names(card.grading) for card in cards}


def _names(grading: Grading | None) -> list[str]:
    return [level.name for level in grading.levels] if grading else []


_DIFFERENT = """
    FROM {now} b JOIN {then} a ON a.entry_id = b.entry_id AND a.ranking_id = b.ranking_id
    JOIN campaigns_entry e ON e.id = b.entry_id
    JOIN participants_cluster c ON c.id = e.cluster_id
    LEFT JOIN jsonb_each(%(before)s::jsonb) nb ON nb.key = b.scorecard_id::text
    LEFT JOIN jsonb_each(%(after)s::jsonb) na ON na.key = a.scorecard_id::text
    CROSS JOIN LATERAL (SELECT
        a.place IS DISTINCT FROM b.place AS has_moved,
        a.total IS DISTINCT FROM b.total AS is_rescored,
        na.value ->> a.given_grade::int AS grade_then,
        nb.value ->> b.given_grade::int AS grade_now
    ) d
"""


def _compare(now: str, before: dict, after: dict) -> WhatIf:
    different = _DIFFERENT.format(now=now, then=_THEN)
    changed = "d.has_moved OR d.grade_then IS DISTINCT FROM d.grade_now"
    values = {"before": json.dumps(before), "after": json.dumps(after), "most": MOST_MOVES}
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT count(*), count(*) FILTER (WHERE d.is_rescored),
                count(*) FILTER (WHERE d.has_moved),
                count(*) FILTER (WHERE d.grade_then IS DISTINCT FROM d.grade_now),
                count(*) FILTER (WHERE {changed})
            {different}
            """,
            values,
        )
        counts = cursor.fetchone()
        cursor.execute(
            f"""
            SELECT e.name, e.unit_name, c.name, e.list, b.place, b.total, d.grade_now,
                a.place, a.total, d.grade_then
            {different} WHERE {changed}
            ORDER BY d.grade_then IS DISTINCT FROM d.grade_now DESC,
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
