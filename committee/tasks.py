"""What the committee does by itself."""

from celery import shared_task

import kit
from committee import actions


@shared_task
def remind_reviewers():
    """Reviews that have waited for seven working days are brought to mind."""
    return actions.remind_reviewers(on=kit.today())
