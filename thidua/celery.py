"""The Celery app. Task messages are nudges: the work itself is a row in the database."""

from celery import Celery, Task
from celery.signals import worker_init


class TaskWithHistory(Task):
    """Record the changes of a task under its name."""

    def __call__(self, *args, **kwargs):
        from core.history.context import history_context  # needs the settings

        with history_context(cause=self.name):
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
