"""When a digest comes: on the morning of a working day, the weekly one on a Sunday or the first after it."""

import datetime

from kit import calendar
from kit.clock import BAGHDAD
from mailing import registries
from mailing.models import Subscription

SUNDAY = 6
MORNING = datetime.time(7, 30)  # a digest holds what came before it, however late it is written
Rhythm = Subscription.Rhythm


def free_days():
    """Holidays in force; those that came with the portal where no app knows them."""
    known = registries.free_days.call_all()
    return frozenset().union(*known.values()) if known else frozenset(calendar.holidays())


def weekly_day(on, free):
    """The day of the last weekly digest by then: a Sunday, or the first working day after it."""
    sunday = on - datetime.timedelta(days=(on.weekday() - SUNDAY) % 7)
    while calendar.next_working(sunday, free) > on:
        sunday -= datetime.timedelta(days=7)
    return calendar.next_working(sunday, free)


def next_day(rhythm, *, at, free):
    """The day of the digest that will tell what comes at that moment to somebody with this rhythm."""
    local = at.astimezone(BAGHDAD)
    day = local.date() if local.time() < MORNING else local.date() + calendar.ONE_DAY
    if rhythm == Rhythm.WEEKLY:
        day += datetime.timedelta(days=(SUNDAY - day.weekday()) % 7)
    return calendar.next_working(day, free)


def is_in_time(rhythm, needed_by, *, at, free):
    """Whether that digest comes on an earlier day than the one by which it is needed."""
    return needed_by is None or next_day(rhythm, at=at, free=free) < needed_by
