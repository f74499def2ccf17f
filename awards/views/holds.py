"""Việc chưa kết luận: matters that stop a commendation. Visible to the office only."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Role
from campaigns.models import Entry, Plan
from core import clock
from core.views import get_for_user_or_404
from participants.permissions import councils_served, holds_office

from ..forms.steps import HoldForm, LiftForm
from ..models import Hold
from ..queries.holds import CANDIDATES, candidates, holds_in_order, live_lines_of
from ..services import holds

HOLDS_A_PAGE = 50


@require_safe
def hold_list(request: HttpRequest) -> HttpResponse:
    """Open matters first; ?tim= looks for the person or body that a new one is about."""
    if not holds_office(request.user, Role.SECRETARY, Role.LEADER):
        raise Http404
    search = request.GET.get("tim", "").strip()[:100]
    may_record = holds_office(request.user, Role.SECRETARY)
    plans = Plan.objects.run_by(request.user)
    context = {
        "search": search,
        "found": candidates(plans, search) if search and may_record else [],
        "most": CANDIDATES,
        "may_record": may_record,
        "page": Paginator(holds_in_order(request.user), HOLDS_A_PAGE).get_page(
            request.GET.get("trang")
        ),
        "today": clock.today(),
    }
    return render(request, "awards/hold_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def hold_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Ghi việc: record a matter about an entry's person or body; shows the lines it affects."""
    entries = Entry.objects.filter(plan__in=Plan.objects.run_by(request.user).values("pk"))
    entry = get_object_or_404(entries.select_related("body", "mandate__person", "plan"), pk=pk)
    person, body = (None, entry.body) if entry.body_id else (entry.mandate.person, None)
    form = HoldForm(request.POST or None)
    if form.perform(holds.place_hold, actor=request.user, person=person, body=body, at=clock.now()):
        messages.success(request, "Đã ghi. Xem việc gì tiếp theo ở bảng dưới đây.")
        return redirect("awards:hold_list")
    lines = live_lines_of(person=person, body=body)
    context = {"entry": entry, "form": form, "lines": lines}
    return render(request, "awards/hold_place.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def hold_lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Ghi kết luận: record how a matter ended."""
    related = ("person", "body", "placed_by")
    hold = get_for_user_or_404(request, Hold.objects.visible_to, *related, pk=pk)
    if not councils_served(request.user, Role.SECRETARY).exists():
        raise Http404
    form = LiftForm(request.POST or None)
    if form.perform(holds.lift_hold, actor=request.user, hold=hold, at=clock.now()):
        messages.success(request, "Đã ghi kết luận.")
        return redirect("awards:hold_list")
    lines = live_lines_of(person=hold.person, body=hold.body)
    context = {"hold": hold, "form": form, "lines": lines}
    return render(request, "awards/hold_lift.html", context)
