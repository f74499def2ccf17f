from celery import shared_task

from .services import production


@shared_task(name="papers.make_papers")
def make_papers() -> int:
    """Make waiting papers. Triggered by a request and by the schedule; idempotent."""
    return production.make_papers()
