"""Who may do what on the way from a proposal to an honour."""

from accounts.models import User
from campaigns.permissions import can_run

from .models import Ballot


def can_count(user: User, ballot: Ballot) -> bool:
    """The counting team, and whoever runs the plan."""
    return ballot.keepers.filter(user=user).exists() or can_run(user, ballot.proposal.ranking.plan)
"""Who may enter what came back from the deciding authority."""

from accounts.models import User
from core.errors import NotAllowedError
from participants.permissions import is_secretary_of


def can_enter_decisions(user: User, organiser_id: int) -> bool:
    """Secretaries of the council in whose register it stands."""
    return is_secretary_of(user, organiser_id)


def require_enter_decisions(user: User, organiser_id: int) -> None:
    """Raises NotAllowedError unless `user` may enter, correct and revoke in that register."""
    if not can_enter_decisions(user, organiser_id):
        raise NotAllowedError("Chỉ văn phòng của hội đồng có sổ khen thưởng này được làm việc này.")
