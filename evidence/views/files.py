"""Evidence files: upload, removal, preview and download."""

import logging
import re
from ipaddress import ip_address
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe

from accounts.addresses import client_ip
from core import clock
from core.downloads import HARMLESS
from core.views import get_for_user_or_404, refusal_as_json

from ..models import PART_BYTES, AccessKind, EvidenceFile, FileUpload
from ..previews import page_image
from ..services import files, uploads

logger = logging.getLogger(__name__)


# --- preview and download -------------------------------------------------------------------------


@require_safe
def file_download(request: HttpRequest, pk: UUID) -> FileResponse:
    """Download a file of a report."""
    file = get_for_user_or_404(request, EvidenceFile.objects.visible_to, pk=pk)
    return serve_file(request, file)


def serve_file(request: HttpRequest, file: EvidenceFile) -> FileResponse:
    """Response with a file as a download, logged. The caller checks the permission."""
    try:
        content = file.file.open("rb")
    except FileNotFoundError:
        logger.error("file %s is not in the storage", file.pk)
        raise Http404 from None
    _note(request, file, AccessKind.DOWNLOAD)
    return FileResponse(
        content,
        as_attachment=True,
        filename=file.name,
        content_type=file.media_type,
        headers=HARMLESS,
    )


@require_safe
def file_page(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """One page of a file as a rendered picture."""
    file = get_for_user_or_404(request, EvidenceFile.objects.visible_to, pk=pk)
    try:
        picture = page_image(file, number)
    except FileNotFoundError:
        logger.error("file %s is not in the storage", file.pk)
        raise Http404 from None
    if picture is None:
        raise Http404
    _note(request, file, AccessKind.VIEW)
    return HttpResponse(picture, content_type="image/jpeg", headers=HARMLESS)


@require_safe
def file_preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The pages of a file, or the note that they are being prepared."""
    file = get_for_user_or_404(request, EvidenceFile.objects.visible_to, pk=pk)
    return render(request, "evidence/_preview.html", {"file": file})


def _note(request: HttpRequest, file: EvidenceFile, kind: AccessKind) -> None:
    files.note_access(
        actor=request.user, file=file, kind=kind, at=clock.now(), address=_address(request)
    )


def _address(request: HttpRequest) -> str | None:
    try:
        return str(ip_address(client_ip(request)))
    except ValueError:  # a proxy that sends no address
        return None


# --- kept for a form ------------------------------------------------------------------------------


@require_POST
def file_drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Remove a kept file before the report is sent."""
    mine = EvidenceFile.objects.filter(uploaded_by=request.user, is_sent=False)
    files.drop_upload(actor=request.user, file=get_object_or_404(mine, pk=pk))
    return HttpResponse("")


@require_safe
def kept_files(request: HttpRequest) -> HttpResponse:
    """Files kept for the form with ?token=, and unfinished uploads."""
    token = _uuid(request.GET.get("token", ""))
    context = {
        "files": EvidenceFile.objects.kept_for(request.user, token),
        "half_arrived": FileUpload.objects.half_arrived_for(request.user, token),
    }
    return render(request, "evidence/_kept_list.html", context)


# --- upload in parts ------------------------------------------------------------------------------
# A refused file is answered with 200 and {"error": message}, because the request itself is valid.


@require_POST
@refusal_as_json()
def upload_begin(request: HttpRequest) -> JsonResponse:
    """Begin or continue an upload: {"id", "received", "part"} or {"error"}."""
    size = request.POST.get("size", "")
    chosen = request.POST.get("chosen", "")
    upload = uploads.begin_upload(
        actor=request.user,
        token=_uuid(request.POST.get("token", "")),
        name=request.POST.get("name", "")[:1000],
        size=int(size) if size.isascii() and size.isdigit() and len(size) < 12 else 0,
        key="".join(filter(str.isprintable, request.POST.get("key", "")[:100])),
        chosen_sha256=chosen if re.fullmatch("[0-9a-f]{64}", chosen) else "",
    )
    return JsonResponse({"id": upload.pk, "received": upload.received, "part": PART_BYTES})


@require_POST
@refusal_as_json()
def upload_part(request: HttpRequest, pk: UUID) -> JsonResponse:
    """Store the part at `offset`: {"received"}; after the last one {"kept": its row} or {"error"}.

    {"gone": true} when the upload is unknown and has to begin again.
    """
    upload = FileUpload.objects.filter(pk=pk, user=request.user).first()
    if upload is None:
        return JsonResponse({"gone": True})
    offset, part = request.POST.get("offset", ""), request.FILES.get("part")
    if part is not None and offset.isascii() and offset.isdigit() and len(offset) < 12:
        upload = uploads.receive_part(upload=upload, offset=int(offset), part=part)
    if upload.received < upload.size:
        return JsonResponse({"received": upload.received})
    file = uploads.finish_upload(actor=request.user, upload=upload)
    return JsonResponse({"kept": render_to_string("evidence/_kept_file.html", {"file": file})})


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
