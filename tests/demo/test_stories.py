"""Both stories, in smaller cities, from the founding to the end."""

from collections import Counter

import pytest
from django.db import transaction

from accounts.models import User
from awards.models import (
    Award,
    Ballot,
    BallotState,
    Decision,
    Outcome,
    ProposalLine,
    Quota,
    Refusal,
    SealedVote,
    TiePool,
)
from campaigns.models import Entry, EntryChange, EntryList, Plan, PlanState
from core.clock import now
from demo.accounts import COUNCIL_GUIDES, PASSWORD
from demo.result import first_places, proposal_of, proposed, rank
from evidence.models import ActivityReport, EvidenceFile
from participants.models import Mandate, Person
from scoring.models import Ranking, RankingLine

pytestmark = pytest.mark.django_db


def states_of(plan: Plan) -> Counter:
    return Counter(ActivityReport.objects.in_plan(plan).values_list("state", flat=True))


def test_hai_phong_ends_with_its_quota_filled_exactly(small_hai_phong, no_steps):
    plan = small_hai_phong.tell(no_steps)
    quotas = dict(Quota.objects.filter(plan=plan).values_list("subject", "number"))
    assert proposed(proposal_of(plan)) == quotas == {"collective": 39, "individual": 64}
    assert not TiePool.objects.filter(decided_at=None).exists()
    assert not ProposalLine.objects.filter(outcome=Outcome.TIED).exists()
    in_force = Award.objects.in_force().values_list("recipient", flat=True)
    assert Counter(in_force) == {"collective": 39, "individual": 64}
    assert Award.objects.exclude(ended_by=None).count() == 1  # its words were corrected
    assert {guide.username for guide in COUNCIL_GUIDES} <= set(
        User.objects.values_list("username", flat=True)
    )
    assert Refusal.objects.count() == 1 and Decision.objects.count() == 2
    ballot = Ballot.objects.get()
    assert (ballot.state, ballot.returned) == (BallotState.COUNTED, 9)
    assert not SealedVote.objects.exclude(sealed=None).exists()


def test_hai_phong_is_closed_with_nothing_waiting(tiny_hai_phong, no_steps):
    plan = tiny_hai_phong.tell(no_steps)
    plan.refresh_from_db()
    assert plan.state == PlanState.CLOSED
    assert states_of(plan)["sent"] == 0
    assert states_of(plan)["returned"] == 2 + 1  # one of the demonstration's own delegate
    assert not EntryChange.objects.exists()
    assert Ranking.objects.get(plan=plan).is_sealed


def test_every_delegate_and_every_body_but_the_organiser_takes_part(tiny_hai_phong, no_steps):
    plan = tiny_hai_phong.tell(no_steps)
    assert Entry.objects.filter(plan=plan, mandate=None).count() == (4 + 2) + 2 * 3 + 2 * 3
    assert Entry.objects.filter(plan=plan, body=None).count() == Mandate.objects.count()
    assert RankingLine.objects.filter(entry__plan=plan).count() == plan.entries.count()
    assert not plan.entries.filter(name="Thường trực HĐND thành phố Hải Phòng").exists()


def test_ha_noi_shows_every_state_and_takes_reports(tiny_ha_noi, no_steps):
    plan = tiny_ha_noi.tell(no_steps)
    plan.refresh_from_db()
    counts = states_of(plan)
    assert plan.state == PlanState.RUNNING and plan.reports_due_at > now()
    assert (counts["sent"], counts["returned"], counts["refused"]) == (4 + 1, 2 + 1, 1)
    assert counts["verified"] > 100
    assert not Ranking.objects.sealed().exists()


def test_the_delegate_of_ha_noi_has_something_of_every_kind(tiny_ha_noi, no_steps):
    plan = tiny_ha_noi.tell(no_steps)
    user = User.objects.get(username="daibieu.hn")
    own = ActivityReport.objects.filter(reported_by=user)
    assert Counter(own.values_list("state", flat=True)) == {"verified": 5, "returned": 1, "sent": 1}
    assert own.get(state="returned").decision_note
    assert EvidenceFile.objects.filter(report__in=own).count() == 7
    line = RankingLine.objects.get(entry__plan=plan, entry__mandate__person__user=user)
    assert line.list == EntryList.PART_TIME and line.total > 0


def test_the_head_of_a_group_reports_for_the_group_too(tiny_ha_noi, no_steps):
    tiny_ha_noi.tell(no_steps)
    user = User.objects.get(username="totruong.hn")
    kinds = set(Entry.objects.reported_by(user).values_list("kind", flat=True))
    assert kinds == {"delegate", "delegate_group"}
    assert ActivityReport.objects.filter(reported_by=user).verified().count() == 10


def test_all_accounts_are_marked_and_share_the_published_password(tiny_hai_phong, no_steps):
    tiny_hai_phong.tell(no_steps)
    users = User.objects.all()
    assert {user.username for user in users} == {
        *(f"{role}.hp" for role in ("thuky", "thuky2", "lanhdao", "daibieu", "totruong")),
        "quantri",
    }
    assert all(user.is_demonstration and user.check_password(PASSWORD) for user in users)


def test_nobody_verified_what_they_had_recorded(tiny_hai_phong, no_steps):
    plan = tiny_hai_phong.tell(no_steps)
    for report in ActivityReport.objects.in_plan(plan):
        assert report.decided_by_id != report.reported_by_id


def test_telling_again_gives_the_same_people_points_and_choices(tiny_hai_phong, no_steps):
    """The ids of the second telling are others, so nothing can hang on them."""
    first, second = (told_and_undone(tiny_hai_phong, no_steps) for _ in range(2))
    assert first == second


def told_and_undone(story, step) -> tuple:
    with transaction.atomic():
        plan = story.tell(step)
        people = list(Person.objects.order_by("pk").values_list("full_name", "gender"))
        lines = RankingLine.objects.filter(entry__plan=plan).order_by("entry_id")
        ranking = list(lines.values_list("entry__name", "entry__unit_name", "total", "place"))
        outcomes = list(lines.values_list("entry__name", "proposal_lines__outcome"))
        reports = ActivityReport.objects.in_plan(plan).order_by("pk")
        texts = list(reports.values_list("token", "summary", "happened_on", "submitted_at"))
        transaction.set_rollback(True)
    return people, ranking, outcomes, texts


def test_first_places_are_read_from_the_ranking(tiny_ha_noi, no_steps):
    plan = tiny_ha_noi.tell(no_steps)
    ranking, timing = rank(plan)
    headings = [heading for heading, _ in first_places(ranking)]
    assert timing.measured == "measured now"
    assert headings == [
        "Các Ban của HĐND thành phố (tập thể)",
        "Đại biểu HĐND thành phố (đại biểu chuyên trách)",
        "Đại biểu HĐND thành phố (đại biểu kiêm nhiệm)",
    ]
