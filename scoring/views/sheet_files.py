"""Minh chứng của phiếu: files attached to the leaves of a score sheet."""

from uuid import UUID, uuid5

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.models import Criterion
from core import clock
from core.files import ALLOWED_EXTENSIONS
from core.forms import ServiceForm
from core.views import get_for_user_or_404, refusal_as_message
from evidence.models import EvidenceFile, FileUpload
from evidence.views.files import serve_file

from ..models import ScoreSheet, SheetFile
from ..permissions import can_attach, require_speak_for
from ..services import sheet_files

_FORMS = UUID("6f0f3a52-5c0b-4d59-9a0e-3d0d9a6a7c11")  # namespace of the tokens below


@require_http_methods(["GET", "HEAD", "POST"])
def leaf_files(request: HttpRequest, slug: str, pk: int, criterion_pk: int) -> HttpResponse:
    """The files of one leaf, and attaching more while the unit may still write."""
    sheet = _sheet(request, slug, pk)
    leaves = sheet.entry.scorecard.criteria.exclude(shape="")
    criterion = get_object_or_404(leaves, pk=criterion_pk)
    problems, token = [], _token(request, sheet, criterion)
    if request.method == "POST":
        require_speak_for(request.user, sheet.entry)
        problems = _attach_all(request, sheet, criterion, token)
        if not problems:
            return redirect("scoring:leaf_files", slug, pk, criterion_pk)
    context = {
        "sheet": sheet,
        "plan": sheet.entry.plan,
        "criterion": criterion,
        "files": sheet.files.filter(criterion=criterion).select_related("file__uploaded_by"),
        "may_attach": can_attach(request.user, sheet),
        "problems": problems,
        "most": sheet_files.FILES_PER_LEAF,
        "accept": ",".join(f".{ending}" for ending in ALLOWED_EXTENSIONS),
        "largest_mb": settings.EVIDENCE_MAX_MB,
        "token": token,
        "kept": EvidenceFile.objects.kept_for(request.user, token),
        "half_arrived": FileUpload.objects.half_arrived_for(request.user, token),
    }
    return render(request, "scoring/leaf_files.html", context)


def _token(request: HttpRequest, sheet: ScoreSheet, criterion: Criterion) -> UUID:
    """Token under which files that arrive in parts are kept until the form is sent.

    It stays the same until one of the person's files is attached or removed, so a page opened
    again, after signing in for example, shows what had arrived.
    """
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        own = sheet.files.filter(criterion=criterion, file__uploaded_by=request.user)
        attached = sorted(own.values_list("pk", flat=True))
        return uuid5(_FORMS, f"{request.user.pk} {sheet.pk} {criterion.pk} {attached}")


def _attach_all(
    request: HttpRequest, sheet: ScoreSheet, criterion: Criterion, token: UUID
) -> list[str]:
    """Attach the files kept under the token and those of the form; return the refusals."""
    about = {"actor": request.user, "sheet": sheet, "criterion": criterion, "at": clock.now()}
    form = ServiceForm(request.POST)
    form.is_valid()  # has no fields; from here on it collects the refusals
    form.call_service(sheet_files.attach_kept_files, token=token, **about)
    uploads = request.FILES.getlist("files")
    if not (uploads or form.result or form.errors):
        form.add_error(None, "Hãy chọn tệp.")
    for upload in uploads:
        form.call_service(sheet_files.attach_sheet_file, upload=upload, **about)
    return form.non_field_errors()


@require_safe
def sheet_file_download(request: HttpRequest, slug: str, pk: int, file_pk: int) -> FileResponse:
    """Download for everyone who may read the sheet."""
    sheet = _sheet(request, slug, pk)
    attached = get_object_or_404(SheetFile.objects.select_related("file"), pk=file_pk, sheet=sheet)
    return serve_file(request, attached.file)


@require_POST
def sheet_file_drop(request: HttpRequest, slug: str, pk: int, file_pk: int) -> HttpResponse:
    """Bỏ tệp này, before the sheet is sent."""
    sheet = _sheet(request, slug, pk)
    attached = get_object_or_404(sheet.files.select_related("file", "sheet"), pk=file_pk)
    with refusal_as_message(request):
        sheet_files.drop_sheet_file(actor=request.user, attached=attached, at=clock.now())
        messages.success(request, "Đã bỏ tệp.")
    return redirect("scoring:leaf_files", slug, pk, attached.criterion_id)


def _sheet(request: HttpRequest, slug: str, pk: int) -> ScoreSheet:
    related = ("entry__plan__campaign", "entry__scorecard")
    return get_for_user_or_404(
        request, ScoreSheet.objects.visible_to, *related, pk=pk, entry__plan__slug=slug
    )
