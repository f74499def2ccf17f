"""The ranking, the explanation of a line, and trying other numbers."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.models import EntryList, Plan, PlanState
from campaigns.permissions import can_oversee, can_run, can_run_for
from campaigns.queries.closings import closings_of
from campaigns.scorecards.document import Document
from campaigns.services import registration
from core import clock
from core.views import get_for_user_or_404, search_words_from
from participants.models import Cluster

from ..forms.appeals import AppealForm
from ..forms.ranking import DaysForm, SealForm, WhatIfForm
from ..models import Ranking, RankingLine
from ..permissions import speaks_for
from ..rankings import comparison, grade_ties, line_reading, queries, rules
from ..rankings import what_if as other_numbers
from ..rankings.sealing import sealing_of
from ..rankings.total_steps import waterfall_of
from ..services import ranking as ranking_services
from ..sheets.queries import appeals_of

LINES_A_PAGE = 60


@require_safe
def ranking_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """?ban= picks a sealed version, ?cum= the cluster, ?tim= a name."""
    plan = visible_plan(request, slug)
    versions = visible_versions(request, plan)
    ranking = chosen_version(versions, request.GET.get("ban", ""))
    context = {"plan": plan, "ranking": ranking, "versions": versions}
    if ranking:
        context |= _lines_context(request, ranking)
        context["other"] = other_version(versions, ranking)
        context["may_run"] = can_run(request.user, plan)
        context["may_seal"] = context["may_run"] and not ranking.is_sealed
        context["mine"] = queries.own_entry_ids(plan, request.user)
        if context["may_seal"]:
            context["act"] = sealing_of(plan)
        context["seal_form"] = SealForm(initial={"seen_revision": ranking.revision})
        if context["oversees"] and not ranking.is_sealed:
            context["open_ties"] = ranking.lines.with_open_grade_tie().count()
        context["is_catching_up"] = not ranking.is_sealed and queries.is_catching_up(plan)
    template = "scoring/_lines.html" if request.htmx else "scoring/ranking_detail.html"
    return render(request, template, context)


def visible_versions(request: HttpRequest, plan: Plan) -> list[Ranking]:
    """The visible rankings of a plan: the draft first, then the newest."""
    return list(Ranking.objects.visible_to(request.user).filter(plan=plan).order_by("-number"))


def visible_plan(request: HttpRequest, slug: str) -> Plan:
    return get_for_user_or_404(request, Plan.objects.visible_to, "campaign", slug=slug)


def chosen_version(versions: list[Ranking], wanted: str) -> Ranking | None:
    """The ranking with the wanted number, else the newest sealed one, else the draft."""
    if wanted == "tam-tinh":
        wanted = "None"
    for ranking in versions:
        if str(ranking.number) == wanted:
            return ranking
    if wanted:
        raise Http404
    sealed = [ranking for ranking in versions if ranking.is_sealed]
    return next(iter(sealed or versions), None)


def other_version(versions: list[Ranking], ranking: Ranking) -> Ranking | None:
    """The other ranking to link to: the draft, or the newest sealed one."""
    newest = next((other for other in versions if other.is_sealed), None)
    draft = next((other for other in versions if not other.is_sealed), None)
    other = draft if ranking == newest else newest
    return other if other != ranking else None


@dataclass(frozen=True)
class Choice:
    """The chosen lines of a ranking: those with a name, or those of a cluster."""

    clusters: list[Cluster]
    search: str
    cluster: Cluster | None
    lines: QuerySet


def chosen_lines(request: HttpRequest, ranking: Ranking) -> Choice:
    """The lines of ?tim= or ?cum=."""
    clusters = queries.clusters_of(ranking)
    search = search_words_from(request)
    lines = queries.lines_with_movement(ranking)
    cluster = None
    if search:
        lines = lines.filter(entry__in=queries.entries_named_like(ranking, search))
    elif clusters:
        # The wanted cluster, else the reader's own, else the first.
        wanted = request.GET.get("cum") or str(queries.own_cluster_id(ranking, request.user))
        cluster = next((each for each in clusters if str(each.pk) == wanted), clusters[0])
        lines = lines.filter(cluster=cluster)
    return Choice(clusters, search, cluster, lines)


def _lines_context(request: HttpRequest, ranking: Ranking) -> dict:
    choice = chosen_lines(request, ranking)
    page = Paginator(choice.lines, LINES_A_PAGE).get_page(request.GET.get("trang"))
    queries.name_grades(page.object_list)
    oversees = can_oversee(request.user, ranking.plan)
    return {
        "clusters": choice.clusters,
        "cluster": choice.cluster,
        "closings": closings_of(ranking.plan, choice.cluster) if choice.cluster else None,
        "search": choice.search,
        "page": page,
        "has_grades": any(line.grade for line in page.object_list),
        "lists": dict(EntryList.choices),
        "oversees": oversees,
        "may_explain_all": oversees or ranking.is_sealed,
        "unregistered": queries.without_registration(page.object_list) if oversees else set(),
    }


@require_POST
def ranking_seal(request: HttpRequest, slug: str) -> HttpResponse:
    """Khóa bảng xếp hạng, as the secretary has seen it."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, "campaign", slug=slug)
    form = SealForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors_in_one_line())
        return redirect(f"{reverse('scoring:ranking_detail', args=[slug])}?ban=tam-tinh")
    if not sealing_of(plan).was_seen(request.POST):
        messages.error(
            request, "Những việc chưa xong vừa thay đổi. Hãy xem lại danh sách rồi khóa bảng."
        )
        return redirect(f"{reverse('scoring:ranking_detail', args=[slug])}?ban=tam-tinh")
    if form.perform(ranking_services.seal_ranking, actor=request.user, plan=plan):
        messages.success(request, f"Đã khóa bảng xếp hạng số {form.result.number}.")
    else:
        messages.error(request, form.errors_in_one_line())
    return redirect("scoring:ranking_detail", slug)


