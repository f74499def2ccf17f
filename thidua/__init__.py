"""Settings, URLs, the Celery app and its schedule, the admin site."""

from .celery import app as celery_app

__all__ = ["celery_app"]
