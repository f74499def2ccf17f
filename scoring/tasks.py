from celery import shared_task

from .services import ranking


@shared_task(name="scoring.recompute_changed")
def recompute_changed() -> int:
    """Triggered by a change and by the schedule; idempotent."""
    return ranking.recompute_changed()
