from datetime import timedelta

from celery import shared_task
from django.conf import settings

from core import clock

from .services import files, importing, previewing, uploads


@shared_task(name="evidence.purge_unsent_files")
def purge_unsent_files() -> int:
    """Nightly: what was uploaded for a form that never became a report goes after some days, and
    so do workbooks that were only looked at; what never arrived whole goes before that."""
    half_days = timedelta(days=settings.EVIDENCE_HALF_ARRIVED_DAYS)
    uploads.purge_uploads(before=clock.now() - half_days)
    before = clock.now() - timedelta(days=settings.EVIDENCE_UNSENT_DAYS)
    return files.purge_unsent_files(before=before) + importing.purge_imports(before=before)


@shared_task(name="evidence.prepare_previews")
def prepare_previews() -> int:
    """Often: office files that somebody sent become PDFs to look at."""
    return previewing.prepare_previews(at=clock.now())
