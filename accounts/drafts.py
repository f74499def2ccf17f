"""Drafts as the data that static/js/kept_form.js reads."""

from django.utils.timezone import localtime

from .models import SavedDraft


def draft_data(draft: SavedDraft) -> dict:
    """Revision, content and time of a draft, for static/js/kept_form.js."""
    return {
        "revision": draft.revision,
        "sent_revision": draft.sent_revision,
        "fields": draft.fields,
        "saved_at": f"{localtime(draft.saved_at):%H:%M:%S %d/%m/%Y}",
    }


def empty_draft() -> dict:
    """The same data for a form that was never saved."""
    return {"revision": 0, "sent_revision": 0, "fields": {}, "saved_at": ""}
