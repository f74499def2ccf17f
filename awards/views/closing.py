"""Closing a proposal."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods

from campaigns.models import Plan
from core import clock
from core.errors import DomainError

from ..models import Proposal
from ..queries.closing import what_hinders_closing
from ..services import closing
from ..wording.final_acts import closing_of_proposal


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_close(request: HttpRequest, slug: str) -> HttpResponse:
    """Chốt đề nghị: show what is left out and ask once before the list is final."""
    plan = get_object_or_404(Plan.objects.run_by(request.user), slug=slug)
    proposal = Proposal.objects.filter(ranking__plan=plan).latest_of(plan)
    if proposal is None:
        raise Http404
    act = closing_of_proposal(proposal, slug)
    if request.method == "POST" and act.was_seen(request.POST):
        try:
            closing.close_proposal(actor=request.user, proposal=proposal, at=clock.now())
            messages.success(request, "Đã chốt đề nghị. Bước tiếp theo: công khai danh sách.")
        except DomainError as error:
            messages.error(request, error.message)
        return redirect("dashboards:award_steps", slug)
    if problem := _why_not_close(proposal):
        messages.error(request, problem)
        return redirect("dashboards:award_steps", slug)
    context = {"plan": plan, "act": act, "act_changed": request.method == "POST"}
    return render(request, "awards/proposal_close.html", context)


def _why_not_close(proposal: Proposal) -> str:
    if proposal.is_closed:
        return f"Đề nghị đã chốt ngày {localtime(proposal.closed_at):%d/%m/%Y}."
    hindrances = what_hinders_closing(proposal, clock.today())
    return f"Chưa chốt được: {'; '.join(hindrances)}." if hindrances else ""
