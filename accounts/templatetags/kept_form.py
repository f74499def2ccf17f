"""`{% kept_form "appeal" line.pk %}` inside a <form> tag keeps what is typed into it."""

import json

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from ..drafts import draft_data, empty_draft
from ..models import SavedDraft

register = template.Library()


@register.simple_tag(takes_context=True)
def kept_form(context, name: str, *ids) -> str:
    """Attributes that switch on static/js/kept_form.js for the form with this name and these ids.

    Ids that are None or empty are left out of the key. Never use it for votes, codes or passwords.
    One query for all forms of a page.
    """
    request: HttpRequest = context["request"]
    if not request.user.is_authenticated:
        return ""
    key = ":".join([name, *(str(part) for part in ids if part not in (None, ""))])
    draft = _drafts(request).get(key)
    settings = {
        "key": key,
        "user": request.user.pk,
        "url": reverse("accounts:draft_save"),
        "sign_in": reverse("accounts:sign_in"),
        # After a refused submit the page shows the sent content, which is newer than the draft.
        "refused": request.method == "POST" and request.POST.get("kept_key") == key,
        **(draft_data(draft) if draft else empty_draft()),
    }
    return format_html('data-kept="{}"', json.dumps(settings, ensure_ascii=False))


def _drafts(request: HttpRequest) -> dict[str, SavedDraft]:
    if not hasattr(request, "saved_drafts"):
        rows = SavedDraft.objects.filter(user=request.user)
        request.saved_drafts = {draft.key: draft for draft in rows}
    return request.saved_drafts
