"""Measures as if score sheets counted in their present state. Read only."""

from collections.abc import Mapping

from ...models import Column, MeasureState
from .scope import Scope

_NUMBERS = "part, state, count, denominator, excluded, shared, is_excepted"


def hypothetical_measures(scope: Scope, ids: Mapping[int, list[int]]) -> str:
    """SQL of a table with the columns of scoring_measure.

    Each leaf has the strongest of `scope.columns` with a value, else the measure on record.

    `ids` maps each leaf to the ids of the same criterion over all versions of the scorecard. A
    not-applicable request of a unit or its peer is no value until it is approved.
    """
    columns = ", ".join(f"'{Column(column)}'" for column in scope.columns)
    versions = ", ".join(f"({leaf:d}, {pk:d})" for leaf, pks in ids.items() for pk in pks)
    numbers = ", ".join(f"x.{name}" for name in _NUMBERS.split(", "))
    is_request = (
        f"x.\"column\" IN ('{Column.SELF}', '{Column.CROSS}') "
        f"AND x.state = '{MeasureState.NOT_APPLICABLE}'"
    )
    is_final = f"x.\"column\" IN ('{Column.APPEAL}', '{Column.POST_CHECK}')"
    return f"""(
        WITH
        -- Each leaf with the ids of its versions
        versions (leaf, pk) AS (VALUES {versions}),
        -- Values of the sheets; strength 1 is the one that counts. The later of an appeal and a
        -- post-check is stronger than all other columns.
        ranked AS (
            SELECT s.entry_id, versions.leaf, x.criterion_id, {numbers}, rank() OVER (
                PARTITION BY x.sheet_id, versions.leaf
                ORDER BY CASE WHEN {is_final} THEN 0
                    ELSE array_position(ARRAY[{columns}]::text[], x."column"::text) END,
                    CASE WHEN {is_final} THEN x.recorded_at END DESC, x.criterion_id DESC
            ) AS strength
            FROM scoring_scoresheet s
            JOIN scoring_sheetvalue x ON x.sheet_id = s.id
            JOIN versions ON versions.pk = x.criterion_id
            WHERE {scope.of_id("s.entry_id", 0)} AND x."column" IN ({columns})
            AND NOT ({is_request})
        )
        SELECT entry_id, criterion_id, {_NUMBERS} FROM ranked WHERE strength = 1
        UNION ALL
        SELECT x.entry_id, x.criterion_id, {numbers} FROM scoring_measure x
        JOIN versions ON versions.pk = x.criterion_id
        WHERE {scope.of_id("x.entry_id", 0)} AND NOT EXISTS (
            SELECT 1 FROM ranked r WHERE r.entry_id = x.entry_id AND r.leaf = versions.leaf
        )
    )"""
