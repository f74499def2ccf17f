"""The roof of the house: settings, addresses, the Celery app, the admin site."""

from .celery import app as celery_app

__all__ = ["celery_app"]
