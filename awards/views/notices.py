"""Công khai: the published list of a proposal, and objections to it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from campaigns.models import Plan
from campaigns.permissions import can_oversee, can_run
from core import clock
from core.views import get_for_user_or_404

from ..forms.steps import NoticeForm, ObjectionAnswerForm, ObjectionForm
from ..models import Objection, Proposal, PublicNotice
from ..queries import notices as reads
from ..rules.closing import notice_days_of
from ..services import notices
from ..wording import final_acts


@require_safe
def notice_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(
        request, get_for_user_or_404(request, Plan.objects.visible_to, "campaign", slug=slug)
    )


def _page(request: HttpRequest, plan: Plan, **refused) -> HttpResponse:
    """Render the page; `post`, `object` and `answer` (objection id, form) are refused forms.

    `act` is the final act to be confirmed before the list is published.
    """
    today = clock.today()
    proposal = Proposal.objects.select_related("ranking").latest_of(plan)
    oversees = can_oversee(request.user, plan)
    published = reads.notices_of(proposal) if proposal else []
    notice = published[0] if published else None
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
        "earlier": published[1:] if oversees else [],
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
        least = notice_days_of(proposal)
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
    """All for overseers, else those the reader sent; each has its `form`."""
    if proposal is None:
        return []
    objections = reads.objections_to(proposal)
    if not oversees:
        objections = objections.filter(recorded_by=request.user)
    objections = list(objections)
    for objection in objections:
        is_refused = refused is not None and refused[0] == objection.pk
        objection.form = (
            refused[1] if is_refused else ObjectionAnswerForm(auto_id=f"%s-{objection.pk}")
        )
    return objections


@require_POST
def notice_post(request: HttpRequest, slug: str) -> HttpResponse:
    """Ghi việc công khai: where, from when, for how many working days."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, slug=slug)
    proposal = Proposal.objects.latest_of(plan)
    form = NoticeForm(request.POST)
    if proposal is None:
        messages.error(request, "Chưa có đề nghị để công khai.")
    elif not proposal.is_closed:
        messages.error(request, "Chốt đề nghị trước rồi mới công khai danh sách.")
    elif form.is_valid() and not (
        act := final_acts.publishing_of_notice(proposal, slug, clock.today())
    ).was_seen(request.POST):
        return _page(request, plan, post=form, act=act)
    elif form.perform(notices.post_notice, actor=request.user, proposal=proposal, at=clock.now()):
        messages.success(request, "Đã ghi việc công khai; người tham gia được báo.")
    else:
        return _page(request, plan, post=form)
    return redirect("awards:notice_detail", slug)


@require_POST
def objection_record(request: HttpRequest, slug: str) -> HttpResponse:
    """Gửi kiến nghị: send an objection in one's own name, or record one for the office."""
    plan = get_for_user_or_404(request, Plan.objects.visible_to, "campaign", slug=slug)
    proposal = Proposal.objects.latest_of(plan)
    related = PublicNotice.objects.select_related("proposal__ranking__plan")
    newest = related.filter(proposal=proposal).order_by("-posted_on", "-pk").first()
    if newest is None:
        messages.error(request, "Hiện không có danh sách công khai.")
        return redirect("awards:notice_detail", slug)
    lines = list(reads.posted_lines(proposal))
    form = ObjectionForm(request.POST, lines=lines, is_office=can_run(request.user, plan))
    if form.perform(notices.record_objection, actor=request.user, notice=newest, at=clock.now()):
        messages.success(request, "Đã ghi kiến nghị. Văn phòng trả lời ngay trên trang này.")
        return redirect("awards:notice_detail", slug)
    return _page(request, plan, object=form)


@require_POST
def objection_answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Trả lời kiến nghị: upheld or not, with the reason; the list stays unchanged."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, slug=slug)
    rows = Objection.objects.select_related(
        "line__ranking_line__entry__plan", "notice__proposal__ranking"
    )
    objection = get_object_or_404(rows, pk=pk, notice__proposal__ranking__plan=plan)
    form = ObjectionAnswerForm(request.POST, auto_id=f"%s-{pk}")
    if form.perform(
        notices.answer_objection,
        actor=request.user,
        objection=objection,
        is_upheld="upheld" in request.POST,
        at=clock.now(),
    ):
        messages.success(request, "Đã trả lời kiến nghị.")
        return redirect("awards:notice_detail", slug)
    return _page(request, plan, answer=(pk, form))
