"""Chốt số liệu: closing the figures of a cluster, and reopening them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from core import clock
from core.views import get_for_user_or_404, refusal_as_message
from participants.models import Cluster

from ..forms.closings import ReopenForm
from ..models import Plan
from ..permissions import can_run
from ..queries.closings import closings_in
from ..services import closings


@require_safe
def closing_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every cluster of a plan with its closing in force and its reopenings."""
    plan = get_for_user_or_404(request, Plan.objects.overseen_by, "campaign", slug=slug)
    return _page(request, plan)


def _page(request: HttpRequest, plan: Plan, refused: ReopenForm | None = None) -> HttpResponse:
    clusters = closings_in(plan)
    for cluster in clusters:
        form = ReopenForm(prefix=f"cum-{cluster.cluster.pk}")
        cluster.form = refused if refused and refused.prefix == form.prefix else form
    context = {"plan": plan, "clusters": clusters, "may_run": can_run(request.user, plan)}
    return render(request, "campaigns/closing_list.html", context)


@require_POST
def cluster_close(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Chốt số liệu của cụm."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, "campaign", slug=slug)
    cluster = _cluster(plan, pk)
    with refusal_as_message(request):
        closings.close_cluster(actor=request.user, plan=plan, cluster=cluster, at=clock.now())
        messages.success(request, f"Đã chốt số liệu của {cluster}.")
    return _back_to(plan, cluster)


@require_POST
def cluster_reopen(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Mở lại cụm đã chốt, with a reason. A refused reason is shown again as typed."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, "campaign", slug=slug)
    cluster = _cluster(plan, pk)
    form = ReopenForm(request.POST, prefix=f"cum-{cluster.pk}")
    arguments = {"actor": request.user, "plan": plan, "cluster": cluster, "at": clock.now()}
    if not form.perform(closings.reopen_cluster, **arguments):
        return _page(request, plan, form)
    messages.success(request, f"Đã mở lại {cluster}. Sửa xong, hãy chốt lại.")
    return _back_to(plan, cluster)


def _cluster(plan: Plan, pk: int) -> Cluster:
    return get_object_or_404(Cluster.objects.filter(entries__plan=plan).distinct(), pk=pk)


def _back_to(plan: Plan, cluster: Cluster) -> HttpResponse:
    address = reverse("campaigns:closing_list", args=[plan.slug])
    return redirect(f"{address}#cum-{cluster.pk}")
