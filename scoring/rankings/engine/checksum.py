"""The checksum of a ranking: equal inputs give equal bytes at any time."""

from django.db import connection

from ...models import Ranking

_RULE = (
    *("scorecard_id", "position", "parent_id", "code", "name", "section", "combine", "rounding"),
    *("shape", "params", "source", "several", "none_arisen", "not_applicable", "zeroes"),
    *("also_deducted_in", "not_counted_with", "own_maximum", "period_grade"),
    *("remark", "interpretations"),
)
_SCORECARD = (
    *("name", "version", "remark", "interpretations", "scaling", "tie_break", "grading"),
    "decimals",
)
_BOUNDS = ("base_maximum", "bonus_cap", "deduction_cap", "lowest_total", "highest_total")
_LINE = (
    *("entry_id", "scorecard_id", "cluster_id", "list", "standing", "place", "tied_with"),
    "days_served",
    *("earned_grade", "own_grade", "given_grade", "reasons", "limits", "limit_numbers"),
    *("earlier_lines", "states", "points"),
)
_TOTALS = (
    *("total", "raw_total", "base", "available", "bonus", "deduction"),
    *("best_total", "worst_total"),
)


def checksum(ranking: Ranking) -> str:
    """SHA-256 (hex) over the lines of a ranking and their scorecards.

    Equal values are written as equal texts; NULL is written as `~`.
    """
    lines = [*_plain("l", _LINE), *_trimmed("l", _TOTALS), *_lists("l", ("tie_keys", "inputs"))]
    rules = [*_plain("c", _RULE), *_trimmed("c", ("maximum",))]
    heads = [*_plain("s", _SCORECARD), *_trimmed("s", _BOUNDS)]
    scorecards = "SELECT scorecard_id FROM scoring_rankingline WHERE ranking_id = %s"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH
            -- Lines, criteria and scorecards as texts
            written AS (
                SELECT 'line' AS part, l.entry_id AS id, concat_ws('|', {", ".join(lines)}) AS text
                FROM scoring_rankingline l WHERE l.ranking_id = %s
                UNION ALL
                SELECT 'rule', c.id, concat_ws('|', {", ".join(rules)})
                FROM campaigns_criterion c WHERE c.scorecard_id IN ({scorecards})
                UNION ALL
                SELECT 'card', s.id, concat_ws('|', {", ".join(heads)})
                FROM campaigns_scorecard s WHERE s.id IN ({scorecards})
            )
            SELECT encode(sha256(convert_to(
                coalesce(string_agg(text, E'\n' ORDER BY part, id), ''), 'UTF8')), 'hex')
            FROM written
            """,
            [ranking.pk] * 3,
        )
        return cursor.fetchone()[0]


def _plain(alias: str, names: tuple[str, ...]) -> list[str]:
    return [f"coalesce({alias}.{name}::text, '~')" for name in names]


def _trimmed(alias: str, names: tuple[str, ...]) -> list[str]:
    return [f"coalesce(trim_scale({alias}.{name})::text, '~')" for name in names]


def _lists(alias: str, names: tuple[str, ...]) -> list[str]:
    return [
        f"(SELECT coalesce(string_agg(coalesce(trim_scale(v)::text, '~'), ',' ORDER BY n), '') "
        f"FROM unnest({alias}.{name}) WITH ORDINALITY AS u(v, n))"
        for name in names
    ]
