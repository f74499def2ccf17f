"""Opening the box with two codes, or typing paper ballots twice."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from core import clock
from core.errors import DomainError

from ..forms.ballots import CodesForm, PaperForm
from ..models import Ballot
from ..permissions import can_count
from ..queries import ballots, final_acts
from ..services import counting
from .ballots import seen_ballot


def _countable(request: HttpRequest, slug: str, pk: int, *, electronic: bool) -> Ballot:
    """A ballot one helps to count, by this method; else 404."""
    ballot = seen_ballot(request, slug, pk)
    if ballot.is_electronic != electronic or not can_count(request.user, ballot):
        raise Http404
    return ballot


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def ballot_count(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Two keepers type their codes side by side; wrong ones are not shown again."""
    ballot = _countable(request, slug, pk, electronic=True)
    form = CodesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            counting.count_ballot(
                actor=request.user, ballot=ballot, codes=form.codes(), at=clock.now()
            )
            messages.success(request, "Đã kiểm phiếu. Người giữ mã hãy hủy tờ giấy ghi mã.")
            return redirect("ballots:ballot_detail", slug, pk)
        except DomainError as error:
            form.refuse(error)
    context = {"plan": ballot.proposal.ranking.plan, "ballot": ballot, "form": form}
    context["turnout"] = ballots.turnout(ballot)
    context["act"] = final_acts.counting_of_ballot(ballot)
    return render(request, "ballots/ballot_count.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ballot_paper(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One's own count; where it differs from the other's, only the place is shown."""
    ballot = _countable(request, slug, pk, electronic=False)
    questions = list(ballots.questions_of(ballot))
    own = ballot.paper_counts.filter(typist=request.user).prefetch_related("lines").first()
    form = PaperForm(request.POST or None, questions=questions, initial=_initial(own))
    if request.method == "POST" and form.is_valid():
        try:
            is_counted = counting.enter_paper_count(
                actor=request.user,
                ballot=ballot,
                issued=form.cleaned_data["issued"],
                returned=form.cleaned_data["returned"],
                totals=form.totals(),
                at=clock.now(),
            )
            _say(request, ballot, is_counted)
            return redirect(f"ballots:ballot_{'detail' if is_counted else 'paper'}", slug, pk)
        except DomainError as error:
            form.refuse(error)
    differing = ballots.differing_cells(ballot) if own else set()
    context = {
        "plan": ballot.proposal.ranking.plan,
        "ballot": ballot,
        "form": form,
        "rows": form.rows(),
        "own": own,
        "act": final_acts.counting_of_ballot(ballot),
        "differing": len(differing),
        "differing_names": differing | {f"q{name}" for name in differing},
        "others": ballot.paper_counts.exclude(typist=request.user).count(),
        "present": ballot.seats.filter(attendance="present").count(),
    }
    return render(request, "ballots/ballot_paper.html", context)


def _initial(own) -> dict[str, int]:
    if own is None:
        return {}
    cells = ballots.paper_cells(own)
    return {name if name in ("issued", "returned") else f"q{name}": n for name, n in cells.items()}


def _say(request: HttpRequest, ballot: Ballot, is_counted: bool) -> None:
    if is_counted:
        messages.success(request, "Hai người nhập giống nhau. Đã ghi kết quả kiểm phiếu.")
    elif ballots.differing_cells(ballot):
        messages.warning(request, "Hai người nhập khác nhau ở những ô được đánh dấu.")
    else:
        messages.success(request, "Đã ghi số của bạn. Chờ người thứ hai nhập.")
