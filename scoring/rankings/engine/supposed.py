"""Measures as they would be if score sheets counted as they stand: read only, nothing is kept."""

from collections.abc import Mapping

from ...models import Column
from .scope import Scope

_NUMBERS = "part, state, count, denominator, excluded, shared, is_excepted"


def supposed(scope: Scope, ids: Mapping[int, list[int]]) -> str:
    """SQL in the place of scoring_measure: at each leaf the strongest of `scope.columns` that says
    something, and where none does what is on record.

    `ids` has each leaf with its earlier versions. What a unit or its peer asks to be left out
    says nothing yet.
    """
    columns = ", ".join(f"'{Column(column)}'" for column in scope.columns)
    same = ", ".join(f"({leaf:d}, {pk:d})" for leaf, pks in ids.items() for pk in pks)
    plain = ", ".join(f"x.{name}" for name in _NUMBERS.split(", "))
    wish = f"x.\"column\" IN ('{Column.SELF}', '{Column.CROSS}') AND x.state = 'not_applicable'"
    later = f"x.\"column\" IN ('{Column.APPEAL}', '{Column.POST_CHECK}')"
    return f"""(
        WITH same (leaf, pk) AS (VALUES {same}),
        ranked AS (
            SELECT s.entry_id, same.leaf, x.criterion_id, {plain}, rank() OVER (
                PARTITION BY x.sheet_id, same.leaf
                ORDER BY CASE WHEN {later} THEN 0
                    ELSE array_position(ARRAY[{columns}]::text[], x."column"::text) END,
                    CASE WHEN {later} THEN x.recorded_at END DESC, x.criterion_id DESC
            ) AS strength
            FROM scoring_scoresheet s
            JOIN scoring_sheetvalue x ON x.sheet_id = s.id
            JOIN same ON same.pk = x.criterion_id
            WHERE {scope.of_id("s.entry_id", 0)} AND x."column" IN ({columns}) AND NOT ({wish})
        )
        SELECT entry_id, criterion_id, {_NUMBERS} FROM ranked WHERE strength = 1
        UNION ALL
        SELECT x.entry_id, x.criterion_id, {plain} FROM scoring_measure x
        JOIN same ON same.pk = x.criterion_id
        WHERE {scope.of_id("x.entry_id", 0)} AND NOT EXISTS (
            SELECT 1 FROM ranked r WHERE r.entry_id = x.entry_id AND r.leaf = same.leaf
        )
    )"""
