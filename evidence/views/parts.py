"""What several pages of reporting ask first."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.timezone import localtime

from campaigns.models import Entry
from campaigns.permissions import can_run

from .. import queries
from ..models import SavedDraft


def chosen_entry(request: HttpRequest):
    """The entry to report for (?cho=), and the other ones to choose from; 404 for a stranger's."""
    choices = list(queries.entries_to_report_for(request.user))
    wanted = request.GET.get("cho", "")
    if wanted.isdecimal():
        entries = Entry.objects.visible_to(request.user).select_related("plan__campaign")
        entry = get_object_or_404(entries, pk=wanted)
        if entry not in choices and not can_run(request.user, entry.plan):
            raise Http404
        return entry, choices
    still_open = queries.open_for_reports(choices)
    open_ones = [entry for entry in choices if entry.pk in still_open]
    return (open_ones[0] if len(open_ones) == 1 else None), choices


def draft_data(draft: SavedDraft | None) -> dict:
    """What the page's script reads of a draft."""
    if draft is None:
        return {"revision": 0, "fields": {}, "saved_at": ""}
    at = localtime(draft.saved_at).strftime("%H:%M %d/%m/%Y")
    return {"revision": draft.revision, "fields": draft.fields, "saved_at": at}
