"""The given grade: what the organisation's grade and the quotas leave of an entry's own grade."""

from campaigns.scorecards.grading import Quota

from .card import Card

_PARTS = {
    "scorecard": "true",
    "cluster": "cluster_id",
    "list": "list",
    "cluster_and_list": "cluster_id, list",
}
_ROUNDED = {"down": "floor({})", "up": "ceil({})", "half_up": "floor({} + 0.5)"}


def in_order(cards: list[Card]) -> list[Card]:
    """Scorecards with grades; those that look at an organisation's grade come last."""
    graded = [card for card in cards if card.grading]
    return sorted(graded, key=lambda card: card.grading.not_above_organisation)


def needs_all(card: Card) -> bool:
    """Whether one line may change the grade of any other of the scorecard."""
    return any(quota.per in ("scorecard", "list") for quota in card.grading.quotas)


def is_plain(card: Card) -> bool:
    """Whether the given grade is always one's own."""
    return not card.grading.quotas and not card.grading.not_above_organisation


def with_quotas_alone(cards: list[Card]) -> list[int]:
    """Numbers of the scorecards whose given grades are known before anything is written."""
    if any(card.grading and card.grading.not_above_organisation for card in cards):
        return []
    return [n for n, card in enumerate(cards) if card.grading and card.grading.quotas]


def from_scored(number: int, card: Card) -> str:
    """CTEs up to `given_<number>`: entry, grade and limits of the rows of CTE `card_<number>`."""
    start = (
        "SELECT l.entry_id AS id, l.cluster_id, l.list, l.total, l.tie_keys, "
        "t.position AS decided, l.own_grade::int AS g, '{}'::text[] AS limits, "
        "'{}'::bigint[] AS numbers "
        f"FROM card_{number} l LEFT JOIN scoring_tiedecision t "
        "ON t.entry_id = l.entry_id AND t.total = l.total WHERE l.standing = 'ranked'"
    )
    return _chain(f"given_{number}", card, start)


def _chain(name: str, card: Card, start: str) -> str:
    """One CTE a quota, each reading the one before; the last is called `name`."""
    names = [f"{name}_{n}" for n in range(len(card.grading.quotas))] + [name]
    steps = [f"{names[0]} AS ({start})"]
    for number, quota in enumerate(card.grading.quotas):
        lowered = _lower(number, quota, names[number])
        steps.append(f"{names[number + 1]} AS ({lowered})")
    return ", ".join(steps)


def give_grades(table: str, card: Card, ranking_id: int, clusters: list[int] | None) -> str:
    """UPDATE of given grades and the reasons they were limited; what stays is not written."""
    where = f"l.ranking_id = {ranking_id:d} AND l.scorecard_id = {card.scorecard.pk:d}"
    where += " AND l.standing = 'ranked'"
    if clusters is not None and not needs_all(card):
        ids = ",".join(f"{pk:d}" for pk in clusters)
        where += f" AND l.cluster_id = ANY('{{{ids}}}'::bigint[])"
    return f"""
        WITH {_chain("given", card, _start(table, card, where))}
        UPDATE {table} l SET given_grade = q.g, limits = q.limits, limit_numbers = q.numbers
        FROM given q WHERE l.id = q.id
        AND (l.given_grade, l.limits, l.limit_numbers)
            IS DISTINCT FROM (q.g::smallint, q.limits::varchar[], q.numbers)
    """


def _start(table: str, card: Card, where: str) -> str:
    """Own grades, lowered to the organisation's where the scorecard says so."""
    grade, joins = "l.own_grade::int", ""
    limits, numbers = "'{}'::text[]", "'{}'::bigint[]"
    if card.grading.not_above_organisation:
        most = f"LEAST(COALESCE(o.given_grade, 0), {card.grading.last})"
        grade = f"GREATEST(l.own_grade, {most})::int"
        lowered = f"{most} > l.own_grade"
        limits = f"CASE WHEN {lowered} THEN '{{organisation}}'::text[] ELSE '{{}}' END"
        both = "ARRAY[o.entry_id, o.given_grade, 0, 0]::bigint[]"
        numbers = f"CASE WHEN {lowered} THEN {both} ELSE '{{}}' END"
        joins = (
            " JOIN campaigns_entry e ON e.id = l.entry_id "
            f"LEFT JOIN {table} o ON o.entry_id = e.organisation_id "
            "AND o.ranking_id = l.ranking_id"
        )
    return (
        f"SELECT l.id, l.cluster_id, l.list, l.total, l.tie_keys, t.position AS decided, "
        f"{grade} AS g, {limits} AS limits, {numbers} AS numbers FROM {table} l "
        "LEFT JOIN scoring_tiedecision t ON t.entry_id = l.entry_id AND t.total = l.total"
        f"{joins} WHERE {where}"
    )


def _lower(number: int, quota: Quota, before: str) -> str:
    """One quota: who stands beyond it, or in a group of equals that only partly fits, is lowered.

    Equals that only partly fit wait for a decision; until then none of them is preferred.
    """
    part = _PARTS[quota.per]
    base = (
        "count(*) OVER b" if quota.of is None else f"count(*) FILTER (WHERE g <= {quota.of}) OVER b"
    )
    if quota.number is not None:
        allowed = f"{quota.number:d}"
    else:
        allowed = _ROUNDED[quota.rounding].format(f"{quota.share:f} * {base}")
    inside = f"g <= {quota.at}"
    beyond = f"{inside} AND r + size - 1 > allowed"
    numbers = "ARRAY[allowed, base, r, size]::bigint[]"
    return f"""
        SELECT id, cluster_id, list, total, tie_keys, decided,
            CASE WHEN {beyond} THEN {quota.overflow} ELSE g END AS g,
            CASE WHEN {beyond} AND r <= allowed THEN array_append(limits, 'tie:{number}')
                 WHEN {beyond} THEN array_append(limits, 'quota:{number}')
                 ELSE limits END AS limits,
            CASE WHEN {beyond} THEN numbers || {numbers} ELSE numbers END AS numbers
        FROM (
            SELECT *, {allowed} AS allowed, {base} AS base,
                rank() OVER (PARTITION BY {part}, {inside}
                    ORDER BY g, total DESC, tie_keys DESC, decided NULLS LAST) AS r,
                count(*) OVER (PARTITION BY {part}, g, total, tie_keys, decided) AS size
            FROM {before}
            WINDOW b AS (PARTITION BY {part})
        ) counted
    """
