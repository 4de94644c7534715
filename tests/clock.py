"""The tests' clock: the real time, or the moment written into a file that every process of a test reads."""

import datetime
import os
from pathlib import Path

from django.utils import timezone

VARIABLE = "PORTAL_TEST_CLOCK"  # set by conftest.py for each process of tests, inherited by what it starts


def _path():
    return Path(os.environ.get(VARIABLE, "/nonexistent"))


def now():
    """The moved time where a test has moved it, for worker, web server and test alike."""
    try:
        return datetime.datetime.fromisoformat(_path().read_text())
    except OSError:
        return timezone.now()


def move_to(moment):
    """Stop the clock of all processes at `moment` (aware)."""
    _path().write_text(moment.isoformat())


def release():
    _path().unlink(missing_ok=True)
