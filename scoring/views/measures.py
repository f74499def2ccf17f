"""Pages on which the office records measures, own maxima and the order among equals."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.models import Criterion, Entry, MeasureSource, Plan
from campaigns.rules import frozen_problem
from core import clock
from core.errors import DomainError

from .. import queries
from ..forms.measures import GradeTieForm, OwnMaximumForm
from ..forms.sheet import SheetForm
from ..models import MeasureState, Ranking, ScoreSheet
from ..services import columns, measuring


@require_safe
def measure_list(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Số liệu văn phòng ghi: every leaf of one entry with what is on record."""
    entry = _run_entry(request, slug, pk)
    sheet = ScoreSheet.objects.filter(entry=entry).first()
    context = {
        "plan": entry.plan,
        "entry": entry,
        "sheet": sheet,
        "leaves": queries.leaves_on_record(entry),
        "appraised": columns.APPRAISED_SOURCES if sheet else (),
        "line": entry.lines.order_by("-ranking__number").first(),
        "frozen": frozen_problem(entry.plan),
    }
    return render(request, "scoring/measure_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def measure_record(request: HttpRequest, slug: str, pk: int, criterion_pk: int) -> HttpResponse:
    """Ghi số liệu of one leaf, its own maximum, or take a measure back."""
    entry = _run_entry(request, slug, pk)
    leaf = get_object_or_404(entry.scorecard.criteria.exclude(shape=""), pk=criterion_pk)
    action = request.POST.get("action", "")
    form = _measure_form(request.POST if action == "record" else None, entry, leaf)
    own_form = _own_maximum_form(request.POST if action == "maximum" else None, entry, leaf)
    acts = {
        "record": lambda: _record(request, entry, leaf, form),
        "maximum": lambda: _set_maximum(request, entry, leaf, own_form),
        "withdraw": lambda: _withdraw(request, entry, leaf),
    }
    if action in acts and acts[action]():
        return redirect("scoring:measure_list", slug, pk)
    context = {
        "plan": entry.plan,
        "entry": entry,
        "leaf": leaf,
        "form": form,
        "fields": form.leaf_fields(leaf),
        "own_form": own_form,
        "is_recorded": measuring.measures_at(entry, [leaf]).exists(),
        "counts_reports": leaf.source == MeasureSource.REPORTS,
        "sheet": _sheet_with(entry, leaf),
        "frozen": frozen_problem(entry.plan),
    }
    return render(request, "scoring/measure_record.html", context)


def _run_entry(request: HttpRequest, slug: str, pk: int) -> Entry:
    entries = Entry.objects.filter(plan__in=Plan.objects.run_by(request.user))
    entries = entries.select_related("plan__campaign", "scorecard", "cluster")
    return get_object_or_404(entries, pk=pk, plan__slug=slug)


def _sheet_with(entry: Entry, leaf: Criterion) -> ScoreSheet | None:
    """The sheet whose columns hold the leaf: its figures are changed there, not here."""
    if leaf.source not in columns.APPRAISED_SOURCES:
        return None
    return ScoreSheet.objects.filter(entry=entry).first()


def _measure_form(data, entry: Entry, leaf: Criterion) -> SheetForm:
    measures = list(measuring.measures_at(entry, [leaf]).order_by("part"))
    before = {leaf.pk: columns.cell_from(measures)} if measures else {}
    return SheetForm(
        data, leaves=[leaf], cells=before, states=tuple(MeasureState), with_documents=True
    )


def _own_maximum_form(data, entry: Entry, leaf: Criterion) -> OwnMaximumForm | None:
    if not leaf.own_maximum:
        return None
    own = next(row.own_maximum for row in queries.leaves_on_record(entry) if row.criterion == leaf)
    initial = {"maximum": own.maximum, "document": own.document} if own else None
    return OwnMaximumForm(data, initial=initial)


def _record(request: HttpRequest, entry: Entry, leaf: Criterion, form: SheetForm) -> bool:
    if not form.is_valid():
        return False
    try:
        if _sheet_with(entry, leaf):
            raise DomainError("Số liệu của tiêu chí này nằm trên phiếu chấm; hãy sửa ở phiếu.")
        if (cell := form.cells()[leaf.pk]) is None:
            raise DomainError("Hãy ghi số liệu.", field="count")
        measuring.record_measure(
            actor=request.user,
            entry=entry,
            criterion=leaf,
            at=clock.now(),
            state=cell.state,
            parts=cell.parts,
            reason=cell.reason,
            document=cell.document,
        )
    except DomainError as error:
        names = [name for name in form.fields if error.field and name.startswith(error.field)]
        form.add_error(names[0] if names else None, error.html)
        return False
    messages.success(request, f"Đã ghi số liệu tiêu chí {leaf.code}; điểm đang được tính lại.")
    return True


def _set_maximum(
    request: HttpRequest, entry: Entry, leaf: Criterion, form: OwnMaximumForm | None
) -> bool:
    if form is None or not form.is_valid():
        return False
    try:
        measuring.set_own_maximum(
            actor=request.user, entry=entry, criterion=leaf, at=clock.now(), **form.cleaned_data
        )
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, error.html)
        return False
    messages.success(request, f"Đã ghi điểm tối đa riêng ở tiêu chí {leaf.code}.")
    return True


