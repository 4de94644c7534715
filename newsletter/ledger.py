"""The ledger of featured provinces: everyone with a team has a turn before anyone has a second one."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from kit import formats


@dataclass(frozen=True)
class Turn:
    """What speaks for a province: when it was last featured, and what it has to show this time."""

    code: str
    last_month: datetime.date | None = None
    new_items: int = 0
    times: int = 0

    @property
    def reasons(self):
        """Why the province stands where it stands, in the reader's words."""
        return [self._last_time(), self._to_show()]

    def _last_time(self):
        if self.last_month is None:
            return gettext("never featured")
        return gettext("last featured in %(month)s") % {"month": formats.month_year(self.last_month)}

    def _to_show(self):
        if not self.new_items:
            return gettext("nothing new to show")
        words = ngettext("%(number)s new item", "%(number)s new items", self.new_items)
        return words % {"number": formats.number(self.new_items)}


def rank(turns):
    """The least served first: never featured, then the longest ago; among equals who has most to show."""

    def least_served(turn):
        return (turn.last_month is not None, turn.last_month or datetime.date.min, -turn.new_items, turn.code)

    return sorted(turns, key=least_served)
