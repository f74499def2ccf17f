from celery import shared_task

from .services import ranking


@shared_task(name="scoring.recompute_changed")
def recompute_changed() -> int:
    """Nudged after a change and woken by the schedule; may run any number of times."""
    return ranking.recompute_changed()
