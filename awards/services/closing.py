"""Closing a proposal: from then on its lines stand still."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate, localtime

from accounts.models import User
from campaigns.permissions import require_run
from core.errors import DomainError
from scoring.models import Ranking

from ..models import Proposal
from ..queries.closing import what_hinders_closing


def require_open(proposal: Proposal) -> Proposal:
    """The proposal with its ranking and plan, locked until the transaction ends.

    Raises DomainError when it is closed or its ranking is no longer the newest.
    """
    proposal = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("ranking__plan__campaign")
        .get(pk=proposal.pk)
    )
    if proposal.is_closed:
        raise DomainError(
            f"Đề nghị đã chốt ngày {localtime(proposal.closed_at):%d/%m/%Y}, không thay đổi được "
            "nữa. Muốn lập lại thì khóa bảng xếp hạng mới."
        )
    require_newest(proposal)
    return proposal


def require_newest(proposal: Proposal) -> None:
    """Raises DomainError when a newer sealed ranking has taken the place of the proposal's."""
    if Ranking.objects.latest_sealed_of(proposal.ranking.plan) != proposal.ranking:
        raise DomainError("Đề nghị này đã được thay bằng đề nghị theo bảng xếp hạng mới hơn.")


@transaction.atomic
def close_proposal(*, actor: User, proposal: Proposal, at: datetime) -> Proposal:
    """Freeze the lines: afterwards come notice, ballot and submission.

    Raises DomainError while equals wait for a choice, a change for its second person, or a
    proposed line is held. Lines that need a decision and got none stay out.
    """
    require_run(actor, proposal.ranking.plan)
    proposal = require_open(proposal)
    hindrances = what_hinders_closing(proposal, localdate(at))
    if hindrances:
        raise DomainError("Chưa chốt được: " + "; ".join(hindrances) + ".")
    proposal.closed_at, proposal.closed_by = at, actor
    proposal.save(update_fields=["closed_at", "closed_by"])
    return proposal
