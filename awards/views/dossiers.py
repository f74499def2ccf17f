"""Dossiers: the list of a proposal with what is alike, and the text of one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.models import Plan
from campaigns.permissions import can_run
from core import clock
from core.errors import DomainError

from ..forms.steps import DossierForm
from ..models import Dossier, Proposal, ProposalLine
from ..queries.dossiers import lines_for_dossiers, similar_in
from ..services import dossiers


@require_safe
def dossier_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every line in the proposal with its dossier, and the pairs that are too much alike."""
    plans = Plan.objects.overseen_by(request.user).select_related("campaign")
    plan = get_object_or_404(plans, slug=slug)
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
    """(pair, line, other line); each line gets `alike`, the highest share it is part of."""
    by_dossier = {line.dossier.pk: line for line in lines if hasattr(line, "dossier")}
    found = []
    for pair in similar_in(proposal) if proposal else []:
        one, other = by_dossier[pair.one], by_dossier[pair.other]
        for line in (one, other):
            line.alike = max(getattr(line, "alike", 0), pair.percent)
        found.append((pair, one, other))
    return found


@require_POST
def dossiers_draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Dự thảo hồ sơ for every line in the proposal; what somebody edited stays."""
    plan = get_object_or_404(Plan.objects.run_by(request.user), slug=slug)
    proposal = Proposal.objects.latest_of(plan)
    if proposal is None:
        messages.error(request, "Chưa có đề nghị.")
    else:
        number = dossiers.draft_dossiers(actor=request.user, proposal=proposal, at=clock.now())
        messages.success(request, f"Đã dự thảo {number} hồ sơ từ báo cáo đã xác nhận.")
    return redirect("awards:dossier_list", slug)


@require_POST
def dossier_draft(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Dự thảo hồ sơ of one line, or anew while nobody has edited it."""
    row = _row(request, slug, pk)
    try:
        dossiers.draft_dossier(actor=request.user, line=row, at=clock.now())
        messages.success(request, "Đã dự thảo hồ sơ từ báo cáo đã xác nhận.")
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("awards:line_detail", slug, pk)
    return redirect("awards:dossier_edit", slug, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def dossier_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The text. When somebody else saved meanwhile both texts are shown, and nothing is lost."""
    row = _row(request, slug, pk)
    dossier = get_object_or_404(Dossier.objects.select_related("edited_by"), line=row)
    initial = {"text": dossier.text, "revision": dossier.revision}
    form = DossierForm(request.POST or None, initial=initial)
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, dossier, form)
            messages.success(request, "Đã lưu báo cáo thành tích.")
            return redirect("awards:dossier_edit", slug, pk)
        except dossiers.StaleDossierError as stale:
            theirs = stale.newest
            form = _over(form, theirs, stale.message)
        except DomainError as error:
            form.refuse(error)
    proposal = row.proposal
    pairs = [pair for pair in similar_in(proposal) if dossier.pk in (pair.one, pair.other)]
    context = {
        "plan": row.ranking_line.entry.plan,
        "row": row,
        "dossier": dossier,
        "form": form,
        "theirs": theirs,
        "pairs": _named(pairs, dossier),
    }
    return render(request, "awards/dossier_edit.html", context)


def _save(request: HttpRequest, dossier: Dossier, form: DossierForm) -> None:
    dossiers.save_dossier(
        actor=request.user,
        dossier=dossier,
        text=form.cleaned_data["text"],
        revision=form.cleaned_data["revision"],
        at=clock.now(),
    )


def _over(form: DossierForm, newest: Dossier, message: str) -> DossierForm:
    """The same words again, to be saved over the newest revision this time, knowingly."""
    again = DossierForm({"text": form.cleaned_data["text"], "revision": newest.revision})
    again.is_valid()
    again.add_error(None, message)
    return again


def _named(pairs: list, dossier: Dossier) -> list[tuple]:
    """(pair, line of the other dossier)."""
    others = {pair.other if pair.one == dossier.pk else pair.one: pair for pair in pairs}
    found = Dossier.objects.select_related("line__ranking_line__entry").in_bulk(others)
    return [(pair, found[pk].line) for pk, pair in others.items()]


def _row(request: HttpRequest, slug: str, pk: int) -> ProposalLine:
    plan = get_object_or_404(Plan.objects.run_by(request.user), slug=slug)
    rows = ProposalLine.objects.select_related(
        "ranking_line__entry__plan__campaign", "share__quota__award_type", "proposal__ranking"
    )
    return get_object_or_404(rows, pk=pk, proposal__ranking__plan=plan)
