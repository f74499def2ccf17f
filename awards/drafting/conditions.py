"""Conditions that a line meets or not by itself: points, grade, place, days, registration.

A condition is a piece of SQL over `l` (the line), `e` (its entry) and `l.who` (the person or the
body), with its own joins and parameters; `facts` are the numbers it was decided by.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..models import Reason
from .terms import Terms


@dataclass(frozen=True)
class Condition:
    """A reason stands where `stands` is true. `notes` are facts kept of every line, by name."""

    reason: Reason
    stands: str
    facts: str
    join: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)


Maker = Callable[[Terms], Condition | None]


def own_conditions(terms: Terms) -> Iterator[Condition]:
    for make in (_ranked, _points, _grade, _place, _time_served, _registered):
        if found := make(terms):
            yield found


def _ranked(terms: Terms) -> Condition:
    return Condition(
        Reason.NOT_RANKED,
        "(l.standing <> 'ranked' OR l.total IS NULL)",
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
    """Where the plan has no registration, a rule that needs one asks nothing."""
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
