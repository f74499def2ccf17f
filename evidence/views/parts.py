"""What several pages of reporting ask first."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from campaigns.models import Entry
from campaigns.permissions import can_run

from .. import queries


def chosen_entry(request: HttpRequest) -> Entry | None:
    """The entry to report for (?cho=), or the only one there is; 404 for a stranger's."""
    wanted = request.GET.get("cho", "")
    if not wanted.isdecimal():
        choices = list(queries.entries_to_report_for(request.user))
        still_open = queries.open_for_reports(choices)
        open_ones = [entry for entry in choices if entry.pk in still_open]
        return open_ones[0] if len(open_ones) == 1 else None
    if own := queries.entries_to_report_for(request.user).filter(pk=wanted).first():
        return own
    entries = Entry.objects.visible_to(request.user).select_related("plan__campaign")
    entry = get_object_or_404(entries, pk=wanted)
    if not can_run(request.user, entry.plan):
        raise Http404
    return entry
