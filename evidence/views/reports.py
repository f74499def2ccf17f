"""Pages for reporting an activity and correcting a report."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.models import Entry, Plan, PlanState
from campaigns.permissions import can_run, speaks_for
from core import clock
from core.views import get_for_user_or_404, refusal_as_message, search_words_from

from .. import queries, rules
from ..forms.decisions import SupplementForm
from ..forms.reports import ReportForm
from ..models import ActivityReport, ReportState, SupplementRequest
from ..services import files, reporting, supplements, withdrawing
from .parts import chosen_entry

ENTRIES_A_PAGE = 50


@require_http_methods(["GET", "POST"])
def report_create(request: HttpRequest) -> HttpResponse:
    """Báo hoạt động: for oneself, a body one leads, or as the office for another entry."""
    entry = chosen_entry(request)
    if entry is None:
        choices = queries.entries_to_report_for(request.user)
        return render(request, "evidence/report_choose.html", {"entries": choices})
    form = ReportForm(
        request.POST or None,
        request.FILES or None,
        user=request.user,
        entry=entry,
        initial={"kind": request.GET.get("loai")},
    )
    if request.method == "POST" and _send(request, form, reporting.submit_report):
        messages.success(request, "Đã gửi báo cáo. Văn phòng sẽ kiểm tra và xác nhận.")
        return redirect("evidence:report_detail", form.result.pk)
    return render(request, "evidence/report_form.html", report_context(request, form))


@require_safe
def entry_choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Báo cáo thay: the office chooses an entry of the plan; ?tim= a name without accents."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, "campaign", slug=slug)
    search = search_words_from(request)
    entries = Entry.objects.filter(plan=plan).select_related("cluster").order_by("sort_key", "pk")
    if search:
        entries = entries.named_like(search)
    page = Paginator(entries, ENTRIES_A_PAGE).get_page(request.GET.get("trang"))
    context = {"plan": plan, "search": search, "page": page}
    return render(request, "evidence/entry_choose.html", context)


def report_context(request: HttpRequest, form: ReportForm, supplement_form=None) -> dict:
    """Context of the form's page: deadline, request to report late, and the form."""
    entry, problem = form.entry, form.time_problem()
    asked = (
        SupplementRequest.objects.filter(entry=entry).order_by("-pk").first() if problem else None
    )
    may_ask = problem and entry.plan.state == PlanState.RUNNING
    if may_ask and not (asked and asked.answered_at is None):
        supplement_form = supplement_form or SupplementForm()
    return {
        "form": form,
        "entry": entry,
        "has_others": queries.entries_to_report_for(request.user).exclude(pk=entry.pk).exists(),
        "problem": problem,
        "supplement": asked,
        "supplement_form": supplement_form,
        "is_late": clock.now() > entry.plan.reports_due_at,
        "on_behalf": not speaks_for(request.user, entry),
        "largest_mb": settings.EVIDENCE_MAX_MB,
    }


# States in which the author may open a report again in the form.
CORRECTABLE = (ReportState.RETURNED, ReportState.WITHDRAWN)


@require_POST
def supplement_ask(request: HttpRequest) -> HttpResponse:
    """Xin gửi bổ sung: request to report after the deadline."""
    entry = chosen_entry(request)
    if entry is None:
        raise Http404
    supplement_form = SupplementForm(request.POST)
    if supplement_form.perform(
        supplements.ask_supplement, actor=request.user, entry=entry, at=clock.now()
    ):
        messages.success(request, "Đã gửi đề nghị. Văn phòng sẽ trả lời tại trang này.")
        return redirect(f"{reverse('evidence:report_create')}?cho={entry.pk}")
    form = ReportForm(user=request.user, entry=entry)
    context = report_context(request, form, supplement_form)
    return render(request, "evidence/report_form.html", context)


