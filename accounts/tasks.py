from datetime import timedelta

from celery import shared_task
from django.conf import settings

from core import clock

from .services import drafts


@shared_task(name="accounts.purge_drafts")
def purge_drafts() -> int:
    """Nightly: delete drafts that were not continued for a long time."""
    return drafts.purge_drafts(before=clock.now() - timedelta(days=settings.DRAFT_DAYS))
