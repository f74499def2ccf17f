"""Reads about proposals: who is in, who is out, and the reason of each from stored numbers."""

from django.db.models import Count, Q

from campaigns.models import EntryList
from core.names import unaccented
from core.numbers import vietnamese

from .models import Outcome, Proposal, ProposalLine, ProposalQuota, QuotaShare, TiePool


def quotas_with_progress(proposal: Proposal):
    """Each quota with `proposed` and `tied`, the numbers of lines in and undecided."""
    return (
        proposal.quotas.select_related("form")
        .annotate(
            proposed=Count("shares__lines", filter=Q(shares__lines__outcome=Outcome.PROPOSED)),
            tied=Count("shares__lines", filter=Q(shares__lines__outcome=Outcome.TIED)),
        )
        .order_by("subject")
    )


def shares_with_progress(quota: ProposalQuota):
    """Shares of a quota over clusters and lists, each with `proposed`."""
    return (
        quota.shares.select_related("cluster")
        .annotate(proposed=Count("lines", filter=Q(lines__outcome=Outcome.PROPOSED)))
        .order_by("cluster__position", "cluster_id", "list")
    )


def lines_of(quota: ProposalQuota, *, search: str = ""):
    """Lines in or undecided; with `search` every line of that name, in or out."""
    lines = ProposalLine.objects.filter(share__quota=quota).select_related(
        "share__cluster", "share__pool", "share__quota", "line__entry"
    )
    if search:
        text = unaccented(" ".join(search.split()))
        lines = lines.filter(line__entry__search_name__contains=text)
    else:
        lines = lines.filter(outcome__in=[Outcome.PROPOSED, Outcome.TIED])
    return lines.order_by(
        "share__cluster__position",
        "share__cluster_id",
        "share__list",
        "eligible_place",
        "line__entry__sort_key",
    )


def open_pools(proposal: Proposal) -> list[TiePool]:
    """Pools that wait for a human, with their shares and tied lines prefetched as `choices`."""
    pools = list(
        TiePool.objects.filter(quota__proposal=proposal, decided_at__isnull=True)
        .select_related("quota__form")
        .order_by("quota__subject", "pk")
    )
    tied = list(tied_lines(pools))
    for pool in pools:
        pool.choices = [line for line in tied if line.share.pool_id == pool.pk]
    return pools


def tied_lines(pools: list[TiePool]):
    """Lines among which a human has to choose."""
    return (
        ProposalLine.objects.filter(share__pool__in=pools, outcome=Outcome.TIED)
        .select_related("share__cluster", "line__entry")
        .order_by("share__cluster__position", "share__list", "line__entry__sort_key")
    )


def decided_pools(proposal: Proposal):
    """Decisions among equals, on record."""
    return (
        TiePool.objects.filter(quota__proposal=proposal, decided_at__isnull=False)
        .select_related("decided_by", "quota")
        .order_by("pk")
    )


def reason_of(row: ProposalLine) -> str:
    """Why a line is in or out, in Vietnamese, from the numbers stored with the proposal."""
    share, line = row.share, row.line
    where = f"{share.cluster.name}, danh sách {EntryList(share.list).label.lower()}"
    place = f"hạng {row.eligible_place} trong {share.eligible} đủ điều kiện ({where})"
    points = f"{vietnamese(line.total)} điểm"
    texts = {
        Outcome.PROPOSED: f"{points}, {place}; danh sách này có {_seats(share)}.",
        Outcome.TIED: f"{points}, {place}; bằng điểm ở ranh giới {_seats(share)}, chờ người chọn.",
        Outcome.NOT_CHOSEN: f"{points}, {place}; bằng điểm ở ranh giới nhưng không được chọn.",
        Outcome.OVER_QUOTA: f"{points}, {place}; danh sách này chỉ có {_seats(share)}.",
        Outcome.NOT_ELIGIBLE: (
            f"{points}, thấp hơn mức tối thiểu {vietnamese(share.quota.minimum_points)} điểm."
        ),
    }
    text = texts[Outcome(row.outcome)]
    pool = share.pool
    if pool and pool.decided_at and row.outcome in (Outcome.PROPOSED, Outcome.NOT_CHOSEN):
        text += f" Căn cứ chọn trong số bằng điểm của danh sách: {pool.reason}"
    return text


def _seats(share: QuotaShare) -> str:
    text = f"{share.seats} suất"
    return f"{text} và 1 suất chung với cụm khác" if share.is_contested else text


def share_in_words(share: QuotaShare) -> str:
    """The exact share to two places, cut off, for reading only: `2,71`."""
    numerator, _, denominator = share.exact.partition("/")
    hundredths = int(numerator) * 100 // int(denominator)
    return f"{hundredths // 100},{hundredths % 100:02d}"
