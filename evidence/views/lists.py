"""Lists of reports by plan, participant, criterion and state."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from campaigns.models import Criterion, Entry, Plan, Scorecard
from campaigns.permissions import can_oversee
from core.views import get_for_user_or_404, id_from

from .. import queries
from ..models import ActivityReport, ReportState

REPORTS_A_PAGE = 25


@dataclass(frozen=True)
class Choice:
    """A state to filter by, with its number of reports and its address."""

    label: str
    number: int
    address: str
    state: str


@require_safe
def report_list(request: HttpRequest, slug: str) -> HttpResponse:
    """?cho= is an entry, ?tieu-chi= a criterion, ?tinh-trang= a state, ?trang= a page."""
    plan = get_for_user_or_404(request, Plan.objects.visible_to, "campaign", slug=slug)
    entry = _chosen(request, "cho", Entry.objects.visible_to(request.user).filter(plan=plan))
    scorecards = Scorecard.objects.visible_to(request.user).filter(plan=plan)
    criteria = Criterion.objects.filter(scorecard__in=scorecards.values("pk")).exclude(shape="")
    criterion = _chosen(request, "tieu-chi", criteria)
    state = request.GET.get("tinh-trang", "")
    if state and state not in ReportState:
        raise Http404
    reports = ActivityReport.objects.visible_to(request.user).in_plan(plan)
    if entry:
        reports = reports.filter(entry=entry)
    if criterion:
        reports = queries.naming_criterion(reports, criterion)
    numbers = queries.numbers_by_state(reports)
    if state:
        reports = reports.filter(state=state)
    reports = reports.select_related("entry", "kind", "reported_by")
    page = Paginator(reports.order_by("-happened_on", "-pk"), REPORTS_A_PAGE).get_page(
        request.GET.get("trang")
    )
    context = {
        "plan": plan,
        "entry": entry,
        "criterion": criterion,
        "state": state,
        "choices": [
            Choice(label, numbers[value], _address(entry, criterion, value), value)
            for value, label in ReportState.choices
            if numbers[value] or value == state
        ],
        "number": sum(numbers.values()),
        "in_any_state": _address(entry, criterion, ""),
        "of_any_criterion": _address(entry, None, state),
        "of_anybody": _address(None, criterion, state),
        "page": page,
        "oversees": can_oversee(request.user, plan),
    }
    return render(request, "evidence/report_list.html", context)


def _address(entry: Entry | None, criterion: Criterion | None, state: str) -> str:
    chosen = {
        "cho": entry and entry.pk,
        "tieu-chi": criterion and criterion.pk,
        "tinh-trang": state,
    }
    return "?" + urlencode({key: value for key, value in chosen.items() if value})


def _chosen(request: HttpRequest, key: str, rows):
    """The row whose id is in the address; None without one, 404 for an unknown one."""
    wanted = request.GET.get(key, "")
    if not wanted:
        return None
    return get_object_or_404(rows, pk=id_from(wanted))
