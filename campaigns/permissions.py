"""Who may run a plan and who may look over it."""

from accounts.models import User
from core.errors import NotAllowedError
from participants.permissions import is_leader_of, is_secretary_of

from .models import Plan


def can_run(user: User, plan: Plan) -> bool:
    """Secretaries of the organising council: verify, seal, propose."""
    return is_secretary_of(user, plan.campaign.organiser_id)


def can_oversee(user: User, plan: Plan) -> bool:
    """Secretaries and leaders of the organising council: see everything of the plan."""
    return can_run(user, plan) or is_leader_of(user, plan.campaign.organiser_id)


def require_run(user: User, plan: Plan) -> None:
    """Raises NotAllowedError unless `user` runs `plan`."""
    if not can_run(user, plan):
        raise NotAllowedError("Chỉ văn phòng của hội đồng tổ chức phong trào được làm việc này.")
