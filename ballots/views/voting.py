"""Pages of voters and keepers. Their input stays out of logs and error mails.

Nothing about a vote goes into a session, a message, an address or a redirect: the review and the
receipt are answers to the request itself.
"""

from enum import StrEnum

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from core import clock
from core.forms import ServiceForm
from scoring.models import RankingLine

from .. import rules
from ..ballot_box import grouped
from ..forms.ballots import ChoicesForm
from ..models import Ballot, BallotQuestion, BallotSeat, Choice
from ..queries import ballots
from ..services import preparing, voting
from .access import ballot_or_404


class Step(StrEnum):
    """What a POST of the voter's page asks for (its field `buoc`)."""

    CHOOSE_YES_FOR_ALL = "dong-y-tat-ca"
    REVIEW = "xem-lai"
    CORRECT = "sua"
    CAST = "gui"


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def ballot_vote(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Choose, review, cast."""
    ballot = ballot_or_404(request, Ballot.objects.visible_to, slug, pk)
    seat = get_object_or_404(ballot.seats, person__user=request.user)
    step = request.POST.get("buoc", "") if request.method == "POST" else ""
    if step == Step.CAST:
        return _cast(request, ballot, seat)
    if problem := rules.voting_problem(ballot, seat) or rules.second_vote_problem(seat):
        return _voter_page(request, ballot, seat, problem=problem, status=409 if step else 200)
    questions = _questions(request, ballot)
    if step == Step.CHOOSE_YES_FOR_ALL:
        choices = {f"q{question.pk}": Choice.YES for question in questions}
        form = ChoicesForm(questions=questions, seat=seat, initial=choices)
    elif step == Step.CORRECT:
        form = ChoicesForm(questions=questions, seat=seat, initial=request.POST.dict())
    else:
        form = ChoicesForm(request.POST or None, questions=questions, seat=seat)
        if step == Step.REVIEW:
            return _review(request, ballot, seat, form)
    return _voter_page(request, ballot, seat, form=form)


def _questions(request: HttpRequest, ballot: Ballot) -> list[BallotQuestion]:
    """Questions with `may_explain`: whether the voter may read the explanation."""
    questions = list(ballots.questions_of(ballot))
    lines = [question.line.ranking_line_id for question in questions]
    visible = RankingLine.objects.visible_to(request.user).filter(pk__in=lines)
    readable = set(visible.values_list("pk", flat=True))
    for question in questions:
        question.may_explain = question.line.ranking_line_id in readable
    return questions


@sensitive_variables()
def _review(
    request: HttpRequest, ballot: Ballot, seat: BallotSeat, form: ChoicesForm
) -> HttpResponse:
    """Seal the choices and show them, to be cast or corrected."""
    if form.perform(voting.seal_vote, actor=request.user, ballot=ballot):
        envelope, chosen = form.result, form.in_words()
        return _voter_page(request, ballot, seat, form=form, envelope=envelope, chosen=chosen)
    if form.non_field_errors():
        problem = form.errors_in_one_line()
        return _voter_page(request, ballot, seat, problem=problem, status=409)
    return _voter_page(request, ballot, seat, form=form)


@sensitive_variables()
def _cast(request: HttpRequest, ballot: Ballot, seat: BallotSeat) -> HttpResponse:
    """Cast the sealed vote that the review page sent, and show its receipt."""
    form = ServiceForm(request.POST)
    envelope = request.POST.get("phieu", "")
    if form.call_service(voting.cast_vote, actor=request.user, ballot=ballot, envelope=envelope):
        return _voter_page(request, ballot, seat, receipt=grouped(form.result))
    return _voter_page(request, ballot, seat, problem=form.errors_in_one_line(), status=409)


@sensitive_variables()
def _voter_page(
    request: HttpRequest, ballot: Ballot, seat: BallotSeat, *, status: int = 200, **shown
) -> HttpResponse:
    # Django logs the whole context when a template reads a missing name, so every name is set.
    unset = dict.fromkeys(["problem", "receipt", "envelope", "chosen", "form"], "")
    plan = ballot.proposal.ranking.plan
    context = unset | {"plan": plan, "ballot": ballot, "seat": seat, **shown}
    return render(request, "ballots/ballot_vote.html", context, status=status)


@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def ballot_key(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a keeper's code, which only the answer to this POST shows."""
    ballot = ballot_or_404(request, Ballot.objects.visible_to, slug, pk)
    keeper = get_object_or_404(ballot.keepers, user=request.user)
    code, problem = "", ""
    if request.method == "POST":
        form = ServiceForm(request.POST)
        if form.call_service(
            preparing.take_code, actor=request.user, ballot=ballot, at=clock.now()
        ):
            code = form.result
        else:
            problem = form.errors_in_one_line()
    context = {
        "plan": ballot.proposal.ranking.plan,
        "ballot": ballot,
        "keeper": keeper,
        "code": code,
        "groups": code.split("-") if code else [],
        "problem": problem,
    }
    return render(request, "ballots/ballot_key.html", context, status=409 if problem else 200)
