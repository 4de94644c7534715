"""Counting: who takes part, whether the quorum and the majority are reached, whether anything can change it.

Pure functions over ballots (`seat_id`, `choice`), the public keys of the open seats, and a voting rule.
*Abstention counts in the base; recusal lowers it, for that motion only.*
"""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from committee.models import Ballot, Majority, Motion, Quorum
from kit.formats import number

Choice, Outcome, Why = Ballot.Choice, Motion.Outcome, Motion.Reason


@dataclass(frozen=True)
class Reason:
    """One condition of a vote: what it asks, how much there is, how much is needed, of how many."""

    QUORUM, MAJORITY = "quorum", "majority"

    key: str
    have: int
    needed: int
    base: int

    @property
    def is_met(self):
        return self.have >= self.needed

    @property
    def name(self):
        return _("Quorum") if self.key == self.QUORUM else _("Majority")

    @property
    def words(self):
        """The arithmetic in words, in the reader's language and digits."""
        shown = {"have": number(self.have), "needed": number(self.needed), "base": number(self.base)}
        if self.key == self.QUORUM:
            return _("Take part: %(have)s of %(base)s. Needed: %(needed)s.") % shown
        return _("In favour: %(have)s of %(base)s. Needed: %(needed)s.") % shown


@dataclass(frozen=True)
class Tally:
    """What was counted under a rule: how many open seats, and what they answered.

    `there` is how many seats are at the meeting in which the vote is taken: its quorum is that of attendance.
    """

    rule: object
    seats: int
    yes: int = 0
    no: int = 0
    abstain: int = 0
    recused: int = 0
    there: int | None = None

    @property
    def entitled(self):
        """Seats that may decide: those that stand back are left out."""
        return self.seats - self.recused

    @property
    def part(self):
        """Seats that take part: for, against or abstaining."""
        return self.yes + self.no + self.abstain

    @property
    def answered(self):
        return self.part + self.recused

    @property
    def silent(self):
        return (self.seats if self.there is None else self.there) - self.answered

    @property
    def quorum(self):
        have = self.part if self.there is None else self.there - self.recused
        return Reason(Reason.QUORUM, have, quorum_needed(self.rule, self.entitled), self.entitled)

    @property
    def majority(self):
        base = self.entitled if self.rule.majority_type == Majority.ABSOLUTE else self.part
        return Reason(Reason.MAJORITY, self.yes, majority_needed(self.rule, base), base)

    @property
    def reasons(self):
        return [self.quorum, self.majority]

    @property
    def outcome(self):
        return Outcome.CARRIED if all(reason.is_met for reason in self.reasons) else Outcome.FAILED

    @property
    def why(self):
        """What decided it."""
        if not self.quorum.is_met:
            return Why.NO_QUORUM
        if self.majority.is_met:
            return Why.MAJORITY
        return Why.TIE if self.yes == self.no > 0 else Why.NO_MAJORITY


def quorum_needed(rule, entitled):
    """How many seats must take part; one at least."""
    share = {
        Quorum.MORE_THAN_HALF: entitled // 2 + 1,
        Quorum.HALF: -(-entitled // 2),
        Quorum.TWO_THIRDS: -(-entitled * 2 // 3),
    }
    return max(1, rule.quorum_number if rule.quorum_type == Quorum.NUMBER else share[rule.quorum_type])


def majority_needed(rule, base):
    """How many of the base must be in favour; one at least."""
    return max(1, -(-base * 2 // 3) if rule.majority_type == Majority.TWO_THIRDS else base // 2 + 1)


def tally(ballots, seats, rule, there=None):
    """Count what the open seats answered; ballots of seats that are open no more are left out.

    In a meeting `there` are the seats that are recorded as there: only they are counted.
    """
    seats = set(seats)
    there = there if there is None else seats & set(there)
    counted = seats if there is None else there
    count = Counter(ballot.choice for ballot in ballots if ballot.seat_id in counted)
    return Tally(
        rule,
        len(seats),
        yes=count[Choice.YES],
        no=count[Choice.NO],
        abstain=count[Choice.ABSTAIN],
        recused=count[Choice.RECUSE],
        there=there if there is None else len(there),
    )


def recount(motion):
    """How a decided motion was counted, from what was kept at its closing."""
    return Tally(
        motion.voting_rule,
        motion.seats_count,
        yes=motion.yes_count,
        no=motion.no_count,
        abstain=motion.abstain_count,
        recused=motion.recuse_count,
        there=motion.there_count,
    )


def is_certain(counted):
    """Whether no answer of the silent seats, and no silence, can change the outcome."""
    return all(possible.outcome == counted.outcome for possible in _ahead(counted))


def _ahead(counted):
    """Every way in which the silent seats may still answer, by how many choose what."""
    for yes in range(counted.silent + 1):
        for no in range(counted.silent - yes + 1):
            for abstain in range(counted.silent - yes - no + 1):
                for recused in range(counted.silent - yes - no - abstain + 1):
                    yield Tally(
                        counted.rule,
                        counted.seats,
                        yes=counted.yes + yes,
                        no=counted.no + no,
                        abstain=counted.abstain + abstain,
                        recused=counted.recused + recused,
                        there=counted.there,
                    )
