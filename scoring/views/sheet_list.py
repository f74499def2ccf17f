"""The sheets of a plan: their list, opening them, and the lots for peers and post-checks."""

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
from core.errors import DomainError
from participants.models import Cluster

from .. import queries
from ..models import ScoreSheet, SheetStage
from ..services import draws
from ..services.sheets import open_sheets
from .told import small_number, tell

SHEETS_A_PAGE = 60


def chosen_sheets(request: HttpRequest, plan: Plan) -> tuple[QuerySet, str]:
    """The sheets of a plan that one may see, at the stage that ?buoc= picks."""
    sheets = ScoreSheet.objects.visible_to(request.user).in_plan(plan)
    stage = request.GET.get("buoc", "")
    return (sheets.filter(stage=stage) if stage in SheetStage.values else sheets), stage


@require_safe
def sheet_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheets of a plan that one may see; ?buoc= picks a stage."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), slug=slug)
    counts = queries.sheets_by_stage(ScoreSheet.objects.visible_to(request.user).in_plan(plan))
    sheets, stage = chosen_sheets(request, plan)
    page = Paginator(queries.sheets_in_order(sheets), SHEETS_A_PAGE).get_page(
        request.GET.get("trang")
    )
    context = {
        "plan": plan,
        "page": page,
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
    """Mở phiếu for everyone whose scorecard asks for one."""
    plan = _run_plan(request, slug)
    number = open_sheets(actor=request.user, plan=plan)
    messages.success(request, f"Đã mở {number} phiếu tự chấm.")
    return redirect("scoring:sheet_list", slug)


@require_POST
def peers_draw(request: HttpRequest, slug: str) -> HttpResponse:
    """Bốc thăm chấm chéo in one cluster."""
    plan = _run_plan(request, slug)
    clusters = Cluster.objects.filter(entries__plan=plan).distinct()
    cluster = get_object_or_404(clusters, pk=small_number(request.POST.get("cluster")))
    try:
        draw = draws.assign_peers(actor=request.user, plan=plan, cluster=cluster, at=clock.now())
        messages.success(request, f"Đã bốc thăm chấm chéo {cluster}, mã {draw.seed}.")
    except DomainError as error:
        tell(request, error)
    return redirect("scoring:sheet_list", slug)


@require_POST
def post_check_draw(request: HttpRequest, slug: str) -> HttpResponse:
    """Bốc thăm hậu kiểm among the appraised sheets."""
    plan = _run_plan(request, slug)
    number = small_number(request.POST.get("number"))
    try:
        draw = draws.draw_post_check(actor=request.user, plan=plan, number=number, at=clock.now())
        messages.success(request, f"Đã bốc thăm hậu kiểm {number} phiếu, mã {draw.seed}.")
    except DomainError as error:
        tell(request, error)
    return redirect("scoring:sheet_list", slug)


def _run_plan(request: HttpRequest, slug: str) -> Plan:
    plans = Plan.objects.run_by(request.user).select_related("campaign")
    return get_object_or_404(plans, slug=slug)
