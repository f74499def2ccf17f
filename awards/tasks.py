"""Background tasks of awards."""

from celery import shared_task

from .services import proposals


@shared_task(name="awards.draft_missing_proposals")
def draft_missing_proposals() -> int:
    """Triggered when a ranking is sealed and by the schedule; idempotent."""
    return proposals.draft_missing_proposals()
