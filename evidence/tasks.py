from datetime import timedelta

from celery import shared_task
from django.conf import settings

from core import clock

from .services import files, importing, previewing, uploads


@shared_task(name="evidence.purge_unsent_files")
def purge_unsent_files() -> int:
    """Nightly: delete files and workbooks that were never sent, and unfinished uploads."""
    half_days = timedelta(days=settings.EVIDENCE_HALF_ARRIVED_DAYS)
    uploads.purge_uploads(before=clock.now() - half_days)
    before = clock.now() - timedelta(days=settings.EVIDENCE_UNSENT_DAYS)
    return files.purge_unsent_files(before=before) + importing.purge_imports(before=before)


@shared_task(name="evidence.prepare_previews")
def prepare_previews() -> int:
    """Every few minutes: convert sent office files to PDF for their preview."""
    return previewing.prepare_previews(at=clock.now())
