"""Closing a proposal: its lines no longer change."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import User
from campaigns.permissions import require_run
from core.errors import DomainError

from ..models import Proposal
from ..rules import closing


def lock_open(proposal: Proposal) -> Proposal:
    """The proposal with its ranking and plan, locked until the transaction ends.

    Raises DomainError when it is closed or its ranking is no longer the newest.
    """
    proposal = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("ranking__plan__campaign")
        .get(pk=proposal.pk)
    )
    if refusal := closing.why_not_open(proposal):
        raise DomainError(refusal)
    return proposal


def require_closed(proposal: Proposal) -> None:
    """Raise DomainError for a list that is not final, or not the newest."""
    if refusal := closing.why_not_final(proposal):
        raise DomainError(refusal)


@transaction.atomic
def close_proposal(*, actor: User, proposal: Proposal, at: datetime) -> Proposal:
    """Make the lines of a proposal final. Notice, ballot and submission follow.

    Raises DomainError while tied lines wait for a choice, a change waits for its second person, or
    a proposed line is held. Lines that need a decision and got none stay out.
    """
    require_run(actor, proposal.ranking.plan)
    proposal = lock_open(proposal)
    if refusal := closing.why_not_closable(proposal, localdate(at)):
        raise DomainError(refusal)
    proposal.closed_at, proposal.closed_by = at, actor
    proposal.save(update_fields=["closed_at", "closed_by"])
    return proposal
