"""What a proposal would be on other terms: placed by the same code, kept nowhere."""

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
from .placing import PlacedQuota, chosen, place_quotas
from .terms import setting_of

MOST_LISTED = 200
_BY_HAND = (Outcome.ADDED, Outcome.REMOVED)
_LEVEL = (Outcome.TIED, Outcome.CHOSEN, Outcome.NOT_CHOSEN)


@dataclass(frozen=True)
class Move:
    """Somebody who would come in, go out or have to be chosen, and why."""

    name: str
    unit_name: str
    cluster: str
    list: str
    total: Decimal | None
    why: str


@dataclass(frozen=True)
class Moves:
    """Of one kind: how many, and the first of them by cluster and points."""

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
    """The quota that was changed first, then the others that it moves; `by_hand` lines stay."""

    chosen: QuotaMoves
    others: list[QuotaMoves]
    by_hand: int


Drafted = Mapping[str, set[int]]  # ids of ranking lines by what the proposal made of them


def what_if(proposal: Proposal, quota_id: int, changes: Mapping[str, Any]) -> WhatIf:
    """Place the proposal's lines again with other terms of one quota, on the day it was drafted.

    `changes` are fields of `QuotaTerms`. Rules are those the proposal was drafted by. What a human
    moved by hand is left out of the comparison. Quotas that cannot feel the change are not placed.
    Nothing is written.
    """
    quotas = list(proposal.quotas.select_related("award_type", "rule__needs_award_type"))
    for quota in quotas:
        if quota.pk == quota_id:
            for name, value in changes.items():
                setattr(quota, name, value)
    setting = setting_of(proposal.ranking, proposal.drafted_at)
    kin = _kin(quotas, quota_id)
    placed = place_quotas(setting, kin, {quota.pk: quota.rule for quota in kin})
    drafted = _drafted(proposal)
    found = {one.quota.pk: _compare(one, drafted[one.quota.pk]) for one in placed}
    return WhatIf(
        chosen=found.pop(quota_id),
        others=[moves for moves in found.values() if moves.has_changes],
        by_hand=sum(len(one[outcome]) for one in drafted.values() for outcome in _BY_HAND),
    )


def _kin(quotas: list[ProposalQuota], quota_id: int) -> list[ProposalQuota]:
    """All quotas that could feel a change of that one: those of the same kind of recipient, whose
    lines it may take. A nested quota is of its parent's kind."""
    recipients = {quota.pk: Subject(quota.subject).recipient for quota in quotas}
    return [quota for quota in quotas if recipients[quota.pk] == recipients[quota_id]]


def _drafted(proposal: Proposal) -> Mapping[int, Drafted]:
    rows = ProposalLine.objects.filter(
        proposal=proposal, outcome__in={*IN_PROPOSAL, *_LEVEL, *_BY_HAND}
    )
    found: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for quota, line, outcome in rows.values_list("share__quota", "ranking_line", "outcome"):
        found[quota][outcome].add(line)
    return found


def _compare(placed: PlacedQuota, drafted: Drafted) -> QuotaMoves:
    """By sets of ids; only who moves is looked at more closely."""
    inside, level = set(placed.proposed), set(placed.tied)
    was_inside = drafted[Outcome.PROPOSED] | drafted[Outcome.CHOSEN]
    by_hand = drafted[Outcome.ADDED] | drafted[Outcome.REMOVED]
    coming = inside - was_inside - by_hand
    going = (was_inside | drafted[Outcome.TIED]) - inside - level
    to_choose = level.difference(*(drafted[outcome] for outcome in _LEVEL)) - by_hand
    shares = _shares(placed)
    told = _told(placed, shares, [*coming, *going, *to_choose])
    return QuotaMoves(
        quota=placed.quota,
        seats=placed.seats,
        proposed=len(inside),
        tied=len(level),
        coming=_moves(told, coming),
        going=_moves(told, going),
        to_choose=_moves(told, to_choose),
        shares=list(shares.values()),
    )


def _shares(placed: PlacedQuota) -> dict[tuple, QuotaShare]:
    """Shares as they would be kept, by group; `proposed` with each. 1 query."""
    clusters = Cluster.objects.in_bulk({group.key[0] for group in placed.groups} - {None})
    found = {}
    for group, share in zip(placed.groups, placed.apportionment.shares, strict=True):
        cluster, of_list = group.key
        found[group.key] = QuotaShare(
            cluster=clusters.get(cluster),
            list=of_list,
            size=group.size,
            eligible=group.eligible,
            exact=f"{share.exact.numerator}/{share.exact.denominator}",
            seats=share.seats,
            is_contested=share.is_contested,
        )
        found[group.key].proposed = len(chosen(group, share.seats))
    return found


def _told(placed: PlacedQuota, shares: Mapping, ids: list[int]) -> dict[int, Move]:
    """In the order of clusters and points. At most 2 queries."""
    if not ids:
        return {}
    judged = placed.judgement.lines(placed.proposed, placed.tied, ids)
    lines = RankingLine.objects.filter(pk__in=ids).select_related("entry", "cluster")
    few = lines.only(*("total", "list", "entry__name", "entry__unit_name", "cluster__name"))
    rows = {}
    for line in few.order_by("cluster__position", "list", F("total").desc(nulls_last=True), "pk"):
        one = judged[line.pk]
        row = ProposalLine(
            share=shares[one.group],
            ranking_line=line,
            outcome=one.outcome,
            eligible_place=one.place,
            reasons=one.reasons,
            facts=one.facts,
        )
        where = (line.cluster.name, EntryList(line.list).label)
        why = reasons.reason_of(row)
        rows[line.pk] = Move(line.entry.name, line.entry.unit_name, *where, line.total, why)
    return rows


def _moves(told: Mapping[int, Move], ids: set[int]) -> Moves:
    listed = [move for pk, move in told.items() if pk in ids]
    return Moves(len(ids), listed[:MOST_LISTED])
