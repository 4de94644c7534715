"""Rules of reminders, as data: what is due, whom it concerns, how long before, until when, which letter.

An app registers its rules with `members.registries.reminders`; `members.actions.reminders` carries them out.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext, ngettext

from kit.calendar import ONE_DAY, add_working, is_working, next_working, working_before
from kit.formats import number

SATURDAY = 5


class Case(NamedTuple):
    """One thing that a rule reminds of: its key, its day, the record, whose holidays count."""

    key: str
    day: datetime.date
    of: object
    province: int | None = None


@dataclass(frozen=True)
class Step:
    """So many days before (negative) or after a case's day; always on a working day.

    What comes before never moves behind its day: it is brought forward; what comes after is put off.
    """

    key: str
    days: int
    is_working: bool = False  # counted in working days

    def due_on(self, case, on, free):
        """The day from which this step is due."""
        if self.days < 0 and self.is_working:
            return working_before(case.day, -self.days, free)
        if self.days < 0:
            return working_before(case.day + self.days * ONE_DAY, 0, free)
        if self.is_working:
            return add_working(case.day, self.days, free)
        return next_working(case.day + self.days * ONE_DAY, free)

    def key_on(self, on):
        return self.key

    @property
    def words(self):
        """How the table says it."""
        count, shown = abs(self.days), {"count": number(abs(self.days))}
        if not count:
            return gettext("on the day")
        if self.days < 0 and self.is_working:
            return ngettext("%(count)s working day before", "%(count)s working days before", count) % shown
        if self.days < 0:
            return ngettext("%(count)s day before", "%(count)s days before", count) % shown
        return ngettext("%(count)s day after", "%(count)s days after", count) % shown


@dataclass(frozen=True)
class Weekly:
    """Once in each week (which begins on Saturday), from so many days before a case's day."""

    before: int | None = None

    def due_on(self, case, on, free):
        """The first working day of this week, or of what is left of it when the days begin."""
        begins = on - datetime.timedelta(days=(on.weekday() - SATURDAY) % 7)
        if self.before is not None:
            begins = max(begins, case.day - self.before * ONE_DAY)
        return next_working(begins, free)

    def key_on(self, on):
        return f"week-{week_of(on)}"

    @property
    def words(self):
        """How the table says it."""
        if self.before is None:
            return gettext("each week")
        shown = {"count": number(self.before)}
        return (
            ngettext(
                "each week, from %(count)s day before", "each week, from %(count)s days before", self.before
            )
            % shown
        )


def week_of(on):
    """The number of the week of a day, from Saturday to Friday."""
    return (on.toordinal() + 1) // 7


@dataclass(frozen=True)
class Rule:
    """One line of the table. `cases(on)` gives what is still open on that day.

    `people(case, step, on)`, `letter(case, step, person)`: whom a step tells, and how. `hold(case, on)`: the
    case as it is now, held until the transaction ends; None once it is settled. `then(case, on)` is called in
    the same transaction. `is_ladder`: each step tells others, so all that are due are taken.
    """

    what: str
    whom: str
    until: str
    steps: tuple
    cases: Callable[[datetime.date], Iterable[Case]]
    people: Callable
    letter: Callable
    hold: Callable
    then: Callable | None = None
    is_ladder: bool = False

    def due(self, case, on, free):
        """The steps that are due by that day, in their order; late is due as well."""
        if _is_quiet(case, on, free):
            return []
        due = sorted(
            (step.due_on(case, on, free), place)
            for place, step in enumerate(self.steps)
            if step.due_on(case, on, free) <= on
        )
        steps = [self.steps[place] for _day, place in due]
        return steps if self.is_ladder else steps[-1:]


def _is_quiet(case, on, free):
    """Nobody is reminded on a day off, unless the next working day would be too late."""
    return not is_working(on, free) and not on <= case.day <= next_working(on, free)
