"""Deciding ties: a person chooses among equal lines, on record."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Min

from accounts.models import User
from campaigns.models import Entry
from campaigns.permissions import require_run
from core.errors import DomainError, NotAllowedError

from ..models import Outcome, ProposalLine, TiePool
from .closing import lock_open


@transaction.atomic
def decide_tie(
    *, actor: User, pool: TiePool, chosen_ids: Iterable[int], reason: str, at: datetime
) -> TiePool:
    """Record which tied lines (ids of ProposalLine) are chosen, with the reason.

    Raises DomainError if the number does not fill the seats, a line is not tied, a list would get
    more or fewer seats than its share allows, or the choice was made already.
    """
    pool = TiePool.objects.select_for_update().get(pk=pool.pk)
    require_run(actor, pool.quota.proposal.ranking.plan)
    lock_open(pool.quota.proposal)
    if pool.decided_at is not None:
        raise DomainError("Việc chọn ở nhóm bằng điểm này đã được quyết định và ghi lại.")
    if len(reason.strip()) < 10:
        raise DomainError(
            "Hãy ghi căn cứ chọn (ít nhất 10 ký tự); nội dung này được lưu lại.", field="reason"
        )
    chosen = set(chosen_ids)
    tied = ProposalLine.objects.filter(share__pool=pool, outcome=Outcome.TIED)
    entries = Entry.objects.filter(pk__in=tied.values("ranking_line__entry"))
    own = Entry.objects.belonging_to(actor).filter(pk__in=entries.values("pk"))
    if own.exists() or entries.reported_by(actor).exists():
        raise NotAllowedError("Việc chọn này có bạn trong đó nên phải do người khác ghi.")
    _check_choice(pool, chosen, dict(tied.values_list("pk", "share_id")))
    tied.exclude(pk__in=chosen).update(outcome=Outcome.NOT_CHOSEN)
    ProposalLine.objects.filter(pk__in=chosen).update(outcome=Outcome.CHOSEN)
    pool.decided_by, pool.decided_at, pool.reason = actor, at, reason.strip()
    pool.save(update_fields=["decided_by", "decided_at", "reason"])
    return pool


def _check_choice(pool: TiePool, chosen: set[int], share_of: dict[int, int]) -> None:
    if not chosen <= share_of.keys():
        raise DomainError("Có người, đơn vị được chọn không thuộc nhóm bằng điểm này.")
    if len(chosen) != pool.seats:
        raise DomainError(
            f"Hãy chọn đúng {pool.seats} trong {len(share_of)} (đang chọn {len(chosen)})."
        )
    for share in pool.shares.all():
        # Lines above the tie as drafted, whatever was moved by hand since.
        tied = share.lines.filter(outcome=Outcome.TIED)
        first_tied = tied.aggregate(place=Min("eligible_place"))["place"]
        above = share.lines.filter(eligible_place__lt=first_tied).count() if first_tied else 0
        open_seats = share.seats - above
        picked = sum(1 for pk in chosen if share_of[pk] == share.pk)
        most = open_seats + share.is_contested
        if not open_seats <= picked <= most:
            raise DomainError(
                f"{share.cluster or 'Danh sách chung'}: chọn từ {open_seats} đến {most} "
                f"trong danh sách này (đang chọn {picked})."
            )
