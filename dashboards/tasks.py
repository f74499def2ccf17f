from celery import shared_task

from core import clock

from . import services


@shared_task(name="dashboards.remind")
def remind() -> int:
    """Run every hour of the day, first just before the digests. Idempotent."""
    services.close_lapsed_notices(at=clock.now())
    return services.remind(at=clock.now())
