"""Nhập báo cáo từ Excel: template, preview of the filled-in file, and entering it."""

import logging

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.models import Plan, ScorecardState
from core import clock
from core.downloads import XLSX, file_name
from core.numbers import vietnamese
from core.views import get_for_user_or_404, refusal_as_message

from .. import queries, rules
from ..exchange.layout import layout_of
from ..exchange.marking import marked_workbook
from ..exchange.preview import Preview, preview_of
from ..exchange.template import write_template
from ..forms.imports import EnterForm, ImportForm
from ..models import ReportImport
from ..services import importing

logger = logging.getLogger(__name__)


def _import(request: HttpRequest, slug: str, pk) -> ReportImport:
    return get_for_user_or_404(
        request,
        ReportImport.objects.run_by,
        "plan__campaign",
        "uploaded_by",
        pk=pk,
        plan__slug=slug,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def import_upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Offer templates, take a workbook, and list earlier imports."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, "campaign", slug=slug)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.perform(importing.keep_import, actor=request.user, plan=plan, at=clock.now()):
        return redirect("evidence:import_preview", slug, form.result.pk)
    context = {
        "plan": plan,
        "form": form,
        "scorecards": queries.scorecards_to_report_by(plan),
        "imports": queries.entered_imports(plan),
        "problem": rules.deadline_problem(plan, clock.now()),
    }
    return render(request, "evidence/import_upload.html", context)


@require_safe
def import_template(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The empty workbook of one scorecard in force."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, "campaign", slug=slug)
    cards = plan.scorecards.filter(state=ScorecardState.PUBLISHED)
    card = get_object_or_404(cards, pk=pk)
    card.plan = plan
    name = file_name(plan.slug, "nhap bao cao", card.name, card.version)
    return _attached(write_template(layout_of(card)), name)


@require_safe
def import_preview(request: HttpRequest, slug: str, pk) -> HttpResponse:
    """Preview of a workbook; its result once it is entered."""
    source = _import(request, slug, pk)
    preview = None if source.entered_at else _preview(source)
    return _preview_page(request, source, preview)


def _preview_page(request, source: ReportImport, preview: Preview | None) -> HttpResponse:
    context = {"plan": source.plan, "source": source, "preview": preview, "form": ImportForm()}
    return render(request, "evidence/import_preview.html", context)


def _preview(source: ReportImport) -> Preview:
    return preview_of(plan=source.plan, content=_content(source), at=clock.now())


def _content(source: ReportImport) -> bytes:
    """The stored workbook. 404 when it is missing or its checksum differs."""
    try:
        with source.file.open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        logger.error("workbook %s is not in the storage", source.pk)
        raise Http404 from None
    if importing.sha256_of(content) != source.sha256:
        logger.error("workbook %s in the storage is not what was sent in", source.pk)
        raise Http404
    return content


@require_POST
def import_enter(request: HttpRequest, slug: str, pk) -> HttpResponse:
    """Ghi: read the workbook again and enter all rows or only those without faults."""
    source = _import(request, slug, pk)
    form = EnterForm(request.POST)
    if source.entered_at or not form.is_valid():
        return redirect("evidence:import_preview", slug, pk)
    preview = _preview(source)
    if preview.seen != form.cleaned_data["seen"]:
        messages.warning(
            request, "Trong lúc bạn xem, dữ liệu đã thay đổi nên chưa ghi. Hãy xem lại rồi ghi."
        )
        return _preview_page(request, source, preview)
    if form.cleaned_data["choice"] == EnterForm.ALL and preview.faults:
        messages.error(request, "Tệp còn lỗi nên chưa ghi được tất cả các dòng.")
        return _preview_page(request, source, preview)
    with refusal_as_message(request):
        source = importing.import_reports(
            actor=request.user,
            source=source,
            rows=preview.good,
            left_out=preview.number_of_rows - len(preview.good),
            at=clock.now(),
        )
        messages.success(request, f"Đã ghi {vietnamese(source.added)} báo cáo, chờ xác nhận.")
        return redirect("evidence:import_preview", slug, pk)
    return _preview_page(request, source, preview)


@require_safe
def import_faults(request: HttpRequest, slug: str, pk) -> HttpResponse:
    """The workbook with its faults marked, to be corrected and uploaded again."""
    source = _import(request, slug, pk)
    content = _content(source)
    preview = preview_of(plan=source.plan, content=content, at=clock.now())
    with refusal_as_message(request):
        marked = marked_workbook(content, preview)
        return _attached(marked, f"{source.name.rpartition('.')[0][:120]} (lỗi).xlsx")
    return redirect("evidence:import_preview", slug, pk)


@require_safe
def import_download(request: HttpRequest, slug: str, pk) -> FileResponse:
    """The uploaded workbook; the download is logged."""
    source = _import(request, slug, pk)
    logger.info("workbook %s taken by user %s", source.pk, request.user.pk)
    content = _content(source)
    return _attached(content, source.name)


def _attached(content: bytes, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition})
