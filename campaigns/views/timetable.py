"""Lịch của kế hoạch: the deadline of each stage, and the extensions granted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from core import clock
from core.views import get_for_user_or_404

from ..forms.timetable import ExtensionForm, TimetableForm
from ..models import Entry, Extension, Plan, Stage
from ..permissions import can_run, require_run
from ..services import plans


@require_http_methods(["GET", "HEAD", "POST"])
def timetable(request: HttpRequest, slug: str) -> HttpResponse:
    """Read by everyone of the plan, set by its secretaries."""
    plan = get_for_user_or_404(request, Plan.objects.visible_to, "campaign", slug=slug)
    may_run = can_run(request.user, plan)
    form = TimetableForm(request.POST or None, plan=plan)
    if request.method == "POST":
        require_run(request.user, plan)
        if form.perform(plans.set_timetable, actor=request.user, plan=plan, at=clock.now()):
            messages.success(request, "Đã ghi lịch của kế hoạch.")
            return redirect("campaigns:timetable", slug)
    extensions = Extension.objects.filter(entry__plan=plan)
    if not may_run:
        extensions = extensions.filter(entry__in=Entry.objects.visible_to(request.user))
    context = {
        "plan": plan,
        "may_run": may_run,
        "form": form,
        "stages": [
            (stage.label, last)
            for stage in Stage
            if (last := getattr(plan, f"{stage}_due_at")) or stage != Stage.REGISTRATIONS
        ],
        "extensions": extensions.select_related("entry", "granted_by").order_by("until"),
    }
    return render(request, "campaigns/timetable.html", context)


@require_POST
def extension_grant(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Gia hạn for one participant."""
    entries = Entry.objects.filter(plan__in=Plan.objects.visible_to(request.user))
    entry = get_object_or_404(entries.select_related("plan__campaign"), pk=pk, plan__slug=slug)
    require_run(request.user, entry.plan)
    form = ExtensionForm(request.POST, plan=entry.plan)
    if form.perform(plans.grant_extension, actor=request.user, entry=entry, at=clock.now()):
        messages.success(request, f"Đã gia hạn cho {entry}.")
    else:
        messages.error(request, form.errors_in_one_line())
    return redirect("campaigns:timetable", slug)
