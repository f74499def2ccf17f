"""Permissions on proposals, holds and decisions."""

from accounts.models import User
from campaigns.models import Entry
from campaigns.permissions import OWN_MATTER, can_run, require_run, speaks_for
from core.errors import NotAllowedError
from participants.permissions import is_secretary_of

from .models import Hold, ProposalChange


def can_enter_decisions(user: User, organiser_id: int) -> bool:
    """Secretaries of the council that keeps the register."""
    return is_secretary_of(user, organiser_id)


def require_enter_decisions(user: User, organiser_id: int) -> None:
    """Raise NotAllowedError unless `user` may enter, correct and revoke in that register."""
    if not can_enter_decisions(user, organiser_id):
        raise NotAllowedError("Chỉ văn phòng của HĐND có sổ khen thưởng này được làm việc này.")


def is_about(user: User, entry: Entry) -> bool:
    """Whether an entry is the user's own, or of a body that the user leads or led."""
    own = Entry.objects.belonging_to(user).filter(pk=entry.pk).exists()
    return own or speaks_for(user, entry)


def require_impartial(user: User, entry: Entry) -> None:
    """Raise NotAllowedError unless `user` runs the plan and has no personal interest in it."""
    require_run(user, entry.plan)
    if is_about(user, entry):
        raise NotAllowedError(OWN_MATTER)


def can_answer_change(user: User, change: ProposalChange) -> bool:
    """A secretary other than the requester, with no personal interest in the line."""
    entry = change.line.ranking_line.entry
    if change.asked_by_id == user.pk or not can_run(user, entry.plan):
        return False
    return not is_about(user, entry)


def is_about_held(user: User, hold: Hold) -> bool:
    """Whether a hold is on the user, or on a body that the user speaks for."""
    if hold.person_id:
        return hold.person.user_id == user.pk
    return Entry.objects.reported_by(user).filter(body=hold.body_id).exists()
