"""Reads about lines moved by hand, and numbers of lines by quota."""

from collections.abc import Iterable

from django.db.models import Count, F, Prefetch, Q
from django.utils.timezone import localtime

from ..models import (
    IN_PROPOSAL,
    Direction,
    Outcome,
    Proposal,
    ProposalChange,
    ProposalLine,
    ProposalQuota,
)

BY_HAND = (Outcome.ADDED, Outcome.REMOVED)


def with_changes() -> Prefetch:
    """Prefetch of changes with their people: one more query for a list of lines."""
    return Prefetch(
        "changes", queryset=ProposalChange.objects.select_related("asked_by", "answered_by")
    )


def moved_by_hand(line: ProposalLine) -> str:
    """Explain a manual move: who made it and why."""
    confirmed = [change for change in line.changes.all() if change.is_confirmed]
    if not confirmed:
        return line.get_outcome_display()
    change = max(confirmed, key=lambda change: change.answered_at)
    action = "Bổ sung" if change.direction == Direction.IN else "Đưa ra"
    return (
        f"{action} bằng tay: {change.reason} ({change.asked_by} đề xuất, "
        f"{change.answered_by} xác nhận ngày {localtime(change.answered_at):%d/%m/%Y})."
    )


def changes_of(proposal: Proposal):
    """All changes of a proposal with their lines, waiting ones first."""
    return (
        ProposalChange.objects.filter(line__proposal=proposal)
        .select_related("asked_by", "answered_by", "line__ranking_line__entry__plan__campaign")
        .select_related("line__share__quota__award_type")
        .order_by(F("answered_at").desc(nulls_first=True), "asked_at")
    )


def quotas_with_numbers(proposal: Proposal) -> list[ProposalQuota]:
    """Quotas in the order of honour, each with numbers of lines. 1 query.

    `proposed` are in, `tied` undecided; `over` is the number of lines above the seats.
    """
    quotas = (
        proposal.quotas.select_related("award_type", "rule__needs_award_type", "rule__organiser")
        .annotate(
            proposed=Count("shares__lines", filter=Q(shares__lines__outcome__in=IN_PROPOSAL)),
            tied=Count("shares__lines", filter=Q(shares__lines__outcome=Outcome.TIED)),
        )
        .order_by("award_type__precedence", "award_type_id", "subject")
    )
    quotas = list(quotas)
    for quota in quotas:
        quota.over = max(quota.proposed - quota.seats, 0)
    return quotas


def over_after(quotas: Iterable[ProposalQuota], change: ProposalChange) -> int:
    """Number of lines above the seats of a quota once a change is confirmed."""
    quota = next(quota for quota in quotas if quota.pk == change.line.share.quota_id)
    step = 1 if change.direction == Direction.IN else -1
    return max(quota.proposed + step - quota.seats, 0)
