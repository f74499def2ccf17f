from datetime import timedelta

from celery import shared_task
from django.conf import settings

from core import clock

from . import services


@shared_task(name="evidence.purge_unsent_files")
def purge_unsent_files() -> int:
    """Nightly: what was uploaded for a form that never became a report goes after some days, and
    so do workbooks that were only looked at."""
    before = clock.now() - timedelta(days=settings.EVIDENCE_UNSENT_DAYS)
    return services.purge_unsent_files(before=before) + services.purge_imports(before=before)
