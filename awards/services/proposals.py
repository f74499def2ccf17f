"""Drafting a proposal from a sealed ranking, and deciding what equal points leave open."""

import logging
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import Count, Q

from accounts.models import User
from campaigns.models import Plan
from campaigns.permissions import require_run
from core import clock
from core.errors import DomainError
from scoring.models import Ranking

from ..apportionment import Apportionment, Group, share_out
from ..models import (
    CommendationForm,
    Outcome,
    Proposal,
    ProposalLine,
    ProposalQuota,
    Quota,
    QuotaShare,
    Subject,
    TiePool,
)
from .closing import require_open

logger = logging.getLogger(__name__)


@transaction.atomic
def set_quota(
    *,
    actor: User,
    plan: Plan,
    form: CommendationForm,
    subject: str,
    number: int,
    minimum_points: Decimal = Decimal(0),
) -> Quota:
    """How many of `subject` the plan may propose for `form`, and from how many points on.

    Raises DomainError once a proposal was drafted from the newest sealed ranking: what was shared
    out is changed by a new ranking, not by a new number.
    """
    require_run(actor, plan)
    latest = Ranking.objects.latest_sealed_of(plan)
    if latest and Proposal.objects.filter(ranking=latest).exists():
        raise DomainError("Đề nghị đã lập theo chỉ tiêu cũ; hãy khóa bảng xếp hạng mới trước.")
    quota, _ = Quota.objects.update_or_create(
        plan=plan,
        form=form,
        subject=subject,
        defaults={"number": number, "minimum_points": minimum_points},
    )
    return quota


def draft_missing_proposals() -> int:
    """A proposal for each newest sealed ranking that has quotas and none yet; gives how many.

    Sealing was the order to draft, so nobody's office of today is asked again. A plan that
    fails is logged and does not hold up the others.
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
        except Exception:  # whatever it is, the next plan is not to blame
            logger.exception("no proposal could be drafted from ranking %s", ranking.pk)
    return drafted


def draft_proposal(*, actor: User, ranking: Ranking, at: datetime | None = None) -> Proposal:
    """Share each quota of the plan over its clusters and mark every line in or out.

    `at` is the moment of drafting, by default now. Drafting the same ranking again gives the
    first proposal. Raises DomainError for a ranking that is not sealed. The lines are written
    in one statement per quota.
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
        left_out = _left_out(ranking.plan, at)
        for quota in Quota.objects.filter(plan=ranking.plan).order_by("form", "subject"):
            _draft_quota(proposal, quota, left_out)
    return proposal


def _left_out(plan: Plan, at: datetime) -> list[int]:
    """Ids of entries that are not considered because they did not register, where the plan says
    so. At most 1 query."""
    if not plan.leaves_out_unregistered:
        return []
    return list(plan.entries.unregistered(at).values_list("pk", flat=True))


def _draft_quota(proposal: Proposal, quota: Quota, left_out: list[int]) -> None:
    drafted = ProposalQuota.objects.create(
        proposal=proposal,
        form=quota.form,
        subject=quota.subject,
        number=quota.number,
        seats=quota.number,
        minimum_points=quota.minimum_points,
    )
    groups = _groups(drafted, left_out)
    apportionment = share_out(quota.number, groups)
    _write_shares(drafted, groups, apportionment)
    _write_lines(drafted, left_out)
    _open_pools(drafted, apportionment)


