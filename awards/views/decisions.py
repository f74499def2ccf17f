"""Submissions of a plan and what came back, step by step."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from campaigns.models import Plan
from campaigns.permissions import can_run
from core import clock
from core.errors import DomainError

from ..forms.decisions import AnswerForm, RecoveryForm, ReturnForm, SubmissionForm
from ..models import Proposal, Submission, SubmissionReturn
from ..queries import decisions
from ..services.submissions import answer_return, return_submission, send_submission
from ..wording.local_names import local_names_for


@require_safe
def decision_list(request: HttpRequest, slug: str) -> HttpResponse:
    """What may go out, what went out, what came back, what must still be recovered."""
    plans = Plan.objects.overseen_by(request.user).select_related("campaign")
    return _page(request, get_object_or_404(plans, slug=slug))


def _page(request: HttpRequest, plan: Plan, refused=None, about: object = None) -> HttpResponse:
    """The page; `refused` is a form that was not accepted, shown again where it stood: `about` an
    authority, a submission (by id) or a return (by id)."""
    proposal = Proposal.objects.visible_to(request.user).select_related("ranking").latest_of(plan)
    may_run, today = can_run(request.user, plan), clock.today()
    ready = decisions.ready_by_authority(proposal, today) if proposal else {}
    submissions = list(decisions.submissions_of(plan))
    for submission in submissions:
        submission.open_return = decisions.open_return(submission)
        submission.is_decided = bool(submission.decisions.all())
        submission.is_late = not submission.is_decided and submission.answer_due_on < today
        submission.form = _form_of(submission, refused, about)
    recoveries = list(decisions.open_recoveries(plan.campaign.organiser_id))
    for recovery in recoveries:
        recovery.is_late = recovery.due_on < today
    names = local_names_for(plan.campaign.organiser.unit)
    context = {
        "plan": plan,
        "proposal": proposal,
        "may_run": may_run,
        "outgoing": [
            (names.local(authority), lines, _send_form(authority, refused, about))
            for authority, lines in ready.items()
        ],
        "submissions": submissions,
        "decisions": list(decisions.decisions_of(plan)),
        "recoveries": recoveries,
        "recovery_form": RecoveryForm(initial={"recovered_on": today}),
        "stray": refused if isinstance(refused, SubmissionForm) and about not in ready else None,
    }
    return render(request, "awards/decision_list.html", context)


def _send_form(authority: str, refused, about: object) -> SubmissionForm:
    if isinstance(refused, SubmissionForm) and about == authority:
        return refused
    return SubmissionForm(initial={"authority": authority, "issued_on": clock.today()})


def _form_of(submission: Submission, refused, about: object):
    """How the files came back, or what was added since."""
    back = submission.open_return
    kind = AnswerForm if back else ReturnForm
    if isinstance(refused, kind) and about == (back or submission).pk:
        return refused
    day = "answered_on" if back else "returned_on"
    return kind(initial={day: clock.today()})


@require_POST
def submission_send(request: HttpRequest, slug: str) -> HttpResponse:
    """The letter went out to one authority, with all lines that it decides."""
    plan = get_object_or_404(Plan.objects.run_by(request.user), slug=slug)
    proposals = Proposal.objects.visible_to(request.user).select_related("ranking__plan")
    proposal = proposals.latest_of(plan)
    form = SubmissionForm(request.POST)
    if proposal and form.is_valid():
        try:
            sent = send_submission(
                actor=request.user, proposal=proposal, at=clock.now(), **form.cleaned_data
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(
                request,
                f"Đã ghi tờ trình {sent.number}; hạn trả lời {sent.answer_due_on:%d/%m/%Y}.",
            )
            return redirect("awards:decision_list", slug)
    return _page(request, plan, form, form.data.get("authority"))


@require_POST
def submission_return(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.run_by(request.user), slug=slug)
    submissions = Submission.objects.filter(proposal__ranking__plan=plan)
    submission = get_object_or_404(submissions, pk=pk)
    form = ReturnForm(request.POST)
    if form.is_valid():
        try:
            returned = return_submission(
                actor=request.user, submission=submission, at=clock.now(), **form.cleaned_data
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, f"Đã ghi; hạn bổ sung {returned.due_on:%d/%m/%Y}.")
            return redirect("awards:decision_list", slug)
    return _page(request, plan, form, pk)


@require_POST
def return_answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.run_by(request.user), slug=slug)
    returns = SubmissionReturn.objects.filter(submission__proposal__ranking__plan=plan)
    returned = get_object_or_404(returns, pk=pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            answer_return(
                actor=request.user, returned=returned, at=clock.now(), **form.cleaned_data
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Đã ghi việc bổ sung hồ sơ.")
            return redirect("awards:decision_list", slug)
    return _page(request, plan, form, pk)
