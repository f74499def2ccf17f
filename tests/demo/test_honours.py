"""Hải Phòng in a smaller city, up to the awards."""

from collections import Counter

import pytest

from accounts.models import User
from awards.models import Award, Decision, Outcome, ProposalLine, Quota, Refusal, TiePool
from ballots.models import Ballot, BallotState, SealedVote
from campaigns.models import Plan
from demo import hai_phong
from demo.accounts import COUNCIL_GUIDES
from demo.result import proposal_of, proposed

from .conftest import run

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def printed(loaded_for_a_module, small_hai_phong):
    with loaded_for_a_module(small_hai_phong) as printed:
        yield printed


def test_hai_phong_ends_with_its_quota_filled_exactly(printed):
    plan = Plan.objects.get(slug=hai_phong.PLAN)
    quotas = dict(Quota.objects.filter(plan=plan).values_list("subject", "number"))
    assert proposed(proposal_of(plan)) == quotas == {"collective": 39, "individual": 64}
    assert not TiePool.objects.filter(decided_at=None).exists()
    assert not ProposalLine.objects.filter(outcome=Outcome.TIED).exists()
    in_force = Award.objects.in_force().values_list("recipient", flat=True)
    assert Counter(in_force) == {"collective": 39, "individual": 64}
    assert Award.objects.exclude(ended_by=None).count() == 1  # its name was corrected
    assert {guide.username for guide in COUNCIL_GUIDES} <= set(
        User.objects.values_list("username", flat=True)
    )
    assert Refusal.objects.count() == 1 and Decision.objects.count() == 2
    ballot = Ballot.objects.get()
    assert (ballot.state, ballot.returned) == (BallotState.COUNTED, 9)
    assert not SealedVote.objects.exclude(sealed=None).exists()


def test_the_result_is_computed_and_printed(printed):
    output = run("demo_result")
    assert "  39 collectives, 64 individuals proposed\n" in output
    assert "Hải Phòng 2023 (closed, ranking 1 sealed)" in output
    assert output.count("seconds to rank") == 1
    assert output.count("    1. ") >= 3
