"""The working calendar: Friday and Saturday free, holidays, months by the calendar."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit import calendar

DAYS = st.dates(datetime.date(2013, 1, 1), datetime.date(2030, 12, 31))
EXTRA = st.frozensets(DAYS, max_size=5)


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("date", "open_"),
    [
        ("2026-11-22", True),  # Sunday
        ("2026-11-26", True),  # Thursday
        ("2026-11-27", False),  # Friday
        ("2026-11-28", False),  # Saturday
        ("2026-01-06", False),  # Army Day, a Tuesday
        ("2013-07-17", False),  # July 17 Revolution
    ],
)
def test_offices_are_open(date, open_):
    assert calendar.is_working(day(date)) is open_


def test_further_free_days_of_a_province_count():
    ashura_in_karbala = {day("2026-11-24")}

    assert not calendar.is_working(day("2026-11-24"), ashura_in_karbala)
    assert calendar.next_working(day("2026-11-24"), ashura_in_karbala) == day("2026-11-25")


def test_a_deadline_on_a_free_day_moves_on():
    assert calendar.next_working(day("2026-11-27")) == day("2026-11-29")
    assert calendar.next_working(day("2026-11-29")) == day("2026-11-29")


def test_working_days_are_counted_without_free_ones():
    assert calendar.add_working(day("2026-11-25"), 2) == day("2026-11-29")
    assert calendar.add_working(day("2026-11-27"), 0) == day("2026-11-29")
    assert calendar.add_working(day("2026-11-27"), 1) == day("2026-11-29")


@given(DAYS, EXTRA)
def test_next_working_is_the_first_open_day(start, extra):
    found = calendar.next_working(start, extra)

    assert calendar.is_working(found, extra)
    between = (start + datetime.timedelta(days=n) for n in range((found - start).days))
    assert not any(calendar.is_working(one, extra) for one in between)


@given(DAYS, st.integers(0, 15), EXTRA)
def test_adding_working_days_one_by_one_is_the_same(start, count, extra):
    step = start
    for _ in range(count):
        step = calendar.add_working(step, 1, extra)

    assert calendar.add_working(start, count, extra) == (
        step if count else calendar.next_working(start, extra)
    )


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-01-15", 6, "2026-07-15"),
        ("2026-07-31", -1, "2026-06-30"),
        ("2026-12-31", 12, "2027-12-31"),
    ],
)
def test_calendar_months(start, months, end):
    assert calendar.add_months(day(start), months) == day(end)


def test_holidays_have_names_in_both_languages():
    holidays = calendar.holidays()

    assert holidays[day("2013-01-06")]["ar"] == "عيد الجيش"
    assert all(one["en"] and one["ar"] for one in holidays.values())
    assert {2013, 2025, 2026, 2027} <= {one.year for one in holidays}
