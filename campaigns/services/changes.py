"""Noting what has changed, and clusters whose figures may not change."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.errors import DomainError, Link
from core.queue import nudge
from participants.models import Cluster

from ..models import (
    ClusterClosing,
    Entry,
    EntryChange,
    Plan,
)
from ..permissions import require_run


@transaction.atomic
def close_cluster(*, actor: User, plan: Plan, cluster: Cluster, at: datetime) -> ClusterClosing:
    """Declare a cluster's figures final: nothing that its points rest on changes from now on."""
    require_run(actor, plan)
    if not plan.entries.filter(cluster=cluster).exists():
        raise DomainError("Cụm này không tham gia kế hoạch.")
    _lock_closings(plan, shared=False)
    if _open_closings(plan).filter(cluster=cluster).exists():
        raise DomainError(f"{cluster} đã chốt số liệu.")
    return ClusterClosing.objects.create(plan=plan, cluster=cluster, closed_by=actor, closed_at=at)


@transaction.atomic
def reopen_cluster(
    *, actor: User, plan: Plan, cluster: Cluster, reason: str, at: datetime
) -> ClusterClosing:
    """Open a closed cluster for corrections; the reason stays on record."""
    require_run(actor, plan)
    closing = _open_closings(plan).select_for_update().filter(cluster=cluster).first()
    if closing is None:
        raise DomainError(f"{cluster} chưa chốt số liệu nên không cần mở lại.")
    if len(reason.strip()) < 5:
        raise DomainError("Hãy ghi rõ lý do mở lại; lý do này được lưu lại.", field="reason")
    closing.reopened_by, closing.reopened_at, closing.reason = actor, at, reason.strip()
    closing.save(update_fields=["reopened_by", "reopened_at", "reason"])
    return closing


def _open_closings(plan: Plan):
    return ClusterClosing.objects.filter(plan=plan, reopened_at__isnull=True)


def _lock_closings(plan: Plan, *, shared: bool) -> None:
    """A cluster is not closed while a change is on its way, nor changed while it is closed."""
    lock = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(hashtext('campaigns.closings'), %s)", [plan.pk])


def _refuse_in_closed_clusters(plan: Plan, entry_ids: list[int]) -> None:
    touched = Entry.objects.filter(pk__in=entry_ids).values("cluster")
    closing = _open_closings(plan).filter(cluster__in=touched).select_related("cluster").first()
    if closing:
        day = timezone.localtime(closing.closed_at).strftime("%d/%m/%Y")
        raise DomainError(
            f"{closing.cluster} đã chốt số liệu ngày {day}. "
            "Muốn sửa thì mở lại cụm ở trang “Chốt số liệu”, có ghi lý do.",
            link=Link(
                "Mở trang “Chốt số liệu”",
                f"{reverse('campaigns:closing_list', args=[plan.slug])}#cum-{closing.cluster_id}",
            ),
        )


def frozen_problem(plan: Plan) -> str | None:
    """Why the figures of a plan cannot change any more, in Vietnamese; None until it is closed.

    Appeals filed in time and post-checks correct figures also afterwards, and do not ask this.
    """
    if not plan.is_closed:
        return None
    return (
        "Kế hoạch đã tổng kết nên không ghi, không sửa số liệu được nữa. Số liệu sai chỉ còn sửa "
        "qua kiến nghị gửi trong hạn, hoặc qua hậu kiểm."
    )


def require_not_frozen(plan: Plan) -> None:
    """Raises DomainError once the plan is closed, as `frozen_problem` says."""
    if problem := frozen_problem(plan):
        raise DomainError(problem)


def note_changes(*, plan: Plan, entry_ids: Iterable[int], even_closed: bool = False) -> None:
    """Ask for the scores of these entries anew, within the caller's transaction.

    Raises DomainError when one of them stands in a cluster whose figures are final: whatever
    changes points passes here, so nothing gets by. `even_closed` is for what nobody in the
    cluster can hold up, such as the sealed result of an earlier year.
    """
    ids = list(entry_ids)
    if not ids:
        return
    _lock_closings(plan, shared=True)
    if not even_closed:
        _refuse_in_closed_clusters(plan, ids)
    EntryChange.objects.note(plan, ids)
    nudge("entries_changed")
