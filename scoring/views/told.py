"""Shared by the views: refusals of services as messages, numbers from forms."""

from django.contrib import messages
from django.http import HttpRequest

from core.errors import DomainError


def tell(request: HttpRequest, error: DomainError) -> None:
    messages.error(request, error.html)


def small_number(text: str | None) -> int:
    """A small whole number from a form; 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
