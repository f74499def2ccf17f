"""Văn bản: papers that can be requested, papers that were made, and their files."""

from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from awards.models import Proposal
from campaigns.models import Plan
from campaigns.permissions import can_run
from core import clock
from core.downloads import stored_file_response
from core.names import unaccented
from core.views import get_for_user_or_404, id_from, refusal_as_message

from ..forms import RequestForm
from ..models import Paper
from ..queries.offers import offers_of
from ..queries.papers import assumptions_of, papers_of
from ..services import requesting

_NEWEST = 60


def _proposal(request: HttpRequest, plan: Plan) -> Proposal | None:
    """The proposal of the ranking number `?de-nghi=`, else the newest of the plan."""
    proposals = Proposal.objects.visible_to(request.user).select_related(
        "ranking__plan__campaign__organiser__unit"
    )
    number = id_from(request.GET.get("de-nghi"))
    named = number and proposals.filter(ranking__plan=plan, ranking__number=number).first()
    return named or proposals.latest_of(plan)


@require_safe
def paper_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Buttons for papers that can be requested, and the papers made, the newest first."""
    plan = get_for_user_or_404(request, Plan.objects.overseen_by, "campaign", slug=slug)
    proposal = _proposal(request, plan)
    numbers = Proposal.objects.filter(ranking__plan=plan).order_by("-ranking__number")
    context = _made_papers(plan) | {
        "proposal": proposal,
        "numbers": list(numbers.values_list("ranking__number", flat=True)),
        "offers": offers_of(proposal) if proposal else [],
        "assumptions": assumptions_of(proposal) if proposal else {},
        "may_run": can_run(request.user, plan),
    }
    return render(request, "papers/paper_list.html", context)


@require_safe
def paper_rows(request: HttpRequest, slug: str) -> HttpResponse:
    """The table of papers, which the page asks for while one is being made."""
    plan = get_for_user_or_404(request, Plan.objects.overseen_by, "campaign", slug=slug)
    return render(request, "papers/_papers.html", _made_papers(plan))


def _made_papers(plan: Plan) -> dict:
    papers = list(papers_of(plan)[:_NEWEST])
    return {
        "plan": plan,
        "papers": papers,
        "is_busy": any(paper.is_unfinished for paper in papers),
    }


@require_POST
def paper_request(request: HttpRequest, slug: str) -> HttpResponse:
    """Request a paper of the newest proposal, or of the one named."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, slug=slug)
    proposal = _proposal(request, plan)
    if proposal is None:
        raise Http404
    form = RequestForm(request.POST, proposal=proposal)
    if not form.is_valid():
        messages.error(request, "Không có văn bản này.")
        return redirect("papers:paper_list", slug)
    with refusal_as_message(request):
        paper = requesting.request_paper(
            actor=request.user, proposal=proposal, at=clock.now(), **form.service_arguments()
        )
        messages.success(request, f"Đang soạn: {paper.get_kind_display()}.")
    return redirect("papers:paper_list", slug)


@require_safe
def paper_download(request: HttpRequest, slug: str, pk: int, what: str) -> FileResponse:
    """The Word file (a ZIP of several) or the PDF of a paper that is done."""
    plan = get_for_user_or_404(request, Plan.objects.overseen_by, "campaign", slug=slug)
    paper = get_for_user_or_404(
        request, Paper.objects.visible_to, pk=pk, proposal__ranking__plan=plan
    )
    file = {"word": paper.docx, "pdf": paper.pdf}[what]
    if not file:
        raise Http404
    name = slugify(unaccented(f"{plan.slug} {paper.get_kind_display()} {paper.pk}"))
    return stored_file_response(request, file, name=f"{name}{Path(file.name).suffix}")
