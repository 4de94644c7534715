"""What the committee does by itself."""

from celery import shared_task

import kit
from committee import actions
from committee.actions import follow_up, meetings, motion_letters, returns


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


@shared_task
def tend_motions():
    """Motions whose hour has come are closed; the seats hear of what opened and of what ended."""
    closed = actions.close_due(at=kit.now())
    return closed + motion_letters.write_due(at=kit.now())


@shared_task
def remind_of_motions():
    """Seats that have not answered are reminded three working days before the closing, and one."""
    return motion_letters.remind(on=kit.today())


@shared_task
def bring_decisions_back():
    """Decisions whose day has come stand on the next meeting's agenda again."""
    return returns.bring_back(on=kit.today())
