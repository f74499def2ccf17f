"""The end of the voting: a ballot is closed or annulled."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from campaigns.permissions import require_run
from core.errors import DomainError

from .. import rules
from ..models import Ballot, BallotState
from ..queries import ballots
from . import notifying


@transaction.atomic
def close_ballot(*, actor: User, ballot: Ballot, at: datetime, missing_accepted: int = 0) -> Ballot:
    """End the voting; store the numbers of an electronic ballot.

    `missing_accepted`: the number of present members without a vote whom the actor agrees to cut
    off. Raises DomainError when more are missing.
    """
    require_run(actor, ballot.proposal.ranking.plan)
    ballot = Ballot.objects.select_for_update().get(pk=ballot.pk)
    if problem := rules.closing_problem(ballot):
        raise DomainError(problem)
    missing = ballots.turnout(ballot).missing if ballot.is_electronic else 0
    if missing > missing_accepted:
        raise DomainError(
            f"Còn {missing} người có mặt chưa bỏ phiếu. Hãy chờ, hoặc xác nhận là vẫn đóng."
        )
    ballot.state, ballot.closed_at = BallotState.CLOSED, at
    if ballot.is_electronic:
        ballot.issued = ballot.seats.present().count()
        ballot.returned = ballot.votes.count()
    ballot.save()
    notifying.withdraw_calls(ballot)
    return ballot


@transaction.atomic
def annul_ballot(*, actor: User, ballot: Ballot, reason: str, at: datetime) -> Ballot:
    """Annul a ballot for a reason on record; its votes are deleted without being opened."""
    require_run(actor, ballot.proposal.ranking.plan)
    ballot = Ballot.objects.select_for_update().get(pk=ballot.pk)
    if problem := rules.annulling_problem(ballot):
        raise DomainError(problem)
    if not reason.strip():
        raise DomainError(rules.ANNULLED_REASON_MISSING, field="reason")
    ballot.state, ballot.annulled_reason = BallotState.ANNULLED, reason.strip()
    ballot.save()
    ballot.votes.all().delete()
    ballot.keepers.update(sealed_share=None)
    notifying.withdraw_calls(ballot)
    return ballot
