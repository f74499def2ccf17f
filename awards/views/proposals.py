"""The proposal: lines in and out with their reasons, and ties that a person decides."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from campaigns.models import Plan
from campaigns.permissions import can_run
from core import clock
from core.downloads import file_name, workbook_response
from core.views import get_for_user_or_404, search_words_from
from scoring.models import Ranking

from ..exports import proposal_sheets
from ..forms.proposals import TieForm
from ..models import Outcome, Proposal, ProposalQuota, TiePool
from ..queries import changes
from ..queries.proposals import (
    decided_pools,
    left_out_of,
    lines_of,
    open_pools,
    outcomes_of,
    share_in_words,
    shares_with_progress,
    tied_lines,
)
from ..services import ties
from ..wording import reasons, terms

LINES_A_PAGE = 100


@require_safe
def proposal_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """?chi-tieu= chooses the quota; ?tim= searches all lines, in or out."""
    plan = get_for_user_or_404(request, Plan.objects.overseen_by, "campaign", slug=slug)
    return _proposal_page(request, plan)


def _proposal_page(
    request: HttpRequest, plan: Plan, refused: TieForm | None = None
) -> HttpResponse:
    """Render the page; `refused` is a choice that was not accepted, shown as filled in."""
    proposal = Proposal.objects.visible_to(request.user).select_related("ranking").latest_of(plan)
    context = {"plan": plan, "proposal": proposal, "may_decide": can_run(request.user, plan)}
    if not proposal:
        sealed = Ranking.objects.latest_sealed_of(plan)
        context |= {"sealed": sealed, "has_quotas": plan.quotas.exists()}
    if proposal:
        context |= _quota_context(request, proposal)
        for pool in context["pools"]:
            is_refused = refused is not None and refused.pool.pk == pool.pk
            pool.form = refused if is_refused else TieForm(pool=pool)
            pool.picked = refused.picked() if is_refused else set()
    return render(request, "awards/proposal_detail.html", context)


def _quota_context(request: HttpRequest, proposal: Proposal) -> dict:
    quotas = changes.quotas_with_numbers(proposal)
    if not quotas:
        return {"quotas": [], "pools": []}
    quota, search = chosen_quota(request, quotas), search_words_from(request)
    outcome = _outcome(request)
    lines = lines_of(quota, search=search, outcome=outcome)
    page = Paginator(lines, LINES_A_PAGE).get_page(request.GET.get("trang"))
    for row in page:
        row.reason_text = reasons.reason_of(row)
    shares = list(shares_with_progress(quota))
    for share in shares:
        share.exact_text = share_in_words(share)
    return {
        "quotas": quotas,
        "quota": quota,
        "search": search,
        "outcome": outcome,
        "outcomes": outcomes_of(quota),
        "page": page,
        "terms": terms.how_in_words(quota),
        "came_to": terms.seats_in_words(quota),
        "conditions": terms.rule_in_words(quota.rule),
        "shares": shares,
        "left_out": left_out_of(quota),
        "pools": open_pools(proposal),
        "decided": decided_pools(proposal),
    }


def chosen_quota(request: HttpRequest, quotas: list) -> ProposalQuota | None:
    """The quota that ?chi-tieu= names, else the first."""
    wanted = request.GET.get("chi-tieu", "")
    return next((q for q in quotas if str(q.pk) == wanted), next(iter(quotas), None))


def _outcome(request: HttpRequest) -> str:
    wanted = request.GET.get("ket-qua", "")
    return wanted if wanted in Outcome.values else ""


@require_safe
def proposal_workbook(request: HttpRequest, slug: str) -> HttpResponse:
    """Workbook of all lines that match the filter of the page, with shares and tie decisions."""
    plan = get_for_user_or_404(request, Plan.objects.overseen_by, slug=slug)
    proposals = Proposal.objects.visible_to(request.user).select_related("ranking")
    proposal = proposals.latest_of(plan)
    quotas = changes.quotas_with_numbers(proposal) if proposal else []
    quota = chosen_quota(request, quotas)
    if not quota:
        raise Http404
    search, outcome = search_words_from(request), _outcome(request)
    sheets = proposal_sheets(
        lines_of(quota, search=search, outcome=outcome),
        shares_with_progress(quota),
        decided_pools(proposal),
        quotas,
    )
    chosen = f"Tên có “{search}”, mọi chỉ tiêu" if search else str(quota.get_subject_display())
    if outcome and not search:
        chosen += f", {Outcome(outcome).label.lower()}"
    return workbook_response(
        request,
        name=file_name(plan.slug, "de nghi khen thuong", quota.get_subject_display()),
        what=f"Đề nghị khen thưởng theo {proposal.ranking}: {plan}",
        sheets=sheets,
        chosen=chosen,
    )


@require_POST
def tie_decide(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Record the choice among tied lines."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, slug=slug)
    pool = get_object_or_404(TiePool, pk=pk, quota__proposal__ranking__plan=plan)
    pool.choices = list(tied_lines([pool]))
    form = TieForm(request.POST, pool=pool)
    if pool.decided_at is not None:
        messages.error(request, "Việc chọn ở nhóm này đã được quyết định và ghi lại.")
        return redirect("awards:proposal_detail", slug)
    if form.perform(ties.decide_tie, actor=request.user, pool=pool, at=clock.now()):
        messages.success(request, "Đã ghi lại việc chọn trong nhóm bằng điểm.")
        return redirect("awards:proposal_detail", slug)
    return _proposal_page(request, plan, refused=form)
