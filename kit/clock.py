"""What time it is: the only place that reads the clock."""

import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

BAGHDAD = ZoneInfo("Asia/Baghdad")


def now() -> datetime.datetime:
    """The instant, aware. A setting CLOCK (dotted path) lets tests move it across processes."""
    path = getattr(settings, "CLOCK", None)
    return import_string(path)() if path else timezone.now()


def day_of(instant: datetime.datetime) -> datetime.date:
    """The calendar day in Baghdad at that instant."""
    return instant.astimezone(BAGHDAD).date()


def today() -> datetime.date:
    """The calendar day in Baghdad."""
    return day_of(now())
