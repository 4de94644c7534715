"""Handing work to the queue: a hint only, the row in the database is the truth."""

import structlog
from django.db import transaction
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)


def enqueue(task, *ids) -> None:
    """Sends the task when the transaction commits; when the queue is down beat finds the row later."""
    transaction.on_commit(lambda: _send(task, ids))


def _send(task, ids) -> None:
    try:
        task.apply_async(args=ids, retry=False)
    except (OperationalError, OSError) as error:
        log.warning("queue_unreachable", task=task.name, ids=ids, error=str(error))
