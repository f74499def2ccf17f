"""The ranking, and why a number is what it is."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from campaigns.models import EntryList, Plan
from campaigns.permissions import can_oversee, can_run
from core.errors import DomainError
from evidence.queries import reports_by_state
from participants.models import Cluster

from . import explanation, queries, services
from .forms import SealForm
from .models import Ranking, RankingLine

LINES_A_PAGE = 60


@require_safe
def ranking_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One cluster at a time; ?ban= picks a sealed version, ?cum= the cluster, ?tim= a name."""
    plan = _visible_plan(request, slug)
    versions = list(Ranking.objects.visible_to(request.user).filter(plan=plan).order_by("-number"))
    ranking = _chosen_version(versions, request.GET.get("ban", ""))
    context = {"plan": plan, "ranking": ranking, "versions": versions}
    if ranking:
        context |= _lines_context(request, ranking)
        context["may_seal"] = not ranking.is_sealed and can_run(request.user, plan)
        context["mine"] = queries.own_entry_ids(plan, request.user)
        if context["may_seal"]:
            context["reports"] = reports_by_state(plan)
        context["seal_form"] = SealForm(initial={"seen_revision": ranking.revision})
        context["is_catching_up"] = not ranking.is_sealed and queries.is_catching_up(plan)
    template = "scoring/_lines.html" if request.htmx else "scoring/ranking_detail.html"
    return render(request, template, context)


def _visible_plan(request: HttpRequest, slug: str) -> Plan:
    plans = Plan.objects.visible_to(request.user).select_related("campaign")
    return get_object_or_404(plans, slug=slug)


def _chosen_version(versions: list[Ranking], wanted: str) -> Ranking | None:
    """The wanted number; else the newest sealed one; else the draft. `versions`: draft first."""
    if wanted == "tam-tinh":
        wanted = "None"
    for ranking in versions:
        if str(ranking.number) == wanted:
            return ranking
    if wanted:
        raise Http404
    sealed = [ranking for ranking in versions if ranking.is_sealed]
    return next(iter(sealed or versions), None)


def _lines_context(request: HttpRequest, ranking: Ranking) -> dict:
    clusters = queries.clusters_of(ranking)
    search = " ".join(request.GET.get("tim", "").replace("\0", " ").split())
    lines = queries.lines_with_movement(ranking)
    cluster = None
    if search:
        lines = lines.filter(entry__in=queries.entries_named_like(ranking, search))
    elif clusters:
        cluster = _chosen_cluster(request, ranking, clusters)
        lines = lines.filter(cluster=cluster)
    page = Paginator(lines, LINES_A_PAGE).get_page(request.GET.get("trang"))
    return {
        "clusters": clusters,
        "cluster": cluster,
        "search": search,
        "page": page,
        "lists": dict(EntryList.choices),
        "may_explain_all": can_oversee(request.user, ranking.plan) or ranking.is_sealed,
    }


def _chosen_cluster(request: HttpRequest, ranking: Ranking, clusters: list[Cluster]) -> Cluster:
    """The wanted cluster; else the reader's own; else the first."""
    wanted = request.GET.get("cum") or str(queries.own_cluster_id(ranking, request.user))
    return next((cluster for cluster in clusters if str(cluster.pk) == wanted), clusters[0])


@require_POST
def ranking_seal(request: HttpRequest, slug: str) -> HttpResponse:
    """Khóa bảng xếp hạng: only what the secretary has seen."""
    plan = get_object_or_404(
        Plan.objects.run_by(request.user).select_related("campaign"), slug=slug
    )
    form = SealForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(e for errors in form.errors.values() for e in errors))
        return redirect(f"{reverse('scoring:ranking_detail', args=[slug])}?ban=tam-tinh")
    try:
        ranking = services.seal_ranking(
            actor=request.user, plan=plan, seen_revision=form.cleaned_data["seen_revision"]
        )
        messages.success(request, f"Đã khóa bảng xếp hạng số {ranking.number}.")
    except DomainError as error:
        messages.error(request, error.message)
    return redirect("scoring:ranking_detail", slug)


@require_safe
def line_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Vì sao điểm này? From stored numbers, without a second computation."""
    lines = RankingLine.objects.visible_to(request.user).select_related(
        "entry", "scorecard", "cluster", "ranking__plan__campaign"
    )
    line = get_object_or_404(lines, pk=pk, ranking__plan__slug=slug)
    context = {
        "line": line,
        "plan": line.ranking.plan,
        "scores": explanation.scores_of(line),
        "grades": explanation.grades_of(line),
        "maximum": queries.total_maximum(line.scorecard),
        "size": queries.size_of_list(line),
    }
    return render(request, "scoring/line_detail.html", context)
