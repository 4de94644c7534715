"""What members do by themselves."""

from celery import shared_task

import kit
from members import actions


@shared_task
def find_eligible():
    """Who has come to meet every condition is told, and so is their representative."""
    return actions.find_eligible(on=kit.today())


@shared_task
def mail_notices():
    """New notices leave by mail."""
    return actions.mail_notices()
