"""Decisions of the authority: entered, shown, corrected, revoked; their money and recoveries."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.downloads import file_name, stored_file_response, workbook_response
from core.views import get_for_user_or_404

from ..exports import money_sheets
from ..forms.decisions import CorrectionForm, DecisionForm, RecoveryForm, RevocationForm
from ..models import Decision, DecisionKind, Recovery, Submission
from ..permissions import can_enter_decisions
from ..queries import decisions as reads
from ..services import corrections, decisions


@require_http_methods(["GET", "HEAD", "POST"])
def decision_record(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Enter a decision about a submission: each name is granted unless it is ticked."""
    submission = get_for_user_or_404(
        request,
        Submission.objects.run_by,
        "proposal__ranking__plan__campaign__organiser",
        pk=pk,
        proposal__ranking__plan__slug=slug,
    )
    if answer := submission.decisions.filter(kind=DecisionKind.AWARD).first():
        return redirect("awards:decision_detail", answer.pk)
    form = DecisionForm(
        *_posted(request),
        lines=reads.submitted_lines(submission),
        initial={"authority": submission.authority, "received_on": clock.today()},
    )
    if form.perform(
        decisions.record_decision, actor=request.user, submission=submission, at=clock.now()
    ):
        messages.success(request, f"Đã ghi {form.result}.")
        return redirect("awards:decision_detail", form.result.pk)
    held = reads.held_lines(form.lines, clock.today())
    context = {
        "plan": submission.proposal.ranking.plan,
        "submission": submission,
        "form": form,
        "rows": [(line, *fields, held.get(line.pk)) for line, *fields in form.rows()],
    }
    return render(request, "awards/decision_record.html", context)


def _posted(request: HttpRequest) -> tuple:
    return (request.POST, request.FILES) if request.method == "POST" else ()


@require_safe
def decision_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What a decision granted, refused and ended, its money and its recoveries."""
    decision = _visible(request, pk)
    return render(request, "awards/decision_detail.html", _detail_context(request, decision))


def _detail_context(request: HttpRequest, decision: Decision) -> dict:
    recoveries = list(reads.recoveries_of(decision))
    for recovery in recoveries:
        recovery.is_late = recovery.recovered_on is None and recovery.due_on < clock.today()
    awards = list(reads.awards_under(decision))
    return {
        "decision": decision,
        "plan": reads.plan_of(decision),
        "awards": awards,
        "refusals": list(reads.refusals_of(decision)),
        "ended": list(reads.awards_ended_by(decision)),
        "recoveries": recoveries,
        "money": reads.money_list(decision),
        "later": list(decision.corrections.order_by("decided_on", "pk")),
        "may_enter": can_enter_decisions(request.user, decision.organiser_id),
        "has_in_force": any(award.is_in_force for award in awards),
        "recovery_form": RecoveryForm(initial={"recovered_on": clock.today()}),
    }


def _visible(request: HttpRequest, pk: int) -> Decision:
    related = ("organiser", "corrects", "entered_by")
    plan = "submission__proposal__ranking__plan__campaign"
    return get_for_user_or_404(request, Decision.objects.visible_to, *related, plan, pk=pk)


@require_safe
def decision_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The signed file, byte for byte as it was received."""
    decision = _visible(request, pk)
    if not decision.file:
        raise Http404
    return stored_file_response(
        request, decision.file, name=decision.file_name, content_type="application/pdf"
    )


@require_safe
def money_workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """Workbook of the money to pay under a decision, with its arithmetic and sums by fund."""
    decision = _visible(request, pk)
    return workbook_response(
        request,
        name=file_name("tien thuong", decision.number, decision.decided_on.year),
        what=f"Tiền thưởng theo {decision}",
        sheets=money_sheets(reads.money_list(decision)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def decision_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a decision that corrects another: names, refused lines granted, awards ended."""
    decision = _enterable(request, pk)
    form = CorrectionForm(
        *_posted(request),
        decision=decision,
        awards=reads.awards_under(decision).in_force(),
        lines=reads.lines_refused(decision),
    )
    if form.perform(
        corrections.correct_decision, actor=request.user, corrects=decision, at=clock.now()
    ):
        messages.success(request, f"Đã ghi {form.result}.")
        return redirect("awards:decision_detail", form.result.pk)
    context = {"decision": decision, "form": form}
    return render(request, "awards/decision_correct.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decision_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a decision that revokes awards; certificates and money have to be recovered."""
    decision = _enterable(request, pk)
    awards = reads.awards_under(decision).in_force()
    form = RevocationForm(*_posted(request), decision=decision, awards=awards)
    if form.perform(
        corrections.revoke_awards, actor=request.user, revokes=decision, at=clock.now()
    ):
        messages.success(request, f"Đã ghi {form.result}. Hạn thu hồi ghi ở dưới.")
        return redirect("awards:decision_detail", form.result.pk)
    context = {"decision": decision, "form": form, "picked": form.picked()}
    return render(request, "awards/decision_revoke.html", context)


def _enterable(request: HttpRequest, pk: int) -> Decision:
    allowed = Decision.objects.entered_by
    return get_for_user_or_404(request, allowed, "organiser", "submission", pk=pk)


@require_POST
def recovery_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that certificate and money were recovered."""
    enterable = Decision.objects.entered_by(request.user).values("pk")
    recoveries = Recovery.objects.filter(award__ended_by__in=enterable)
    recovery = get_object_or_404(recoveries.select_related("award__ended_by"), pk=pk)
    form = RecoveryForm(request.POST)
    if form.perform(
        corrections.record_recovery, actor=request.user, recovery=recovery, at=clock.now()
    ):
        messages.success(request, f"Đã ghi việc thu hồi của {recovery.award.name}.")
        return redirect("awards:decision_detail", recovery.award.ended_by_id)
    decision = _visible(request, recovery.award.ended_by_id)
    context = _detail_context(request, decision)
    for row in context["recoveries"]:
        row.form = form if row.pk == pk else None
    return render(request, "awards/decision_detail.html", context)
