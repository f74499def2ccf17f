"""Công khai: the list that hangs out, and the objections to it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from campaigns.models import Plan
from campaigns.permissions import can_oversee, can_run
from core import clock

from ..forms.steps import NoticeForm, ObjectionAnswerForm, ObjectionForm
from ..models import Objection, Proposal, PublicNotice
from ..queries import notices as reads
from ..services.notices import answer_objection, post_notice, record_objection
from ..wording import final_acts
from .told import accepts


@require_safe
def notice_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, _plan(request, slug))


def _page(request: HttpRequest, plan: Plan, **refused) -> HttpResponse:
    """The page; `post`, `object` and `answer` (objection id, form) are forms not accepted.

    `act` is the question to be confirmed before the list is published.
    """
    today = clock.today()
    proposal = Proposal.objects.select_related("ranking").latest_of(plan)
    oversees = can_oversee(request.user, plan)
    notices = reads.notices_of(proposal) if proposal else []
    notice = notices[0] if notices else None
    is_posted = notice is not None and notice.posted_on <= today <= notice.ends_on
    is_shown = bool(notice) and (oversees or is_posted)
    lines = list(reads.posted_lines(proposal)) if is_shown else []
    may_run = can_run(request.user, plan)
    context = {
        "plan": plan,
        "proposal": proposal,
        "oversees": oversees,
        "may_run": may_run,
        "notice": notice if is_shown else None,
        "earlier": notices[1:] if oversees else [],
        "is_posted": is_posted,
        "lines": lines,
        "objections": _objections(request, proposal, oversees, refused.get("answer")),
    }
    if is_shown:
        context |= {
            "left": reads.working_days_left(notice, today),
            "objection_form": refused.get("object")
            or ObjectionForm(lines=lines, is_office=may_run),
            "objection_open": "object" in refused,
        }
    if may_run and proposal and proposal.is_closed and not is_posted:
        least = reads.notice_days_of(proposal)
        context |= {
            "least": least,
            "post_form": refused.get("post") or NoticeForm(initial={"working_days": least}),
            "act": refused.get("act"),
            "act_changed": "seen" in request.POST,
        }
    return render(request, "awards/notice_detail.html", context)


def _objections(
    request: HttpRequest,
    proposal: Proposal | None,
    oversees: bool,
    refused: tuple[int, ObjectionAnswerForm] | None,
) -> list[Objection]:
    """All for overseers; a participant sees those sent in their own name. Each with its `form`."""
    if proposal is None:
        return []
    found = reads.objections_to(proposal)
    if not oversees:
        found = found.filter(recorded_by=request.user)
    found = list(found)
    for objection in found:
        is_refused = refused is not None and refused[0] == objection.pk
        objection.form = (
            refused[1] if is_refused else ObjectionAnswerForm(auto_id=f"%s-{objection.pk}")
        )
    return found


@require_POST
def notice_post(request: HttpRequest, slug: str) -> HttpResponse:
    """Ghi việc công khai: where, from when, for how many working days."""
    plan = get_object_or_404(Plan.objects.run_by(request.user), slug=slug)
    proposal = Proposal.objects.latest_of(plan)
    form = NoticeForm(request.POST)

    def post(form: NoticeForm) -> None:
        post_notice(actor=request.user, proposal=proposal, at=clock.now(), **form.cleaned_data)

    if proposal is None:
        messages.error(request, "Chưa có đề nghị để công khai.")
    elif not proposal.is_closed:
        messages.error(request, "Chốt đề nghị trước rồi mới công khai danh sách.")
    elif form.is_valid() and not (
        act := final_acts.publishing_of_notice(proposal, slug, clock.today())
    ).was_seen(request.POST):
        return _page(request, plan, post=form, act=act)
    elif accepts(form, post):
        messages.success(request, "Đã ghi việc công khai; người tham gia được báo.")
    else:
        return _page(request, plan, post=form)
    return redirect("awards:notice_detail", slug)


@require_POST
def objection_record(request: HttpRequest, slug: str) -> HttpResponse:
    """Gửi kiến nghị in one's own name, or the office takes one down."""
    plan = _plan(request, slug)
    proposal = Proposal.objects.latest_of(plan)
    notices = PublicNotice.objects.select_related("proposal__ranking__plan")
    newest = notices.filter(proposal=proposal).order_by("-posted_on", "-pk").first()
    if newest is None:
        messages.error(request, "Hiện không có danh sách công khai.")
        return redirect("awards:notice_detail", slug)
    lines = list(reads.posted_lines(proposal))
    form = ObjectionForm(request.POST, lines=lines, is_office=can_run(request.user, plan))

    def record(form: ObjectionForm) -> None:
        record_objection(actor=request.user, notice=newest, at=clock.now(), **form.said())

    if not accepts(form, record):
        return _page(request, plan, object=form)
    messages.success(request, "Đã ghi kiến nghị. Văn phòng trả lời ngay trên trang này.")
    return redirect("awards:notice_detail", slug)


@require_POST
def objection_answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Trả lời: with ground or without, with the reason; the list stays."""
    plan = get_object_or_404(Plan.objects.run_by(request.user), slug=slug)
    rows = Objection.objects.select_related(
        "line__ranking_line__entry__plan", "notice__proposal__ranking"
    )
    objection = get_object_or_404(rows, pk=pk, notice__proposal__ranking__plan=plan)
    form = ObjectionAnswerForm(request.POST, auto_id=f"%s-{pk}")

    def answer(form: ObjectionAnswerForm) -> None:
        answer_objection(
            actor=request.user,
            objection=objection,
            is_upheld="upheld" in request.POST,
            answer=form.cleaned_data["answer"],
            at=clock.now(),
        )

    if not accepts(form, answer):
        return _page(request, plan, answer=(pk, form))
    messages.success(request, "Đã trả lời kiến nghị.")
    return redirect("awards:notice_detail", slug)


def _plan(request: HttpRequest, slug: str) -> Plan:
    plans = Plan.objects.visible_to(request.user).select_related("campaign")
    return get_object_or_404(plans, slug=slug)
