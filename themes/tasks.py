"""What themes do by themselves."""

from celery import shared_task

import kit
from themes import actions


@shared_task
def activate():
    """Approved themes begin with their terms."""
    return actions.activate_due()


@shared_task
def measure():
    """Goals that compute themselves are counted."""
    return actions.measure_all(on=kit.today())
