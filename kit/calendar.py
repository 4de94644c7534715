"""The working calendar of Iraq: Saturday to Friday, Friday and Saturday free, public holidays."""

import calendar
import datetime
import json
from collections.abc import Collection
from functools import cache
from pathlib import Path

FRIDAY, SATURDAY = 4, 5
ONE_DAY = datetime.timedelta(days=1)
DATA = Path(__file__).parent / "data" / "calendar_iq.json"


@cache
def holidays() -> dict[datetime.date, dict]:
    """Public holidays that came with the portal (staff mend the rows): day → {"en", "ar", "estimated"}."""
    days = json.loads(DATA.read_text(encoding="utf-8"))["days"]
    return {datetime.date.fromisoformat(day["date"]): day for day in days}


def is_working(day: datetime.date, free: Collection[datetime.date] | None = None) -> bool:
    """Whether offices are open; `free` are the holidays in force, else those that came with the portal."""
    free = holidays() if free is None else free
    return day.weekday() not in (FRIDAY, SATURDAY) and day not in free


def next_working(day: datetime.date, free: Collection[datetime.date] | None = None) -> datetime.date:
    """The day itself when offices are open, else the first day after it when they are."""
    while not is_working(day, free):
        day += ONE_DAY
    return day


def add_working(day: datetime.date, n: int, free: Collection[datetime.date] | None = None) -> datetime.date:
    """The n-th working day after `day` (n = 0: `next_working`)."""
    day = next_working(day, free) if n == 0 else day
    for _ in range(n):
        day = next_working(day + ONE_DAY, free)
    return day


def working_before(
    day: datetime.date, n: int, free: Collection[datetime.date] | None = None
) -> datetime.date:
    """The n-th working day before `day` (n = 0: the day itself, else the last one before it)."""
    while n or not is_working(day, free):
        day -= ONE_DAY
        n -= is_working(day, free) and n > 0
    return day


def add_months(day: datetime.date, n: int) -> datetime.date:
    """Calendar months: 31 August + 6 is the last day of February."""
    year, index = divmod(day.year * 12 + day.month - 1 + n, 12)
    month = index + 1
    return day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))
