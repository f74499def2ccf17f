"""The Celery app. Task messages are nudges: the work itself is a row in the database."""

from celery import Celery

app = Celery("thidua")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
