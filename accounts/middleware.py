"""Close the draft of a form once the form was accepted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from core import clock
from core.errors import DomainError

from .services import drafts

SENT_COOKIE = "sent_draft"


class SentDraftsMiddleware:
    """Close the draft of a form that carries `kept_key` and is answered by a redirect.

    Views also redirect after a refusal, but then with an error message, and the draft stays. The
    cookie lets the next page drop the copy in this browser. Must come after MessageMiddleware.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "POST" or response.status_code not in (302, 303):
            return response
        key = request.POST.get("kept_key") if request.user.is_authenticated else None
        if key and not _has_error(request):
            try:
                drafts.close_draft(actor=request.user, key=key, at=clock.now())
            except DomainError:
                return response  # the key names no form of ours
            value = f"{request.user.pk}:{key}"
            response.set_cookie(SENT_COOKIE, value, max_age=600, samesite="Lax")
        return response


def _has_error(request: HttpRequest) -> bool:
    """Whether the view added an error message; the messages stay for the next page."""
    storage = messages.get_messages(request)
    has_error = any(message.level >= messages.ERROR for message in storage)
    storage.used = False
    return has_error
