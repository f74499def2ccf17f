"""Conditions on earlier years, earlier awards, holds and other proposals.

Each joins one row per person or body, computed in sets and keyed by `l.who`.
"""

from collections.abc import Iterator

from campaigns.models import Plan
from participants.models import BodyKind
from scoring.models import Ranking, Standing

from ..models import IN_PROPOSAL, HoldKind, Reason
from .conditions import GRADE_FITS, Condition
from .terms import Terms

# Thematic and sudden commendations do not feed a higher one (Decree 152/2025/NĐ-CP, Art. 4).
_COUNTING = "a.ended_by_id IS NULL AND NOT a.is_thematic AND a.{who} IS NOT NULL"


def history_conditions(terms: Terms) -> Iterator[Condition]:
    makers = (
        *(_years_in_a_row, _earlier_award, _interval, _already_awarded),
        *(_held, _discipline_ended, _twice_elsewhere),
    )
    for make in makers:
        if condition := make(terms):
            yield condition


def _years_in_a_row(terms: Terms) -> Condition | None:
    """This year and the years before it without a gap, in plans of the same organiser.

    Without a required grade, every year with a ranked line counts.
    """
    rule = terms.rule
    if rule is None or not rule.years_in_a_row:
        return None
    is_good = "true" if rule.worst_grade is None else "y.given_grade <= %(worst_grade)s"
    now_good = f"l.standing = '{Standing.RANKED.value}'" if rule.worst_grade is None else GRADE_FITS
    year, rankings = terms.setting.year, _earlier_rankings(terms, rule.years_in_a_row - 1)
    who = "ye.body_id" if terms.is_collective else "ym.person_id"
    return Condition(
        Reason.YEARS,
        f"(NOT {now_good} OR COALESCE(cardinality(good.years), 0) < %(years_before)s)",
        f"""jsonb_build_object('needed', %(years_before)s + 1, 'have', CASE WHEN {now_good} THEN
            %(year)s - COALESCE((SELECT max(gap)
                FROM generate_series(%(year)s - %(years_before)s, %(year)s - 1) gap
                WHERE gap <> ALL(COALESCE(good.years, '{{}}'))), %(year)s - %(years_before)s - 1)
            ELSE 0 END)""",
        f"""LEFT JOIN (
            SELECT {who} AS who, array_agg(DISTINCT r.year) AS years
            FROM unnest(%(earlier_ids)s::bigint[], %(earlier_years)s::int[]) AS r (id, year)
            JOIN scoring_rankingline y ON y.ranking_id = r.id
            JOIN campaigns_entry ye ON ye.id = y.entry_id
            LEFT JOIN participants_mandate ym ON ym.id = ye.mandate_id
            WHERE y.standing = '{Standing.RANKED.value}' AND {is_good} AND {who} IS NOT NULL
            GROUP BY 1) good ON good.who = l.who""",
        {
            "year": year,
            "years_before": rule.years_in_a_row - 1,
            "worst_grade": rule.worst_grade,
            "earlier_ids": [pk for pk, _ in rankings],
            "earlier_years": [year for _, year in rankings],
        },
    )


def _earlier_rankings(terms: Terms, years: int) -> list[tuple[int, int]]:
    """The newest sealed ranking of each plan of the organiser, with its year."""
    year = terms.setting.year
    organiser = terms.setting.plan.campaign.organiser_id
    plans = Plan.objects.filter(
        campaign__organiser=organiser, ends_on__year__range=(year - years, year - 1)
    )
    newest = Ranking.objects.sealed().filter(plan__in=plans.values("pk"))
    newest_first = newest.order_by("plan_id", "-number").distinct("plan_id")
    return list(newest_first.values_list("pk", "plan__ends_on__year"))


