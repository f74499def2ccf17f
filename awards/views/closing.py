"""Closing a proposal."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods

from campaigns.models import Plan
from core import clock
from core.views import get_for_user_or_404, refusal_as_message

from ..models import Proposal
from ..rules.closing import why_not_closable
from ..services import closing
from ..wording.final_acts import closing_of_proposal


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_close(request: HttpRequest, slug: str) -> HttpResponse:
    """Chốt đề nghị: show what is left out and ask once before the list is final."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, slug=slug)
    proposal = Proposal.objects.filter(ranking__plan=plan).latest_of(plan)
    if proposal is None:
        raise Http404
    act = closing_of_proposal(proposal, slug)
    if request.method == "POST" and act.was_seen(request.POST):
        with refusal_as_message(request):
            closing.close_proposal(actor=request.user, proposal=proposal, at=clock.now())
            messages.success(request, "Đã chốt đề nghị. Bước tiếp theo: công khai danh sách.")
        return redirect("dashboards:award_steps", slug)
    if proposal.is_closed:
        refusal = f"Đề nghị đã chốt ngày {localtime(proposal.closed_at):%d/%m/%Y}."
    else:
        refusal = why_not_closable(proposal, clock.today())
    if refusal:
        messages.error(request, refusal)
        return redirect("dashboards:award_steps", slug)
    context = {"plan": plan, "act": act, "act_changed": request.method == "POST"}
    return render(request, "awards/proposal_close.html", context)
