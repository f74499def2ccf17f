"""One line of a proposal with everything recorded about it, and moving it by hand."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from campaigns.models import Plan
from campaigns.permissions import can_run
from core import clock
from core.views import get_for_user_or_404

from ..forms.steps import AnswerForm, ChangeForm
from ..models import Direction, ProposalChange, ProposalLine
from ..permissions import can_answer_change, is_about
from ..queries.lines import details_of
from ..rules.moves import direction_open_to
from ..services import changes
from ..wording import reasons


@require_safe
def line_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A line with its reasons, changes, holds, objections and awards."""
    plan = get_for_user_or_404(request, Plan.objects.overseen_by, "campaign", slug=slug)
    return _page(request, plan, pk)


def _page(
    request: HttpRequest,
    plan: Plan,
    pk: int,
    *,
    ask: ChangeForm | None = None,
    answer: AnswerForm | None = None,
) -> HttpResponse:
    """Render the page; `ask` and `answer` are refused forms, shown as filled in."""
    row = get_object_or_404(_lines(plan), pk=pk)
    details = details_of(row, clock.today())
    may_act = can_run(request.user, plan) and not is_about(request.user, row.ranking_line.entry)
    is_open = details.is_newest and not details.proposal.is_closed
    direction = direction_open_to(row)
    context = {
        "plan": plan,
        "row": row,
        "details": details,
        "reason_text": reasons.reason_of(row),
        "may_act": may_act,
        "is_open": is_open,
        "direction": direction,
        "comes_in": direction == Direction.IN,
        "ask_form": ask or ChangeForm(),
        "may_ask": may_act and is_open and direction and not details.open_change,
        "may_answer": is_open
        and details.open_change
        and can_answer_change(request.user, details.open_change),
        "answer_form": answer or AnswerForm(),
    }
    return render(request, "awards/line_detail.html", context)


def _lines(plan: Plan):
    return ProposalLine.objects.filter(proposal__ranking__plan=plan)


@require_POST
def change_ask(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Đề xuất thay đổi: ask to move a line in or out; another secretary answers."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, "campaign", slug=slug)
    row = get_object_or_404(_lines(plan).select_related("ranking_line__entry__plan"), pk=pk)
    form = ChangeForm(request.POST)
    direction = Direction.IN if "in" in request.POST else Direction.OUT
    if form.perform(
        changes.ask_change, actor=request.user, line=row, direction=direction, at=clock.now()
    ):
        messages.success(request, "Đã ghi đề xuất. Người thứ hai trong văn phòng xem rồi trả lời.")
        return redirect("awards:line_detail", slug, pk)
    return _page(request, plan, pk, ask=form)


@require_POST
def change_answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Record the second person's answer to a change."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, "campaign", slug=slug)
    related = ProposalChange.objects.select_related("line__ranking_line__entry__plan")
    change = get_object_or_404(related, pk=pk, line__in=_lines(plan))
    form = AnswerForm(request.POST)
    confirms = "confirm" in request.POST
    if form.perform(
        changes.answer_change,
        actor=request.user,
        change=change,
        is_confirmed=confirms,
        at=clock.now(),
    ):
        done = "Đã đồng ý; dòng này được chuyển." if confirms else "Đã ghi ý kiến không đồng ý."
        messages.success(request, done)
        return redirect("awards:line_detail", slug, change.line_id)
    return _page(request, plan, change.line_id, answer=form)
