"""The sheets of a plan: list, opening, draws of peers and post-checks."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from campaigns.models import Plan
from campaigns.permissions import can_oversee, can_run
from campaigns.rules import frozen_problem
from core import clock
from core.views import get_for_user_or_404, id_from, refusal_as_message
from participants.models import Cluster

from ..models import ScoreSheet, SheetStage
from ..services import draws, sheets
from ..sheets import queries

SHEETS_A_PAGE = 60


def chosen_sheets(request: HttpRequest, plan: Plan) -> tuple[QuerySet, str]:
    """The visible sheets of a plan at the stage of ?buoc=, and this stage."""
    visible = ScoreSheet.objects.visible_to(request.user).in_plan(plan)
    stage = request.GET.get("buoc", "")
    return (visible.filter(stage=stage) if stage in SheetStage.values else visible), stage


@require_safe
def sheet_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The visible sheets of a plan; ?buoc= picks a stage."""
    plan = get_for_user_or_404(request, Plan.objects.visible_to, slug=slug)
    counts = queries.sheets_by_stage(ScoreSheet.objects.visible_to(request.user).in_plan(plan))
    chosen, stage = chosen_sheets(request, plan)
    pages = Paginator(queries.sheets_in_order(chosen), SHEETS_A_PAGE)
    context = {
        "plan": plan,
        "page": pages.get_page(request.GET.get("trang")),
        "stage": stage,
        "stages": [(value, label, counts.get(value, 0)) for value, label in SheetStage.choices],
        "may_run": can_run(request.user, plan),
        "oversees": can_oversee(request.user, plan),
        "frozen": frozen_problem(plan),
        "without_sheet": queries.without_sheet(plan),
        "clusters": queries.clusters_with_sheets(plan),
        "draws": queries.draws_of(plan),
    }
    return render(request, "scoring/sheet_list.html", context)


@require_POST
def sheets_open(request: HttpRequest, slug: str) -> HttpResponse:
    """Open sheets for all entries whose scorecard asks for one (button “Mở phiếu”)."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, "campaign", slug=slug)
    with refusal_as_message(request):
        number = sheets.open_sheets(actor=request.user, plan=plan)
        messages.success(request, f"Đã mở {number} phiếu tự chấm.")
    return redirect("scoring:sheet_list", slug)


@require_POST
def peers_draw(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw the peers of one cluster (button “Bốc thăm chấm chéo”)."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, "campaign", slug=slug)
    clusters = Cluster.objects.filter(entries__plan=plan).distinct()
    cluster = get_object_or_404(clusters, pk=id_from(request.POST.get("cluster")))
    with refusal_as_message(request):
        draw = draws.assign_peers(actor=request.user, plan=plan, cluster=cluster, at=clock.now())
        messages.success(request, f"Đã bốc thăm chấm chéo {cluster}, mã {draw.seed}.")
    return redirect("scoring:sheet_list", slug)


@require_POST
def post_check_draw(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw sheets for the post-check among the appraised ones (button “Bốc thăm hậu kiểm”)."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, "campaign", slug=slug)
    number = id_from(request.POST.get("number"))
    with refusal_as_message(request):
        draw = draws.draw_post_check(actor=request.user, plan=plan, number=number, at=clock.now())
        messages.success(request, f"Đã bốc thăm hậu kiểm {number} phiếu, mã {draw.seed}.")
    return redirect("scoring:sheet_list", slug)
