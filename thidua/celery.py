"""The Celery app. Task messages are nudges: the work itself is a row in the database."""

from celery import Celery
from celery.signals import worker_init

app = Celery("thidua")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def refuse_demonstration_accounts(**kwargs) -> None:
    """A worker outside the demonstration does not start on the demonstration's accounts either."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import connections

    from accounts.services import refuse_demonstration_accounts as refuse

    try:
        refuse()
    except ImproperlyConfigured as error:  # Celery only logs what its signal handlers raise
        raise SystemExit(str(error)) from error
    connections.close_all()  # the pool's processes open their own