def _earlier_award(terms: Terms) -> Condition | None:
    """Awards of the years before the round, within the number of years the rule sets."""
    rule = terms.rule
    if rule is None or rule.needs_award_type is None:
        return None
    year = terms.setting.year
    since = year - rule.needs_within_years if rule.needs_within_years else 0
    return Condition(
        Reason.EARLIER_AWARD,
        "COALESCE(had.times, 0) < %(needs_times)s",
        """jsonb_build_object('award_type', %(needs_name)s::text, 'have', COALESCE(had.times, 0),
            'needed', %(needs_times)s, 'since', NULLIF(%(needs_since)s, 0),
            'until', %(year)s - 1)""",
        f"""LEFT JOIN (
            SELECT a.{terms.who} AS who, count(*) AS times FROM awards_award a
            WHERE {_COUNTING.format(who=terms.who)} AND a.award_type_id = %(needs_award_type)s
                AND a.year BETWEEN %(needs_since)s AND %(year)s - 1
            GROUP BY 1) had ON had.who = l.who""",
        {
            "year": year,
            "needs_award_type": rule.needs_award_type_id,
            "needs_name": rule.needs_award_type.name,
            "needs_times": rule.needs_times,
            "needs_since": since,
        },
    )


def _interval(terms: Terms) -> Condition | None:
    """2 years: awarded in 2023, eligible again from 2025.

    Awards of predecessor units are only noted.
    """
    rule = terms.rule
    if rule is None or not rule.interval_years:
        return None
    condition = f"""a.award_type_id = %(award_type)s AND a.year < %(year)s
        AND a.year > %(year)s - %(interval)s AND {_COUNTING.format(who=terms.who)}"""
    return Condition(
        Reason.INTERVAL,
        "latest.year IS NOT NULL",
        """jsonb_build_object('year', latest.year, 'interval', %(interval)s,
            'next', latest.year + %(interval)s)""",
        f"""LEFT JOIN (
            SELECT a.{terms.who} AS who, max(a.year) AS year FROM awards_award a
            WHERE {condition} GROUP BY 1) latest ON latest.who = l.who
        {_PREDECESSORS if terms.is_collective else ""}""",
        {
            "year": terms.setting.year,
            "award_type": terms.award_type.pk,
            "interval": rule.interval_years,
        },
        {"predecessors": "before.awards"} if terms.is_collective else {},
    )


# Awards of councils and standing committees of the predecessor units.
_PREDECESSORS = f"""
    LEFT JOIN (
        SELECT b.id AS who,
            jsonb_agg(jsonb_build_object('name', pb.name, 'year', a.year) ORDER BY a.year) AS awards
        FROM awards_award a
        JOIN participants_body pb ON pb.id = a.body_id
        JOIN participants_council pc ON pc.id = pb.council_id
        JOIN participants_administrativeunit_predecessors p
            ON p.to_administrativeunit_id = pc.unit_id
        JOIN participants_council c ON c.unit_id = p.from_administrativeunit_id
        JOIN participants_body b ON b.council_id = c.id AND b.kind = pb.kind
        WHERE a.award_type_id = %(award_type)s AND a.ended_by_id IS NULL AND NOT a.is_thematic
            AND a.year < %(year)s AND a.year > %(year)s - %(interval)s
            AND pb.kind IN ('{BodyKind.COUNCIL.value}', '{BodyKind.STANDING_COMMITTEE.value}')
        GROUP BY 1) before ON before.who = l.who
"""


def _already_awarded(terms: Terms) -> Condition:
    """One achievement, one award: the same award type this year, or a higher one of its kind."""
    return Condition(
        Reason.ALREADY_AWARDED,
        "given.award_type IS NOT NULL",
        """jsonb_build_object('award_type', given.award_type, 'year', %(year)s,
            'number', given.number, 'on', given.decided_on)""",
        f"""LEFT JOIN (
            SELECT DISTINCT ON (a.{terms.who}) a.{terms.who} AS who, f.name AS award_type, d.number,
                d.decided_on
            FROM awards_award a JOIN awards_awardtype f ON f.id = a.award_type_id
            JOIN awards_decision d ON d.id = a.decision_id
            WHERE {_COUNTING.format(who=terms.who)} AND a.year = %(year)s
                AND f.precedence <= %(precedence)s AND f.kind = %(award_kind)s
            ORDER BY 1, f.precedence, a.id) given ON given.who = l.who""",
        {
            "year": terms.setting.year,
            "precedence": terms.award_type.precedence,
            "award_kind": terms.award_type.kind,
        },
    )


