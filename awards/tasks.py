from celery import shared_task

from . import services


@shared_task(name="awards.draft_missing_proposals")
def draft_missing_proposals() -> int:
    """Nudged when a ranking is sealed and woken by the schedule; may run any number of times."""
    return services.draft_missing_proposals()


@shared_task(name="awards.make_papers")
def make_papers() -> int:
    """Nudged when a paper is asked for and woken by the schedule; may run any number of times."""
    return services.make_papers()