def _send(request: HttpRequest, form: ReportForm, service: Callable, **arguments) -> bool:
    """Keep the uploads, then call `service`; False when the form shows why it was refused."""
    form.file_problems = files.keep_uploads(
        actor=request.user, token=form.token_value, uploads=request.FILES.getlist("files")
    )
    if form.perform(service, actor=request.user, at=clock.now(), **arguments):
        return True
    if form.replaced_token:
        files.move_kept_files(
            actor=request.user, token=form.replaced_token, new_token=form.token_value
        )
    return False


@require_safe
def report_counts(request: HttpRequest) -> HttpResponse:
    """The count fields of a kind of activity, loaded when the kind changes."""
    entry = chosen_entry(request)
    if entry is None:
        raise Http404
    form = ReportForm(user=request.user, entry=entry, initial={"kind": request.GET.get("kind")})
    return render(request, "evidence/_counts.html", {"form": form})


@require_safe
def report_detail(request: HttpRequest, pk: int) -> HttpResponse:
    report = get_for_user_or_404(
        request,
        ActivityReport.objects.visible_to,
        "entry__plan__campaign",
        "kind",
        "reported_by",
        "decided_by",
        "extension__granted_by",
        "imported_row__source",
        "claim",
        pk=pk,
    )
    context = {
        "report": report,
        "counts": report.counts.select_related("criterion"),
        "files": report.files.all(),
        "may_run_import": can_run(request.user, report.entry.plan),
        "is_withdrawable": report.state == ReportState.SENT
        and report.reported_by_id == request.user.pk,
        "withdraw_problem": rules.withdraw_problem(report),
        "resend_problem": rules.resend_problem_after_withdrawal(report, clock.now()),
        "no_resend": report.state in CORRECTABLE and rules.resend_problem(report, clock.now()),
        "may_correct": report.state in CORRECTABLE
        and rules.resend_problem(report, clock.now()) is None
        and ActivityReport.objects.correctable_by(request.user).filter(pk=report.pk).exists(),
    }
    return render(request, "evidence/report_detail.html", context)


@require_http_methods(["GET", "POST"])
def report_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a returned or withdrawn report and send it again."""
    report = get_for_user_or_404(
        request, ActivityReport.objects.correctable_by, "entry__plan__campaign", pk=pk
    )
    if report.state not in CORRECTABLE:
        # An error message, so that the draft of an outdated form is kept.
        messages.error(request, "Báo cáo này đang ở văn phòng hoặc đã xử lý nên không sửa được.")
        return redirect("evidence:report_detail", report.pk)
    problem = rules.resend_problem(report, clock.now())
    if problem and request.method == "GET":  # the form keeps what was typed before
        messages.info(request, problem)
        return redirect("evidence:report_detail", report.pk)
    form = ReportForm(
        request.POST or None,
        request.FILES or None,
        user=request.user,
        entry=report.entry,
        report=report,
        initial=ReportForm.initial_from(report),
    )
    if request.method == "POST" and _send(request, form, reporting.resubmit_report, report=report):
        messages.success(request, f"Đã gửi lại báo cáo số {report.pk}.")
        return redirect("evidence:report_detail", report.pk)
    context = {
        "form": form,
        "entry": report.entry,
        "report": report,
        "problem": form.time_problem(),
        "largest_mb": settings.EVIDENCE_MAX_MB,
        "on_behalf": not speaks_for(request.user, report.entry),
    }
    return render(request, "evidence/report_form.html", context)


@require_POST
def report_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Rút lại báo cáo, then open the form to correct it."""
    report = get_for_user_or_404(request, ActivityReport.objects.correctable_by, pk=pk)
    with refusal_as_message(request):
        withdrawing.withdraw_report(actor=request.user, report=report)
        messages.success(request, f"Đã rút lại báo cáo số {pk}. Sửa rồi gửi lại, hoặc để nguyên.")
        return redirect("evidence:report_edit", pk)
    return redirect("evidence:report_detail", pk)
