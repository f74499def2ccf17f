"""The open ballot of the demonstration: a member votes, the office counts."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.models import User
from ballots.models import Ballot, BallotState
from campaigns.models import PlanState
from demo import open_ballot, scenarios
from demo.accounts import user_of
from demo.documents import read_document
from demo.honours import seat_council
from demo.result import proposal_of, proposed
from participants.models import Council

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(tiny_hai_phong, no_steps, settings, tmp_path):
    """Loaded after a small Hải Phòng, with the award council of the full scenario."""
    settings.VAR_DIR = tmp_path
    tiny_hai_phong.load(no_steps)
    organiser = Council.objects.get(name=open_ballot.ORGANISER)
    seat_council(organiser, read_document("hai_phong_honours"), user_of("thuky", "hp"))
    return open_ballot.load(no_steps)


def printed_codes() -> list[str]:
    output = StringIO()
    call_command("demo_accounts", stdout=output)
    _, _, printed = output.getvalue().partition("Two of its codes count it:")
    return [line.split()[-1] for line in printed.splitlines() if line]


def test_it_is_loaded_last_because_it_needs_the_award_council():
    assert scenarios.SCENARIOS[-1] is open_ballot


def test_a_user_can_vote_and_count_with_the_printed_codes(plan, sign_in):
    ballot = Ballot.objects.get(proposal__ranking__plan=plan)
    assert (plan.state, ballot.state) == (PlanState.RUNNING, BallotState.OPEN)
    assert proposed(proposal_of(plan)) == {"collective": 6}
    assert (ballot.questions.count(), ballot.seats.count(), ballot.votes.count()) == (6, 9, 5)
    at = {"args": [plan.slug, ballot.pk]}
    voter = sign_in(User.objects.get(username="hoidong1.hp"))
    page = reverse("ballots:ballot_vote", **at)
    choices = {f"q{question.pk}": "yes" for question in ballot.questions.all()}
    look = voter.post(page, {"buoc": "xem-lai"} | choices)
    assert "receipt" in voter.post(page, {"buoc": "gui", "phieu": look.context["envelope"]}).context
    office = sign_in(user_of("thuky", "hp"))
    asked = office.get(reverse("ballots:ballot_close", **at)).text
    assert "3 người có mặt chưa bỏ phiếu" in asked
    office.post(reverse("ballots:ballot_close", **at), {"missing_accepted": "3"})
    codes = printed_codes()
    assert len(codes) == 3
    office.post(reverse("ballots:ballot_count", **at), {"first": codes[2], "second": codes[0]})
    ballot.refresh_from_db()
    assert (ballot.state, ballot.returned) == (BallotState.COUNTED, 6)
    votes = sorted(ballot.questions.values_list("yes", "no", "is_passed"))
    assert votes == [(5, 1, True), *[(6, 0, True)] * 5]
    assert printed_codes() == []


def test_codes_of_an_earlier_load_are_not_printed(plan, settings):
    Ballot.objects.get().keepers.update(public_key="0" * 64)
    assert printed_codes() == []
    (settings.VAR_DIR / "ballot-codes.txt").unlink()
    assert printed_codes() == []
