from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.models import Role
from ballots.queries.councils import sits_in_council
from campaigns.models import Entry
from core.clock import today
from notices.queries import number_unread
from participants.permissions import roles_held


def site(request: HttpRequest) -> dict:
    """What every page knows: whether its people are invented, and what its reader may open."""
    return {
        "is_demonstration": settings.IS_DEMONSTRATION,
        "reader": SimpleLazyObject(lambda: _reader(request)),
    }


def _reader(request: HttpRequest) -> dict[str, bool | int]:
    """At most four small queries, and only on pages that show the menu."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {
            "reports": False,
            "has_own_work": False,
            "oversees": False,
            "runs": False,
            "unread": 0,
        }
    roles = roles_held(user)
    reports = Entry.objects.belonging_to(user).exists()
    return {
        "reports": reports,
        "has_own_work": reports or sits_in_council(user, today()),
        "oversees": bool(roles),
        "runs": Role.SECRETARY in roles or user.is_superuser,
        "unread": number_unread(user),
    }
