"""The SELECT that judges every line of a ranking: its reasons, its facts, its place."""

import json
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from ..models import NEEDS_DECISION, Outcome, Reason
from .conditions import Condition, own_conditions
from .history import remembered_conditions
from .terms import Terms

# Of members, for a collective to come first among equals (Decree 152/2025/NĐ-CP, Art. 4).
WOMEN_PERCENT = 70


def placed(terms: Terms) -> tuple[str, dict[str, Any]]:
    """SELECT text and parameters, a row each line of the terms' lists.

    Columns: line_id, group_cluster and group_list (0 and empty for one list), reasons (array of
    `Reason`), facts (jsonb, by reason), is_taken, is_fit, place (among the fit of the group; null
    where not fit). Places follow total, tie keys and, where the quota says so, women first.
    """
    conditions = [*own_conditions(terms), *remembered_conditions(terms)]
    values = _values(terms, conditions)
    key, told = ("first", f"facts || {_WOMEN_DECIDED}") if terms.women_first else ("0", "facts")
    group = "group_cluster, group_list, reasons = '{}' AND NOT is_taken"
    return (
        f"""
        SELECT line_id, group_cluster, group_list, reasons, {told} AS facts, is_taken,
            is_fit, CASE WHEN is_fit THEN place END AS place
        FROM (
            SELECT *, reasons = '{{}}' AND NOT is_taken AS is_fit,
                rank() OVER (PARTITION BY {group}
                    ORDER BY total DESC, tie_keys DESC, {key} DESC) AS place
                {_EQUALS.format(group=group) if terms.women_first else ""}
            FROM ({_with_doubles(terms, _judged(terms, conditions))}) judged
        ) ranked
        """,
        values,
    )


def _judged(terms: Terms, conditions: Iterable[Condition]) -> str:
    conditions = list(conditions)
    reasons = ", ".join(f"CASE WHEN {c.stands} THEN '{c.reason.value}' END" for c in conditions)
    facts = [f"'{c.reason.value}', CASE WHEN {c.stands} THEN {c.facts} END" for c in conditions]
    facts += [f"'{name}', {of}" for c in conditions for name, of in c.notes.items()]
    facts.append("'higher_form', l.taken_by")
    cluster, of_list = (
        ("0::bigint", "''::text") if terms.is_one_list else ("l.cluster_id", "l.list")
    )
    return f"""
        SELECT l.id AS line_id, l.who, {cluster} AS group_cluster, {of_list} AS group_list, l.total,
            l.tie_keys, l.is_taken, array_remove(ARRAY[{reasons}]::text[], NULL) AS reasons,
            jsonb_strip_nulls(jsonb_build_object({", ".join(facts)})) AS facts
            {_FIRST[terms.is_collective] if terms.women_first else ""}
        FROM (
            SELECT line.id, line.entry_id, line.scorecard_id, line.cluster_id, line.list,
                line.standing, line.total, line.tie_keys, line.place, line.given_grade,
                line.days_served, {_WHO[terms.is_collective]} AS who,
                taken.form IS NOT NULL AS is_taken, taken.form AS taken_by
            FROM scoring_rankingline line JOIN campaigns_entry e ON e.id = line.entry_id
            LEFT JOIN participants_mandate m ON m.id = e.mandate_id
            LEFT JOIN unnest(%(taken)s::bigint[], %(taken_by)s::text[]) AS taken (line_id, form)
                ON taken.line_id = line.id
            WHERE line.ranking_id = %(ranking)s AND line.list = ANY(%(lists)s)
        ) l
        {" ".join(c.join for c in conditions)}
        {_WOMEN[terms.is_collective] if terms.women_first else ""}
        OFFSET 0 -- so that conditions are evaluated once a line, not at every mention of reasons
    """


_WHO = {True: "e.body_id", False: "m.person_id"}

# Who comes first among equals: women; bodies with enough women among their members.
_WOMEN = {
    False: "LEFT JOIN participants_person p ON p.id = l.who",
    True: """LEFT JOIN (
        SELECT ms.body_id, count(DISTINCT mm.person_id) AS members,
            count(DISTINCT mm.person_id) FILTER (WHERE mp.gender = 'female') AS women
        FROM participants_membership ms
        JOIN participants_mandate mm ON mm.id = ms.mandate_id
        JOIN participants_person mp ON mp.id = mm.person_id
        WHERE ms.valid_from <= %(ends_on)s AND (ms.valid_to IS NULL OR ms.valid_to >= %(ends_on)s)
        GROUP BY 1) w ON w.body_id = l.who""",
}
_FIRST = {
    False: """, (COALESCE(p.gender, '') = 'female')::int AS first,
        '{}'::jsonb AS women""",
    True: """, COALESCE(w.women * 100 >= %(women_percent)s * w.members, false)::int AS first,
        jsonb_build_object('women', COALESCE(w.women, 0), 'members', COALESCE(w.members, 0))
            AS women""",
}
_EQUALS = """,
    count(*) OVER (PARTITION BY {group}, total, tie_keys) AS equals,
    count(*) OVER (PARTITION BY {group}, total, tie_keys, first) AS alike"""
