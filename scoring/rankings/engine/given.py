"""The given grade: the own grade, limited by the organisation and by quotas.

Columns of the CTEs: `grade` so far, `limits` that lowered it and their `limit_numbers`, `decided`
the position from a tie decision; for one quota `allowed` seats, `base` (how many they are a share
of), `rank` and `tie_size` (how many share the rank).
"""

from collections.abc import Iterable

from campaigns.scorecards.grading import Quota

from ...models import Standing
from .compiled import CompiledScorecard
from .sql import cte

_PARTS = {
    "scorecard": "true",
    "cluster": "cluster_id",
    "list": "list",
    "cluster_and_list": "cluster_id, list",
}
_ROUNDED = {"down": "floor({})", "up": "ceil({})", "half_up": "floor({} + 0.5)"}


def in_order(scorecards: Iterable[CompiledScorecard]) -> list[CompiledScorecard]:
    """Scorecards with grades; those that read an organisation's given grade come last."""
    graded = [compiled for compiled in scorecards if compiled.grading]
    return sorted(graded, key=lambda compiled: compiled.grading.not_above_organisation)


def has_wide_quota(compiled: CompiledScorecard) -> bool:
    """Whether one line may change the grade of any other of the scorecard."""
    return any(quota.per in ("scorecard", "list") for quota in compiled.grading.quotas)


def is_always_own(compiled: CompiledScorecard) -> bool:
    """Whether the given grade always equals the own grade."""
    return not compiled.grading.quotas and not compiled.grading.not_above_organisation


def limited_by_quotas_only(scorecards: list[CompiledScorecard]) -> list[int]:
    """Numbers of the scorecards whose given grades depend on quotas only.

    None while some scorecard reads the written grades of organisations.
    """
    if any(c.grading and c.grading.not_above_organisation for c in scorecards):
        return []
    return [n for n, c in enumerate(scorecards) if c.grading and c.grading.quotas]


def from_scored(number: int, compiled: CompiledScorecard) -> str:
    """CTEs up to `given_<number>`: grades and limits of `scorecard_<number>`."""
    start = f"""
SELECT l.entry_id AS id, l.cluster_id, l.list, l.total, l.tie_keys, t.position AS decided,
  l.own_grade::int AS grade, '{{}}'::text[] AS limits, '{{}}'::bigint[] AS limit_numbers
FROM scorecard_{number} l
LEFT JOIN scoring_tiedecision t ON t.entry_id = l.entry_id AND t.total = l.total
WHERE l.standing = '{Standing.RANKED}'"""
    return _quota_chain(f"given_{number}", compiled, start)


def _quota_chain(name: str, compiled: CompiledScorecard, start: str) -> str:
    """One CTE a quota, each reading the one before; the last is called `name`."""
    quotas = compiled.grading.quotas
    names = [f"{name}_{n}" for n in range(len(quotas))] + [name]
    steps = [cte(names[0], "Own grades before the quotas", start)]
    for number, quota in enumerate(quotas):
        query = _apply_quota(number, quota, names[number])
        steps.append(cte(names[number + 1], f"Grades after quota {number}", query))
    return ",\n".join(steps)


def give_grades(
    table: str, compiled: CompiledScorecard, ranking_id: int, clusters: list[int] | None
) -> str:
    """UPDATE of given grades and of what limited them; unchanged rows are not written."""
    where = f"l.ranking_id = {ranking_id:d} AND l.scorecard_id = {compiled.scorecard.pk:d}"
    where += f" AND l.standing = '{Standing.RANKED}'"
    if clusters is not None and not has_wide_quota(compiled):
        ids = ",".join(f"{pk:d}" for pk in clusters)
        where += f" AND l.cluster_id = ANY('{{{ids}}}'::bigint[])"
    return f"""
WITH
{_quota_chain("given", compiled, _start(table, compiled, where))}
UPDATE {table} l
SET given_grade = q.grade, limits = q.limits, limit_numbers = q.limit_numbers
FROM given q WHERE l.id = q.id
AND (l.given_grade, l.limits, l.limit_numbers)
  IS DISTINCT FROM (q.grade::smallint, q.limits::varchar[], q.limit_numbers)
"""


def _start(table: str, compiled: CompiledScorecard, where: str) -> str:
    """Own grades, lowered to the organisation's where the scorecard says so."""
    grade, joins = "l.own_grade::int", ""
    limits, numbers = "'{}'::text[]", "'{}'::bigint[]"
    if compiled.grading.not_above_organisation:
        best = f"LEAST(COALESCE(o.given_grade, 0), {compiled.grading.last})"
        grade = f"GREATEST(l.own_grade, {best})::int"
        is_lowered = f"{best} > l.own_grade"
        limits = f"CASE WHEN {is_lowered} THEN '{{organisation}}'::text[] ELSE '{{}}' END"
        organisation = "ARRAY[o.entry_id, o.given_grade, 0, 0]::bigint[]"
        numbers = f"CASE WHEN {is_lowered} THEN {organisation} ELSE '{{}}' END"
        joins = f"""
JOIN campaigns_entry e ON e.id = l.entry_id
LEFT JOIN {table} o ON o.entry_id = e.organisation_id AND o.ranking_id = l.ranking_id"""
    return f"""
SELECT l.id, l.cluster_id, l.list, l.total, l.tie_keys, t.position AS decided,
  {grade} AS grade, {limits} AS limits, {numbers} AS limit_numbers
FROM {table} l
LEFT JOIN scoring_tiedecision t ON t.entry_id = l.entry_id AND t.total = l.total{joins}
WHERE {where}"""


def _apply_quota(number: int, quota: Quota, before: str) -> str:
    """One quota: lines beyond it are lowered, and tie groups that only partly fit.

    Such a group waits for a decision; until then none of it gets the grade.
    """
    part = _PARTS[quota.per]
    counted = "" if quota.of is None else f" FILTER (WHERE grade <= {quota.of})"
    base = f"count(*){counted} OVER whole_part"
    if quota.number is not None:
        allowed = f"{quota.number:d}"
    else:
        allowed = _ROUNDED[quota.rounding].format(f"{quota.share:f} * {base}")
    has_grade = f"grade <= {quota.at}"
    is_beyond = f"{has_grade} AND rank + tie_size - 1 > allowed"
    numbers = "ARRAY[allowed, base, rank, tie_size]::bigint[]"
    return f"""
SELECT id, cluster_id, list, total, tie_keys, decided,
  CASE WHEN {is_beyond} THEN {quota.overflow} ELSE grade END AS grade,
  CASE WHEN {is_beyond} AND rank <= allowed THEN array_append(limits, 'tie:{number}')
    WHEN {is_beyond} THEN array_append(limits, 'quota:{number}')
    ELSE limits END AS limits,
  CASE WHEN {is_beyond} THEN limit_numbers || {numbers} ELSE limit_numbers END AS limit_numbers
FROM (
  SELECT *, {allowed} AS allowed, {base} AS base,
    rank() OVER (PARTITION BY {part}, {has_grade}
      ORDER BY grade, total DESC, tie_keys DESC, decided NULLS LAST) AS rank,
    count(*) OVER (PARTITION BY {part}, grade, total, tie_keys, decided) AS tie_size
  FROM {before}
  WINDOW whole_part AS (PARTITION BY {part})
) counted
"""
