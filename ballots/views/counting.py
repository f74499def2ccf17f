"""Pages for counting: opening the box with two codes, or entering a paper count twice."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from core import clock

from ..forms.ballots import CodesForm, PaperCountForm
from ..models import Ballot
from ..permissions import can_count
from ..queries import ballots, paper_counts
from ..rules import COUNTS_DIFFER
from ..services import counting
from ..wording import final_acts
from .access import ballot_or_404


def _countable_ballot(request: HttpRequest, slug: str, pk: int, *, electronic: bool) -> Ballot:
    """A ballot of this method that the reader may count; else Http404."""
    ballot = ballot_or_404(request, Ballot.objects.visible_to, slug, pk)
    if ballot.is_electronic != electronic or not can_count(request.user, ballot):
        raise Http404
    return ballot


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def ballot_count(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Enter the codes of two keepers; wrong ones are not shown again."""
    ballot = _countable_ballot(request, slug, pk, electronic=True)
    form = CodesForm(request.POST or None)
    if form.perform(counting.count_ballot, actor=request.user, ballot=ballot, at=clock.now()):
        messages.success(request, "Đã kiểm phiếu. Người giữ mã hãy hủy tờ giấy ghi mã.")
        return redirect("ballots:ballot_detail", slug, pk)
    context = {
        "plan": ballot.proposal.ranking.plan,
        "ballot": ballot,
        "form": form,
        "turnout": ballots.turnout(ballot),
        "act": final_acts.counting_of_ballot(ballot),
    }
    return render(request, "ballots/ballot_count.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ballot_paper(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Enter one's own count; where it differs from the other's, only the cells are shown."""
    ballot = _countable_ballot(request, slug, pk, electronic=False)
    own = ballot.paper_counts.filter(typist=request.user).prefetch_related("lines").first()
    entered = paper_counts.paper_cells(own) if own else {}
    form = PaperCountForm(
        request.POST or None,
        questions=ballots.questions_of(ballot),
        initial={PaperCountForm.field_name(cell): number for cell, number in entered.items()},
    )
    if form.perform(counting.enter_paper_count, actor=request.user, ballot=ballot, at=clock.now()):
        if form.result:
            messages.success(request, "Hai người nhập giống nhau. Đã ghi kết quả kiểm phiếu.")
            return redirect("ballots:ballot_detail", slug, pk)
        if paper_counts.differing_cells(ballot):
            messages.warning(request, COUNTS_DIFFER)
        else:
            messages.success(request, "Đã ghi số của bạn. Chờ người thứ hai nhập.")
        return redirect("ballots:ballot_paper", slug, pk)
    differing = paper_counts.differing_cells(ballot) if own else set()
    context = {
        "plan": ballot.proposal.ranking.plan,
        "ballot": ballot,
        "form": form,
        "rows": form.rows(),
        "own": own,
        "act": final_acts.counting_of_ballot(ballot),
        "differing": len(differing),
        "differing_names": {PaperCountForm.field_name(cell) for cell in differing},
        "others": ballot.paper_counts.exclude(typist=request.user).count(),
        "present": ballot.seats.present().count(),
    }
    return render(request, "ballots/ballot_paper.html", context)
