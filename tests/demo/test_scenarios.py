"""Both complete scenarios in smaller cities, and the commands that load them."""

from collections import Counter

import pytest
from django.core.management import CommandError
from django.db.models import Q

from accounts.models import User
from campaigns.models import Entry, EntryChange, EntryList, Plan, PlanState
from core.clock import now
from demo import ha_noi, hai_phong, scenarios
from demo.accounts import GUIDES, PASSWORD
from demo.result import first_places, rank
from evidence.models import ActivityReport, EvidenceFile
from participants.models import AdministrativeUnit, Council, Mandate, Person
from scoring.models import Ranking, RankingLine

from .conftest import run

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def printed(loaded_for_a_module, tiny_hai_phong, tiny_ha_noi):
    """What demo_load prints of both."""
    with loaded_for_a_module(tiny_hai_phong, tiny_ha_noi) as printed:
        yield printed


def plan_of(scenario) -> Plan:
    return Plan.objects.get(slug=scenario.PLAN)


def row_counts() -> list[int]:
    models = (AdministrativeUnit, Person, User, Plan, ActivityReport, EvidenceFile)
    return [model.objects.count() for model in models]


def test_loading_again_changes_nothing(printed):
    assert "Hải Phòng 2023: activity reports" in printed and "Hà Nội 2022: ranking" in printed
    before = row_counts()
    assert min(before) > 0
    assert run("demo_load").splitlines() == [
        "Hải Phòng 2023: already loaded",
        "Hà Nội 2022: already loaded",
    ]
    assert row_counts() == before


def test_the_result_fails_when_a_quota_is_not_filled(printed):
    with pytest.raises(CommandError, match=r"collective: \d+ proposed, the quota is 39"):
        run("demo_result")


def test_the_result_of_a_running_round_is_computed_and_printed(printed, monkeypatch, tiny_ha_noi):
    monkeypatch.setattr(scenarios, "SCENARIOS", (tiny_ha_noi,))
    output = run("demo_result")
    assert "Hà Nội 2022 (running, ranking not sealed)" in output
    assert output.count("seconds to rank") == 1
    assert output.count("    1. ") >= 3


def states_of(plan: Plan) -> Counter:
    return Counter(ActivityReport.objects.in_plan(plan).values_list("state", flat=True))


def test_hai_phong_is_closed_with_nothing_waiting(printed):
    plan = plan_of(hai_phong)
    assert plan.state == PlanState.CLOSED
    assert states_of(plan)["sent"] == 0
    assert states_of(plan)["returned"] == 2 + 1  # one by the delegate of the demonstration
    assert not EntryChange.objects.filter(plan=plan).exists()
    assert Ranking.objects.get(plan=plan).is_sealed


def test_every_delegate_and_every_body_but_the_organiser_takes_part(printed):
    plan = plan_of(hai_phong)
    assert Entry.objects.filter(plan=plan, mandate=None).count() == (4 + 2) + 2 * 3 + 2 * 3
    city = plan.campaign.organiser.unit
    of_city = Q(unit=city) | Q(unit__parent=city) | Q(unit__parent__parent=city)
    mandates = Mandate.objects.filter(council__in=Council.objects.filter(of_city))
    assert Entry.objects.filter(plan=plan, body=None).count() == mandates.count()
    assert RankingLine.objects.filter(entry__plan=plan).count() == plan.entries.count()
    assert not plan.entries.filter(name="Thường trực HĐND thành phố Hải Phòng").exists()


def test_ha_noi_shows_every_state_and_takes_reports(printed):
    plan = plan_of(ha_noi)
    counts = states_of(plan)
    assert plan.state == PlanState.RUNNING and plan.reports_due_at > now()
    assert (counts["sent"], counts["returned"], counts["refused"]) == (4 + 1, 2 + 1, 1)
    assert counts["verified"] > 100
    assert not Ranking.objects.sealed().filter(plan=plan).exists()


def test_the_delegate_of_ha_noi_has_something_of_every_kind(printed):
    plan = plan_of(ha_noi)
    user = User.objects.get(username="daibieu.hn")
    own = ActivityReport.objects.filter(reported_by=user)
    assert Counter(own.values_list("state", flat=True)) == {"verified": 5, "returned": 1, "sent": 1}
    assert own.get(state="returned").decision_note
    assert EvidenceFile.objects.filter(report__in=own).count() == 7
    line = RankingLine.objects.get(entry__plan=plan, entry__mandate__person__user=user)
    assert line.list == EntryList.PART_TIME and line.total > 0


def test_the_head_of_a_group_reports_for_the_group_too(printed):
    user = User.objects.get(username="totruong.hn")
    kinds = set(Entry.objects.reported_by(user).values_list("kind", flat=True))
    assert kinds == {"delegate", "delegate_group"}
    assert ActivityReport.objects.filter(reported_by=user).verified().count() == 10


def test_exactly_the_accounts_that_are_printed_exist_and_share_their_password(printed):
    users = User.objects.all()
    usernames = {user.username for user in users}
    assert usernames == {guide.username for guide in GUIDES}
    assert {name for name in usernames if not name.endswith(".hn")} == {
        *(f"{role}.hp" for role in ("thuky", "thuky2", "lanhdao", "daibieu", "totruong")),
        "quantri",
    }
    assert all(user.is_demonstration and user.check_password(PASSWORD) for user in users)


def test_nobody_verified_what_they_had_recorded(printed):
    plan = plan_of(hai_phong)
    for report in ActivityReport.objects.in_plan(plan):
        assert report.decided_by_id != report.reported_by_id


def test_first_places_are_read_from_the_ranking(printed):
    plan = plan_of(ha_noi)
    ranking, timing = rank(plan)
    headings = [heading for heading, _ in first_places(ranking)]
    assert timing.measured == "measured now"
    assert headings == [
        "Các Ban của HĐND thành phố (tập thể)",
        "Đại biểu HĐND thành phố (đại biểu chuyên trách)",
        "Đại biểu HĐND thành phố (đại biểu kiêm nhiệm)",
    ]
