"""Pages of the office for measures, own maxima and tie groups."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.models import Criterion, Entry, MeasureSource, Plan
from campaigns.rules import frozen_problem
from core import clock
from core.views import get_for_user_or_404, refusal_as_message

from ..forms.measures import GradeTieForm, MeasureForm, OwnMaximumForm
from ..models import Ranking, ScoreSheet
from ..rankings.grade_ties import grade_ties_of
from ..rankings.measures import leaves_on_record, measures_at
from ..services import measuring
from ..sheets.columns import cell_from
from ..sheets.values import APPRAISED_SOURCES


@require_safe
def measure_list(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Số liệu văn phòng ghi: every leaf of one entry with its measures."""
    entry = _run_entry(request, slug, pk)
    sheet = ScoreSheet.objects.filter(entry=entry).first()
    context = {
        "plan": entry.plan,
        "entry": entry,
        "sheet": sheet,
        "leaves": leaves_on_record(entry),
        "appraised": APPRAISED_SOURCES if sheet else (),
        "line": entry.lines.order_by("-ranking__number").first(),
        "frozen": frozen_problem(entry.plan),
    }
    return render(request, "scoring/measure_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def measure_record(request: HttpRequest, slug: str, pk: int, criterion_pk: int) -> HttpResponse:
    """Ghi số liệu of one leaf or its own maximum, or withdraw a measure."""
    entry = _run_entry(request, slug, pk)
    leaf = get_object_or_404(entry.scorecard.criteria.exclude(shape=""), pk=criterion_pk)
    action = request.POST.get("action", "")
    # Figures of a leaf with a cell on a sheet are changed on the sheet.
    is_on_sheet = leaf.source in APPRAISED_SOURCES
    sheet = ScoreSheet.objects.filter(entry=entry).first() if is_on_sheet else None
    measures = list(measures_at(entry, [leaf]).order_by("part"))
    form = MeasureForm(
        request.POST if action == "record" else None,
        leaf=leaf,
        measured=cell_from(measures) if measures else None,
        sheet=sheet,
    )
    own_form = _own_maximum_form(request.POST if action == "maximum" else None, entry, leaf)
    about = {"actor": request.user, "entry": entry, "criterion": leaf}
    if form.perform(measuring.record_measure, **about, at=clock.now()):
        messages.success(request, f"Đã ghi số liệu tiêu chí {leaf.code}; điểm đang được tính lại.")
        return redirect("scoring:measure_list", slug, pk)
    if own_form and own_form.perform(measuring.set_own_maximum, **about, at=clock.now()):
        messages.success(request, f"Đã ghi điểm tối đa riêng ở tiêu chí {leaf.code}.")
        return redirect("scoring:measure_list", slug, pk)
    if action == "withdraw":
        with refusal_as_message(request):
            measuring.withdraw_measure(**about)
            messages.success(request, f"Đã bỏ số liệu văn phòng ghi ở tiêu chí {leaf.code}.")
            return redirect("scoring:measure_list", slug, pk)
    context = {
        "plan": entry.plan,
        "entry": entry,
        "leaf": leaf,
        "form": form,
        "fields": form.leaf_fields(leaf),
        "own_form": own_form,
        "is_recorded": bool(measures),
        "counts_reports": leaf.source == MeasureSource.REPORTS,
        "sheet": sheet,
        "frozen": frozen_problem(entry.plan),
    }
    return render(request, "scoring/measure_record.html", context)


def _run_entry(request: HttpRequest, slug: str, pk: int) -> Entry:
    """An entry of a plan that the user runs."""
    entries = Entry.objects.filter(plan__in=Plan.objects.run_by(request.user))
    entries = entries.select_related("plan__campaign", "scorecard", "cluster")
    return get_object_or_404(entries, pk=pk, plan__slug=slug)


def _own_maximum_form(data, entry: Entry, leaf: Criterion) -> OwnMaximumForm | None:
    if not leaf.own_maximum:
        return None
    own = next(row.own_maximum for row in leaves_on_record(entry) if row.criterion == leaf)
    initial = {"maximum": own.maximum, "document": own.document} if own else None
    return OwnMaximumForm(data, initial=initial)


@require_safe
def grade_ties(request: HttpRequest, slug: str) -> HttpResponse:
    """Bằng điểm ở ranh giới hạn mức xếp loại: the open tie groups of the draft ranking."""
    plan = get_for_user_or_404(request, Plan.objects.overseen_by, "campaign", slug=slug)
    return _ties_page(request, plan)


@require_POST
def grade_tie_decide(request: HttpRequest, slug: str) -> HttpResponse:
    """Quyết định thứ tự of one tie group that the page showed."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, "campaign", slug=slug)
    ranking = Ranking.objects.draft_of(plan)
    ties = {tie.key: tie for tie in grade_ties_of(ranking)} if ranking else {}
    key = request.POST.get("group", "")
    if key not in ties:
        messages.error(request, "Nhóm bằng điểm này vừa thay đổi. Hãy xem lại rồi quyết định.")
        return redirect("scoring:grade_ties", slug)
    form = GradeTieForm(request.POST, lines=ties[key].lines, auto_id=f"id_{key}_%s")
    arguments = {"actor": request.user, "ranking": ranking, "at": clock.now()}
    if not form.perform(measuring.decide_grade_tie, **arguments):
        return _ties_page(request, plan, {key: form})
    messages.success(request, "Đã ghi quyết định; bảng tạm tính đang được tính lại.")
    return redirect("scoring:grade_ties", slug)


def _ties_page(
    request: HttpRequest, plan: Plan, refused: dict[str, GradeTieForm] | None = None
) -> HttpResponse:
    """The tie groups, each with an empty form or the one in `refused`."""
    ranking = Ranking.objects.draft_of(plan)
    ties = []
    for tie in grade_ties_of(ranking) if ranking else []:
        form = (refused or {}).get(tie.key)
        ties.append((tie, form or GradeTieForm(lines=tie.lines, auto_id=f"id_{tie.key}_%s")))
    may_run = Plan.objects.run_by(request.user).filter(pk=plan.pk).exists()
    context = {"plan": plan, "ties": ties, "may_run": may_run}
    return render(request, "scoring/grade_ties.html", context)
