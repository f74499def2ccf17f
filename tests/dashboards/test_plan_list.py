"""The list of plans, with each number counted once."""

import json

import pytest

from dashboards.queries import plans_with_numbers

from .. import cast

pytestmark = pytest.mark.django_db


def subplans(node: dict):
    """Nodes of a query's plan that stand for a subquery."""
    for below in node.get("Plans", []):
        if below.get("Parent Relationship") == "SubPlan":
            yield below
        yield from subplans(below)


def test_waiting_reports_are_counted_once_a_plan(running):
    for delegate in running.city.delegates[:2]:
        cast.send(running, delegate, "II.1")
    plans = plans_with_numbers(running.city.secretary)
    (plan,) = plans
    assert (plan.number_of_entries, plan.number_waiting) == (running.plan.entries.count(), 2)
    explained = json.loads(plans.explain(analyze=True, format="json"))[0]["Plan"]
    counting = [node for node in subplans(explained) if "activityreport" in json.dumps(node)]
    assert counting
    assert all(node["Actual Loops"] == 1 for node in counting)
