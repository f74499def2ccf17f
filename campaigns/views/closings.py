"""Chốt số liệu: closing the figures of a cluster, and opening them again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from core import clock
from core.errors import DomainError
from participants.models import Cluster

from .. import queries
from ..forms.closings import ReopenForm
from ..models import Plan
from ..permissions import can_run
from ..services import changes


@require_safe
def closing_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every cluster of a plan with its closing in force and its reopenings."""
    plans = Plan.objects.overseen_by(request.user).select_related("campaign")
    plan = get_object_or_404(plans, slug=slug)
    return _page(request, plan)


def _page(request: HttpRequest, plan: Plan, refused: ReopenForm | None = None) -> HttpResponse:
    clusters = queries.closings_in(plan)
    for cluster in clusters:
        is_refused = refused is not None and refused.prefix == f"cum-{cluster.cluster.pk}"
        cluster.form = refused if is_refused else _form_of(cluster.cluster)
    context = {"plan": plan, "clusters": clusters, "may_run": can_run(request.user, plan)}
    return render(request, "campaigns/closing_list.html", context)


def _form_of(cluster: Cluster, data=None) -> ReopenForm:
    return ReopenForm(data, prefix=f"cum-{cluster.pk}")


@require_POST
def cluster_close(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Chốt số liệu của cụm."""
    plan, cluster = _run_cluster(request, slug, pk)
    try:
        changes.close_cluster(actor=request.user, plan=plan, cluster=cluster, at=clock.now())
        messages.success(request, f"Đã chốt số liệu của {cluster}.")
    except DomainError as error:
        messages.error(request, error.html)
    return _back_to(plan, cluster)


@require_POST
def cluster_reopen(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Mở lại cụm đã chốt, with a reason. A refused reason comes back as it was typed."""
    plan, cluster = _run_cluster(request, slug, pk)
    form = _form_of(cluster, request.POST)
    if not form.is_valid():
        return _page(request, plan, form)
    try:
        reason = form.cleaned_data["reason"]
        changes.reopen_cluster(
            actor=request.user, plan=plan, cluster=cluster, reason=reason, at=clock.now()
        )
    except DomainError as error:
        form.add_error("reason", error.html)
        return _page(request, plan, form)
    messages.success(request, f"Đã mở lại {cluster}. Sửa xong, hãy chốt lại.")
    return _back_to(plan, cluster)


def _run_cluster(request: HttpRequest, slug: str, pk: int) -> tuple[Plan, Cluster]:
    plans = Plan.objects.run_by(request.user).select_related("campaign")
    plan = get_object_or_404(plans, slug=slug)
    clusters = Cluster.objects.filter(entries__plan=plan).distinct()
    return plan, get_object_or_404(clusters, pk=pk)


def _back_to(plan: Plan, cluster: Cluster) -> HttpResponse:
    address = reverse("campaigns:closing_list", args=[plan.slug])
    return redirect(f"{address}#cum-{cluster.pk}")
