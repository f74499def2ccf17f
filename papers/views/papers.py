"""Văn bản: what was made, what can be made now, and taking it away."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from awards.models import Decision, Proposal
from campaigns.models import Plan
from campaigns.permissions import can_run
from core import clock
from core.downloads import stored_file_response
from core.errors import DomainError
from core.names import unaccented

from ..forms import AskForm
from ..models import Paper, PaperState
from ..queries import AFTER_DECISION, assumptions_of, decisions_of, offers_of, papers_of
from ..services.papers import ask_paper

_NEWEST = 60


def _plan(request: HttpRequest, slug: str) -> Plan:
    plans = Plan.objects.overseen_by(request.user).select_related("campaign")
    return get_object_or_404(plans, slug=slug)


def _proposal(request: HttpRequest, plan: Plan) -> Proposal | None:
    """The one that ?de-nghi= names, else the newest of the plan."""
    proposals = Proposal.objects.visible_to(request.user).select_related(
        "ranking__plan__campaign__organiser__unit"
    )
    wanted = request.GET.get("de-nghi", "")
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 10:
        found = proposals.filter(ranking__plan=plan, ranking__number=int(wanted)).first()
        return found or proposals.latest_of(plan)
    return proposals.latest_of(plan)


@require_safe
def paper_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Buttons for what can be made, and the papers made, the newest first."""
    plan = _plan(request, slug)
    proposal = _proposal(request, plan)
    numbers = Proposal.objects.filter(ranking__plan=plan).order_by("-ranking__number")
    context = _rows(plan) | {
        "proposal": proposal,
        "numbers": list(numbers.values_list("ranking__number", flat=True)),
        "offers": offers_of(proposal) if proposal else [],
        "assumptions": assumptions_of(proposal) if proposal else {},
        "may_run": can_run(request.user, plan),
        "after_decision": AFTER_DECISION,
    }
    return render(request, "papers/paper_list.html", context)


@require_safe
def paper_rows(request: HttpRequest, slug: str) -> HttpResponse:
    """The table alone, asked for while something is being made."""
    return render(request, "papers/_papers.html", _rows(_plan(request, slug)))


def _rows(plan: Plan) -> dict:
    papers = list(papers_of(plan)[:_NEWEST])
    states = (PaperState.WAITING, PaperState.WORKING)
    return {
        "plan": plan,
        "papers": papers,
        "is_busy": any(paper.state in states for paper in papers),
    }


@require_POST
def paper_ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a paper of the newest proposal, or of the one named."""
    plan = get_object_or_404(Plan.objects.run_by(request.user), slug=slug)
    proposal = _proposal(request, plan)
    if proposal is None:
        raise Http404
    form = AskForm(request.POST, proposal=proposal, decisions=_decisions(proposal))
    if not form.is_valid():
        messages.error(request, "Không có văn bản này.")
    elif paper := _ask(request, proposal, form):
        messages.success(request, f"Đang soạn: {paper.get_kind_display()}.")
    return redirect("papers:paper_list", slug)


def _decisions(proposal: Proposal):
    return decisions_of(proposal) | Decision.objects.filter(submission__proposal=proposal)


def _ask(request: HttpRequest, proposal: Proposal, form: AskForm) -> Paper | None:
    try:
        return ask_paper(actor=request.user, proposal=proposal, at=clock.now(), **form.wanted())
    except DomainError as error:
        messages.error(request, error.message)
        return None


@require_safe
def paper_download(request: HttpRequest, slug: str, pk: int, what: str) -> FileResponse:
    """The Word file (a ZIP of many) or the PDF of a paper that is done."""
    plan = _plan(request, slug)
    papers = Paper.objects.visible_to(request.user).filter(proposal__ranking__plan=plan)
    paper = get_object_or_404(papers, pk=pk)
    file = {"word": paper.docx, "pdf": paper.pdf}[what]
    if not file:
        raise Http404
    ending = file.name.rpartition(".")[2]
    words = f"{plan.slug} {paper.get_kind_display()} {paper.pk}"
    return stored_file_response(request, file, name=f"{slugify(unaccented(words))}.{ending}")
