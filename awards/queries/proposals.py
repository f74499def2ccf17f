"""Reads about proposals: lines in and out, shares of quotas, ties."""

from django.db.models import Count, Q

from campaigns.models import Entry

from ..models import (
    IN_PROPOSAL,
    Outcome,
    Proposal,
    ProposalLine,
    ProposalQuota,
    QuotaShare,
    TiePool,
)
from .changes import with_changes


def outcomes_of(quota: ProposalQuota) -> list[tuple[str, str, int]]:
    """(value, label, number) of each outcome that occurs. 1 query."""
    rows = ProposalLine.objects.filter(share__quota=quota).values("outcome")
    numbers = dict(rows.annotate(number=Count("pk")).values_list("outcome", "number"))
    return [(o.value, o.label, numbers[o.value]) for o in Outcome if o.value in numbers]


def shares_with_progress(quota: ProposalQuota):
    """Shares of a quota over clusters and lists, each with `proposed`."""
    return (
        quota.shares.select_related("cluster")
        .annotate(proposed=Count("lines", filter=Q(lines__outcome__in=IN_PROPOSAL)))
        .order_by("cluster__position", "cluster_id", "list")
    )


def lines_of(quota: ProposalQuota, *, search: str = "", outcome: str = ""):
    """Lines of a quota that are in or tied, or have one outcome.

    With `search` every line of that name under any quota, in or out.
    """
    lines = ProposalLine.objects.select_related(
        *(
            "share__cluster",
            "share__pool",
            "share__quota__award_type",
            "ranking_line__entry",
            "ranking_line__cluster",
        )
    ).prefetch_related(with_changes())
    if search:
        named = Entry.objects.named_like(search).values("pk")
        lines = lines.filter(proposal=quota.proposal_id, ranking_line__entry__in=named)
    else:
        outcomes = [outcome] if outcome else [*IN_PROPOSAL, Outcome.TIED]
        lines = lines.filter(share__quota=quota, outcome__in=outcomes)
    return lines.order_by(
        "share__cluster__position",
        "share__cluster_id",
        "share__list",
        "eligible_place",
        "ranking_line__cluster__position",
        "ranking_line__entry__sort_key",
    )


def left_out_of(quota: ProposalQuota) -> list[Entry]:
    """Entries not considered because they did not register, by cluster and name. 1 query."""
    rows = ProposalLine.objects.filter(share__quota=quota, outcome=Outcome.UNREGISTERED)
    rows = rows.select_related("ranking_line__entry").order_by(
        "ranking_line__cluster__position",
        "ranking_line__cluster_id",
        "ranking_line__entry__sort_key",
    )
    return [row.ranking_line.entry for row in rows]


def open_pools(proposal: Proposal) -> list[TiePool]:
    """Pools that wait for a choice, each with its tied lines as `choices`."""
    pools = list(
        TiePool.objects.filter(quota__proposal=proposal, decided_at__isnull=True)
        .select_related("quota__award_type")
        .order_by("quota__subject", "pk")
    )
    tied = list(tied_lines(pools))
    for pool in pools:
        pool.choices = [line for line in tied if line.share.pool_id == pool.pk]
        pool.is_contested = any(line.share.is_contested for line in pool.choices)
    return pools


def tied_lines(pools: list[TiePool]):
    """Lines among which a person has to choose."""
    return (
        ProposalLine.objects.filter(share__pool__in=pools, outcome=Outcome.TIED)
        .select_related("share", "ranking_line__cluster", "ranking_line__entry")
        .order_by(
            "ranking_line__cluster__position", "ranking_line__list", "ranking_line__entry__sort_key"
        )
    )


def decided_pools(proposal: Proposal) -> list[TiePool]:
    """Decided pools, each with the names of the chosen lines as `chosen_names`. Two queries."""
    pools = list(
        TiePool.objects.filter(quota__proposal=proposal, decided_at__isnull=False)
        .select_related("decided_by", "quota")
        .order_by("pk")
    )
    chosen = ProposalLine.objects.filter(share__pool__in=pools, outcome=Outcome.CHOSEN)
    for pool in pools:
        pool.chosen_names = []
    by_pk = {pool.pk: pool for pool in pools}
    for row in chosen.select_related("share", "ranking_line__entry").order_by(
        "ranking_line__entry__sort_key"
    ):
        by_pk[row.share.pool_id].chosen_names.append(row.ranking_line.entry.name)
    return pools


def share_in_words(share: QuotaShare) -> str:
    """The exact share truncated to two places, for display only: `2,71`."""
    numerator, _, denominator = share.exact.partition("/")
    hundredths = int(numerator) * 100 // int(denominator)
    return f"{hundredths // 100},{hundredths % 100:02d}"
