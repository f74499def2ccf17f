"""Reads about proposals: who is in, who is out, and the reason of each from stored numbers."""

from django.db.models import Count, Q

from campaigns.models import Entry, EntryList
from core.numbers import vietnamese

from ..models import (
    IN_PROPOSAL,
    Outcome,
    Proposal,
    ProposalLine,
    ProposalQuota,
    QuotaShare,
    TiePool,
)
from .changes import BY_HAND, moved_by_hand, with_changes


def quotas_with_progress(proposal: Proposal):
    """Each quota with `proposed` and `tied`, the numbers of lines in and undecided."""
    return (
        proposal.quotas.select_related("form")
        .annotate(
            proposed=Count("shares__lines", filter=Q(shares__lines__outcome__in=IN_PROPOSAL)),
            tied=Count("shares__lines", filter=Q(shares__lines__outcome=Outcome.TIED)),
        )
        .order_by("subject")
    )


def shares_with_progress(quota: ProposalQuota):
    """Shares of a quota over clusters and lists, each with `proposed`."""
    return (
        quota.shares.select_related("cluster")
        .annotate(proposed=Count("lines", filter=Q(lines__outcome__in=IN_PROPOSAL)))
        .order_by("cluster__position", "cluster_id", "list")
    )


def lines_of(quota: ProposalQuota, *, search: str = ""):
    """Lines in or undecided; with `search` every line of that name under any quota, in or out."""
    lines = ProposalLine.objects.select_related(
        "share__cluster", "share__pool", "share__quota", "line__entry"
    ).prefetch_related(with_changes())
    if search:
        named = Entry.objects.named_like(search).values("pk")
        lines = lines.filter(share__quota__proposal=quota.proposal_id, line__entry__in=named)
    else:
        lines = lines.filter(share__quota=quota, outcome__in=[*IN_PROPOSAL, Outcome.TIED])
    return lines.order_by(
        "share__cluster__position",
        "share__cluster_id",
        "share__list",
        "eligible_place",
        "line__entry__sort_key",
    )


def left_out_of(quota: ProposalQuota) -> list[Entry]:
    """Who was not considered because they did not register, by cluster and name. 1 query."""
    rows = ProposalLine.objects.filter(share__quota=quota, outcome=Outcome.UNREGISTERED)
    rows = rows.select_related("line__entry").order_by(
        "share__cluster__position", "share__cluster_id", "line__entry__sort_key"
    )
    return [row.line.entry for row in rows]


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
        pool.is_contested = any(line.share.is_contested for line in pool.choices)
    return pools


def tied_lines(pools: list[TiePool]):
    """Lines among which a human has to choose."""
    return (
        ProposalLine.objects.filter(share__pool__in=pools, outcome=Outcome.TIED)
        .select_related("share__cluster", "line__entry")
        .order_by("share__cluster__position", "share__list", "line__entry__sort_key")
    )


def decided_pools(proposal: Proposal) -> list[TiePool]:
    """Decisions on record, each with the names of those chosen as `chosen_names`. Two queries."""
    pools = list(
        TiePool.objects.filter(quota__proposal=proposal, decided_at__isnull=False)
        .select_related("decided_by", "quota")
        .order_by("pk")
    )
    chosen = ProposalLine.objects.filter(share__pool__in=pools, outcome=Outcome.CHOSEN)
    for pool in pools:
        pool.chosen_names = []
    by_pk = {pool.pk: pool for pool in pools}
    for row in chosen.select_related("share", "line__entry").order_by("line__entry__sort_key"):
        by_pk[row.share.pool_id].chosen_names.append(row.line.entry.name)
    return pools


def reason_of(row: ProposalLine) -> str:
    """Why a line is in or out, in Vietnamese, from the numbers stored with the proposal."""
    share, line = row.share, row.line
    where = f"{share.cluster.name}, danh sách {EntryList(share.list).label.lower()}"
    standing = (
        f"{vietnamese(line.total)} điểm, hạng {row.eligible_place} trong {share.eligible} "
        f"đủ điều kiện ({where})"
    )
    if row.outcome in BY_HAND:
        ranked = f" Theo bảng xếp hạng: {standing}." if row.eligible_place else ""
        return moved_by_hand(row) + ranked
    edge = _edge(share)
    texts = {
        Outcome.PROPOSED: f"{standing}; danh sách này có {share.seats} suất.",
        Outcome.CHOSEN: f"{standing}; {edge}, được chọn.",
        Outcome.TIED: f"{standing}; {edge}, chờ chọn.",
        Outcome.NOT_CHOSEN: f"{standing}; {edge}, không được chọn.",
        Outcome.OVER_QUOTA: f"{standing}; danh sách này chỉ có {share.seats} suất.",
        Outcome.NOT_ELIGIBLE: (
            f"{vietnamese(line.total)} điểm, thấp hơn mức tối thiểu "
            f"{vietnamese(share.quota.minimum_points)} điểm."
        ),
        Outcome.UNREGISTERED: (
            "Không đăng ký thi đua; khi lập đề nghị, kế hoạch quy định ai không đăng ký thì không "
            f"xét khen thưởng ({vietnamese(line.total)} điểm)."
        ),
    }
    text = texts[Outcome(row.outcome)]
    if row.outcome in (Outcome.CHOSEN, Outcome.NOT_CHOSEN):
        text += f" Căn cứ chọn: {share.pool.reason}"
    return text


def _edge(share: QuotaShare) -> str:
    """What left the choice to a human: equal points in the list, or equal remainders of lists."""
    if share.is_contested:
        return (
            f"ngoài {share.seats} suất của danh sách còn suất chia chung với danh sách khác "
            "có phần dư bằng nhau"
        )
    return f"bằng điểm ở ranh giới {share.seats} suất"


def share_in_words(share: QuotaShare) -> str:
    """The exact share to two places, cut off, for reading only: `2,71`."""
    numerator, _, denominator = share.exact.partition("/")
    hundredths = int(numerator) * 100 // int(denominator)
    return f"{hundredths // 100},{hundredths % 100:02d}"
