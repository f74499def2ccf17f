"""Kiến nghị về điểm: filed on one's own line, answered by the office."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.models import Plan
from core import clock
from core.errors import DomainError

from ..forms.sheet import AppealForm, SheetForm
from ..models import Appeal, MeasureState, RankingLine
from ..permissions import require_speak_for
from ..services.appeals import answer_appeal, file_appeal
from ..services.columns import CellsError
from .told import tell


@require_POST
def appeal_file(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Gửi kiến nghị about one criterion of one's own sealed line."""
    lines = RankingLine.objects.visible_to(request.user).select_related(
        "ranking__plan__campaign", "entry__plan", "scorecard"
    )
    line = get_object_or_404(lines, pk=pk, ranking__plan__slug=slug)
    require_speak_for(request.user, line.entry)
    form = AppealForm(request.POST, leaves=line.scorecard.criteria.exclude(shape=""))
    if not form.is_valid():
        messages.error(request, " ".join(e for errors in form.errors.values() for e in errors))
        return redirect("scoring:line_detail", slug, pk)
    try:
        file_appeal(actor=request.user, line=line, at=clock.now(), **form.cleaned_data)
        messages.success(request, "Đã gửi kiến nghị. Văn phòng sẽ trả lời ngay trên trang này.")
    except DomainError as error:
        tell(request, error)
    return redirect("scoring:line_detail", slug, pk)


@require_safe
def appeal_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Appeals of a plan that one may see, those without an answer first."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), slug=slug)
    appeals = (
        Appeal.objects.visible_to(request.user)
        .filter(line__ranking__plan=plan)
        .select_related("line__entry", "line__ranking", "criterion", "answered_by")
        .order_by("-state", "filed_at")
    )
    may_run = Plan.objects.run_by(request.user).filter(pk=plan.pk).exists()
    context = {"plan": plan, "appeals": appeals, "may_run": may_run}
    return render(request, "scoring/appeal_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def appeal_answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Trả lời kiến nghị: with a figure it is accepted, without one refused."""
    plan = get_object_or_404(
        Plan.objects.run_by(request.user).select_related("campaign"), slug=slug
    )
    appeals = Appeal.objects.select_related("line__entry__scorecard", "line__ranking", "criterion")
    appeal = get_object_or_404(appeals, pk=pk, line__ranking__plan=plan)
    form = SheetForm(
        request.POST or None, leaves=[appeal.criterion], cells={}, states=tuple(MeasureState)
    )
    answer = request.POST.get("answer", "")
    if request.method == "POST" and form.is_valid():
        is_accepted = "accept" in request.POST
        cell = form.cells()[appeal.criterion_id] if is_accepted else None
        try:
            if is_accepted and cell is None:
                raise DomainError("Chấp nhận thì phải ghi số liệu mới.")
            answer_appeal(
                actor=request.user, appeal=appeal, answer=answer, cell=cell, at=clock.now()
            )
            messages.success(request, "Đã trả lời kiến nghị.")
            return redirect("scoring:appeal_list", slug)
        except CellsError as error:
            form.add_error(None, error.message)
        except DomainError as error:
            form.add_error(None, error.html)
    context = {
        "plan": plan,
        "appeal": appeal,
        "form": form,
        "answer": answer,
        "fields": form.leaf_fields(appeal.criterion),
    }
    return render(request, "scoring/appeal_answer.html", context)
