"""Casting one sealed vote for each member (docs/adr/0009)."""

import uuid
from collections.abc import Mapping

from django.core import signing
from django.db import transaction
from django.db.models import Case, F, When
from django.views.decorators.debug import sensitive_variables

from accounts.models import User
from core.errors import DomainError, NotAllowedError

from .. import ballot_box, rules
from ..models import Ballot, BallotSeat, Choice, SealedVote
from ..queries import ballots


@sensitive_variables()
def seal_vote(*, actor: User, ballot: Ballot, choices: Mapping[int, str]) -> str:
    """Return the vote of `actor`, sealed and signed, for `cast_vote`. Writes nothing.

    `choices` by id of question. The vote holds a blank for the voter's own line. Other voters may
    leave a blank, too, so an opened vote does not show that it is the candidate's; the count
    subtracts it.
    """
    seat = _voter_seat(ballot, actor)
    if problem := rules.second_vote_problem(seat):
        raise DomainError(problem)
    questions = list(ballot.questions.order_by("position"))
    asked = {question.pk for question in questions if question.candidate_id != seat.pk}
    if set(choices) != asked or not set(choices.values()) <= set(Choice.values):
        raise DomainError("Hãy chọn một trong ba ý kiến ở mọi nội dung.")
    sealed = ballot_box.seal(
        ballot.public_key, [choices.get(question.pk, Choice.BLANK) for question in questions]
    )
    return _signer(seat).sign(sealed.hex())


@transaction.atomic
def cast_vote(*, actor: User, ballot: Ballot, envelope: str) -> str:
    """Store a vote made by `seal_vote` and return its receipt.

    Idempotent: the same envelope sent again, after a lost answer, returns the same receipt. All
    seats and all votes of the ballot are rewritten, so that no version, place or order of a row
    shows which vote came with which seat. Concurrent voters wait for the lock on the ballot's
    row.
    """
    ballot = Ballot.objects.select_for_update().get(pk=ballot.pk)
    seat = _voter_seat(ballot, actor)
    try:
        sealed = bytes.fromhex(_signer(seat).unsign(envelope))
    except signing.BadSignature as error:
        raise DomainError("Phiếu gửi lên không nguyên vẹn. Hãy mở lại trang bỏ phiếu.") from error
    receipt = ballot_box.receipt_of(sealed)
    if seat.has_voted and ballot.votes.filter(receipt=receipt).exists():
        return receipt
    if problem := rules.second_vote_problem(seat):
        raise DomainError(problem)
    mark_as_voted(ballot, seat)
    rewrite_votes(ballot, [*ballot.votes.values_list("sealed", "receipt"), (sealed, receipt)])
    return receipt


def mark_as_voted(ballot: Ballot, seat: BallotSeat) -> None:
    """Set `has_voted` of one seat, in a statement that writes a new version of every seat."""
    ballot.seats.update(has_voted=Case(When(pk=seat.pk, then=True), default=F("has_voted")))


def rewrite_votes(ballot: Ballot, votes: list[tuple[bytes | None, str]]) -> None:
    """Replace all votes of a ballot by these, (sealed, receipt), under new random ids.

    Rows are inserted in the order of their ids.
    """
    ballot.votes.all().delete()
    rows = [
        SealedVote(id=uuid.uuid4(), ballot=ballot, sealed=sealed, receipt=receipt)
        for sealed, receipt in votes
    ]
    SealedVote.objects.bulk_create(sorted(rows, key=lambda row: row.id))


def _voter_seat(ballot: Ballot, actor: User) -> BallotSeat:
    """The seat of `actor`, which may already have voted.

    Raises NotAllowedError for someone who is not on the roll, DomainError when the seat does not
    vote or the ballot is not open.
    """
    seat = ballots.seat_of(ballot, actor)
    if seat is None:
        raise NotAllowedError("Đồng chí không có tên trong danh sách bỏ phiếu.")
    if problem := rules.voting_problem(ballot, seat):
        raise DomainError(problem)
    return seat


def _signer(seat: BallotSeat) -> signing.Signer:
    return signing.Signer(salt=f"ballots.vote.{seat.ballot_id}.{seat.pk}")
