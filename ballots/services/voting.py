"""One member, one vote, sealed before anything is stored (docs/adr/0009)."""

import uuid
from collections.abc import Mapping

from django.core import signing
from django.db import transaction
from django.db.models import Case, F, When
from django.views.decorators.debug import sensitive_variables

from accounts.models import User
from core.errors import DomainError, NotAllowedError

from .. import ballot_box
from ..models import Ballot, BallotSeat, Choice, SealedVote
from ..queries import ballots


@sensitive_variables()
def seal_vote(*, actor: User, ballot: Ballot, choices: Mapping[int, str]) -> str:
    """The vote of `actor`, sealed and signed by us, ready to be cast. Writes nothing.

    `choices` by id of question. At the voter's own line stands a blank, as others may leave one,
    so that not even an opened vote tells that it is the candidate's; the count takes it off.
    """
    seat = _seat_that_may_vote(ballot, actor)
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
    """Put a vote of `seal_vote` into the box; gives its receipt.

    The same envelope sent again, after a line that broke, gives the same receipt. All seats and
    all votes of the ballot are written anew, so that no version, place or order of a row says
    which vote came with which seat; whoever votes at the same moment waits for the ballot's row.
    """
    ballot = Ballot.objects.select_for_update().get(pk=ballot.pk)
    seat = _seat_that_may_vote(ballot, actor, again=True)
    try:
        sealed = bytes.fromhex(_signer(seat).unsign(envelope))
    except signing.BadSignature as error:
        raise DomainError("Phiếu gửi lên không nguyên vẹn. Hãy mở lại trang bỏ phiếu.") from error
    receipt = ballot_box.receipt_of(sealed)
    if seat.has_voted:
        if ballot.votes.filter(receipt=receipt).exists():
            return receipt
        raise DomainError("Đồng chí đã bỏ phiếu rồi. Mỗi người bỏ phiếu một lần.")
    _mark(ballot, seat)
    rewrite_votes(ballot, [*ballot.votes.values_list("sealed", "receipt"), (sealed, receipt)])
    return receipt


def _mark(ballot: Ballot, seat: BallotSeat) -> None:
    """Every row gets a new version, whoever voted."""
    ballot.seats.update(has_voted=Case(When(pk=seat.pk, then=True), default=F("has_voted")))


def rewrite_votes(ballot: Ballot, votes: list[tuple[bytes | None, str]]) -> None:
    """All votes of a ballot anew, under new random ids and in the order of these."""
    ballot.votes.all().delete()
    rows = [
        SealedVote(id=uuid.uuid4(), ballot=ballot, sealed=sealed, receipt=receipt)
        for sealed, receipt in votes
    ]
    SealedVote.objects.bulk_create(sorted(rows, key=lambda row: row.id))


def _seat_that_may_vote(ballot: Ballot, actor: User, *, again: bool = False) -> BallotSeat:
    """Raises NotAllowedError off the roll, DomainError when it is not the time or not the turn."""
    seat = ballots.seat_of(ballot, actor)
    if seat is None:
        raise NotAllowedError("Đồng chí không có tên trong danh sách bỏ phiếu.")
    if problem := ballots.why_not_vote(ballot, seat, again=again):
        raise DomainError(problem)
    return seat


def _signer(seat: BallotSeat) -> signing.Signer:
    return signing.Signer(salt=f"awards.vote.{seat.ballot_id}.{seat.pk}")
