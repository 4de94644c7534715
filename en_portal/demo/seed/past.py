"""The demonstration's past: verbs run when they would have happened, and nobody is written to."""

import datetime
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.db import transaction

from kit.calendar import ONE_DAY, add_months, is_working
from kit.clock import BAGHDAD
from mailing.models import Delivery, Letter

_moment = ContextVar("demonstration_moment")


def now():
    """What kit.now() reads inside at()."""
    return _moment.get()


@contextmanager
def at(moment):
    """The network's clock stands at `moment`; what verbs would mail or hand to the worker then is dropped.

    Mail about a review of last spring would only fill the mailbox in which newcomers look for a code. Use it
    within a transaction: outside of one nothing waits for the commit, and nothing could be dropped.
    """
    connection = transaction.get_connection()
    clock, waiting = getattr(settings, "CLOCK", None), list(connection.run_on_commit)
    token = _moment.set(moment)
    settings.CLOCK = f"{__name__}.now"
    try:
        yield
        _drop_letters(moment)
    finally:
        settings.CLOCK = clock
        _moment.reset(token)
        connection.run_on_commit = waiting


def _drop_letters(moment):
    """What was written at that very moment, to the microsecond: nobody else's letter is of the past."""
    Delivery.objects.filter(letter__created_at=moment).delete()
    Letter.objects.filter(created_at=moment).delete()


def moment(day, hour=10, minute=30):
    """An instant of an office day in Baghdad."""
    return datetime.datetime.combine(day, datetime.time(hour, minute), BAGHDAD)


def office_day(today, days_ago):
    """The working day on or before so many days ago."""
    day = today - datetime.timedelta(days=days_ago)
    while not is_working(day):
        day -= ONE_DAY
    return day


def months_ago(today, months):
    """The same day so many months ago; ahead of today when `months` is negative."""
    return add_months(today, -months)
