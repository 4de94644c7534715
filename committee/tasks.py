"""What the committee does by itself."""

from celery import shared_task

import kit
from committee import actions
from committee.actions import holders, meetings, motion_letters, returns


@shared_task
def tend_reviews():
    """Reviews are assigned, and passed on after ten working days."""
    return actions.tend(on=kit.today())


@shared_task
def end_holding():
    """Whoever serves in the team of their province no more holds its seat no more."""
    return holders.end_without_service(on=kit.today())


@shared_task
def plan_meetings():
    """The monthly meetings of this month and the next are called by the rule."""
    return meetings.plan_monthly(on=kit.today())


@shared_task
def tend_motions():
    """Motions whose hour has come are closed; the seats hear of what opened and of what ended."""
    closed = actions.close_due(at=kit.now())
    return closed + motion_letters.write_due(at=kit.now())


@shared_task
def bring_decisions_back():
    """Decisions whose day has come stand on the next meeting's agenda again."""
    return returns.bring_back(on=kit.today())
