"""Hậu kiểm: what was drawn, what checking it again came to, and how many were wrong."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.models import Plan
from campaigns.permissions import can_run
from core import clock
from core.errors import DomainError

from ..forms.post_check import ConfirmForm
from ..forms.sheet import SheetForm
from ..models import Column, Draw, MeasureState, ScoreSheet
from ..services import post_checks
from ..services.columns import CellsError
from ..sheets import post_check_reading
from ..sheets import reading as sheet_reading


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
    """Checking one drawn sheet: right, or wrong at the criterion that ?tieu-chi= names."""
    draw = _draw(slug, pk, Plan.objects.run_by(request.user))
    sheets = ScoreSheet.objects.filter(entry__in=draw.drawn.all())
    sheet = get_object_or_404(
        sheets.select_related("entry__plan__campaign", "entry__scorecard", "peer"), pk=sheet_pk
    )
    leaves = sheet_reading.leaves_of(sheet, Column.POST_CHECK)
    asked = request.POST.get("criterion") or request.GET.get("tieu-chi")
    leaf = next((leaf for leaf in leaves if str(leaf.pk) == asked), None)
    confirming = ConfirmForm(request.POST if "right" in request.POST else None)
    form = _fault_form(request, sheet, leaf)
    if request.method == "POST":
        done = _confirm if "right" in request.POST else _record_fault
        if done(request, draw, sheet, leaf, confirming if "right" in request.POST else form):
            return redirect("scoring:draw_detail", slug, pk)
    check = draw.checks.filter(sheet=sheet).select_related("checked_by").first()
    context = {
        "draw": draw,
        "plan": draw.plan,
        "sheet": sheet,
        "check": check,
        "leaves": leaves,
        "leaf": leaf,
        "confirm_form": confirming,
        "form": form,
        "fields": form.leaf_fields(leaf) if form else None,
        "may_check": post_checks.may_post_check(request.user, sheet),
    }
    return render(request, "scoring/post_check.html", context)


def _draw(slug: str, pk: int, plans) -> Draw:
    draws = Draw.objects.filter(purpose=Draw.Purpose.POST_CHECK, plan__in=plans.values("pk"))
    return get_object_or_404(
        draws.select_related("plan__campaign", "drawn_by"), pk=pk, plan__slug=slug
    )


def _fault_form(request: HttpRequest, sheet: ScoreSheet, leaf) -> SheetForm | None:
    if leaf is None:
        return None
    stands = post_checks.standing_cell(sheet, leaf)
    return SheetForm(
        request.POST if "fault" in request.POST else None,
        leaves=[leaf],
        cells={leaf.pk: post_checks.without_words(stands)} if stands else {},
        states=tuple(MeasureState),
        with_documents=True,
    )


def _confirm(request, draw: Draw, sheet: ScoreSheet, leaf, form: ConfirmForm) -> bool:
    if not form.is_valid():
        return False
    note = form.cleaned_data["note"]
    try:
        post_checks.confirm_sheet(
            actor=request.user, draw=draw, sheet=sheet, note=note, at=clock.now()
        )
    except DomainError as error:
        form.add_error("note" if error.field else None, error.html)
        return False
    messages.success(request, f"Đã ghi: phiếu của {sheet.entry.name} đúng.")
    return True


def _record_fault(request, draw: Draw, sheet: ScoreSheet, leaf, form: SheetForm | None) -> bool:
    if form is None or not form.is_valid():
        return False
    try:
        if (cell := form.cells()[leaf.pk]) is None:
            raise DomainError("Hãy ghi số liệu đúng.")
        post_checks.record_fault(
            actor=request.user,
            draw=draw,
            sheet=sheet,
            criterion=leaf,
            cell=cell,
            at=clock.now(),
        )
    except CellsError as error:
        form.add_cell_errors(error)
    except DomainError as error:
        form.add_error(None, error.html)
    else:
        messages.success(request, f"Đã ghi sai sót ở tiêu chí {leaf.code}; điểm được tính lại.")
        return True
    return False
