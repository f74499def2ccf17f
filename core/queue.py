"""Waking the workers. Work asked for is a row in the database; a message only wakes someone."""

import logging
from collections.abc import Callable
from functools import cache, partial

from celery import current_app
from django.conf import settings
from django.db import connection, transaction

logger = logging.getLogger(__name__)


def nudge(event: str) -> None:
    """After this transaction commits, wake once whoever listens to `event` (settings.NUDGES).

    A broker that is down costs nothing but time: the schedule finds the row within a minute.
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
    except Exception as error:  # the broker's client raises many kinds; none may reach a person
        logger.warning("broker not reached, %s waits for the schedule: %s", task_name, error)
