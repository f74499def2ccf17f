"""Statements that write lines with their places.

The table is a parameter: a what-if writes to a temporary one.
"""

from ...models import Standing
from . import given
from .compiled import CompiledScorecard
from .gathering import Gathering, point_value
from .grades import Grades
from .points import Points
from .scope import Scope
from .sql import column_list, cte, extend
from .totals import Totals

LINES = "scoring_rankingline"
COLUMNS = (
    *("ranking_id", "entry_id", "scorecard_id", "cluster_id", "list", "standing", "days_served"),
    *("total", "raw_total", "base", "available", "bonus", "deduction"),
    *("best_total", "worst_total", "tie_keys", "earned_grade", "own_grade", "reasons"),
    *("earlier_lines", "states", "inputs", "points"),
)
_IS_RANKED = f"standing = '{Standing.RANKED}'"
_PLACES = (
    f"CASE WHEN {_IS_RANKED} THEN rank() OVER by_total END AS place,\n"
    f"  CASE WHEN {_IS_RANKED} THEN count(*) OVER equals - 1 ELSE 0 END AS tied_with"
)
# Equals are peers of the same order, so one sort serves both windows.
_WINDOWS = f"""WINDOW
  by_total AS (PARTITION BY cluster_id, list, {_IS_RANKED} ORDER BY total DESC, tie_keys DESC),
  equals AS (by_total GROUPS BETWEEN CURRENT ROW AND CURRENT ROW)"""


def graded_ctes(compiled: CompiledScorecard, scope: Scope) -> tuple[str, Gathering]:
    """CTEs of one scorecard up to `graded`, one row an entry; and its Gathering."""
    gathering = Gathering(compiled, scope)
    points = Points(compiled, gathering)
    steps = [
        *points.steps(),
        *Totals(compiled, points).steps(),
        *Grades(compiled, gathering).steps(),
    ]
    ctes, before = [gathering.sql()], gathering.last
    for name, comment, columns in steps:
        ctes.append(cte(name, comment, extend(before, columns)))
        before = name
    return ",\n".join(ctes), gathering


def _stored_columns(compiled: CompiledScorecard, gathering: Gathering, ranking_id: int) -> str:
    """SELECT list of a line without its place, in the order of COLUMNS."""
    nodes, one = compiled.nodes, point_value(compiled)
    states = ", ".join(f"state_{n.position}" if n.is_leaf else "-1" for n in nodes)
    points = ", ".join(f"points_{node.position}" for node in nodes)
    tie_keys = ", ".join(
        f"{_tie_key(compiled, code)} * {one}" for code in compiled.scorecard.tie_break
    )
    columns = [
        f"{ranking_id:d} AS ranking_id, entry_id, {compiled.scorecard.pk:d} AS scorecard_id",
        "cluster_id, list, standing, days_served",
        f"total * {one} AS total, raw_total * {one} AS raw_total",
        f"counted_base * {one} AS base",
        f"CASE WHEN has_left_out THEN available * {one} END AS available",
        f"bonus * {one} AS bonus, deduction * {one} AS deduction",
        f"best_total * {one} AS best_total, worst_total * {one} AS worst_total",
        f"ARRAY[{tie_keys}]::numeric[] AS tie_keys",
        "earned_grade, own_grade, reasons",
        f"{gathering.stored_earlier_lines()} AS earlier_lines",
        f"ARRAY[{states}]::smallint[] AS states",
        f"{gathering.stored_inputs()} AS inputs",
        f"ARRAY[{points}]::bigint[] AS points",
    ]
    return column_list(columns)


def _tie_key(compiled: CompiledScorecard, code: str) -> str:
    """SQL of a number in the tie-break chain, larger is better."""
    if code == "deduction":
        return "(-deduction)"
    if code == "bonus":
        return "bonus"
    return f"points_{compiled.by_code[code].position}"


def scored(scorecards: list[CompiledScorecard], scope: Scope, ranking_id: int) -> tuple[str, str]:
    """CTEs with the lines of each scorecard, and the SELECT that combines them."""
    ctes, selects = [], []
    for number, compiled in enumerate(scorecards):
        graded, gathering = graded_ctes(compiled, scope)
        columns = _stored_columns(compiled, gathering, ranking_id)
        query = f"WITH\n{graded}\nSELECT {columns}\nFROM graded"
        ctes.append(cte(f"scorecard_{number}", f"Lines of scorecard {number}", query))
        selects.append(f"SELECT * FROM scorecard_{number}")
    return ",\n".join(ctes), " UNION ALL ".join(selects)


