"""Kiến nghị về điểm: filed on one's own line, answered by the office."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.models import Plan
from core import clock
from core.views import get_for_user_or_404

from ..forms.appeals import AppealAnswerForm, AppealForm
from ..models import Appeal, RankingLine
from ..permissions import require_speak_for
from ..services import appeals


@require_POST
def appeal_file(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Gửi kiến nghị about one criterion of one's own sealed line."""
    related = ("ranking__plan__campaign", "entry__plan", "scorecard")
    line = get_for_user_or_404(
        request, RankingLine.objects.visible_to, *related, pk=pk, ranking__plan__slug=slug
    )
    require_speak_for(request.user, line.entry)
    form = AppealForm(request.POST, leaves=line.scorecard.criteria.exclude(shape=""))
    if form.perform(appeals.file_appeal, actor=request.user, line=line, at=clock.now()):
        messages.success(request, "Đã gửi kiến nghị. Văn phòng sẽ trả lời ngay trên trang này.")
    else:
        messages.error(request, form.errors_in_one_line())
    return redirect("scoring:line_detail", slug, pk)


@require_safe
def appeal_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Appeals of a plan that the reader may see, those without an answer first."""
    plan = get_for_user_or_404(request, Plan.objects.visible_to, slug=slug)
    visible = (
        Appeal.objects.visible_to(request.user)
        .filter(line__ranking__plan=plan)
        .select_related("line__entry", "line__ranking", "criterion", "answered_by")
        .order_by("-state", "filed_at")
    )
    may_run = Plan.objects.run_by(request.user).filter(pk=plan.pk).exists()
    context = {"plan": plan, "appeals": visible, "may_run": may_run}
    return render(request, "scoring/appeal_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def appeal_answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Trả lời kiến nghị: accepted with a new value, refused without one."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, "campaign", slug=slug)
    filed = Appeal.objects.select_related("line__entry__scorecard", "line__ranking", "criterion")
    appeal = get_object_or_404(filed, pk=pk, line__ranking__plan=plan)
    form = AppealAnswerForm(request.POST or None, appeal=appeal)
    if form.perform(appeals.answer_appeal, actor=request.user, appeal=appeal, at=clock.now()):
        messages.success(request, "Đã trả lời kiến nghị.")
        return redirect("scoring:appeal_list", slug)
    context = {
        "plan": plan,
        "appeal": appeal,
        "form": form,
        "answer": form.answer,
        "fields": form.leaf_fields(appeal.criterion),
    }
    return render(request, "scoring/appeal_answer.html", context)
