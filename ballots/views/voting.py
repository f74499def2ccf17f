"""The voter's page and the keeper's page. What they send is kept out of logs and error mails.

Nothing about a vote goes into a session, a message, an address or a redirect: the look-over and
the receipt are answers to the request itself.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from core import clock
from core.errors import DomainError
from scoring.models import RankingLine

from ..ballot_box import grouped
from ..forms.ballots import ChoicesForm
from ..models import Ballot, BallotSeat, Choice
from ..queries import ballots
from ..services import voting
from ..services.ballots import take_code
from .ballots import seen_ballot


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def ballot_vote(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Choose, look over, send. `buoc` says which step a POST is."""
    ballot = seen_ballot(request, slug, pk)
    seat = get_object_or_404(ballot.seats, person__user=request.user)
    step = request.POST.get("buoc", "") if request.method == "POST" else ""
    if step == "gui":
        return _send(request, ballot, seat)
    if problem := ballots.why_not_vote(ballot, seat):
        return _page(request, ballot, seat, problem=problem, status=409 if step else 200)
    questions = _questions(request, ballot)
    if step == "dong-y-tat-ca":
        chosen = {f"q{q.pk}": Choice.YES for q in questions}
        form = ChoicesForm(questions=questions, seat=seat, initial=chosen)
    elif step == "sua":
        form = ChoicesForm(questions=questions, seat=seat, initial=request.POST.dict())
    else:
        form = ChoicesForm(request.POST or None, questions=questions, seat=seat)
        if step == "xem-lai" and form.is_valid():
            return _look_over(request, ballot, seat, form)
    return _page(request, ballot, seat, form=form)


def _questions(request: HttpRequest, ballot: Ballot) -> list:
    """The lines with `may_explain` where the voter may read how the points came about."""
    questions = list(ballots.questions_of(ballot))
    lines = [question.line.line_id for question in questions]
    seen = RankingLine.objects.visible_to(request.user).filter(pk__in=lines)
    readable = set(seen.values_list("pk", flat=True))
    for question in questions:
        question.may_explain = question.line.line_id in readable
    return questions


@sensitive_variables()
def _look_over(request, ballot: Ballot, seat: BallotSeat, form: ChoicesForm) -> HttpResponse:
    try:
        envelope = voting.seal_vote(actor=request.user, ballot=ballot, choices=form.choices())
    except DomainError as error:
        return _page(request, ballot, seat, problem=error.message, status=409)
    return _page(request, ballot, seat, form=form, envelope=envelope, chosen=form.in_words())


@sensitive_variables()
def _send(request: HttpRequest, ballot: Ballot, seat: BallotSeat) -> HttpResponse:
    try:
        receipt = voting.cast_vote(
            actor=request.user, ballot=ballot, envelope=request.POST.get("phieu", "")
        )
    except DomainError as error:
        return _page(request, ballot, seat, problem=error.message, status=409)
    return _page(request, ballot, seat, receipt=grouped(receipt))


@sensitive_variables()
def _page(request: HttpRequest, ballot: Ballot, seat: BallotSeat, *, status=200, **more):
    plan = ballot.proposal.ranking.plan
    # Every name the template asks for is there: a missing one would put the context into a log.
    none = dict.fromkeys(["problem", "receipt", "envelope", "chosen", "form"], "")
    context = none | {"plan": plan, "ballot": ballot, "seat": seat, **more}
    return render(request, "ballots/ballot_vote.html", context, status=status)


@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def ballot_key(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A keeper takes the code: shown in the answer to this POST and nowhere else."""
    ballot = seen_ballot(request, slug, pk)
    keeper = get_object_or_404(ballot.keepers, user=request.user)
    code, problem = "", ""
    if request.method == "POST":
        try:
            code = take_code(actor=request.user, ballot=ballot, at=clock.now())
        except DomainError as error:
            problem = error.message
    context = {
        "plan": ballot.proposal.ranking.plan,
        "ballot": ballot,
        "keeper": keeper,
        "code": code,
        "groups": code.split("-") if code else [],
        "problem": problem,
    }
    return render(request, "ballots/ballot_key.html", context, status=409 if problem else 200)
