"""Writing lines with their places. The table is a parameter: a what-if writes to a scratch one."""

from . import given
from .card import Card
from .gathering import Gathering
from .points import Points
from .scope import Scope

LINES = "scoring_rankingline"
COLUMNS = (
    *("ranking_id", "entry_id", "scorecard_id", "cluster_id", "list", "standing", "days_served"),
    *("total", "raw_total", "base", "available", "bonus", "deduction"),
    *("best_total", "worst_total", "tie_keys", "earned_grade", "own_grade", "reasons"),
    *("earlier_lines", "states", "inputs", "points"),
)
_PLACES = """
    CASE WHEN standing = 'ranked' THEN rank() OVER w END AS place,
    CASE WHEN standing = 'ranked' THEN count(*) OVER equals - 1 ELSE 0 END AS tied_with
"""
# Equals are peers of the same order: one sort serves both.
_WINDOWS = """
    WINDOW w AS (PARTITION BY cluster_id, list, standing = 'ranked'
                 ORDER BY total DESC, tie_keys DESC),
           equals AS (w GROUPS BETWEEN CURRENT ROW AND CURRENT ROW)
"""


def scored(cards: list[Card], scope: Scope, ranking_id: int) -> tuple[str, str]:
    """CTEs with the lines of each scorecard, and the SELECT that puts them together."""
    ctes, selects = [], []
    for number, card in enumerate(cards):
        gathering = Gathering(card, scope)
        points = Points(card, gathering)
        ctes.append(
            f"card_{number} AS (WITH {gathering.sql()}, {points.sql()} "
            f"SELECT {points.stored(ranking=f'{ranking_id:d}')} FROM graded)"
        )
        selects.append(f"SELECT * FROM card_{number}")
    return ", ".join(ctes), " UNION ALL ".join(selects)


def write_first(table: str, cards: list[Card], scope: Scope, ranking_id: int) -> str:
    """All lines of an empty ranking with their places, in one statement.

    With the given grades where quotas alone decide them: no line is written twice.
    """
    ctes, together = scored(cards, scope, ranking_id)
    columns, grades = ", ".join(COLUMNS), "own_grade, '{}', '{}'"
    if limited := given.with_quotas_alone(cards):
        ctes = ", ".join([ctes, *(given.from_scored(n, cards[n]) for n in limited)])
        lowered = " UNION ALL ".join(
            f"SELECT id, g, limits, numbers FROM given_{n}" for n in limited
        )
        together = (
            "SELECT s.*, CASE WHEN q.id IS NULL THEN s.own_grade ELSE q.g END AS given, "
            "COALESCE(q.limits, '{}') AS limited, COALESCE(q.numbers, '{}') AS limit_numbers "
            f"FROM ({together}) s "
            f"LEFT JOIN ({lowered}) q ON q.id = s.entry_id"
        )
        grades = "given, limited, limit_numbers"
    return f"""
        WITH {ctes}, scored AS ({together})
        INSERT INTO {table} ({columns}, given_grade, limits, limit_numbers, place, tied_with)
        SELECT {columns}, {grades}, {_PLACES} FROM scored {_WINDOWS}
    """


def write_again(table: str, cards: list[Card], scope: Scope, ranking_id: int) -> str:
    """All lines of a ranking that has lines, with their places; what stays is not written."""
    ctes, together = scored(cards, scope, ranking_id)
    columns = ", ".join(COLUMNS)
    return f"""
        WITH {ctes}, scored AS ({together})
        INSERT INTO {table} AS l ({columns}, given_grade, limits, limit_numbers, place, tied_with)
        SELECT {columns}, own_grade, '{{}}', '{{}}', {_PLACES} FROM scored {_WINDOWS}
        {_on_conflict((*COLUMNS, "place", "tied_with"))}
    """


def write_some(table: str, cards: list[Card], scope: Scope, ranking_id: int) -> str:
    """The lines of a scope without their places."""
    ctes, together = scored(cards, scope, ranking_id)
    columns = ", ".join(COLUMNS)
    return f"""
        WITH {ctes}, scored AS ({together})
        INSERT INTO {table} AS l ({columns}, given_grade, limits, limit_numbers, tied_with)
        SELECT {columns}, own_grade, '{{}}', '{{}}', 0 FROM scored
        {_on_conflict(COLUMNS)}
    """


def _on_conflict(columns: tuple[str, ...]) -> str:
    changing = [name for name in columns if name not in ("ranking_id", "entry_id")]
    old = ", ".join(f"l.{name}" for name in changing)
    new = ", ".join(f"EXCLUDED.{name}" for name in changing)
    values = ", ".join(f"{name} = EXCLUDED.{name}" for name in changing)
    return f"""
        ON CONFLICT (ranking_id, entry_id) DO UPDATE
        SET {values}, given_grade = EXCLUDED.own_grade, limits = '{{}}', limit_numbers = '{{}}'
        WHERE ({old}) IS DISTINCT FROM ({new})
    """


def give_places(table: str, ranking_id: int, clusters: list[int]) -> str:
    """Competition places (1, 2, 2, 4) in the lists of some clusters; what stays is not written."""
    ids = ",".join(f"{pk:d}" for pk in clusters)
    return f"""
        UPDATE {table} l SET place = r.place, tied_with = r.tied_with
        FROM (
            SELECT id, {_PLACES} FROM {table}
            WHERE ranking_id = {ranking_id:d} AND cluster_id = ANY('{{{ids}}}'::bigint[])
            {_WINDOWS}
        ) r
        WHERE l.id = r.id AND (l.place, l.tied_with) IS DISTINCT FROM (r.place, r.tied_with)
    """
