"""Wake the workers. Requested work is a row in the database; a message only triggers it."""

import logging
from collections.abc import Callable
from functools import cache, partial

from celery import current_app
from django.conf import settings
from django.db import connection, transaction

logger = logging.getLogger(__name__)


def nudge(event: str) -> None:
    """After the commit, send one message to the task that handles `event` (settings.NUDGES).

    A broker that is down causes a delay only: the schedule finds the row within a minute.
    """
    send = _sender(event)
    if not any(waiting is send for _, waiting, *_ in connection.run_on_commit):
        transaction.on_commit(send, robust=True)


@cache
def _sender(event: str) -> Callable[[], None]:
    return partial(_send, settings.NUDGES[event])


def _send(task_name: str) -> None:
    try:
        current_app.send_task(task_name, retry=False, expires=60, ignore_result=True)
    except Exception as error:  # the client raises many kinds of errors; none may fail the request
        logger.warning("broker not reached, %s waits for the schedule: %s", task_name, error)
