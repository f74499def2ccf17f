"""Hậu kiểm: drawn sheets and the results of checking them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.models import Plan
from campaigns.permissions import can_run
from core import clock

from ..forms.post_check import ConfirmForm, FaultForm
from ..models import Column, Draw, DrawPurpose, ScoreSheet
from ..permissions import can_post_check
from ..services import post_checks
from ..sheets import post_check_reading
from ..sheets.columns import appraised_cell, leaves_of


@require_safe
def draw_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One draw for the post-check with its results and the share of wrong ones."""
    draw = _draw(slug, pk, Plan.objects.overseen_by(request.user))
    context = {
        "draw": draw,
        "plan": draw.plan,
        "result": post_check_reading.result_of(draw, request.user),
        "may_run": can_run(request.user, draw.plan),
    }
    return render(request, "scoring/draw_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def post_check(request: HttpRequest, slug: str, pk: int, sheet_pk: int) -> HttpResponse:
    """Check one drawn sheet: right, or wrong at the criterion of ?tieu-chi=."""
    draw = _draw(slug, pk, Plan.objects.run_by(request.user))
    drawn = ScoreSheet.objects.filter(entry__in=draw.drawn.all())
    related = ("entry__plan__campaign", "entry__scorecard", "peer")
    sheet = get_object_or_404(drawn.select_related(*related), pk=sheet_pk)
    leaves = leaves_of(sheet, Column.POST_CHECK)
    asked = request.POST.get("criterion") or request.GET.get("tieu-chi")
    leaf = next((leaf for leaf in leaves if str(leaf.pk) == asked), None)
    confirm_form = ConfirmForm(request.POST if "right" in request.POST else None)
    form = None
    if leaf:
        data = request.POST if "fault" in request.POST else None
        form = FaultForm(data, leaf=leaf, current=appraised_cell(sheet, leaf))
    about = {"actor": request.user, "draw": draw, "sheet": sheet, "at": clock.now()}
    if confirm_form.perform(post_checks.confirm_sheet, **about):
        messages.success(request, f"Đã ghi: phiếu của {sheet.entry.name} đúng.")
        return redirect("scoring:draw_detail", slug, pk)
    if form and form.perform(post_checks.record_fault, **about, criterion=leaf):
        messages.success(request, f"Đã ghi sai sót ở tiêu chí {leaf.code}; điểm được tính lại.")
        return redirect("scoring:draw_detail", slug, pk)
    context = {
        "draw": draw,
        "plan": draw.plan,
        "sheet": sheet,
        "check": draw.checks.filter(sheet=sheet).select_related("checked_by").first(),
        "leaves": leaves,
        "leaf": leaf,
        "confirm_form": confirm_form,
        "form": form,
        "fields": form.leaf_fields(leaf) if form else None,
        "may_check": can_post_check(request.user, sheet),
    }
    return render(request, "scoring/post_check.html", context)


def _draw(slug: str, pk: int, plans) -> Draw:
    draws = Draw.objects.filter(purpose=DrawPurpose.POST_CHECK, plan__in=plans.values("pk"))
    related = ("plan__campaign", "drawn_by")
    return get_object_or_404(draws.select_related(*related), pk=pk, plan__slug=slug)