def _groups(quota: ProposalQuota, left_out: list[int]) -> list[Group]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT cluster_id, list, count(*),
                count(*) FILTER (
                    WHERE standing = 'ranked' AND total >= %s AND entry_id <> ALL(%s::bigint[]))
            FROM scoring_rankingline
            WHERE ranking_id = %s AND list = ANY(%s)
            GROUP BY cluster_id, list ORDER BY cluster_id, list
            """,
            [
                quota.minimum_points,
                left_out,
                quota.proposal.ranking_id,
                Subject(quota.subject).lists,
            ],
        )
        return [Group((cluster, of), size, fit) for cluster, of, size, fit in cursor.fetchall()]


def _write_shares(quota: ProposalQuota, groups: list[Group], apportionment: Apportionment) -> None:
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
        for group, share in zip(groups, apportionment.shares, strict=True)
    )


def _write_lines(quota: ProposalQuota, left_out: list[int]) -> None:
    """In: all equals fit under the seats. Out: all lie beyond. Between: tied, for a human."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO awards_proposalline
                (share_id, line_id, eligible_place, reasons, facts, outcome)
            SELECT share_id, line_id, eligible_place, '{}', '{}', CASE
                WHEN is_left_out THEN 'unregistered'
                WHEN eligible_place IS NULL THEN 'not_eligible'
                WHEN eligible_place + equals - 1 <= seats THEN 'proposed'
                WHEN eligible_place > seats + contested THEN 'over_quota'
                ELSE 'tied' END
            FROM (
                SELECT s.id AS share_id, l.id AS line_id, s.seats, s.is_contested::int AS contested,
                    fit.is_left_out,
                    CASE WHEN fit.is_fit THEN
                        rank() OVER (PARTITION BY s.id, fit.is_fit
                            ORDER BY l.total DESC, l.tie_keys DESC) END AS eligible_place,
                    count(*) OVER (PARTITION BY s.id, fit.is_fit, l.total, l.tie_keys) AS equals
                FROM awards_quotashare s
                JOIN scoring_rankingline l ON l.cluster_id = s.cluster_id AND l.list = s.list
                CROSS JOIN LATERAL (
                    SELECT l.entry_id = ANY(%s::bigint[]) AS is_left_out,
                        l.standing = 'ranked' AND l.total >= %s
                            AND l.entry_id <> ALL(%s::bigint[]) AS is_fit
                    ) fit
                WHERE s.quota_id = %s AND l.ranking_id = %s
            ) placed
            """,
            [left_out, quota.minimum_points, left_out, quota.pk, quota.proposal.ranking_id],
        )


def _open_pools(quota: ProposalQuota, apportionment: Apportionment) -> None:
    """A pool for each list with equals at its edge; one for all lists with a contested seat."""
    open_shares = quota.shares.annotate(
        proposed=Count("lines", filter=Q(lines__outcome=Outcome.PROPOSED)),
        tied=Count("lines", filter=Q(lines__outcome=Outcome.TIED)),
    ).filter(tied__gt=0)
    contested = [share for share in open_shares if share.is_contested]
    if contested:
        seats = sum(share.seats - share.proposed for share in contested)
        _open_pool(quota, contested, seats + apportionment.contested_seats)
    for share in open_shares:
        if not share.is_contested:
            _open_pool(quota, [share], share.seats - share.proposed)


def _open_pool(quota: ProposalQuota, shares: list[QuotaShare], seats: int) -> None:
    pool = TiePool.objects.create(quota=quota, seats=seats)
    QuotaShare.objects.filter(pk__in=[share.pk for share in shares]).update(pool=pool)


@transaction.atomic
def decide_tie(
    *, actor: User, pool: TiePool, chosen_ids: Iterable[int], reason: str, at: datetime
) -> TiePool:
    """A human chooses among equals (ids of ProposalLine), with a reason that stays on record.

    Raises DomainError when the number does not fill the seats, a line is not among the equals,
    a list would get more or fewer than its share allows, or the choice was made already.
    """
    pool = TiePool.objects.select_for_update().get(pk=pool.pk)
    require_run(actor, pool.quota.proposal.ranking.plan)
    require_open(pool.quota.proposal)
    if pool.decided_at is not None:
        raise DomainError("Việc chọn ở nhóm đồng hạng này đã được quyết định và ghi lại.")
    if len(reason.strip()) < 10:
        raise DomainError(
            "Hãy ghi căn cứ chọn (ít nhất 10 ký tự); nội dung này được lưu lại.", field="reason"
        )
    chosen = set(chosen_ids)
    tied = ProposalLine.objects.filter(share__pool=pool, outcome=Outcome.TIED)
    _check_choice(pool, chosen, dict(tied.values_list("pk", "share_id")))
    tied.exclude(pk__in=chosen).update(outcome=Outcome.NOT_CHOSEN)
    ProposalLine.objects.filter(pk__in=chosen).update(outcome=Outcome.CHOSEN)
    pool.decided_by, pool.decided_at, pool.reason = actor, at, reason.strip()
    pool.save(update_fields=["decided_by", "decided_at", "reason"])
    return pool


def _check_choice(pool: TiePool, chosen: set[int], share_of: dict[int, int]) -> None:
    if not chosen <= share_of.keys():
        raise DomainError("Có người, đơn vị được chọn không thuộc nhóm đồng hạng này.")
    if len(chosen) != pool.seats:
        raise DomainError(
            f"Hãy chọn đúng {pool.seats} trong {len(share_of)} (đang chọn {len(chosen)})."
        )
    for share in pool.shares.all():
        open_seats = share.seats - share.lines.filter(outcome=Outcome.PROPOSED).count()
        picked = sum(1 for pk in chosen if share_of[pk] == share.pk)
        if not open_seats <= picked <= open_seats + share.is_contested:
            raise DomainError(
                f"{share.cluster}: chọn từ {open_seats} đến {open_seats + share.is_contested} "
                f"trong danh sách này (đang chọn {picked})."
            )
