"""The SELECT that judges every line of a ranking: its reasons, its facts, its place."""

from collections.abc import Iterable
from typing import Any

from participants.models import Gender

from ..models import Reason
from .conditions import Condition, own_conditions
from .history import history_conditions
from .terms import Terms

# Share of women among its members with which a collective comes first in a tie (Decree
# 152/2025/NĐ-CP, Art. 4).
WOMEN_PERCENT = 70


def placed(terms: Terms, facts_of: list[int] | None = None) -> tuple[str, dict[str, Any]]:
    """SELECT text and parameters; one row for each line of the terms' lists.

    Columns: line_id, group_cluster and group_list (0 and empty for one list), reasons (array of
    `Reason`), facts (jsonb, by reason), is_taken, is_fit, place (among the fit lines of the group,
    else null). Places follow total, tie keys and, if the quota requires it, women first. Facts take
    half the time, so `facts_of` may limit them to the lines with these ids.
    """
    conditions = [*own_conditions(terms), *history_conditions(terms)]
    values = _values(terms, conditions) | {"facts_of": facts_of}
    key, facts = ("first", f"facts || {_WOMEN_DECIDED}") if terms.women_first else ("0", "facts")
    group = "group_cluster, group_list, reasons = '{}' AND NOT is_taken"
    return (
        f"""
        SELECT line_id, group_cluster, group_list, reasons, {facts} AS facts, is_taken,
            is_fit, CASE WHEN is_fit THEN place END AS place
        FROM (
            SELECT *, reasons = '{{}}' AND NOT is_taken AS is_fit,
                rank() OVER (PARTITION BY {group}
                    ORDER BY total DESC, tie_keys DESC, {key} DESC) AS place
                {_EQUALS.format(group=group) if terms.women_first else ""}
            FROM ({_with_doubles(terms, _judged(terms, conditions, facts_of))}) judged
        ) ranked
        """,
        values,
    )


def _judged(terms: Terms, conditions: list[Condition], facts_of: list[int] | None) -> str:
    reasons = ", ".join(f"CASE WHEN {c.applies} THEN '{c.reason.value}' END" for c in conditions)
    facts = [f"'{c.reason.value}', CASE WHEN {c.applies} THEN {c.facts} END" for c in conditions]
    facts += [f"'{name}', {value}" for c in conditions for name, value in c.notes.items()]
    facts.append("'higher_award', l.taken_by")
    line_facts = f"jsonb_strip_nulls(jsonb_build_object({', '.join(facts)}))"
    if facts_of is not None:
        line_facts = (
            f"CASE WHEN l.id = ANY(%(facts_of)s::bigint[]) THEN {line_facts} ELSE '{{}}' END"
        )
    cluster, list_name = (
        ("0::bigint", "''::text") if terms.is_one_list else ("l.cluster_id", "l.list")
    )
    return f"""
        SELECT l.id AS line_id, l.who, {cluster} AS group_cluster, {list_name} AS group_list,
            l.total, l.tie_keys, l.is_taken,
            array_remove(ARRAY[{reasons}]::text[], NULL) AS reasons,
            {line_facts} AS facts
            {_FIRST[terms.is_collective] if terms.women_first else ""}
        FROM (
            SELECT line.id, line.entry_id, line.scorecard_id, line.cluster_id, line.list,
                line.standing, line.total, line.tie_keys, line.place, line.given_grade,
                line.days_served, {_WHO[terms.is_collective]} AS who,
                taken.award_type IS NOT NULL AS is_taken, taken.award_type AS taken_by
            FROM scoring_rankingline line JOIN campaigns_entry e ON e.id = line.entry_id
            LEFT JOIN participants_mandate m ON m.id = e.mandate_id
            LEFT JOIN unnest(%(taken)s::bigint[], %(taken_by)s::text[])
                AS taken (line_id, award_type) ON taken.line_id = line.id
            WHERE line.ranking_id = %(ranking)s AND line.list = ANY(%(lists)s)
        ) l
        {" ".join(c.join for c in conditions)}
        {_WOMEN[terms.is_collective] if terms.women_first else ""}
        OFFSET 0 -- so that conditions are evaluated once a line, not at every mention of reasons
    """


_WHO = {True: "e.body_id", False: "m.person_id"}

# First in a tie: women, and bodies with enough women among their members.
_WOMEN = {
    False: "LEFT JOIN participants_person p ON p.id = l.who",
    True: f"""LEFT JOIN (
        SELECT ms.body_id, count(DISTINCT mm.person_id) AS members,
            count(DISTINCT mm.person_id) FILTER (WHERE mp.gender = '{Gender.FEMALE.value}') AS women
        FROM participants_membership ms
        JOIN participants_mandate mm ON mm.id = ms.mandate_id
        JOIN participants_person mp ON mp.id = mm.person_id
        WHERE ms.valid_from <= %(ends_on)s AND (ms.valid_to IS NULL OR ms.valid_to >= %(ends_on)s)
        GROUP BY 1) w ON w.body_id = l.who""",
}
_FIRST = {
    False: f""", (COALESCE(p.gender, '') = '{Gender.FEMALE.value}')::int AS first,
        '{{}}'::jsonb AS women""",
    True: """, COALESCE(w.women * 100 >= %(women_percent)s * w.members, false)::int AS first,
        jsonb_build_object('women', COALESCE(w.women, 0), 'members', COALESCE(w.members, 0))
            AS women""",
}
_EQUALS = """,
    count(*) OVER (PARTITION BY {group}, total, tie_keys) AS tied,
    count(*) OVER (PARTITION BY {group}, total, tie_keys, first) AS tied_same_kind"""
# Only for lines that were tied with a line of the other kind.
_WOMEN_DECIDED = """CASE WHEN is_fit AND tied > tied_same_kind THEN jsonb_build_object(
    'women_first', women || jsonb_build_object('first', first = 1, 'equals', tied)) ELSE '{}' END"""


def _with_doubles(terms: Terms, judged: str) -> str:
    """A person eligible by two entries under one quota: a person of the office decides which."""
    if terms.is_collective or not terms.setting.doubled:
        return judged
    twice = f"'{Reason.TWICE_PROPOSED.value}'"
    return f"""
        SELECT *, CASE WHEN is_double THEN ARRAY[{twice}] ELSE own_reasons END AS reasons,
            CASE WHEN is_double THEN own_facts || jsonb_build_object({twice}, jsonb_build_object(
                'entries', entries)) ELSE own_facts END AS facts
        FROM (
            SELECT *, is_double_person AND own_reasons = '{{}}' AND NOT is_taken AND entries > 1
                AS is_double
            FROM (
                SELECT line_id, who, group_cluster, group_list, total, tie_keys, is_taken,
                    reasons AS own_reasons, facts AS own_facts,
                    {"first, women," if terms.women_first else ""}
                    who = ANY(%(doubled)s::bigint[]) AS is_double_person,
                    count(*) FILTER (WHERE reasons = '{{}}' AND NOT is_taken)
                        OVER (PARTITION BY who) AS entries
                FROM ({judged}) single
            ) counted
        ) marked
    """


def _values(terms: Terms, conditions: Iterable[Condition]) -> dict[str, Any]:
    values = {
        "ranking": terms.setting.ranking.pk,
        "lists": [str(name) for name in terms.lists],
        "taken": list(terms.taken),
        "taken_by": list(terms.taken.values()),
        "doubled": terms.setting.doubled,
        "ends_on": terms.setting.plan.ends_on,
        "women_percent": WOMEN_PERCENT,
    }
    for condition in conditions:
        values |= condition.values
    return values
