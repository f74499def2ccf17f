from celery import shared_task

from core import clock

from .services import mailing


@shared_task(name="notices.send_digests")
def send_digests() -> int:
    """Run every few minutes from the digest hour on; a person gets at most one digest a day."""
    return mailing.send_digests(at=clock.now())