def _withdraw(request: HttpRequest, entry: Entry, leaf: Criterion) -> bool:
    try:
        measuring.withdraw_measure(actor=request.user, entry=entry, criterion=leaf)
    except DomainError as error:
        messages.error(request, error.html)
        return False
    messages.success(request, f"Đã bỏ số liệu văn phòng ghi ở tiêu chí {leaf.code}.")
    return True


@require_safe
def grade_ties(request: HttpRequest, slug: str) -> HttpResponse:
    """Bằng điểm ở ranh giới hạn mức xếp loại: the open groups of the draft ranking."""
    plan = get_object_or_404(
        Plan.objects.overseen_by(request.user).select_related("campaign"), slug=slug
    )
    return _ties_page(request, plan)


@require_POST
def grade_tie_decide(request: HttpRequest, slug: str) -> HttpResponse:
    """Quyết định thứ tự among the equals of one group that the page showed."""
    plan = get_object_or_404(
        Plan.objects.run_by(request.user).select_related("campaign"), slug=slug
    )
    ranking = Ranking.objects.draft_of(plan)
    ties = {tie.key: tie for tie in queries.grade_ties_of(ranking)} if ranking else {}
    key = request.POST.get("group", "")
    if key not in ties:
        messages.error(request, "Nhóm bằng điểm này vừa thay đổi. Hãy xem lại rồi quyết định.")
        return redirect("scoring:grade_ties", slug)
    form = GradeTieForm(request.POST, lines=ties[key].lines, auto_id=f"id_{key}_%s")
    if not form.is_valid():
        return _ties_page(request, plan, {key: form})
    try:
        measuring.decide_grade_tie(
            actor=request.user,
            ranking=ranking,
            in_order=form.in_order(),
            reason=form.cleaned_data["reason"],
            at=clock.now(),
        )
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, error.html)
        return _ties_page(request, plan, {key: form})
    messages.success(request, "Đã ghi quyết định; bảng tạm tính đang được tính lại.")
    return redirect("scoring:grade_ties", slug)


def _ties_page(
    request: HttpRequest, plan: Plan, refused: dict[str, GradeTieForm] | None = None
) -> HttpResponse:
    ranking = Ranking.objects.draft_of(plan)
    ties = [
        (tie, (refused or {}).get(tie.key) or _empty_form(tie))
        for tie in (queries.grade_ties_of(ranking) if ranking else [])
    ]
    may_run = Plan.objects.run_by(request.user).filter(pk=plan.pk).exists()
    context = {"plan": plan, "ties": ties, "may_run": may_run}
    return render(request, "scoring/grade_ties.html", context)


def _empty_form(tie: queries.GradeTie) -> GradeTieForm:
    return GradeTieForm(lines=tie.lines, auto_id=f"id_{tie.key}_%s")
