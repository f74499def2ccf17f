"""Waking the workers. Work asked for is a row in the database; a message only wakes someone."""

import logging

from celery import current_app
from django.conf import settings
from django.db import transaction

logger = logging.getLogger(__name__)


def nudge(event: str) -> None:
    """After this transaction commits, wake whoever listens to `event` (settings.NUDGES).

    A broker that is down costs nothing but time: the schedule finds the row within a minute.
    """
    transaction.on_commit(lambda: _send(settings.NUDGES[event]), robust=True)


def _send(task_name: str) -> None:
    try:
        current_app.send_task(task_name, retry=False, expires=60, ignore_result=True)
    except Exception as error:  # the broker's client raises many kinds; none may reach a person
        logger.warning("broker not reached, %s waits for the schedule: %s", task_name, error)
