"""The ballot that a view is about."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.models import User
from core.views import get_for_user_or_404

from ..models import Ballot


def ballot_or_404(
    request: HttpRequest, allowed: Callable[[User], QuerySet[Ballot]], slug: str, pk: int
) -> Ballot:
    """A ballot of the plan `slug` that the reader may see or run, with plan and council."""
    return get_for_user_or_404(
        request,
        allowed,
        *("proposal__ranking__plan__campaign", "council"),
        pk=pk,
        proposal__ranking__plan__slug=slug,
    )
