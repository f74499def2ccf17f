"""The Celery app. Task messages are nudges: the work itself is a row in the database."""

import pghistory
from celery import Celery, Task
from celery.signals import worker_init


class TaskWithHistory(Task):
    """Changes a task makes are noted under its name.

    Without a context each row's history trigger raises and catches an error inside PostgreSQL,
    which makes a long transaction quadratic.
    """

    def __call__(self, *args, **kwargs):
        with pghistory.context(task=self.name):
            return super().__call__(*args, **kwargs)


app = Celery("thidua", task_cls=TaskWithHistory)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def refuse_demonstration_accounts(**kwargs) -> None:
    """A worker outside the demonstration does not start on the demonstration's accounts either."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import connections

    from accounts.services.start import refuse_demonstration_accounts as refuse

    try:
        refuse()
    except ImproperlyConfigured as error:  # Celery only logs what its signal handlers raise
        raise SystemExit(str(error)) from error
    connections.close_all()  # the pool's processes open their own