def write_first(
    table: str, scorecards: list[CompiledScorecard], scope: Scope, ranking_id: int
) -> str:
    """INSERT of all lines of an empty ranking with their places.

    Where only quotas limit grades, the given grades are part of it: no line is written twice.
    """
    ctes, combined = scored(scorecards, scope, ranking_id)
    columns, grades = ", ".join(COLUMNS), "own_grade, '{}', '{}'"
    if limited := given.limited_by_quotas_only(scorecards):
        ctes = ",\n".join([ctes, *(given.from_scored(n, scorecards[n]) for n in limited)])
        lowered = " UNION ALL ".join(
            f"SELECT id, grade, limits, limit_numbers FROM given_{n}" for n in limited
        )
        combined = f"""
SELECT s.*, CASE WHEN q.id IS NULL THEN s.own_grade ELSE q.grade END AS given_grade,
  COALESCE(q.limits, '{{}}') AS limits, COALESCE(q.limit_numbers, '{{}}') AS limit_numbers
FROM ({combined}) s
LEFT JOIN ({lowered}) q ON q.id = s.entry_id"""
        grades = "given_grade, limits, limit_numbers"
    return f"""
WITH
{ctes},
{cte("scored", "All lines", combined)}
INSERT INTO {table} ({columns}, given_grade, limits, limit_numbers, place, tied_with)
SELECT {columns}, {grades},
  {_PLACES}
FROM scored
{_WINDOWS}
"""


def write_again(
    table: str, scorecards: list[CompiledScorecard], scope: Scope, ranking_id: int
) -> str:
    """Upsert of all lines with their places; unchanged lines are not written."""
    ctes, combined = scored(scorecards, scope, ranking_id)
    columns = ", ".join(COLUMNS)
    return f"""
WITH
{ctes},
{cte("scored", "All lines", combined)}
INSERT INTO {table} AS l ({columns}, given_grade, limits, limit_numbers, place, tied_with)
SELECT {columns}, own_grade, '{{}}', '{{}}',
  {_PLACES}
FROM scored
{_WINDOWS}
{_on_conflict((*COLUMNS, "place", "tied_with"))}
"""


def write_some(
    table: str, scorecards: list[CompiledScorecard], scope: Scope, ranking_id: int
) -> str:
    """Upsert of the lines of a scope without their places."""
    ctes, combined = scored(scorecards, scope, ranking_id)
    columns = ", ".join(COLUMNS)
    return f"""
WITH
{ctes},
{cte("scored", "The lines of the scope", combined)}
INSERT INTO {table} AS l ({columns}, given_grade, limits, limit_numbers, tied_with)
SELECT {columns}, own_grade, '{{}}', '{{}}', 0 FROM scored
{_on_conflict(COLUMNS)}
"""


def _on_conflict(columns: tuple[str, ...]) -> str:
    changing = [name for name in columns if name not in ("ranking_id", "entry_id")]
    old = ", ".join(f"l.{name}" for name in changing)
    new = ", ".join(f"EXCLUDED.{name}" for name in changing)
    values = ", ".join(f"{name} = EXCLUDED.{name}" for name in changing)
    return f"""ON CONFLICT (ranking_id, entry_id) DO UPDATE
SET {values}, given_grade = EXCLUDED.own_grade, limits = '{{}}', limit_numbers = '{{}}'
WHERE ({old}) IS DISTINCT FROM ({new})"""


def give_places(table: str, ranking_id: int, clusters: list[int]) -> str:
    """UPDATE of places (1, 2, 2, 4) in some clusters; only changed lines."""
    ids = ",".join(f"{pk:d}" for pk in clusters)
    return f"""
UPDATE {table} l SET place = r.place, tied_with = r.tied_with
FROM (
  SELECT id,
  {_PLACES}
  FROM {table}
  WHERE ranking_id = {ranking_id:d} AND cluster_id = ANY('{{{ids}}}'::bigint[])
  {_WINDOWS}
) r
WHERE l.id = r.id AND (l.place, l.tied_with) IS DISTINCT FROM (r.place, r.tied_with)
"""
