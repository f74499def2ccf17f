from celery import shared_task

from core import clock

from . import services


@shared_task(name="dashboards.remind")
def remind() -> int:
    """Every hour of the day, first just before the digests; may run any number of times."""
    return services.remind(at=clock.now())
