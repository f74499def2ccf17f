"""Opening a ballot: its roll and questions are frozen, and the box is made."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import User
from awards.models import AwardTypeRule, ProposalLine, Threshold
from awards.services.closing import require_closed
from campaigns.permissions import require_run
from core.errors import DomainError

from .. import ballot_box, rules
from ..models import (
    Attendance,
    Ballot,
    BallotKeeper,
    BallotQuestion,
    BallotSeat,
    BallotState,
)
from ..queries import ballots
from . import notifying

_THRESHOLD_FIELDS = [field.name for field in Threshold._meta.local_fields]


@transaction.atomic
def open_ballot(
    *, actor: User, ballot: Ballot, attendance: Mapping[int, str], at: datetime
) -> Ballot:
    """Freeze the roll and the questions as of this day, make the box and call the voters.

    `attendance` by id of person; members without an entry are present.
    """
    require_run(actor, ballot.proposal.ranking.plan)
    ballot = Ballot.objects.select_for_update().get(pk=ballot.pk)
    if problem := rules.opening_problem(ballot):
        raise DomainError(problem)
    require_closed(ballot.proposal)
    day = localdate(at)
    seats = [
        BallotSeat(
            ballot=ballot,
            person=member.person,
            name=member.person.full_name,
            post=member.post,
            workplace=member.workplace,
            position=position,
            attendance=attendance.get(member.person_id, Attendance.PRESENT),
        )
        for position, member in enumerate(ballots.members_on(ballot.council, day), 1)
    ]
    if problem := rules.roll_problem(ballot, seats):
        raise DomainError(problem)
    lines = list(ballots.lines_to_vote(ballot.proposal, day))
    if not lines:
        raise DomainError(rules.NO_LINE_TO_VOTE)
    BallotSeat.objects.bulk_create(seats)
    BallotQuestion.objects.bulk_create(_questions(ballot, seats, lines))
    if ballot.is_electronic:
        _make_box(ballot)
    ballot.state, ballot.opened_at, ballot.total_members = BallotState.OPEN, at, len(seats)
    ballot.save()
    notifying.call_voters(ballot, at)
    return ballot


def _questions(
    ballot: Ballot, seats: list[BallotSeat], lines: list[ProposalLine]
) -> list[BallotQuestion]:
    """One question for each line, with the rule in force and the candidate if on the roll.

    Only a proposed person is a candidate. The head of a proposed body votes like everyone else,
    because the honour goes to the body.
    """
    seat_of_person = {seat.person_id: seat for seat in seats}
    questions = []
    for position, line in enumerate(lines, 1):
        rule = line.share.quota.rule or AwardTypeRule()
        mandate = line.ranking_line.entry.mandate
        questions.append(
            BallotQuestion(
                ballot=ballot,
                line=line,
                position=position,
                candidate=seat_of_person.get(mandate.person_id) if mandate else None,
                **{name: getattr(rule, name) for name in _THRESHOLD_FIELDS},
            )
        )
    return questions


def _make_box(ballot: Ballot) -> None:
    """Set the public key of the ballot and store each keeper's sealed share.

    Raises DomainError while a keeper has not taken a code.
    """
    keepers = list(ballot.keepers.select_related("user"))
    if without_code := [keeper.user.get_full_name() for keeper in keepers if not keeper.public_key]:
        raise DomainError(f"Chưa lấy mã kiểm phiếu: {', '.join(without_code)}.")
    box = ballot_box.new_box([keeper.public_key for keeper in keepers])
    ballot.public_key = box.public_key
    for keeper, share in zip(keepers, box.sealed_shares, strict=True):
        keeper.sealed_share = share
    BallotKeeper.objects.bulk_update(keepers, ["sealed_share"])
