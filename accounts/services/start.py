"""Start-up checks for accounts."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from ..models import User


def refuse_demonstration_accounts() -> None:
    """Stop the start if accounts with published passwords are in a database that is not a demo.

    Raises ImproperlyConfigured. One query.
    """
    if settings.IS_DEMONSTRATION:
        return
    if User.objects.filter(is_demonstration=True).exists():
        raise ImproperlyConfigured(
            "This database holds demonstration accounts, whose passwords everyone knows. "
            "Use an empty database, or delete them: "
            "User.objects.filter(is_demonstration=True).delete()"
        )
