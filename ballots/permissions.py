"""Permissions of ballots."""

from accounts.models import User
from campaigns.permissions import can_run

from .models import Ballot


def can_count(user: User, ballot: Ballot) -> bool:
    """Whether `user` is in the counting team or runs the plan."""
    return ballot.keepers.filter(user=user).exists() or can_run(user, ballot.proposal.ranking.plan)
