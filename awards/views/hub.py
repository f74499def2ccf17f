"""Khen thưởng: the whole way of a round on one page, and closing its proposal."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from campaigns.models import Plan
from campaigns.permissions import can_run
from core import clock
from core.errors import DomainError, NotAllowedError

from .. import services
from ..models import Proposal
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


@require_POST
def proposal_close(request: HttpRequest, slug: str) -> HttpResponse:
    """Chốt đề nghị: from now on no line moves any more."""
    plan = get_object_or_404(Plan.objects.run_by(request.user), slug=slug)
    wanted = request.POST.get("proposal", "")
    is_number = wanted.isascii() and wanted.isdigit() and len(wanted) < 19
    found = Proposal.objects.filter(ranking__plan=plan)
    proposal = get_object_or_404(found, pk=wanted if is_number else 0)
    try:
        services.close_proposal(actor=request.user, proposal=proposal, at=clock.now())
        messages.success(request, "Đã chốt đề nghị. Bước tiếp theo: công khai danh sách.")
    except NotAllowedError:
        raise
    except DomainError as error:
        messages.error(request, error.message)
    return redirect("awards:hub", slug)
