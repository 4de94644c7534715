"""Whether a meeting may decide: how many seats are there, how many must be, and which are missed."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from committee.models import Attendance, MotionKind, Seat, VotingRule
from committee.voting import quorum_needed
from kit.clock import BAGHDAD
from kit.formats import number


@dataclass(frozen=True)
class Place:
    """A seat at a meeting and what is recorded of it; `entry` is None while nothing is."""

    seat: Seat
    entry: Attendance | None

    @property
    def is_there(self):
        return self.entry is not None and self.entry.is_there

    @property
    def person(self):
        """Who sat there; before that is recorded, the representative."""
        return (self.entry and self.entry.person) or self.seat.representative


@dataclass(frozen=True)
class Presence:
    """The seats of a meeting's day and the voting rule of that day."""

    places: tuple
    needed: int

    @property
    def there(self):
        return sum(place.is_there for place in self.places)

    @property
    def is_met(self):
        return bool(self.places) and self.there >= self.needed

    @property
    def people(self):
        """Representatives and alternates of the seats."""
        held = (pair for place in self.places for pair in (place.seat.representative, place.seat.alternate))
        return [person for person in held if person is not None]

    @property
    def missing(self):
        """Provinces that are not there."""
        return [place.seat.province for place in self.places if not place.is_there]

    @property
    def reasons(self):
        """Why there is a quorum, or what it waits for, in the reader's words."""
        if not self.places:
            return [_("No province holds a seat on that day.")]
        shown = {"have": number(self.there), "base": number(len(self.places)), "needed": number(self.needed)}
        found = [_("There: %(have)s of %(base)s seats. Needed: %(needed)s.") % shown]
        if not self.is_met:
            more = {"more": number(self.needed - self.there)}
            found.append(_("Still missing for a quorum: %(more)s.") % more)
        return found


def presence(meeting):
    """The seats of the meeting's day with their attendance, and how many are needed; three queries."""
    on = meeting.starts_at.astimezone(BAGHDAD).date()
    seats = Seat.objects.open(on).select_related("province", "representative", "alternate")
    entries = {entry.seat_id: entry for entry in meeting.attendance.select_related("person")}
    rule = VotingRule.objects.in_force(MotionKind.OTHER, on)
    places = tuple(Place(seat, entries.get(seat.pk)) for seat in seats)
    return Presence(places, quorum_needed(rule, len(places)))
