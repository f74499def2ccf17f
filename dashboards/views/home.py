"""Home pages: own work, the plans, and the health check."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.models import Role
from ballots.queries.councils import ballots_on_the_roll, seats_of
from campaigns.models import Plan
from core import clock
from participants.permissions import holds_office

from .. import queries


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Redirect to the home page of the user: the plans for the office, own work for others."""
    if holds_office(request.user, Role.SECRETARY, Role.LEADER):
        return redirect("dashboards:plan_list")
    if request.user.is_superuser:
        return redirect("admin:index")
    return redirect("dashboards:my_work")


@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    """Việc của tôi: the user's standing, work to do, and reports sent."""
    standings = queries.standings_of(request.user)
    context = {
        "standings": standings,
        "may_report": any(standing.is_open for standing in standings),
        "returned": queries.reports_to_correct(request.user),
        "recent": queries.recent_reports(request.user),
        "sheets": queries.sheets_waiting_for(request.user),
        "pledges": queries.pledges_to_send(request.user),
        "ballots": queries.ballots_to_vote_in(request.user),
        "ballots_in_hand": queries.ballots_in_hand(request.user),
        "seats": (seats := seats_of(request.user, clock.today())),
        "rolls": ballots_on_the_roll(request.user) if seats else [],
    }
    return render(request, "dashboards/my_work.html", context)


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    plans = queries.plans_with_numbers(request.user)
    overseen = set(Plan.objects.overseen_by(request.user).values_list("pk", flat=True))
    context = {
        "plans": plans,
        "overseen": overseen,
        "ballots": queries.ballots_to_vote_in(request.user),
        "ballots_in_hand": queries.ballots_in_hand(request.user),
    }
    return render(request, "dashboards/plan_list.html", context)


@require_safe
@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """Health check: the web server answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})
