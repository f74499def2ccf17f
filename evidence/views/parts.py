"""What several report pages share."""

from django.http import Http404, HttpRequest

from campaigns.models import Entry
from campaigns.permissions import can_run
from core.views import get_for_user_or_404

from .. import queries


def chosen_entry(request: HttpRequest) -> Entry | None:
    """The entry to report for (?cho=), or the only one; 404 for an entry of others."""
    wanted = request.GET.get("cho", "")
    if not wanted.isdecimal():
        choices = list(queries.entries_to_report_for(request.user))
        still_open = queries.open_for_reports(choices)
        open_ones = [entry for entry in choices if entry.pk in still_open]
        return open_ones[0] if len(open_ones) == 1 else None
    if own := queries.entries_to_report_for(request.user).filter(pk=wanted).first():
        return own
    entry = get_for_user_or_404(request, Entry.objects.visible_to, "plan__campaign", pk=wanted)
    if not can_run(request.user, entry.plan):
        raise Http404
    return entry
