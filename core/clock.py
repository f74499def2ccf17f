"""The current moment and day. Rules take them as arguments; pages ask here."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    return timezone.now()


def today() -> date:
    """Today in Viet Nam (settings.TIME_ZONE)."""
    return timezone.localdate()
