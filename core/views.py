"""What views share: finding the reader's object, refusals of services, values of requests.

How a view is written: docs/adr/0015-views-services-refusals.md.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404

from .errors import DomainError

M = TypeVar("M", bound=Model)


def get_for_user_or_404(
    request: HttpRequest, allowed: Callable[[Any], QuerySet[M]], /, *related: str, **key: Any
) -> M:
    """The object that the reader may have and that `key` names, else Http404.

    `allowed` is the permission: a manager's method from a user to the objects that this user may
    see, run or correct, such as `Plan.objects.run_by`. `related` is joined (`select_related`).
    """
    objects = allowed(request.user)
    return get_object_or_404(objects.select_related(*related) if related else objects, **key)


@contextmanager
def refusal_as_message(request: HttpRequest) -> Iterator[None]:
    """Turn a DomainError of the block into an error message; the view goes on after the block.

    For buttons, whose page has no form to show the refusal in.
    """
    try:
        yield
    except DomainError as error:
        messages.error(request, error.html)


def refusal_as_json(*, key: str = "error", status: int = 200) -> Callable:
    """Decorate a view for scripts: a DomainError becomes `{key: message}` with this status."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def answer(*args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return view(*args, **kwargs)
            except DomainError as error:
                return JsonResponse({key: error.message}, status=status)

        return answer

    return decorate


def id_from(text: str | None) -> int:
    """The id that a request names; 0, which no object has, for anything else."""
    text = text or ""
    is_id = text.isascii() and text.isdigit() and len(text) < 19
    return int(text) if is_id else 0


def search_words_from(request: HttpRequest, name: str = "tim") -> str:
    """The search text of the address, with single spaces and without NUL."""
    return " ".join(request.GET.get(name, "").replace("\0", " ").split())
