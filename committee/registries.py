"""What upper apps may register with the committee."""

import datetime
from dataclasses import dataclass

from django.utils.translation import get_language

from kit.registry import Registry


@dataclass(frozen=True)
class Happening:
    """Something that happened since a decision: a heading, its words, points, and where it is read."""

    title: str
    words: str
    points: tuple = ()
    path: str = ""  # without the language

    @property
    def address(self):
        return f"/{get_language() or 'ar'}/{self.path}" if self.path else ""


@dataclass(frozen=True)
class Row:
    """One thing that waits on the desk: what it asks, of what, where it is done, by when or since when."""

    icon: str
    kind: str
    title: str
    address: str
    by: datetime.date | None = None
    is_late: bool = False
    since: datetime.date | None = None


review_outcomes = Registry("committee.review_outcomes")
"""kind → function(review): carries out a decided review on its subject, inside the deciding transaction."""

motion_effects = Registry("committee.motion_effects")
"""kind of motion → function(motion): what its end brings about, inside the closing transaction, once.

Called whatever the end: the function reads `motion.outcome` (carried, failed or withdrawn). Kinds without
an effect are decisions in words alone.
"""

happenings = Registry("committee.happenings")
"""order and app → function(motion, began, until) → [Happening]: what happened since a decision."""

waiting = Registry("committee.waiting")
"""app → function(user, seats, on) → [Row]: what waits for who holds these seats; its queries are constant."""
