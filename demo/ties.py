"""Decide ties as the office would: a choice with a recorded reason."""

from datetime import datetime
from random import Random

from accounts.models import User
from awards.models import Outcome, Proposal, ProposalLine, QuotaShare, TiePool
from awards.services import ties

from .texts import Writer


def decide_ties(*, actor: User, proposal: Proposal, rng: Random, at: datetime) -> int:
    """Decide all open ties of a proposal; return their number. The seed decides, never an id."""
    pools = list(TiePool.objects.filter(quota__proposal=proposal, decided_at=None).order_by("pk"))
    for pool in pools:
        reason = Writer(rng).reason_for_choice()
        ties.decide_tie(actor=actor, pool=pool, chosen_ids=_choose(pool, rng), reason=reason, at=at)
    return len(pools)


def _choose(pool: TiePool, rng: Random) -> list[int]:
    """Each list gets its certain seats; contested seats go to lists drawn by lot."""
    shares = list(pool.shares.order_by("cluster__position", "list"))
    tied = {share.pk: _tied_lines(share, rng) for share in shares}
    seats = {share.pk: share.seats - _proposed(share) for share in shares}
    contested = [share.pk for share in shares if share.is_contested]
    for pk in rng.sample(contested, pool.seats - sum(seats.values())):
        seats[pk] += 1
    return [line for pk, lines in tied.items() for line in lines[: seats[pk]]]


def _tied_lines(share: QuotaShare, rng: Random) -> list[int]:
    """Ids of the tied lines of a list, shuffled from the order of their names."""
    lines = ProposalLine.objects.filter(share=share, outcome=Outcome.TIED)
    by_name = lines.order_by(
        "ranking_line__entry__sort_key", "ranking_line__entry__unit_name", "ranking_line__entry_id"
    )
    ids = list(by_name.values_list("pk", flat=True))
    rng.shuffle(ids)
    return ids


def _proposed(share: QuotaShare) -> int:
    return ProposalLine.objects.filter(share=share, outcome=Outcome.PROPOSED).count()
