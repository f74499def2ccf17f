"""Pages of the people who report."""

import logging

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.models import Entry
from campaigns.permissions import can_run
from core import clock
from core.errors import DomainError, NotAllowedError

from . import queries, services
from .forms import ReportForm
from .models import ActivityReport, EvidenceFile, ReportState, SavedDraft

logger = logging.getLogger(__name__)


@require_http_methods(["GET", "POST"])
def report_create(request: HttpRequest) -> HttpResponse:
    """Báo hoạt động: for oneself, for a body one leads, or as the office on behalf of another."""
    entry, choices = _chosen_entry(request)
    if entry is None:
        return render(request, "evidence/report_choose.html", {"entries": choices})
    form = ReportForm(
        request.POST or None,
        request.FILES or None,
        user=request.user,
        entry=entry,
        initial={"kind": request.GET.get("loai")},
    )
    if request.method == "POST" and form.is_valid():
        report = _send(request, form)
        if report:
            messages.success(request, "Đã gửi báo cáo. Văn phòng sẽ kiểm tra và xác nhận.")
            return redirect("evidence:report_detail", report.pk)
    context = {
        "form": form,
        "entry": entry,
        "choices": choices,
        "problem": form.time_problem(),
        "largest_mb": settings.EVIDENCE_MAX_MB,
        "saved": _draft_data(services.draft_of(request.user, entry)),
    }
    return render(request, "evidence/report_form.html", context)


def _chosen_entry(request: HttpRequest):
    """The entry to report for (?cho=), and the other ones to choose from; 404 for a stranger's."""
    choices = list(queries.entries_to_report_for(request.user))
    wanted = request.GET.get("cho", "")
    if wanted.isdecimal():
        entries = Entry.objects.visible_to(request.user).select_related("plan__campaign")
        entry = get_object_or_404(entries, pk=wanted)
        if entry not in choices and not can_run(request.user, entry.plan):
            raise Http404
        return entry, choices
    open_ones = [entry for entry in choices if queries.is_open(entry.plan)]
    return (open_ones[0] if len(open_ones) == 1 else None), choices


def _send(request: HttpRequest, form: ReportForm) -> ActivityReport | None:
    """Hand a valid form to the service; what the service refuses becomes an error of the form."""
    try:
        if form.report:
            return services.resubmit_report(
                actor=request.user, report=form.report, draft=form.draft(), at=clock.now()
            )
        return services.submit_report(actor=request.user, draft=form.draft(), at=clock.now())
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return None


@require_POST
def draft_save(request: HttpRequest) -> JsonResponse:
    """What is being typed, every few seconds; ?cho= the entry, ?bao-cao= the report corrected.

    `other` in the answer is what another window saved since; then nothing was kept.
    """
    entry, _ = _chosen_entry(request)
    if entry is None:
        raise Http404
    report = _corrected(request, entry)
    if "drop" in request.POST:
        services.drop_draft(actor=request.user, entry=entry, report=report)
        return JsonResponse({"revision": 0})
    fields = {name: request.POST[name] for name in request.POST if name != "based_on"}
    based_on = request.POST.get("based_on", "0")
    try:
        draft = services.save_draft(
            actor=request.user,
            entry=entry,
            report=report,
            fields=fields,
            based_on=int(based_on) if based_on.isascii() and based_on.isdigit() else 0,
            at=clock.now(),
        )
    except services.DraftChangedError as error:
        return JsonResponse({"other": _draft_data(error.current)})
    except NotAllowedError:
        raise
    except DomainError as error:
        return JsonResponse({"error": error.message}, status=400)
    return JsonResponse(_draft_data(draft))


def _corrected(request: HttpRequest, entry: Entry) -> ActivityReport | None:
    wanted = request.GET.get("bao-cao", "")
    if not wanted:
        return None
    reports = ActivityReport.objects.correctable_by(request.user).filter(entry=entry)
    return get_object_or_404(reports, pk=wanted if wanted.isdecimal() else 0)


def _draft_data(draft: SavedDraft | None) -> dict:
    """What the page's script reads of a draft."""
    if draft is None:
        return {"revision": 0, "fields": {}, "saved_at": ""}
    at = localtime(draft.saved_at).strftime("%H:%M %d/%m/%Y")
    return {"revision": draft.revision, "fields": draft.fields, "saved_at": at}


@require_safe
def report_counts(request: HttpRequest) -> HttpResponse:
    """The count fields of a kind of activity, for the living form."""
    entry, _ = _chosen_entry(request)
    if entry is None:
        raise Http404
    form = ReportForm(user=request.user, entry=entry, initial={"kind": request.GET.get("kind")})
    return render(request, "evidence/_counts.html", {"form": form})


@require_safe
def report_detail(request: HttpRequest, pk: int) -> HttpResponse:
    reports = ActivityReport.objects.visible_to(request.user).select_related(
        "entry__plan__campaign", "kind", "reported_by", "decided_by"
    )
    report = get_object_or_404(reports, pk=pk)
    context = {
        "report": report,
        "counts": report.counts.select_related("criterion"),
        "files": report.files.all(),
        "may_correct": report.state == ReportState.RETURNED
        and services.resend_problem(report, clock.now()) is None
        and ActivityReport.objects.correctable_by(request.user).filter(pk=report.pk).exists(),
    }
    return render(request, "evidence/report_detail.html", context)


@require_http_methods(["GET", "POST"])
def report_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a returned report and send it again."""
    reports = ActivityReport.objects.correctable_by(request.user)
    reports = reports.select_related("entry__plan__campaign")
    report = get_object_or_404(reports, pk=pk)
    if report.state != ReportState.RETURNED:
        messages.info(request, "Báo cáo này không ở tình trạng “Trả lại” nên không sửa được.")
        return redirect("evidence:report_detail", report.pk)
    form = ReportForm(
        request.POST or None,
        request.FILES or None,
        user=request.user,
        entry=report.entry,
        report=report,
        initial=ReportForm.initial_from(report),
    )
    if request.method == "POST" and form.is_valid() and _send(request, form):
        messages.success(request, "Đã gửi lại báo cáo.")
        return redirect("evidence:report_detail", report.pk)
    context = {
        "form": form,
        "entry": report.entry,
        "report": report,
        "problem": form.time_problem(),
        "largest_mb": settings.EVIDENCE_MAX_MB,
        "saved": _draft_data(services.draft_of(request.user, report.entry, report)),
    }
    return render(request, "evidence/report_form.html", context)


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
