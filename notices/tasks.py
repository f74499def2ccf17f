from celery import shared_task

from core import clock

from . import services


@shared_task(name="notices.send_digests")
def send_digests() -> int:
    """Every few minutes from the digest's hour on; whoever has had theirs today gets no other."""
    return services.send_digests(at=clock.now())
