"""What chairs do by themselves."""

from celery import shared_task

import kit
from chairs import actions


@shared_task
def turn_over():
    """Terms begin and end with their quarters."""
    return actions.turn_over(on=kit.today())
