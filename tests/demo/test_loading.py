"""Loading a scenario: interrupted it leaves nothing, and repeated it gives the same."""

import pytest
from django.db import transaction

from accounts.models import User
from campaigns.models import Plan
from demo import hai_phong, scenarios
from evidence.models import ActivityReport, EvidenceFile
from participants.models import AdministrativeUnit, Person
from scoring.models import RankingLine

from .conftest import run

pytestmark = pytest.mark.django_db


def row_counts() -> list[int]:
    models = (AdministrativeUnit, Person, User, Plan, ActivityReport, EvidenceFile)
    return [model.objects.count() for model in models]


def test_an_interrupted_load_leaves_nothing_and_can_be_repeated(monkeypatch, tiny_hai_phong):
    monkeypatch.setattr(scenarios, "SCENARIOS", (tiny_hai_phong,))
    with monkeypatch.context() as patched:
        patched.setattr(hai_phong, "seal_ranking", killed)
        with pytest.raises(KeyboardInterrupt):
            run("demo_load")
    assert row_counts() == [0, 0, 0, 0, 0, 0]
    assert "Hải Phòng 2023: loaded" in run("demo_load")


def killed(**kwargs):
    raise KeyboardInterrupt


def test_loading_again_gives_the_same_people_points_and_choices(tiny_hai_phong, no_steps):
    """The second load has other ids, so nothing may depend on them."""
    first, second = (loaded_and_undone(tiny_hai_phong, no_steps) for _ in range(2))
    assert first == second


def loaded_and_undone(scenario, step) -> tuple:
    with transaction.atomic():
        plan = scenario.load(step)
        people = list(Person.objects.order_by("pk").values_list("full_name", "gender"))
        lines = RankingLine.objects.filter(entry__plan=plan).order_by("entry_id")
        ranking = list(lines.values_list("entry__name", "entry__unit_name", "total", "place"))
        outcomes = list(lines.values_list("entry__name", "proposal_lines__outcome"))
        reports = ActivityReport.objects.in_plan(plan).order_by("pk")
        texts = list(reports.values_list("token", "summary", "happened_on", "submitted_at"))
        transaction.set_rollback(True)
    return people, ranking, outcomes, texts
