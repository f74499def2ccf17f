"""Recorded changes, for offices and the system administrator."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import Role
from campaigns.models import Plan
from core.downloads import file_name, workbook_response
from core.history.wording import in_words, kind_label
from participants.permissions import holds_office

from .. import history
from ..forms import HistoryFilterForm

RECORDS_A_PAGE = 50


@require_safe
def history_list(request: HttpRequest) -> HttpResponse:
    """Lịch sử thay đổi: ?ke-hoach=, ?loai=, ?nguoi=, ?tu=, ?den=.

    404 to everybody who neither oversees a council nor administers the system.
    """
    chosen, context = _chosen_history(request)
    records = history.chosen_records(request.user, chosen)
    page = Paginator(records, RECORDS_A_PAGE).get_page(request.GET.get("trang"))
    context |= {"page": page, "changes": in_words(page.object_list)}
    return render(request, "dashboards/history_list.html", context)


@require_safe
def history_workbook(request: HttpRequest) -> HttpResponse:
    """The chosen changes as a workbook, one row for each changed field."""
    chosen, _ = _chosen_history(request)
    records = history.chosen_records(request.user, chosen)
    return workbook_response(
        request,
        name=file_name(chosen.plan and chosen.plan.slug, "lich su thay doi"),
        what="Lịch sử thay đổi",
        sheets=[history.history_sheet(records)],
        chosen=history.chosen_in_words(chosen),
    )


def _chosen_history(request: HttpRequest) -> tuple[history.HistoryFilter, dict]:
    """What the reader chose, and the form. Raises Http404 to those who may read no history."""
    user = request.user
    oversees = holds_office(user, Role.SECRETARY, Role.LEADER)
    if not (oversees or user.is_superuser):
        raise Http404
    plans = Plan.objects.overseen_by(user).order_by("-starts_on", "name")
    form = HistoryFilterForm(
        request.GET, plans=plans, kinds=history.kinds_for(user, oversees=oversees)
    )
    return form.chosen(), {"form": form, "plans": plans}


@require_safe
def row_history(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Lịch sử of one row, also of a deleted one."""
    model = history.tracked_model(kind)
    records = history.row_records(request.user, model, pk) if model else None
    if records is None:
        raise Http404
    page = Paginator(records, RECORDS_A_PAGE).get_page(request.GET.get("trang"))
    row = model._base_manager.filter(pk=pk).first()
    context = {
        "kind": kind_label(model),
        "name": str(row) if row else f"#{pk}",
        "is_deleted": row is None,
        "page": page,
        "changes": in_words(page.object_list),
    }
    return render(request, "dashboards/row_history.html", context)
