"""Drafting a proposal from a sealed ranking."""

import logging
from datetime import datetime
from itertools import count

from django.db import transaction

from accounts.models import User
from campaigns.permissions import require_run
from core import clock
from core.errors import DomainError
from scoring.models import Ranking

from ..drafting.judgement import Judgement, judge_once
from ..drafting.placing import PlacedQuota, clearly_in, place_quotas, tied_at_last_seat
from ..drafting.terms import Terms, rule_for, setting_of
from ..models import (
    Proposal,
    ProposalQuota,
    QuotaShare,
    QuotaTerms,
    Subject,
    TiePool,
)

logger = logging.getLogger(__name__)


def draft_missing_proposals() -> int:
    """Draft a proposal for each newest sealed ranking with quotas and without one.

    Returns the number drafted. Sealing already authorised drafting, so today's appointments are
    not checked again. A plan that fails is logged and does not stop the others.
    """
    newest = (
        Ranking.objects.sealed()
        .filter(plan__quotas__isnull=False)
        .order_by("plan_id", "-number")
        .distinct("plan_id")
    )
    missing = Ranking.objects.filter(pk__in=newest.values("pk"), proposal__isnull=True)
    drafted = 0
    for ranking in missing.select_related("plan__campaign", "sealed_by"):
        try:
            _draft(ranking, ranking.sealed_by, clock.now())
            drafted += 1
        except Exception:  # one failing plan must not block the others
            logger.exception("no proposal could be drafted from ranking %s", ranking.pk)
    return drafted


def draft_proposal(*, actor: User, ranking: Ranking, at: datetime | None = None) -> Proposal:
    """Judge every line by the rules in force, share each quota and write each line's outcome.

    `at` is the moment of drafting, by default now. Idempotent: drafting a ranking again returns its
    proposal. Raises DomainError for a ranking that is not sealed. The number of statements does not
    depend on the number of lines.
    """
    require_run(actor, ranking.plan)
    return _draft(ranking, actor, at or clock.now())


@transaction.atomic
def _draft(ranking: Ranking, drafted_for: User, at: datetime) -> Proposal:
    if not ranking.is_sealed:
        raise DomainError("Chỉ lập đề nghị từ bảng xếp hạng đã khóa.")
    proposal, is_new = Proposal.objects.get_or_create(
        ranking=ranking, defaults={"drafted_at": at, "drafted_for": drafted_for}
    )
    if is_new:
        quotas = list(ranking.plan.quotas.select_related("award_type"))
        organiser, last_day = ranking.plan.campaign.organiser_id, ranking.plan.ends_on
        rules = {
            quota.pk: rule_for(
                quota.award_type, Subject(quota.subject).recipient, organiser, last_day
            )
            for quota in quotas
        }
        numbers = count()

        def judge(terms: Terms) -> Judgement:
            # Keep each judgement in a temporary table, so placing and writing use the same result.
            return judge_once(terms, f"judged_{proposal.pk}_{next(numbers)}")

        placed_quotas = place_quotas(setting_of(ranking, at), quotas, rules, judge)
        drafted_quotas = _write_quotas(proposal, placed_quotas)
        for placed, drafted in zip(placed_quotas, drafted_quotas, strict=True):
            _write_shares(drafted, placed)
            placed.judgement.write(drafted.pk, placed.proposed, placed.tied)
            _open_pools(drafted, placed)
    return proposal


_TERMS = [field.name for field in QuotaTerms._meta.get_fields()]


def _write_quotas(proposal: Proposal, placed_quotas: list[PlacedQuota]) -> list[ProposalQuota]:
    """Store copies of the quotas with today's terms and the same nesting."""
    drafted = {
        placed.quota.pk: ProposalQuota(
            proposal=proposal,
            rule=placed.judgement.terms.rule,
            seats=placed.seats,
            **{name: getattr(placed.quota, name) for name in _TERMS},
        )
        for placed in placed_quotas
    }
    ProposalQuota.objects.bulk_create(drafted.values())
    nested = [placed.quota for placed in placed_quotas if placed.quota.nested_in_id]
    for quota in nested:
        drafted[quota.pk].nested_in = drafted[quota.nested_in_id]
    ProposalQuota.objects.bulk_update([drafted[q.pk] for q in nested], ["nested_in"])
    return list(drafted.values())


def _write_shares(quota: ProposalQuota, placed: PlacedQuota) -> None:
    QuotaShare.objects.bulk_create(
        QuotaShare(
            quota=quota,
            cluster_id=group.key[0],
            list=group.key[1],
            size=group.size,
            eligible=group.eligible,
            exact=f"{share.exact.numerator}/{share.exact.denominator}",
            seats=share.seats,
            is_contested=share.is_contested,
        )
        for group, share in zip(placed.groups, placed.apportionment.shares, strict=True)
    )


def _open_pools(quota: ProposalQuota, placed: PlacedQuota) -> None:
    """Store a pool for each list with a tie at its last seat, and one for all contested lists."""
    shares = {(share.cluster_id, share.list): share for share in quota.shares.all()}
    contested, separate, contested_seats = [], [], placed.apportionment.contested_seats
    for group, given in zip(placed.groups, placed.apportionment.shares, strict=True):
        if not tied_at_last_seat(group, given.seats, given.is_contested):
            continue
        left = given.seats - len(clearly_in(group, given.seats))
        if given.is_contested:
            contested.append(shares[group.key])
            contested_seats += left
        else:
            separate.append((shares[group.key], left))
    if contested:
        _open_pool(quota, contested, contested_seats)
    for share, left in separate:
        _open_pool(quota, [share], left)


def _open_pool(quota: ProposalQuota, shares: list[QuotaShare], seats: int) -> None:
    pool = TiePool.objects.create(quota=quota, seats=seats)
    QuotaShare.objects.filter(pk__in=[share.pk for share in shares]).update(pool=pool)
