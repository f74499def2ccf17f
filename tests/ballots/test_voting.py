"""Casting a vote: who votes, when, and that one member has one vote."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from ballots.models import BallotSeat
from ballots.queries import ballots
from ballots.services import voting
from core.errors import DomainError, NotAllowedError

from .. import cast
from .ballot_setup import ballot_case, vote


def test_second_late_and_foreign_votes_are_refused(case):
    ballot = case.open()
    voter, late = case.members[0], case.members[1]
    vote(ballot, voter, "yy")
    with pytest.raises(DomainError, match="đã bỏ phiếu rồi"):
        vote(ballot, voter, "nn")
    with pytest.raises(NotAllowedError, match="không có tên trong danh sách"):
        vote(ballot, case.secretary, "yy")
    choices = {q.pk: "yes" for q in ballot.questions.all()}
    envelope = voting.seal_vote(actor=late, ballot=ballot, choices=choices)
    closed = case.close(ballot)
    with pytest.raises(DomainError, match="đã đóng"):
        voting.cast_vote(actor=late, ballot=closed, envelope=envelope)
    assert ballot.votes.count() == 1


def test_a_vote_before_the_opening_is_refused(case):
    ballot = case.prepare()
    assert ballots.seat_of(ballot, case.members[0]) is None
    with pytest.raises(NotAllowedError):
        voting.seal_vote(actor=case.members[0], ballot=ballot, choices={})


def test_the_same_envelope_again_returns_the_same_receipt(case):
    """A voter whose answer was lost sends again."""
    ballot, voter = case.open(), case.members[0]
    choices = {q.pk: "yes" for q in ballot.questions.all()}
    envelope = voting.seal_vote(actor=voter, ballot=ballot, choices=choices)
    first, again = (
        voting.cast_vote(actor=voter, ballot=ballot, envelope=envelope) for _ in range(2)
    )
    assert first == again == ballot.votes.get().receipt


def test_the_envelope_of_another_voter_is_refused(case):
    ballot, (one, other, *_) = case.open(), case.members
    choices = {q.pk: "yes" for q in ballot.questions.all()}
    envelope = voting.seal_vote(actor=one, ballot=ballot, choices=choices)
    with pytest.raises(DomainError, match="không nguyên vẹn"):
        voting.cast_vote(actor=other, ballot=ballot, envelope=envelope)
    assert not ballot.seats.filter(has_voted=True).exists()


@pytest.mark.django_db(transaction=True)
def test_fifty_concurrent_votes_of_one_member_store_one(db):
    city = cast.found_city("sx", "Sông Xanh")
    case = ballot_case(cast.launch_round(city, "song-xanh-2023"))
    ballot, voter = case.open(), case.members[0]
    choices = [
        {q.pk: choice for q in ballot.questions.all()} for choice in ("yes", "no")
    ]  # two phones with different choices
    envelopes = [
        voting.seal_vote(actor=voter, ballot=ballot, choices=choices[number % 2])
        for number in range(50)
    ]

    def send(envelope: str) -> str:
        try:
            return voting.cast_vote(actor=voter, ballot=ballot, envelope=envelope)
        except DomainError as error:
            return error.message
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=25) as pool:
        answers = list(pool.map(send, envelopes))
    assert answers.count("Đồng chí đã bỏ phiếu rồi. Mỗi người bỏ phiếu một lần.") == 49
    assert ballot.votes.count() == ballot.seats.filter(has_voted=True).count() == 1
    assert ballot.votes.get().receipt in answers


def test_the_database_refuses_a_vote_of_an_absent_seat(case):
    ballot = case.open(attendance={0: "absent"})
    with pytest.raises(IntegrityError), transaction.atomic():
        BallotSeat.objects.filter(ballot=ballot, attendance="absent").update(has_voted=True)
