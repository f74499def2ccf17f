"""Closing the figures of a cluster, and reopening them."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from core.errors import DomainError
from participants.models import Cluster

from ..models import ClusterClosing, Plan
from ..permissions import require_run
from ..rules import SHORTEST_REASON


@transaction.atomic
def close_cluster(*, actor: User, plan: Plan, cluster: Cluster, at: datetime) -> ClusterClosing:
    """Make a cluster's figures final: from now on nothing that its points depend on changes."""
    require_run(actor, plan)
    if not plan.entries.filter(cluster=cluster).exists():
        raise DomainError("Cụm này không tham gia kế hoạch.")
    ClusterClosing.objects.lock(plan, shared=False)
    if plan.closings.in_force().filter(cluster=cluster).exists():
        raise DomainError(f"{cluster} đã chốt số liệu.")
    return ClusterClosing.objects.create(plan=plan, cluster=cluster, closed_by=actor, closed_at=at)


@transaction.atomic
def reopen_cluster(
    *, actor: User, plan: Plan, cluster: Cluster, reason: str, at: datetime
) -> ClusterClosing:
    """Reopen a closed cluster for corrections; the reason is kept on record."""
    require_run(actor, plan)
    closing = plan.closings.in_force().select_for_update().filter(cluster=cluster).first()
    if closing is None:
        raise DomainError(f"{cluster} chưa chốt số liệu nên không cần mở lại.")
    if len(reason.strip()) < SHORTEST_REASON:
        raise DomainError("Hãy ghi rõ lý do mở lại; lý do này được lưu lại.", field="reason")
    closing.reopened_by, closing.reopened_at, closing.reason = actor, at, reason.strip()
    closing.save(update_fields=["reopened_by", "reopened_at", "reason"])
    return closing
