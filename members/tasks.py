"""What members do by themselves."""

from celery import shared_task

import kit
from members import actions
from members.actions import reminders, rosters


@shared_task
def find_eligible():
    """Who has come to meet every condition is told, and so is their representative."""
    return actions.find_eligible(on=kit.today())


@shared_task
def mail_notices():
    """New notices leave by mail."""
    return actions.mail_notices()


@shared_task
def remind():
    """Reminders that are due, of every app."""
    return reminders.remind(on=kit.today())


@shared_task
def work_on_roster(pk):
    """A roster's rows are judged, or carried out once they are confirmed."""
    return rosters.work_on(pk)


@shared_task
def work_on_rosters():
    """Rosters whose hint was lost."""
    return rosters.work_on_waiting()


@shared_task
def make_export(pk):
    """A copy of somebody's data, just asked for."""
    return actions.make_export(pk=pk)


@shared_task
def make_waiting_exports():
    """Copies whose hint was lost."""
    return actions.make_waiting(as_of=kit.now() - actions.HINT_IS_LATE)


@shared_task
def remove_stale_exports():
    """Copies of data whose seven days are over."""
    return actions.remove_stale(at=kit.now())


@shared_task
def erase_due():
    """People whose seven days are over."""
    return actions.erase_due(at=kit.now())
