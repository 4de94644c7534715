"""The clock: aware instants, Baghdad days, moved by a setting."""

import datetime

import kit
from kit.clock import BAGHDAD


def test_now_is_aware():
    assert kit.now().utcoffset() is not None


def test_today_is_the_day_in_baghdad(moved_clock):
    moved_clock(datetime.datetime(2026, 12, 31, 21, 30, tzinfo=datetime.UTC))

    assert kit.today() == datetime.date(2027, 1, 1)


def test_without_a_setting_the_real_time_is_told(settings):
    del settings.CLOCK

    assert abs(kit.now() - datetime.datetime.now(BAGHDAD)) < datetime.timedelta(minutes=1)


def test_the_day_of_an_instant_is_baghdad_s():
    """01:30 there is still yesterday in UTC."""
    assert kit.day_of(datetime.datetime(2026, 11, 24, 22, 30, tzinfo=datetime.UTC)) == datetime.date(
        2026, 11, 25
    )
