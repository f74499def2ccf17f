"""Khen thưởng: the whole way of a round on one page, and closing its proposal."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.models import Plan
from campaigns.permissions import can_run
from core import clock
from core.errors import DomainError

from .. import services
from ..models import Proposal
from ..queries.closing import what_hinders_closing
from ..queries.final_acts import closing_of_proposal
from ..queries.hub import progress_of
from ..queries.steps import steps_of


@require_safe
def hub_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Seven steps, each with where it stands, what is next and the way there."""
    plans = Plan.objects.overseen_by(request.user).select_related("campaign")
    plan = get_object_or_404(plans, slug=slug)
    progress = progress_of(plan, clock.today())
    steps = steps_of(progress)
    for step in steps:
        step.address = reverse(step.page, args=[plan.slug]) if step.button else ""
    context = {
        "plan": plan,
        "progress": progress,
        "steps": steps,
        "may_run": can_run(request.user, plan),
    }
    return render(request, "awards/hub.html", context)


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
            services.close_proposal(actor=request.user, proposal=proposal, at=clock.now())
            messages.success(request, "Đã chốt đề nghị. Bước tiếp theo: công khai danh sách.")
        except DomainError as error:
            messages.error(request, error.message)
        return redirect("awards:hub", slug)
    if problem := _why_not_close(proposal):
        messages.error(request, problem)
        return redirect("awards:hub", slug)
    context = {"plan": plan, "act": act, "act_changed": request.method == "POST"}
    return render(request, "awards/proposal_close.html", context)


def _why_not_close(proposal: Proposal) -> str:
    if proposal.is_closed:
        return f"Đề nghị đã chốt ngày {localtime(proposal.closed_at):%d/%m/%Y}."
    hindrances = what_hinders_closing(proposal, clock.today())
    return f"Chưa chốt được: {'; '.join(hindrances)}." if hindrances else ""
