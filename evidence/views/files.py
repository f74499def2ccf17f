"""Files behind reports: taken away again before sending, downloaded afterwards."""

import logging

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from .. import services
from ..models import EvidenceFile

logger = logging.getLogger(__name__)


@require_safe
def file_download(request: HttpRequest, pk) -> FileResponse:
    """A file behind a report, only ever as a download; who took which is logged."""
    file = get_object_or_404(EvidenceFile.objects.visible_to(request.user), pk=pk)
    try:
        content = file.file.open("rb")
    except FileNotFoundError:
        logger.error("file %s is not in the storage", file.pk)
        raise Http404 from None
    logger.info("file %s downloaded by user %s", file.pk, request.user.pk)
    return FileResponse(
        content, as_attachment=True, filename=file.name, content_type=file.media_type
    )


@require_POST
def file_drop(request: HttpRequest, pk) -> HttpResponse:
    """Take a kept file away again before the report is sent."""
    mine = EvidenceFile.objects.filter(uploaded_by=request.user, report__isnull=True)
    services.drop_upload(actor=request.user, file=get_object_or_404(mine, pk=pk))
    return HttpResponse("")
