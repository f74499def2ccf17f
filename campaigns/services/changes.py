"""Noting that something an entry is scored by has changed."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from core.errors import DomainError, Link
from core.queue import nudge

from ..models import ClusterClosing, Entry, EntryChange, Plan


def note_changes(*, plan: Plan, entry_ids: Iterable[int], even_closed: bool = False) -> None:
    """Request new scores for these entries, within the caller's transaction.

    Everything that changes points calls this. Raises DomainError when one of the entries is in a
    cluster whose figures are final. `even_closed` is for changes that nobody in the cluster can
    prevent, such as the sealed result of an earlier year.
    """
    ids = list(entry_ids)
    if not ids:
        return
    ClusterClosing.objects.lock(plan, shared=True)
    if not even_closed:
        _refuse_in_closed_clusters(plan, ids)
    EntryChange.objects.note(plan, ids)
    nudge("entries_changed")


def _refuse_in_closed_clusters(plan: Plan, entry_ids: list[int]) -> None:
    touched = Entry.objects.filter(pk__in=entry_ids).values("cluster")
    closings = plan.closings.in_force().filter(cluster__in=touched)
    closing = closings.select_related("cluster").first()
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
