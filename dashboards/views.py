"""The first pages: a delegate's own work, the plans, a leader's overview. Nothing is written."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.models import Role
from awards.models import Proposal
from awards.queries import quotas_with_progress
from campaigns.models import EntryList, Plan
from campaigns.permissions import can_run
from core.downloads import file_name, workbook_response
from participants.permissions import holds_office

from . import queries
from .exports import overview_sheets


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Everyone's first page: the office sees its plans, everybody else their own work."""
    if holds_office(request.user, Role.SECRETARY, Role.LEADER):
        return redirect("dashboards:plan_list")
    if request.user.is_superuser:
        return redirect("admin:index")
    return redirect("dashboards:my_work")


@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    """Việc của tôi: what came back, how I stand, what is missing, what I sent."""
    context = {
        "standings": queries.standings_of(request.user),
        "returned": queries.reports_to_correct(request.user),
        "recent": queries.recent_reports(request.user),
        "sheets": queries.sheets_waiting_for(request.user),
    }
    return render(request, "dashboards/my_work.html", context)


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    plans = queries.plans_with_numbers(request.user)
    overseen = set(Plan.objects.overseen_by(request.user).values_list("pk", flat=True))
    return render(request, "dashboards/plan_list.html", {"plans": plans, "overseen": overseen})


@require_safe
def plan_overview(request: HttpRequest, slug: str) -> HttpResponse:
    """Tổng quan: how far along, who leads and lags, what waits. Prints to paper."""
    plans = Plan.objects.overseen_by(request.user).select_related("campaign__organiser")
    plan = get_object_or_404(plans, slug=slug)
    ranking = queries.newest_ranking(plan)
    proposal = Proposal.objects.visible_to(request.user).select_related("ranking").latest_of(plan)
    standings = queries.cluster_standings(ranking) if ranking else []
    context = {
        "plan": plan,
        "ranking": ranking,
        "progress": queries.plan_progress(plan),
        "awaiting": queries.awaiting(plan),
        "slowest": queries.slowest(standings),
        "parts": [
            ("Tập thể", [row for row in standings if row.is_collective]),
            ("Cá nhân", [row for row in standings if not row.is_collective]),
        ],
        "lists": dict(EntryList.choices),
        "proposal": proposal,
        "quotas": quotas_with_progress(proposal) if proposal else [],
        "may_run": can_run(request.user, plan),
    }
    return render(request, "dashboards/plan_overview.html", context)


@require_safe
def overview_workbook(request: HttpRequest, slug: str) -> HttpResponse:
    """The overview's numbers and standings as a workbook."""
    plans = Plan.objects.overseen_by(request.user).select_related("campaign__organiser")
    plan = get_object_or_404(plans, slug=slug)
    ranking = queries.newest_ranking(plan)
    proposal = Proposal.objects.visible_to(request.user).select_related("ranking").latest_of(plan)
    sheets = overview_sheets(
        queries.plan_progress(plan),
        queries.awaiting(plan),
        quotas_with_progress(proposal) if proposal else [],
        queries.cluster_standings(ranking) if ranking else [],
    )
    return workbook_response(
        request,
        name=file_name(plan.slug, "tong quan"),
        what=f"Tổng quan: {plan}",
        sheets=sheets,
        chosen=str(ranking) if ranking else "",
    )


@require_safe
@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """For the watchman: the web server answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})
