"""Conditions on a line alone: points, grade, place, days, registration.

A condition is an SQL fragment over `l` (the line) and `l.who` (its person or body), with its own
joins and parameters; `facts` are the numbers behind the decision.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from scoring.models import Standing

from ..models import Reason
from .terms import Terms


@dataclass(frozen=True)
class Condition:
    """`applies` is true where the reason applies. `notes` are facts of every line, by name."""

    reason: Reason
    applies: str
    facts: str
    join: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)


Maker = Callable[[Terms], Condition | None]


def own_conditions(terms: Terms) -> Iterator[Condition]:
    for make in (_ranked, _points, _grade, _place, _time_served, _registered):
        if condition := make(terms):
            yield condition


def _ranked(terms: Terms) -> Condition:
    return Condition(
        Reason.NOT_RANKED,
        f"(l.standing <> '{Standing.RANKED.value}' OR l.total IS NULL)",
        "jsonb_build_object('standing', l.standing)",
    )


def _points(terms: Terms) -> Condition:
    return Condition(
        Reason.POINTS,
        "COALESCE(l.total < %(minimum_points)s, false)",
        "jsonb_build_object('total', trim_scale(l.total)::text, 'least', %(least_text)s::text)",
        values={
            "minimum_points": terms.minimum_points,
            "least_text": format(terms.minimum_points.normalize(), "f"),
        },
    )


def _grade(terms: Terms) -> Condition | None:
    if terms.rule is None or terms.rule.worst_grade is None:
        return None
    name = "%(grades)s::jsonb -> l.scorecard_id::text ->> {}"
    return Condition(
        Reason.GRADE,
        f"NOT {GRADE_FITS}",
        f"""jsonb_build_object('given', l.given_grade, 'worst', %(worst_grade)s,
            'given_name', {name.format("l.given_grade::int")},
            'worst_name', {name.format("%(worst_grade)s")})""",
        values={
            "worst_grade": terms.rule.worst_grade,
            "grades": json.dumps(terms.setting.grades),
        },
    )


GRADE_FITS = "COALESCE(l.given_grade <= %(worst_grade)s, false)"


def _place(terms: Terms) -> Condition | None:
    if terms.rule is None or terms.rule.worst_place is None:
        return None
    return Condition(
        Reason.PLACE,
        "COALESCE(l.place > %(worst_place)s, true)",
        "jsonb_build_object('place', l.place, 'worst', %(worst_place)s)",
        values={"worst_place": terms.rule.worst_place},
    )


def _time_served(terms: Terms) -> Condition | None:
    if terms.rule is None or terms.rule.minimum_days is None:
        return None
    return Condition(
        Reason.TIME_SERVED,
        "l.days_served < %(minimum_days)s",
        "jsonb_build_object('days', l.days_served, 'least', %(minimum_days)s)",
        values={"minimum_days": terms.rule.minimum_days},
    )


def _registered(terms: Terms) -> Condition | None:
    """Without registrations in the plan, a rule that needs one has no effect."""
    is_needed = terms.rule is not None and terms.rule.needs_registration
    if not (is_needed or terms.setting.plan.leaves_out_unregistered):
        return None
    by = "rule" if is_needed else "plan"
    return Condition(
        Reason.UNREGISTERED,
        "l.entry_id = ANY(%(unregistered)s::bigint[])",
        f"jsonb_build_object('by', '{by}')",
        values={"unregistered": terms.setting.unregistered},
    )