@require_POST
def days_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Correct the number of days on which an entry took part, with the grounds."""
    lines = RankingLine.objects.filter(ranking__plan__in=Plan.objects.run_by(request.user))
    line = get_object_or_404(
        lines.select_related("entry__plan__campaign"), pk=pk, ranking__plan__slug=slug
    )
    form = DaysForm(request.POST)
    if form.perform(registration.change_days_served, actor=request.user, entry=line.entry):
        messages.success(request, "Đã ghi số ngày tham gia; bảng tạm tính đang được tính lại.")
    else:
        messages.error(request, form.errors_in_one_line())
    return redirect("scoring:line_detail", slug, pk)


@require_safe
def line_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Vì sao điểm này? Explained from stored numbers only."""
    lines = RankingLine.objects.visible_to(request.user).select_related(
        "entry", "scorecard", "cluster", "ranking__plan__campaign"
    )
    line = get_object_or_404(lines, pk=pk, ranking__plan__slug=slug)
    plan, user = line.ranking.plan, request.user
    oversees = can_oversee(user, plan)
    is_concerned = oversees or line.entry_id in queries.own_entry_ids(plan, user)
    may_compare = oversees or line.ranking.is_sealed
    before = queries.line_before(line)
    grading = line.scorecard.read_grading
    neighbours = line_reading.neighbours_of(line) if may_compare else []
    rows = line_reading.rows_of(line, user, with_sources=is_concerned)
    appeal_form = None
    if speaks_for(user, line.entry) and not rules.appeal_problem(line, clock.now()):
        appeal_form = AppealForm(leaves=line.scorecard.criteria.exclude(shape=""))
    context = {
        "line": line,
        "plan": plan,
        "rows": rows,
        "is_final": line.ranking.is_sealed or plan.state == PlanState.CLOSED,
        "number_of_leaves": sum(row.score.criterion.is_leaf for row in rows),
        "number_lost": sum(row.score.criterion.is_leaf and row.score.lost > 0 for row in rows),
        "records": {row.score.criterion.pk: row.record for row in rows if row.record},
        "waterfall": waterfall_of(line, [row.score for row in rows]),
        "is_concerned": is_concerned,
        "grades": line_reading.grades_of(line),
        "others": line_reading.other_versions(line, user),
        "neighbours": neighbours,
        "decided": [row.decided for row in neighbours if row.decided],
        "tie_keys": line_reading.tie_key_names(line, [row.score.criterion for row in rows]),
        "possible_range": queries.possible_range(line, plan),
        "minimum_days": grading.minimum_days if grading else 0,
        "size": queries.size_of_list(line),
        "decision": grade_ties.tie_decision_of(line),
        "change": before and comparison.change_of(before, line),
        "appeals": appeals_of(line) if is_concerned else [],
        "appeal_form": appeal_form,
        "appeals_until": rules.appeals_until(line.ranking) if appeal_form else None,
        "runs_plan": can_run(user, plan),
        "may_run": not line.ranking.is_sealed and can_run_for(user, line.entry),
        "days_form": DaysForm(initial={"days": line.entry.days_served}),
    }
    return render(request, "scoring/line_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def what_if(request: HttpRequest, slug: str) -> HttpResponse:
    """Thử số khác: places and grades under other numbers. Writes nothing."""
    plan = get_for_user_or_404(request, Plan.objects.overseen_by, "campaign", slug=slug)
    scorecards = queries.scorecards_to_try(plan, with_drafts=can_run(request.user, plan))
    wanted = request.GET.get("bang", "")
    chosen = next((s for s in scorecards if str(s.pk) == wanted), next(iter(scorecards), None))
    context = {"plan": plan, "scorecards": scorecards, "chosen": chosen}
    if chosen:
        form = WhatIfForm(request.POST or None, written=Document.of(chosen))
        context |= {"form": form, "published": queries.published_of(chosen)}
        if request.method == "POST" and form.is_valid():
            context["found"] = other_numbers.what_if(plan, context["published"], form.document)
    return render(request, "scoring/what_if.html", context)
