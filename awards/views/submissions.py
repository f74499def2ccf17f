"""Submission letters of a plan, files that the authority returned, and its decisions."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from campaigns.models import Plan
from campaigns.permissions import can_run
from core import clock
from core.views import get_for_user_or_404

from ..forms.decisions import AnswerForm, RecoveryForm, ReturnForm, SubmissionForm
from ..models import Proposal, Submission, SubmissionReturn
from ..queries import decisions
from ..services import submissions
from ..wording.local_names import local_names_for


@require_safe
def decision_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Lines ready to submit, submissions, decisions, and recoveries that are still open."""
    return _page(
        request, get_for_user_or_404(request, Plan.objects.overseen_by, "campaign", slug=slug)
    )


def _page(request: HttpRequest, plan: Plan, refused=None, about: object = None) -> HttpResponse:
    """Render the page.

    `refused` is a form that was not accepted and is shown again in its place; `about` is what it
    belongs to: an authority, or the id of a submission or of a return.
    """
    proposal = Proposal.objects.visible_to(request.user).select_related("ranking").latest_of(plan)
    may_run, today = can_run(request.user, plan), clock.today()
    ready = decisions.ready_by_authority(proposal, today) if proposal else {}
    submitted = list(decisions.submissions_of(plan))
    for submission in submitted:
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
        "submissions": submitted,
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


def _form_of(submission: Submission, refused, about: object) -> ReturnForm | AnswerForm:
    """The form to record a return, or to answer the return that is open."""
    returned = submission.open_return
    kind = AnswerForm if returned else ReturnForm
    if isinstance(refused, kind) and about == (returned or submission).pk:
        return refused
    day = "answered_on" if returned else "returned_on"
    return kind(initial={day: clock.today()})


@require_POST
def submission_send(request: HttpRequest, slug: str) -> HttpResponse:
    """Record the letter to one authority, with all lines that it decides."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, slug=slug)
    proposals = Proposal.objects.visible_to(request.user).select_related("ranking__plan")
    proposal = proposals.latest_of(plan)
    form = SubmissionForm(request.POST)
    if proposal and form.perform(
        submissions.send_submission, actor=request.user, proposal=proposal, at=clock.now()
    ):
        number, due_on = form.result.number, form.result.answer_due_on
        messages.success(request, f"Đã ghi tờ trình {number}; hạn trả lời {due_on:%d/%m/%Y}.")
        return redirect("awards:decision_list", slug)
    return _page(request, plan, form, form.data.get("authority"))


@require_POST
def submission_return(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Record that the authority returned the files."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, slug=slug)
    submission = get_object_or_404(Submission, pk=pk, proposal__ranking__plan=plan)
    form = ReturnForm(request.POST)
    if form.perform(
        submissions.return_submission, actor=request.user, submission=submission, at=clock.now()
    ):
        messages.success(request, f"Đã ghi; hạn bổ sung {form.result.due_on:%d/%m/%Y}.")
        return redirect("awards:decision_list", slug)
    return _page(request, plan, form, pk)


@require_POST
def return_answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Record that the completed files went out again."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, slug=slug)
    returned = get_object_or_404(SubmissionReturn, pk=pk, submission__proposal__ranking__plan=plan)
    form = AnswerForm(request.POST)
    if form.perform(
        submissions.answer_return, actor=request.user, returned=returned, at=clock.now()
    ):
        messages.success(request, "Đã ghi việc bổ sung hồ sơ.")
        return redirect("awards:decision_list", slug)
    return _page(request, plan, form, pk)
