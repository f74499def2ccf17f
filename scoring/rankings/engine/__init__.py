"""The ranking, computed set by set inside PostgreSQL. No loop over entries, no float.

    card       a scorecard's tree and links, ready to be computed
    gathering  reports, records, earlier rankings -> the numbers of each leaf
    points     numbers -> points of the tree, floor by floor, and totals
    grades     the grade of an entry by itself
    lines      writing them with their places
    given      what organisations and quotas leave of the grades
    checksum   one number over all of it
    supposed   records as score sheets would have them, for the provisional points of a sheet

The same SQL serves one entry, a whole country and a what-if; docs/scorecards.md is its meaning.
"""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Exists, OuterRef

from campaigns.models import Entry, Plan

from ...models import Ranking, RankingLine
from . import given, lines
from .card import Card
from .checksum import checksum
from .scope import Scope

# All lines of a plan are sorted at once: in less memory that goes through files. And a planner
# without statistics, as right after a bulk load, would look up the sums of reports entry by entry
# (67 s were seen for 6,435 entries); sets are hashed or merged, never looped over.
# No plan may hold up the others for longer than the whole country takes many times over.
_FOR_ALL = (
    "SET LOCAL work_mem = '256MB'; SET LOCAL enable_nestloop = off; "
    "SET LOCAL statement_timeout = '120s'"
)
_AS_BEFORE = (
    "SET LOCAL work_mem TO DEFAULT; SET LOCAL enable_nestloop TO DEFAULT; "
    "SET LOCAL statement_timeout TO DEFAULT"
)

__all__ = ["Card", "cards_of", "checksum", "compute", "compute_all", "has_moved", "supposed_lines"]


def compute(ranking: Ranking, plan: Plan, entry_ids: list[int] | None = None) -> None:
    """Bring lines, places and grades of a draft ranking up to date, for `entry_ids` or all.

    Runs in the caller's transaction: whole or not at all.
    """
    cards = cards_of(plan)
    if entry_ids is None:
        compute_all(lines.LINES, cards, plan.pk, ranking.pk)
    else:
        _compute_some(ranking, cards, plan, entry_ids)


def cards_of(plan: Plan) -> list[Card]:
    """The scorecards that entries of the plan stand under. 2 queries."""
    used = plan.scorecards.filter(Exists(Entry.objects.filter(scorecard=OuterRef("pk"))))
    return [Card(scorecard) for scorecard in used.order_by("pk").prefetch_related("criteria")]


def compute_all(table: str, cards: list[Card], plan_id: int, ranking_id: int) -> None:
    """All lines of a plan, written to `table`: one statement, and one for grades a scorecard."""
    if not cards:
        return
    with connection.cursor() as cursor:
        cursor.execute(_FOR_ALL)
        if _has_lines(cursor, table, ranking_id):
            cursor.execute(lines.write_again(table, cards, Scope(plan_id), ranking_id))
            done = []
        else:
            cursor.execute(lines.write_first(table, cards, Scope(plan_id), ranking_id))
            done = [cards[n] for n in given.with_quotas_alone(cards)]
        for card in given.in_order(cards):
            if card not in done and not given.is_plain(card):
                cursor.execute(given.give_grades(table, card, ranking_id, None))
        cursor.execute(_AS_BEFORE)


def supposed_lines(
    card: Card, plan: Plan, entry_ids: Iterable[int], columns: Iterable[str]
) -> dict[int, RankingLine]:
    """Entry id -> its line as it would be if its score sheet counted as it stands.

    `columns` of the sheet, the strongest first. Unsaved lines with points and own grade, and no
    place; for a leaf measured by the best of a cluster only these entries are compared. One
    statement whatever the number, and some for which leaves have records.
    """
    scope = Scope(plan.pk, tuple(entry_ids), tuple(columns))
    ctes, together = lines.scored([card], scope, 0)
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {ctes} {together}")
        rows = cursor.fetchall()
    found = {}
    for row in rows:
        values = dict(zip(lines.COLUMNS, row, strict=True))
        line = RankingLine(**values, given_grade=values["own_grade"])
        line.scorecard = card.scorecard
        found[line.entry_id] = line
    return found


def _has_lines(cursor, table: str, ranking_id: int) -> bool:
    cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table} WHERE ranking_id = %s)", [ranking_id])
    return cursor.fetchone()[0]


def _compute_some(ranking: Ranking, cards: list[Card], plan: Plan, entry_ids: list[int]) -> None:
    """Only what can change: the entries, and the clusters whose places or grades hang on them."""
    with connection.cursor() as cursor:
        rows = _where_they_stand(cursor, entry_ids)
        clusters = sorted({cluster for _, _, cluster in rows})
        for card in cards:
            mine = {pk for pk, scorecard, _ in rows if scorecard == card.scorecard.pk}
            if not mine:
                continue
            if card.is_relative:
                mine = _cluster_mates(cursor, card, plan, clusters)
            scope = Scope(plan.pk, tuple(sorted(mine)))
            cursor.execute(lines.write_some(lines.LINES, [card], scope, ranking.pk))
        cursor.execute(lines.give_places(lines.LINES, ranking.pk, clusters))
        touched = sorted({*clusters, *_clusters_of_heads(cursor, plan, cards, clusters)})
        for card in given.in_order(cards):
            if not given.is_plain(card):
                cursor.execute(given.give_grades(lines.LINES, card, ranking.pk, touched))


def _where_they_stand(cursor, entry_ids: list[int]) -> list[tuple[int, int, int]]:
    """(entry, scorecard, cluster) of some entries."""
    cursor.execute(
        "SELECT id, scorecard_id, cluster_id FROM campaigns_entry WHERE id = ANY(%s)", [entry_ids]
    )
    return cursor.fetchall()


def _cluster_mates(cursor, card: Card, plan: Plan, clusters: list[int]) -> set[int]:
    cursor.execute(
        "SELECT id FROM campaigns_entry "
        "WHERE plan_id = %s AND scorecard_id = %s AND cluster_id = ANY(%s)",
        [plan.pk, card.scorecard.pk, clusters],
    )
    return {pk for (pk,) in cursor.fetchall()}


def _clusters_of_heads(cursor, plan: Plan, cards: list[Card], clusters: list[int]) -> set[int]:
    """Clusters with somebody whose grade follows an organisation in `clusters`."""
    if not any(card.grading and card.grading.not_above_organisation for card in cards):
        return set()
    wide = any(card.grading and given.needs_all(card) for card in cards)
    inside = "" if wide else "AND o.cluster_id = ANY(%s)"
    cursor.execute(
        "SELECT DISTINCT e.cluster_id FROM campaigns_entry e "
        f"JOIN campaigns_entry o ON o.id = e.organisation_id WHERE e.plan_id = %s {inside}",
        [plan.pk] if wide else [plan.pk, clusters],
    )
    return {pk for (pk,) in cursor.fetchall()}


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
