"""Permissions of ballots."""

from accounts.models import User
from campaigns.permissions import OFFICE_ONLY, can_run
from core.errors import NotAllowedError
from participants.permissions import is_secretary_of

from .models import Ballot


def can_count(user: User, ballot: Ballot) -> bool:
    """Whether `user` is in the counting team or runs the plan."""
    return ballot.keepers.filter(user=user).exists() or can_run(user, ballot.proposal.ranking.plan)


def require_office(user: User, organiser_id: int) -> None:
    """Raise NotAllowedError unless `user` works in the office of this council today."""
    if not is_secretary_of(user, organiser_id):
        raise NotAllowedError(OFFICE_ONLY)
