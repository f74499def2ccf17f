"""One line of a proposal with everything said about it, and moving it by hand."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from campaigns.models import Plan
from campaigns.permissions import can_run
from core import clock

from ..forms.steps import AnswerForm, ChangeForm
from ..models import Direction, ProposalChange, ProposalLine
from ..permissions import can_answer_change, is_about
from ..queries.lines import line_in_full
from ..services.changes import answer_change, ask_change, may_move
from ..wording import reasons
from .told import accepts


@require_safe
def line_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    plans = Plan.objects.overseen_by(request.user).select_related("campaign")
    return _page(request, get_object_or_404(plans, slug=slug), pk)


def _page(
    request: HttpRequest,
    plan: Plan,
    pk: int,
    *,
    ask: ChangeForm | None = None,
    answer: AnswerForm | None = None,
) -> HttpResponse:
    """The page; `ask` and `answer` are forms that were not accepted, shown as filled in."""
    row = get_object_or_404(_lines(plan), pk=pk)
    seen = line_in_full(row, clock.today())
    may_act = can_run(request.user, plan) and not is_about(request.user, row.ranking_line.entry)
    is_open = seen.is_newest and not seen.proposal.is_closed
    direction = may_move(row)
    context = {
        "plan": plan,
        "row": row,
        "seen": seen,
        "reason_text": reasons.reason_of(row),
        "may_act": may_act,
        "is_open": is_open,
        "direction": direction,
        "comes_in": direction == Direction.IN,
        "ask_form": ask or ChangeForm(),
        "may_ask": may_act and is_open and direction and not seen.open_change,
        "may_answer": is_open
        and seen.open_change
        and can_answer_change(request.user, seen.open_change),
        "answer_form": answer or AnswerForm(),
    }
    return render(request, "awards/line_detail.html", context)


def _lines(plan: Plan):
    return ProposalLine.objects.filter(proposal__ranking__plan=plan)


@require_POST
def change_ask(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Đề xuất thay đổi: in or out, with the reason; another secretary answers."""
    plan = _plan(request, slug)
    row = get_object_or_404(_lines(plan).select_related("ranking_line__entry__plan"), pk=pk)
    form = ChangeForm(request.POST)

    def ask(form: ChangeForm) -> None:
        direction = Direction.IN if "in" in request.POST else Direction.OUT
        ask_change(
            actor=request.user,
            line=row,
            direction=direction,
            reason=form.cleaned_data["reason"],
            at=clock.now(),
        )

    if not accepts(form, ask):
        return _page(request, plan, pk, ask=form)
    messages.success(request, "Đã ghi đề xuất. Người thứ hai trong văn phòng xem rồi trả lời.")
    return redirect("awards:line_detail", slug, pk)


@require_POST
def change_answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The second person agrees or not."""
    plan = _plan(request, slug)
    changes = ProposalChange.objects.select_related("line__ranking_line__entry__plan")
    change = get_object_or_404(changes, pk=pk, line__in=_lines(plan))
    form = AnswerForm(request.POST)
    confirms = "confirm" in request.POST

    def answer(form: AnswerForm) -> None:
        answer_change(
            actor=request.user,
            change=change,
            is_confirmed=confirms,
            answer=form.cleaned_data["answer"],
            at=clock.now(),
        )

    if not accepts(form, answer):
        return _page(request, plan, change.line_id, answer=form)
    said = "Đã đồng ý; dòng này được chuyển." if confirms else "Đã ghi ý kiến không đồng ý."
    messages.success(request, said)
    return redirect("awards:line_detail", slug, change.line_id)


def _plan(request: HttpRequest, slug: str) -> Plan:
    plans = Plan.objects.run_by(request.user).select_related("campaign")
    return get_object_or_404(plans, slug=slug)
