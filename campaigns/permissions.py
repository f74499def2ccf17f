"""Permissions on plans, entries and pledges."""

from accounts.models import User
from core.errors import NotAllowedError
from participants.permissions import is_leader_of, is_secretary_of

from .models import Entry, Plan, Pledge

OFFICE_ONLY = "Chỉ văn phòng của HĐND tổ chức phong trào được làm việc này."
OWN_MATTER = "Việc này liên quan đến chính bạn nên phải do người khác làm."


def can_run(user: User, plan: Plan) -> bool:
    """Secretaries of the organising council: they verify, seal and propose."""
    return is_secretary_of(user, plan.campaign.organiser_id)


def can_oversee(user: User, plan: Plan) -> bool:
    """Secretaries and leaders of the organising council: they see everything of the plan."""
    return can_run(user, plan) or is_leader_of(user, plan.campaign.organiser_id)


def require_run(user: User, plan: Plan) -> None:
    """Raises NotAllowedError unless `user` runs `plan`."""
    if not can_run(user, plan):
        raise NotAllowedError(OFFICE_ONLY)


def speaks_for(user: User, entry: Entry | None) -> bool:
    """Whether `user` reports for an entry today."""
    return entry is not None and Entry.objects.reported_by(user).filter(pk=entry.pk).exists()


def can_run_for(user: User, entry: Entry) -> bool:
    """Whether `user` runs the plan of an entry and does not report for it."""
    return can_run(user, entry.plan) and not speaks_for(user, entry)


def require_run_for(user: User, entry: Entry) -> None:
    """Raises NotAllowedError unless `user` runs the plan and does not report for the entry."""
    require_run(user, entry.plan)
    if speaks_for(user, entry):
        raise NotAllowedError(OWN_MATTER)


def can_pledge_for(user: User, entry: Entry) -> bool:
    """Whether `user` may register an entry: as its reporter, or as a secretary of the plan."""
    return speaks_for(user, entry) or can_run(user, entry.plan)


def require_pledge_for(user: User, entry: Entry) -> None:
    if not can_pledge_for(user, entry):
        raise NotAllowedError("Bạn không đăng ký thay cho đơn vị, cá nhân này được.")


def can_decide_pledge(user: User, pledge: Pledge) -> bool:
    """Secretaries of the plan, except for their own pledges and those they entered."""
    if pledge.sent_by_id == user.pk or speaks_for(user, pledge.entry):
        return False
    return can_run(user, pledge.entry.plan)


def require_decide_pledge(user: User, pledge: Pledge) -> None:
    if can_decide_pledge(user, pledge):
        return
    require_run(user, pledge.entry.plan)
    raise NotAllowedError("Đăng ký do bạn nhập, hoặc của chính bạn, phải do người khác xử lý.")
