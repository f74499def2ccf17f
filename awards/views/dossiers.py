"""Dossiers: those of a proposal with similar pairs, and the text of one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.models import Plan
from campaigns.permissions import can_run
from core import clock
from core.views import get_for_user_or_404, refusal_as_message

from ..forms.steps import DossierForm
from ..models import Dossier, Proposal, ProposalLine
from ..queries.dossiers import lines_for_dossiers, similar_in
from ..services import dossiers


@require_safe
def dossier_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every line in the proposal with its dossier, and pairs of dossiers that are too similar."""
    plan = get_for_user_or_404(request, Plan.objects.overseen_by, "campaign", slug=slug)
    proposal = Proposal.objects.latest_of(plan)
    lines = list(lines_for_dossiers(proposal)) if proposal else []
    context = {
        "plan": plan,
        "proposal": proposal,
        "lines": lines,
        "missing": sum(1 for line in lines if not hasattr(line, "dossier")),
        "pairs": _pairs(proposal, lines),
        "may_run": can_run(request.user, plan),
    }
    return render(request, "awards/dossier_list.html", context)


def _pairs(proposal: Proposal | None, lines: list[ProposalLine]) -> list[tuple]:
    """(pair, line, other line) of each pair; sets `alike` of a line to its highest percentage."""
    by_dossier = {line.dossier.pk: line for line in lines if hasattr(line, "dossier")}
    named = []
    for pair in similar_in(proposal) if proposal else []:
        one, other = by_dossier[pair.one], by_dossier[pair.other]
        for line in (one, other):
            line.alike = max(getattr(line, "alike", 0), pair.percent)
        named.append((pair, one, other))
    return named


@require_POST
def dossiers_draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Dự thảo hồ sơ: draft every dossier of the proposal that nobody has edited."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, slug=slug)
    proposal = Proposal.objects.latest_of(plan)
    if proposal is None:
        messages.error(request, "Chưa có đề nghị.")
    else:
        number = dossiers.draft_dossiers(actor=request.user, proposal=proposal, at=clock.now())
        messages.success(request, f"Đã dự thảo {number} hồ sơ từ báo cáo đã xác nhận.")
    return redirect("awards:dossier_list", slug)


@require_POST
def dossier_draft(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Dự thảo hồ sơ: draft the dossier of one line, again if nobody has edited it."""
    row = _row(request, slug, pk)
    with refusal_as_message(request):
        dossiers.draft_dossier(actor=request.user, line=row, at=clock.now())
        messages.success(request, "Đã dự thảo hồ sơ từ báo cáo đã xác nhận.")
        return redirect("awards:dossier_edit", slug, pk)
    return redirect("awards:line_detail", slug, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def dossier_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Edit the text; if somebody else saved meanwhile, both texts are shown."""
    row = _row(request, slug, pk)
    dossier = get_object_or_404(Dossier.objects.select_related("edited_by"), line=row)
    initial = {"text": dossier.text, "revision": dossier.revision}
    form = DossierForm(request.POST or None, initial=initial)
    if form.perform(dossiers.save_dossier, actor=request.user, dossier=dossier, at=clock.now()):
        messages.success(request, "Đã lưu báo cáo thành tích.")
        return redirect("awards:dossier_edit", slug, pk)
    proposal = row.proposal
    pairs = [pair for pair in similar_in(proposal) if dossier.pk in (pair.one, pair.other)]
    context = {
        "plan": row.ranking_line.entry.plan,
        "row": row,
        "dossier": dossier,
        "form": form,
        "newest": form.newest,
        "pairs": _named(pairs, dossier),
    }
    return render(request, "awards/dossier_edit.html", context)


def _named(pairs: list, dossier: Dossier) -> list[tuple]:
    """(pair, line of the other dossier)."""
    others = {pair.other if pair.one == dossier.pk else pair.one: pair for pair in pairs}
    by_pk = Dossier.objects.select_related("line__ranking_line__entry").in_bulk(others)
    return [(pair, by_pk[pk].line) for pk, pair in others.items()]


def _row(request: HttpRequest, slug: str, pk: int) -> ProposalLine:
    plan = get_for_user_or_404(request, Plan.objects.run_by, slug=slug)
    rows = ProposalLine.objects.select_related(
        "ranking_line__entry__plan__campaign", "share__quota__award_type", "proposal__ranking"
    )
    return get_object_or_404(rows, pk=pk, proposal__ranking__plan=plan)
