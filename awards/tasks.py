from celery import shared_task

from .services import proposals


@shared_task(name="awards.draft_missing_proposals")
def draft_missing_proposals() -> int:
    """Nudged when a ranking is sealed and woken by the schedule; may run any number of times."""
    return proposals.draft_missing_proposals()
