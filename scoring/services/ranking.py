"""Keeping rankings up to date and sealing them."""

import logging
import time
from datetime import datetime

from django.db import connection, transaction

from accounts.models import User
from campaigns.models import Criterion, EntryChange, MeasureSource, Plan
from campaigns.permissions import require_run
from campaigns.services import changes
from core import clock
from core.errors import DomainError
from core.queue import nudge

from ..models import Ranking
from ..rankings import engine
from ..rankings.rules import appeals_until
from . import notifying

logger = logging.getLogger(__name__)

# Above this number of changed entries computing the whole plan is faster.
_WHOLE_FROM_ENTRIES = 500


def recompute_changed() -> int:
    """Recompute every plan with pending changes; return their number. Idempotent.

    A plan that fails is logged and keeps its changes; it does not block the others.
    """
    plan_ids = EntryChange.objects.waiting_plan_ids()
    for plan_id in plan_ids:
        try:
            recompute(plan=Plan.objects.get(pk=plan_id))
        except Exception:  # one failing plan must not block the others
            logger.exception("plan %s could not be ranked; its changes are still pending", plan_id)
    return len(plan_ids)


@transaction.atomic
def recompute(*, plan: Plan, whole: bool = False) -> Ranking | None:
    """Apply pending changes to the plan's draft ranking; None when there are none.

    One transaction deletes the changes and writes the ranking that contains them. A second
    worker waits for the first and then finds nothing to do.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('scoring.recompute'), %s)", [plan.pk])
    changed = EntryChange.objects.take(plan)
    if not changed and not whole:
        return None
    started = time.perf_counter()
    ranking = Ranking.objects.draft_of(plan)
    if ranking is None:
        # Revision numbers continue across drafts, so a stale `seen_revision` never matches.
        latest = Ranking.objects.latest_sealed_of(plan)
        ranking = Ranking.objects.create(plan=plan, revision=latest.revision if latest else 0)
        whole = True
    is_whole = (
        whole or len(changed) > _WHOLE_FROM_ENTRIES or engine.has_moved(ranking, plan, changed)
    )
    engine.compute(ranking, plan, None if is_whole else changed)
    ranking.revision += 1
    ranking.computed_at = clock.now()
    ranking.seconds = round(time.perf_counter() - started, 3)
    ranking.save(update_fields=["revision", "computed_at", "seconds"])
    logger.info(
        "plan %s ranked, revision %s, %s entries changed, %.3f s",
        plan.pk,
        ranking.revision,
        len(changed),
        ranking.seconds,
    )
    return ranking


@transaction.atomic
def seal_ranking(
    *, actor: User, plan: Plan, seen_revision: int, at: datetime | None = None
) -> Ranking:
    """Seal the draft ranking with the next number and its checksum.

    `at` is the moment of sealing, by default now; `seen_revision` is the revision that the
    secretary saw. Raises DomainError when the ranking has changed since, so that nobody seals
    content they have not seen.
    """
    require_run(actor, plan)
    recompute(plan=plan)
    ranking = Ranking.objects.select_for_update().filter(plan=plan, number__isnull=True).first()
    if ranking is None:
        raise DomainError("Chưa có bảng xếp hạng tạm tính để khóa, hoặc bảng vừa được khóa.")
    if ranking.revision != seen_revision:
        raise DomainError(
            "Bảng xếp hạng vừa thay đổi sau khi bạn mở trang. Hãy xem lại rồi khóa bảng mới nhất."
        )
    latest = Ranking.objects.latest_sealed_of(plan)
    ranking.checksum = engine.checksum(ranking)
    ranking.number = latest.number + 1 if latest else 1
    ranking.sealed_at, ranking.sealed_by = at or clock.now(), actor
    ranking.save(update_fields=["checksum", "number", "sealed_at", "sealed_by"])
    _note_later_plans(plan)
    notifying.notify_sealing(ranking, appeals_until(ranking))
    nudge("ranking_sealed")
    return ranking


def _note_later_plans(plan: Plan) -> None:
    """Note changes in later plans that count results of this one."""
    later = Plan.objects.filter(campaign=plan.campaign_id, ends_on__gte=plan.ends_on)
    counting = Criterion.objects.filter(source=MeasureSource.RANKINGS).values("scorecard")
    for other in later.exclude(pk=plan.pk):
        entries = other.entries.filter(scorecard__in=counting).values_list("pk", flat=True)
        changes.note_changes(plan=other, entry_ids=entries, even_closed=True)
