from celery import shared_task

from .services import papers


@shared_task(name="papers.make_papers")
def make_papers() -> int:
    """Nudged when a paper is asked for and woken by the schedule; may run any number of times."""
    return papers.make_papers()