# Said of those alone who were level with somebody of the other kind.
_WOMEN_DECIDED = """CASE WHEN is_fit AND equals > alike THEN jsonb_build_object('women_first',
    women || jsonb_build_object('first', first = 1, 'equals', equals)) ELSE '{}' END"""


def _with_doubles(terms: Terms, judged: str) -> str:
    """The same person fit by two entries under one quota: a human decides which."""
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
        "lists": [str(of) for of in terms.lists],
        "taken": list(terms.taken),
        "taken_by": list(terms.taken.values()),
        "doubled": terms.setting.doubled,
        "ends_on": terms.setting.plan.ends_on,
        "women_percent": WOMEN_PERCENT,
    }
    for condition in conditions:
        values |= condition.values
    return values


@dataclass(frozen=True)
class GroupOfLines:
    """A group that a quota is shared over, with its fit lines in the order of their places.

    `key` is (cluster id, list), (None, "") for one list; `places` go with `line_ids`.
    """

    key: Hashable
    size: int
    line_ids: list[int]
    places: list[int]

    @property
    def eligible(self) -> int:
        return len(self.line_ids)


def groups_of(terms: Terms) -> list[GroupOfLines]:
    """The groups of the terms' lists, by cluster and list. 1 query."""
    select, values = placed(terms)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT group_cluster, group_list, count(*),
                COALESCE(array_agg(line_id ORDER BY place, line_id) FILTER (WHERE is_fit), '{{}}'),
                COALESCE(array_agg(place ORDER BY place, line_id) FILTER (WHERE is_fit), '{{}}')
            FROM ({select}) placed GROUP BY 1, 2 ORDER BY 1, 2
            """,
            values,
        )
        return [
            GroupOfLines((cluster or None, of), size, ids, places)
            for cluster, of, size, ids, places in cursor.fetchall()
        ]


@dataclass(frozen=True)
class JudgedLine:
    """What would stand in a proposal line; `group` is the key of its group."""

    group: Hashable
    place: int | None
    reasons: list[str]
    facts: dict[str, Any]
    outcome: str


def judged_lines(
    terms: Terms, proposed: list[int], tied: list[int], ids: list[int]
) -> dict[int, JudgedLine]:
    """Some lines as drafting would write them, by id. 1 query."""
    select, values = placed(terms)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT line_id, group_cluster, group_list, place, reasons, facts, {_OUTCOME}
            FROM ({select}) placed WHERE line_id = ANY(%(ids)s::bigint[])
            """,
            values | _decided(proposed, tied) | {"ids": ids},
        )
        return {
            pk: JudgedLine((cluster or None, of), place, reasons, _read(facts), outcome)
            for pk, cluster, of, place, reasons, facts, outcome in cursor.fetchall()
        }


def _read(facts: str | dict) -> dict[str, Any]:
    return json.loads(facts) if isinstance(facts, str) else facts


def write_lines(quota_id: int, terms: Terms, proposed: list[int], tied: list[int]) -> None:
    """A proposal line for every line judged, into the shares of a quota. 1 statement."""
    select, values = placed(terms)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO awards_proposalline
                (share_id, line_id, eligible_place, reasons, facts, outcome)
            SELECT s.id, line_id, place, reasons, facts, {_OUTCOME}
            FROM ({select}) placed
            JOIN awards_quotashare s ON s.quota_id = %(quota)s
                AND COALESCE(s.cluster_id, 0) = group_cluster AND s.list = group_list
            """,
            values | _decided(proposed, tied) | {"quota": quota_id},
        )


def _decided(proposed: list[int], tied: list[int]) -> dict[str, Any]:
    undecided = [reason.value for reason in NEEDS_DECISION]
    return {"proposed": proposed, "tied": tied, "undecided": undecided}


_OUTCOME = f"""CASE
    WHEN is_taken THEN '{Outcome.HIGHER_FORM.value}'
    WHEN '{Reason.UNREGISTERED.value}' = ANY(reasons) THEN '{Outcome.UNREGISTERED.value}'
    WHEN is_fit AND line_id = ANY(%(proposed)s::bigint[]) THEN '{Outcome.PROPOSED.value}'
    WHEN is_fit AND line_id = ANY(%(tied)s::bigint[]) THEN '{Outcome.TIED.value}'
    WHEN is_fit THEN '{Outcome.OVER_QUOTA.value}'
    WHEN reasons <@ %(undecided)s::text[] THEN '{Outcome.NEEDS_DECISION.value}'
    ELSE '{Outcome.NOT_ELIGIBLE.value}' END"""
