"""What a service refuses, told on the next page; what one may not do at all stays a 403."""

from django.contrib import messages
from django.http import HttpRequest

from core.errors import DomainError, NotAllowedError


def tell(request: HttpRequest, error: DomainError) -> None:
    if isinstance(error, NotAllowedError):
        raise error
    messages.error(request, error.html)
