"""The leader's overview of a plan, its workbook, and closing the plan."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from awards.models import Proposal
from awards.queries.changes import quotas_with_numbers
from campaigns.models import EntryList, Plan
from campaigns.permissions import can_run
from campaigns.queries.pledges import registration_progress
from campaigns.services.plans import close_plan
from core import clock
from core.downloads import file_name, workbook_response
from core.views import get_for_user_or_404
from scoring.models import Ranking
from scoring.rankings import rules
from scoring.sheets.progress import plan_progress

from .. import clusters, queries
from ..exports import overview_sheets
from ..forms import ClosePlanForm
from ..waiting import waiting_in


@require_safe
def plan_overview(request: HttpRequest, slug: str) -> HttpResponse:
    """Tổng quan: progress, leading and slow clusters, waiting work. Made to be printed too."""
    plan = get_for_user_or_404(request, Plan.objects.overseen_by, "campaign__organiser", slug=slug)
    ranking = queries.newest_ranking(plan)
    proposal = Proposal.objects.visible_to(request.user).select_related("ranking").latest_of(plan)
    standings = clusters.cluster_standings(ranking) if ranking else []
    context = {
        "plan": plan,
        "ranking": ranking,
        "sealed": Ranking.objects.latest_sealed_of(plan),
        "progress": plan_progress(plan),
        "waiting": waiting_in([plan], request.user)[plan.pk],
        "has_draft": ranking is not None and not ranking.is_sealed,
        "registration": registration_progress(plan),
        "slowest": clusters.slowest(standings),
        "parts": [
            ("Tập thể", [row for row in standings if row.is_collective]),
            ("Cá nhân", [row for row in standings if not row.is_collective]),
        ],
        "lists": dict(EntryList.choices),
        "proposal": proposal,
        "quotas": quotas_with_numbers(proposal) if proposal else [],
        "may_run": can_run(request.user, plan),
    }
    return render(request, "dashboards/plan_overview.html", context)


@require_safe
def overview_workbook(request: HttpRequest, slug: str) -> HttpResponse:
    """The numbers and standings of the overview as a workbook."""
    plan = get_for_user_or_404(request, Plan.objects.overseen_by, "campaign__organiser", slug=slug)
    ranking = queries.newest_ranking(plan)
    proposal = Proposal.objects.visible_to(request.user).select_related("ranking").latest_of(plan)
    sheets = overview_sheets(
        plan_progress(plan),
        waiting_in([plan], request.user)[plan.pk],
        quotas_with_numbers(proposal) if proposal else [],
        clusters.cluster_standings(ranking) if ranking else [],
    )
    return workbook_response(
        request,
        name=file_name(plan.slug, "tong quan"),
        what=f"Tổng quan: {plan}",
        sheets=sheets,
        chosen=str(ranking) if ranking else "",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def plan_close(request: HttpRequest, slug: str) -> HttpResponse:
    """Tổng kết kế hoạch: list what ends and what is still open, then ask for confirmation."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, "campaign__organiser", slug=slug)
    form = ClosePlanForm(request.POST if request.method == "POST" else None)
    if form.perform(close_plan, actor=request.user, plan=plan):
        messages.success(request, f"Đã tổng kết {plan}.")
        return redirect("dashboards:plan_overview", slug)
    sealed = Ranking.objects.latest_sealed_of(plan)
    last = rules.appeals_until(sealed) if sealed else None
    context = {
        "plan": plan,
        "form": form,
        "appeals_until": last if last and last >= clock.now() else None,
        "waiting": waiting_in([plan], request.user)[plan.pk],
        "owing": queries.stages_still_open(plan, clock.now()),
        "draft": Ranking.objects.draft_of(plan),
        "sealed": sealed,
    }
    return render(request, "dashboards/plan_close.html", context)
