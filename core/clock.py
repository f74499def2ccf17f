"""The one clock. Rules take the moment as an argument; pages ask here."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    return timezone.now()


def today() -> date:
    """Today in Việt Nam (settings.TIME_ZONE)."""
    return timezone.localdate()
