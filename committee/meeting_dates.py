"""When the monthly meetings are: by the rule in force, moved off days on which offices are closed."""

import calendar
import datetime

from committee.models import MeetingRule
from kit.calendar import add_months, next_working
from kit.clock import BAGHDAD
from members.models import Holiday

FROM_THE_PLAN = datetime.date(2013, 6, 1)  # "June (rotation determined during 1st POCC meeting)"


def rule_on(month):
    """The rule for a month, by its first day."""
    return MeetingRule.objects.filter(effective_from__lte=month).last()


def day_by(rule, month, free):
    """The day of a month's meeting: the first Tuesday; the next working day where that one is free."""
    first = month.replace(day=1)
    ahead = (rule.weekday - first.weekday()) % 7 + 7 * (rule.week - 1)
    return next_working(first + datetime.timedelta(days=ahead), free)


def span_by(rule, month):
    """(begin, end) of a month's meeting, aware."""
    day = day_by(rule, month, Holiday.objects.free_days())
    begin = datetime.datetime.combine(day, rule.begins, tzinfo=BAGHDAD)
    return begin, begin + datetime.timedelta(minutes=rule.minutes)


def months_from(day, count):
    """The first days of the month of `day` and of those after it."""
    return [add_months(day.replace(day=1), n) for n in range(count)]


def month_of(at):
    """The first day of the month in Baghdad."""
    return at.astimezone(BAGHDAD).date().replace(day=1)


def make_first_rule(sender, using="default", **kwargs):
    """The rule that must exist: the first Tuesday at ten, until staff write another."""
    rules = MeetingRule.objects.using(using)
    if not rules.exists():
        rules.create(effective_from=FROM_THE_PLAN, weekday=calendar.TUESDAY)
