"""Which seats answered a motion, and what: the seats that count beside their ballots."""

from dataclasses import dataclass

import kit
from committee import voting
from committee.models import Ballot, Seat
from kit.clock import BAGHDAD


@dataclass(frozen=True)
class Answer:
    """A seat that counts, and its ballot; None while it has not answered."""

    seat: Seat
    ballot: Ballot | None

    def is_held_by(self, user):
        return user.pk in (self.seat.representative_id, self.seat.alternate_id)


def answers(motion):
    """The seats that count, in their order, each with its ballot; two queries.

    Those that are open today, or were on the day on which the motion ended.
    """
    on = (motion.closed_at or motion.ends_at(kit.now())).astimezone(BAGHDAD).date()
    ballots = {ballot.seat_id: ballot for ballot in motion.ballots.select_related("cast_by")}
    seats = Seat.objects.open(on).select_related("province", "representative", "alternate")
    return [Answer(seat, ballots.get(seat.pk)) for seat in seats]


def tally_of(motion, found):
    """How a motion stands: what was kept when it was closed, or the count of these answers."""
    if motion.seats_count is not None:
        return voting.recount(motion)
    ballots = [answer.ballot for answer in found if answer.ballot]
    return voting.tally(ballots, [answer.seat.pk for answer in found], motion.voting_rule)
