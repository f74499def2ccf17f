"""The page of one registration."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaigns.forms.pledges import PledgeReturnForm
from campaigns.models import PlanState, Pledge, PledgeState
from campaigns.permissions import can_decide_pledge, can_pledge_for
from core.views import get_for_user_or_404

from .. import pledge_reading


@require_safe
def pledge_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Đăng ký of one entry: each target beside what was reached; the office decides here."""
    pledge = get_for_user_or_404(
        request,
        Pledge.objects.visible_to,
        "entry__plan__campaign",
        "entry__cluster",
        "sent_by",
        "decided_by",
        pk=pk,
        entry__plan__slug=slug,
    )
    plan, line = pledge.entry.plan, pledge_reading.line_of(pledge.entry)
    may_decide = plan.state == PlanState.RUNNING and can_decide_pledge(request.user, pledge)
    context = {
        "plan": plan,
        "entry": pledge.entry,
        "pledge": pledge,
        "line": line,
        "rows": pledge_reading.rows_of(pledge, line),
        "may_accept": may_decide and pledge.state == PledgeState.SENT,
        "may_return": may_decide and pledge.is_registered,
        "return_form": PledgeReturnForm(),
        "may_write": plan.state == PlanState.RUNNING
        and not pledge.is_registered
        and can_pledge_for(request.user, pledge.entry),
    }
    return render(request, "dashboards/pledge_detail.html", context)
