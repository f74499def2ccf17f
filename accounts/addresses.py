"""Keys for counting failed sign-in attempts: the user name and the client's address."""

from django.conf import settings
from django.http import HttpRequest


def client_ip(request: HttpRequest) -> str:
    """The address that sign-in attempts are counted by.

    Behind `TRUSTED_PROXIES` proxies it is that many places from the right end of X-Forwarded-For,
    which only those proxies wrote; entries further left are not trusted.
    """
    direct = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES < 1:
        return direct
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if len(forwarded) < settings.TRUSTED_PROXIES:
        return direct
    return forwarded[-settings.TRUSTED_PROXIES].strip() or direct


def attempted_name(request: HttpRequest, credentials: dict | None = None) -> str:
    """The user name that sign-in attempts are counted by, the same for any capitals."""
    typed = (credentials or {}).get("username") or request.POST.get("username", "")
    return typed.lower()
