"""Domain errors that reach the edge become pages, never tracebacks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .errors import NotAllowedError


class NotAllowedMiddleware:
    """NotAllowedError -> a 403 page that says in Vietnamese what is not allowed."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotAllowedError):
            return render(request, "403.html", {"message": error.message}, status=403)
        return None
