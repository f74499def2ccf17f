"""Decisions as they came: entered, read, corrected, revoked, paid out."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.downloads import file_name, stored_file_response, workbook_response
from core.errors import DomainError

from ..exports import money_sheets
from ..forms.decisions import CorrectionForm, DecisionForm, RecoveryForm, RevocationForm
from ..models import Decision, DecisionKind, Recovery, Submission
from ..permissions import can_enter_decisions
from ..queries.decisions import (
    awards_ended_by,
    awards_under,
    held_lines,
    lines_refused,
    money_list,
    plan_of,
    recoveries_of,
    refusals_of,
    submitted_lines,
)
from ..services import corrections
from ..services.decisions import record_decision


@require_http_methods(["GET", "HEAD", "POST"])
def decision_record(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One row for each submitted name, granted unless it is ticked."""
    submissions = Submission.objects.run_by(request.user).select_related(
        "proposal__ranking__plan__campaign__organiser"
    )
    submission = get_object_or_404(submissions, pk=pk, proposal__ranking__plan__slug=slug)
    if answer := submission.decisions.filter(kind=DecisionKind.AWARD).first():
        return redirect("awards:decision_detail", answer.pk)
    form = DecisionForm(
        *_sent(request),
        lines=submitted_lines(submission),
        initial={"authority": submission.authority, "received_on": clock.today()},
    )
    if form.is_bound and form.is_valid():
        decision = _try(
            form,
            record_decision,
            actor=request.user,
            submission=submission,
            refusals=form.refusals(),
            named=form.names(),
        )
        if decision:
            messages.success(request, f"Đã ghi {decision}.")
            return redirect("awards:decision_detail", decision.pk)
    held = held_lines(form.lines, clock.today())
    context = {
        "plan": submission.proposal.ranking.plan,
        "submission": submission,
        "form": form,
        "rows": [(line, *fields, held.get(line.pk)) for line, *fields in form.rows()],
    }
    return render(request, "awards/decision_record.html", context)


def _sent(request: HttpRequest) -> tuple:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _try(form, service, **arguments) -> Decision | None:
    """Hand the paper to a service; what it refuses becomes an error of the form."""
    try:
        return service(at=clock.now(), **arguments, **form.signed())
    except DomainError as error:
        form.refuse(error)
        return None


@require_safe
def decision_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What it gave, refused, ended, what it costs and what must come back."""
    decision = _visible(request, pk)
    return render(request, "awards/decision_detail.html", _detail_context(request, decision))


def _detail_context(request: HttpRequest, decision: Decision) -> dict:
    recoveries = list(recoveries_of(decision))
    for recovery in recoveries:
        recovery.is_late = recovery.recovered_on is None and recovery.due_on < clock.today()
    awards = list(awards_under(decision))
    return {
        "decision": decision,
        "plan": plan_of(decision),
        "awards": awards,
        "refusals": list(refusals_of(decision)),
        "ended": list(awards_ended_by(decision)),
        "recoveries": recoveries,
        "money": money_list(decision),
        "later": list(decision.corrections.order_by("decided_on", "pk")),
        "may_enter": can_enter_decisions(request.user, decision.organiser_id),
        "has_in_force": any(award.is_in_force for award in awards),
        "recovery_form": RecoveryForm(initial={"recovered_on": clock.today()}),
    }


def _visible(request: HttpRequest, pk: int) -> Decision:
    decisions = Decision.objects.visible_to(request.user).select_related(
        "organiser", "corrects", "entered_by", "submission__proposal__ranking__plan__campaign"
    )
    return get_object_or_404(decisions, pk=pk)


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
    """What is to be paid, with the arithmetic, and the sums by fund."""
    decision = _visible(request, pk)
    return workbook_response(
        request,
        name=file_name("tien thuong", decision.number, decision.decided_on.year),
        what=f"Tiền thưởng theo {decision}",
        sheets=money_sheets(money_list(decision)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def decision_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words, honours after all, awards taken back: by a new decision."""
    decision = _enterable(request, pk)
    form = CorrectionForm(
        *_sent(request),
        decision=decision,
        awards=awards_under(decision).in_force(),
        lines=lines_refused(decision),
    )
    if form.is_bound and form.is_valid():
        new = _try(
            form,
            corrections.correct_decision,
            actor=request.user,
            corrects=decision,
            reason=form.cleaned_data["reason"],
            **form.changes(),
        )
        if new:
            messages.success(request, f"Đã ghi {new}.")
            return redirect("awards:decision_detail", new.pk)
    context = {"decision": decision, "form": form}
    return render(request, "awards/decision_correct.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decision_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Awards taken back by a new decision; what went with them has to come back."""
    decision = _enterable(request, pk)
    awards = awards_under(decision).in_force()
    form = RevocationForm(*_sent(request), decision=decision, awards=awards)
    if form.is_bound and form.is_valid():
        new = _try(
            form,
            corrections.revoke_awards,
            actor=request.user,
            revokes=decision,
            awards=form.cleaned_data["awards"],
            reason=form.cleaned_data["reason"],
        )
        if new:
            messages.success(request, f"Đã ghi {new}. Hạn thu hồi ghi ở dưới.")
            return redirect("awards:decision_detail", new.pk)
    context = {"decision": decision, "form": form, "picked": form.picked()}
    return render(request, "awards/decision_revoke.html", context)


def _enterable(request: HttpRequest, pk: int) -> Decision:
    decisions = Decision.objects.entered_by(request.user).select_related("organiser", "submission")
    return get_object_or_404(decisions, pk=pk)


@require_POST
def recovery_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Certificate and money came back."""
    decisions = Decision.objects.entered_by(request.user).values("pk")
    recoveries = Recovery.objects.filter(award__ended_by__in=decisions)
    recovery = get_object_or_404(recoveries.select_related("award__ended_by"), pk=pk)
    form = RecoveryForm(request.POST)
    if form.is_valid():
        try:
            corrections.record_recovery(
                actor=request.user, recovery=recovery, at=clock.now(), **form.cleaned_data
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, f"Đã ghi việc thu hồi của {recovery.award.name}.")
            return redirect("awards:decision_detail", recovery.award.ended_by_id)
    decision = _visible(request, recovery.award.ended_by_id)
    context = _detail_context(request, decision)
    for row in context["recoveries"]:
        row.form = form if row.pk == pk else None
    return render(request, "awards/decision_detail.html", context)