_HOLD_FACTS = """jsonb_build_object('kind', {0}.kind, 'from', {0}.begins_on, 'to', {0}.ended_on,
    'document', {0}.document)"""


def _held(terms: Terms) -> Condition:
    return Condition(
        Reason.HELD,
        "held.kind IS NOT NULL",
        _HOLD_FACTS.format("held"),
        _hold_join(terms, "held", "(h.ended_on IS NULL OR h.ended_on > %(day)s)"),
        {"day": terms.setting.day},
    )


def _discipline_ended(terms: Terms) -> Condition:
    """A discipline that ended during the round: a person decides, because only later
    achievements count (Decree 152/2025/NĐ-CP, Art. 4)."""
    return Condition(
        Reason.DISCIPLINE_ENDED,
        "ended.kind IS NOT NULL",
        _HOLD_FACTS.format("ended"),
        _hold_join(
            terms,
            "ended",
            "h.kind = %(discipline)s AND h.ended_on BETWEEN %(starts_on)s AND %(day)s",
        ),
        {
            "day": terms.setting.day,
            "discipline": HoldKind.DISCIPLINE.value,
            "starts_on": terms.setting.plan.starts_on,
        },
    )


def _hold_join(terms: Terms, name: str, which: str) -> str:
    return f"""LEFT JOIN (
        SELECT DISTINCT ON (h.{terms.who}) h.{terms.who} AS who, h.kind, h.begins_on, h.ended_on,
            h.document
        FROM awards_hold h
        WHERE h.{terms.who} IS NOT NULL AND h.begins_on <= %(day)s AND {which}
        ORDER BY 1, h.begins_on DESC, h.id) {name} ON {name}.who = l.who"""


def _twice_elsewhere(terms: Terms) -> Condition | None:
    """The person is in another current proposal of the year, or in this one by another entry."""
    if terms.is_collective or not (terms.setting.elsewhere or terms.beside):
        return None
    other = "jsonb_array_elements(twice.entries) x WHERE (x ->> 'line')::bigint <> l.id"
    return Condition(
        Reason.TWICE_PROPOSED,
        f"EXISTS (SELECT 1 FROM {other})",
        f"(SELECT x - 'line' FROM {other} LIMIT 1)",
        """LEFT JOIN (
            SELECT who, jsonb_agg(jsonb_build_object('line', line, 'plan', plan, 'unit', unit,
                'award_type', award_type) ORDER BY plan, unit) AS entries
            FROM (
                SELECT m2.person_id AS who, l2.id AS line, p2.name AS plan, e2.unit_name AS unit,
                    f2.name AS award_type
                FROM awards_proposalquota q2
                JOIN awards_awardtype f2 ON f2.id = q2.award_type_id
                JOIN awards_quotashare s2 ON s2.quota_id = q2.id
                JOIN awards_proposalline pl ON pl.share_id = s2.id
                    AND pl.outcome = ANY(%(in_proposal)s)
                JOIN scoring_rankingline l2 ON l2.id = pl.ranking_line_id
                JOIN campaigns_entry e2 ON e2.id = l2.entry_id
                JOIN campaigns_plan p2 ON p2.id = e2.plan_id
                JOIN participants_mandate m2 ON m2.id = e2.mandate_id
                WHERE q2.proposal_id = ANY(%(elsewhere)s::bigint[])
                UNION ALL
                SELECT m2.person_id, l2.id, NULL, e2.unit_name, NULL
                FROM scoring_rankingline l2 JOIN campaigns_entry e2 ON e2.id = l2.entry_id
                JOIN participants_mandate m2 ON m2.id = e2.mandate_id
                WHERE l2.id = ANY(%(beside)s::bigint[])
            ) elsewhere GROUP BY who) twice ON twice.who = l.who""",
        {
            "in_proposal": [outcome.value for outcome in IN_PROPOSAL],
            "elsewhere": terms.setting.elsewhere,
            "beside": terms.beside,
        },
    )
