"""Shared by the views: refusals of services as messages (403 stays 403), numbers from forms."""

from django.contrib import messages
from django.http import HttpRequest

from core.errors import DomainError, NotAllowedError


def tell(request: HttpRequest, error: DomainError) -> None:
    if isinstance(error, NotAllowedError):
        raise error
    messages.error(request, error.html)


def small_number(text: str | None) -> int:
    """A small whole number from a form; 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
