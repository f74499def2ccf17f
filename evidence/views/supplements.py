"""Bổ sung sau hạn: the office answers requests to report after the deadline."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from campaigns.models import Plan
from campaigns.permissions import speaks_for
from core import clock
from core.views import get_for_user_or_404

from ..forms.decisions import SupplementAnswerForm
from ..models import SupplementRequest
from ..services import supplements


@require_safe
def supplement_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Requests of a plan, unanswered ones first."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, slug=slug)
    return render(request, "evidence/supplement_list.html", _context(request, plan))


@require_POST
def supplement_answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Cho nhận bổ sung until a day, or refuse, with a reason."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, slug=slug)
    asked = get_object_or_404(SupplementRequest, pk=pk, entry__plan=plan)
    form = SupplementAnswerForm(request.POST)
    service = supplements.allow_supplement if form.allows else supplements.refuse_supplement
    if form.perform(service, actor=request.user, request=asked, at=clock.now()):
        messages.success(request, f"Đã trả lời đề nghị của {asked.entry}.")
        return redirect("evidence:supplement_list", slug)
    context = _context(request, plan, at_fault=(asked.pk, form))
    return render(request, "evidence/supplement_list.html", context)


def _context(request: HttpRequest, plan: Plan, at_fault=(None, None)) -> dict:
    rows = SupplementRequest.objects.filter(entry__plan=plan).select_related(
        "entry", "asked_by", "answered_by", "extension"
    )
    waiting = []
    for asked in rows:
        if asked.answered_at is None:
            form = SupplementAnswerForm(auto_id=f"{asked.pk}_%s")
            is_own = asked.asked_by_id == request.user.pk or speaks_for(request.user, asked.entry)
            waiting.append((asked, at_fault[1] if asked.pk == at_fault[0] else form, not is_own))
    return {
        "plan": plan,
        "may_run": True,
        "waiting": waiting,
        "answered": [asked for asked in rows if asked.answered_at][::-1],
    }
