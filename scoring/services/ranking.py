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
from .appeals import appeals_until
from .telling import tell_sealing

logger = logging.getLogger(__name__)

# Above this number of changed entries the whole plan is computed: cheaper than narrowing.
_WHOLE_FROM_ENTRIES = 500


def recompute_changed() -> int:
    """Catch up with every plan that has changes waiting; gives how many. May run twice.

    A plan that fails is logged and keeps its changes; it does not hold up the others.
    """
    plan_ids = EntryChange.objects.waiting_plan_ids()
    for plan_id in plan_ids:
        try:
            recompute(plan=Plan.objects.get(pk=plan_id))
        except Exception:  # whatever it is, the next plan is not to blame
            logger.exception("plan %s could not be ranked; its changes still wait", plan_id)
    return len(plan_ids)


@transaction.atomic
def recompute(*, plan: Plan, whole: bool = False) -> Ranking | None:
    """Bring the plan's draft ranking up to date with the changes that wait; None when none do.

    One transaction: the changes are taken away with the ranking that holds them, or both stay.
    A second worker waits for the first and then finds nothing to do.
    """
    _lock(plan)
    changed = EntryChange.objects.take(plan)
    if not changed and not whole:
        return None
    started = time.perf_counter()
    ranking = Ranking.objects.draft_of(plan)
    if ranking is None:
        ranking, whole = _new_draft(plan), True
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


def _new_draft(plan: Plan) -> Ranking:
    """Revisions count on over the drafts of a plan, so that one look is never taken for another."""
    latest = Ranking.objects.latest_sealed_of(plan)
    return Ranking.objects.create(plan=plan, revision=latest.revision if latest else 0)


def _lock(plan: Plan) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('scoring.recompute'), %s)", [plan.pk])


@transaction.atomic
def seal_ranking(
    *, actor: User, plan: Plan, seen_revision: int, at: datetime | None = None
) -> Ranking:
    """Freeze the draft ranking under the next number and its checksum; the next draft starts anew.

    `at` is the moment of sealing, by default now; `seen_revision` the one the secretary looked
    at. Raises DomainError when the ranking has changed since, so that nobody seals what they
    have not seen.
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
    _tell_later_plans(plan)
    tell_sealing(ranking, appeals_until(ranking))
    nudge("ranking_sealed")
    return ranking


def _tell_later_plans(plan: Plan) -> None:
    """Plans of the campaign whose scorecards count results of earlier ones are ranked anew."""
    later = Plan.objects.filter(campaign=plan.campaign_id, ends_on__gte=plan.ends_on)
    counting = Criterion.objects.filter(source=MeasureSource.RANKINGS).values("scorecard")
    for other in later.exclude(pk=plan.pk):
        entries = other.entries.filter(scorecard__in=counting).values_list("pk", flat=True)
        changes.note_changes(plan=other, entry_ids=entries, even_closed=True)
