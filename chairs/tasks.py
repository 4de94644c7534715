"""What chairs do by themselves."""

from celery import shared_task

import kit
from chairs import actions, reminders


@shared_task
def turn_over():
    """Terms begin and end with their quarters."""
    return actions.turn_over(on=kit.today())


@shared_task
def remind():
    """Terms that come up, and quarters that nobody has taken on."""
    return reminders.remind(on=kit.today()) + reminders.alarm(on=kit.today())
