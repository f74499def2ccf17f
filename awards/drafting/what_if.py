"""What a proposal would be on other terms: placed by the same code, never stored."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F

from campaigns.models import EntryList
from participants.models import Cluster
from scoring.models import RankingLine

from ..models import (
    IN_PROPOSAL,
    Outcome,
    Proposal,
    ProposalLine,
    ProposalQuota,
    QuotaShare,
    Subject,
)
from ..wording import reasons
from .placing import PlacedQuota, clearly_in, place_quotas
from .terms import setting_of

MOST_LISTED = 200
_BY_HAND = (Outcome.ADDED, Outcome.REMOVED)
_TIED = (Outcome.TIED, Outcome.CHOSEN, Outcome.NOT_CHOSEN)


@dataclass(frozen=True)
class Move:
    """A line that would come in, go out or be tied, and why."""

    name: str
    unit_name: str
    cluster: str
    list: str
    total: Decimal | None
    why: str


@dataclass(frozen=True)
class Moves:
    """Moves of one kind: their number, and the first of them by cluster and points."""

    number: int
    listed: list[Move]


@dataclass(frozen=True)
class QuotaMoves:
    """What would change under one quota of the proposal."""

    quota: ProposalQuota
    seats: int
    proposed: int
    tied: int
    coming: Moves
    going: Moves
    to_choose: Moves
    shares: list[QuotaShare]

    @property
    def has_changes(self) -> bool:
        return any(moves.number for moves in (self.coming, self.going, self.to_choose))


@dataclass(frozen=True)
class WhatIf:
    """Moves under the changed quota and under others it affects; `by_hand` lines stay."""

    chosen: QuotaMoves
    others: list[QuotaMoves]
    by_hand: int


Drafted = Mapping[str, set[int]]  # ids of ranking lines by their outcome in the proposal


def what_if(proposal: Proposal, quota_id: int, changes: Mapping[str, Any]) -> WhatIf:
    """Place the proposal's lines again with other terms of one quota, on the day it was drafted.

    `changes` are fields of `QuotaTerms`; the rules are those of drafting. Lines moved by hand are
    not compared. Quotas that the change cannot affect are not placed. Nothing is written.
    """
    quotas = list(proposal.quotas.select_related("award_type", "rule__needs_award_type"))
    for quota in quotas:
        if quota.pk == quota_id:
            for name, value in changes.items():
                setattr(quota, name, value)
    setting = setting_of(proposal.ranking, proposal.drafted_at)
    # Only quotas of the same recipient share lines; a nested quota has that of its parent.
    recipients = {quota.pk: Subject(quota.subject).recipient for quota in quotas}
    affected = [quota for quota in quotas if recipients[quota.pk] == recipients[quota_id]]
    placed_quotas = place_quotas(setting, affected, {quota.pk: quota.rule for quota in affected})
    drafted = _drafted_outcomes(proposal)
    moves_by_quota = {
        placed.quota.pk: _compare(placed, drafted[placed.quota.pk]) for placed in placed_quotas
    }
    return WhatIf(
        chosen=moves_by_quota.pop(quota_id),
        others=[moves for moves in moves_by_quota.values() if moves.has_changes],
        by_hand=sum(len(lines[outcome]) for lines in drafted.values() for outcome in _BY_HAND),
    )


def _drafted_outcomes(proposal: Proposal) -> Mapping[int, Drafted]:
    rows = ProposalLine.objects.filter(
        proposal=proposal, outcome__in={*IN_PROPOSAL, *_TIED, *_BY_HAND}
    )
    drafted: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for quota, line, outcome in rows.values_list("share__quota", "ranking_line", "outcome"):
        drafted[quota][outcome].add(line)
    return drafted


def _compare(placed: PlacedQuota, drafted: Drafted) -> QuotaMoves:
    """Compare sets of ids; only moved lines are loaded."""
    inside, tied = set(placed.proposed), set(placed.tied)
    was_inside = drafted[Outcome.PROPOSED] | drafted[Outcome.CHOSEN]
    by_hand = drafted[Outcome.ADDED] | drafted[Outcome.REMOVED]
    coming = inside - was_inside - by_hand
    going = (was_inside | drafted[Outcome.TIED]) - inside - tied
    to_choose = tied.difference(*(drafted[outcome] for outcome in _TIED)) - by_hand
    shares = _shares(placed)
    moves = _moves_of(placed, shares, [*coming, *going, *to_choose])
    return QuotaMoves(
        quota=placed.quota,
        seats=placed.seats,
        proposed=len(inside),
        tied=len(tied),
        coming=_listed(moves, coming),
        going=_listed(moves, going),
        to_choose=_listed(moves, to_choose),
        shares=list(shares.values()),
    )


def _shares(placed: PlacedQuota) -> dict[tuple, QuotaShare]:
    """Unsaved shares by group, each with its number of lines as `proposed`. 1 query."""
    clusters = Cluster.objects.in_bulk({group.key[0] for group in placed.groups} - {None})
    shares = {}
    for group, share in zip(placed.groups, placed.apportionment.shares, strict=True):
        cluster, list_name = group.key
        shares[group.key] = QuotaShare(
            cluster=clusters.get(cluster),
            list=list_name,
            size=group.size,
            eligible=group.eligible,
            exact=f"{share.exact.numerator}/{share.exact.denominator}",
            seats=share.seats,
            is_contested=share.is_contested,
        )
        shares[group.key].proposed = len(clearly_in(group, share.seats))
    return shares


def _moves_of(placed: PlacedQuota, shares: Mapping, ids: list[int]) -> dict[int, Move]:
    """Moves of lines by id, in the order of clusters and points. At most 2 queries."""
    if not ids:
        return {}
    judged = placed.judgement.lines(placed.proposed, placed.tied, ids)
    lines = RankingLine.objects.filter(pk__in=ids).select_related("entry", "cluster")
    few = lines.only(*("total", "list", "entry__name", "entry__unit_name", "cluster__name"))
    rows = {}
    for line in few.order_by("cluster__position", "list", F("total").desc(nulls_last=True), "pk"):
        judged_line = judged[line.pk]
        row = ProposalLine(
            share=shares[judged_line.group],
            ranking_line=line,
            outcome=judged_line.outcome,
            eligible_place=judged_line.place,
            reasons=judged_line.reasons,
            facts=judged_line.facts,
        )
        where = (line.cluster.name, EntryList(line.list).label)
        why = reasons.reason_of(row)
        rows[line.pk] = Move(line.entry.name, line.entry.unit_name, *where, line.total, why)
    return rows


def _listed(moves: Mapping[int, Move], ids: set[int]) -> Moves:
    listed = [move for pk, move in moves.items() if pk in ids]
    return Moves(len(ids), listed[:MOST_LISTED])
