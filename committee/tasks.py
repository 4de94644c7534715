"""What the committee does by itself."""

from celery import shared_task

import kit
from committee import actions
from committee.actions import follow_up, meetings


@shared_task
def tend_reviews():
    """Reviews are assigned, brought to mind after seven working days, passed on after ten."""
    return actions.tend(on=kit.today())


@shared_task
def plan_meetings():
    """The monthly meetings of this month and the next are called by the rule."""
    return meetings.plan_monthly(on=kit.today())


@shared_task
def remind_of_meetings():
    """Meetings that are near are brought to mind, three days and one day before."""
    return meetings.remind(on=kit.today())


@shared_task
def chase_action_items():
    """Overdue action items are brought to mind with growing reach."""
    return follow_up.chase(on=kit.today())
