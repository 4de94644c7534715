"""Handing work to the queue: a hint only, the row in the database is the truth."""

import structlog
from django.db import transaction
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)


def enqueue(task, *ids, after=0) -> None:
    """Sends the task when the transaction commits, to be done `after` so many seconds.

    When the queue is down beat finds the row later.
    """
    transaction.on_commit(lambda: _send(task, ids, after))


def _send(task, ids, after) -> None:
    try:
        task.apply_async(args=ids, retry=False, countdown=after or None)
    except (OperationalError, OSError) as error:
        log.warning("queue_unreachable", task=task.name, ids=ids, error=str(error))
