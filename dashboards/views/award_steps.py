"""The award steps of a plan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from campaigns.models import Plan
from campaigns.permissions import can_run
from core import clock
from core.views import get_for_user_or_404

from ..award_progress import progress_of
from ..award_steps import steps_of


@require_safe
def award_steps(request: HttpRequest, slug: str) -> HttpResponse:
    """Khen thưởng: the seven award steps of a plan, each with its state and next action."""
    plan = get_for_user_or_404(request, Plan.objects.overseen_by, "campaign", slug=slug)
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
    return render(request, "dashboards/award_steps.html", context)
