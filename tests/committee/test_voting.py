"""Counting, tried on every kind of rule, vote and number of seats that hypothesis can think of."""

import itertools
import random
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from committee import voting
from committee.models import Ballot, Majority, Motion, Quorum, VotingRule

Choice, Outcome, Why = Ballot.Choice, Motion.Outcome, Motion.Reason
CHOICES = list(Choice)
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")  # the machine may be busy: how long an example takes says nothing
rules = st.builds(
    VotingRule,
    quorum_type=st.sampled_from(Quorum),
    quorum_number=st.integers(1, 7),
    majority_type=st.sampled_from(Majority),
)


def ballot(seat, choice):
    return SimpleNamespace(seat_id=seat, choice=choice)


def votes(most=19):
    """(ballots, seats): some seats answer, some are silent, some ballots are of closed seats."""
    answers = st.dictionaries(st.integers(0, most + 2), st.sampled_from(CHOICES), max_size=most)
    ballots = answers.map(lambda chosen: [ballot(*one) for one in chosen.items()])
    return st.tuples(ballots, st.integers(0, most).map(lambda count: set(range(count))))


def counted(rule, seats=7, **answers):
    return voting.Tally(rule, seats, **answers)


@given(rules, votes(), st.integers())
def test_the_order_of_ballots_never_matters(rule, vote, seed):
    ballots, seats = vote
    shuffled = random.Random(seed).sample(ballots, len(ballots))

    assert voting.tally(shuffled, seats, rule) == voting.tally(ballots, seats, rule)


@given(rules, votes())
def test_every_ballot_of_an_open_seat_is_accounted_for(rule, vote):
    ballots, seats = vote

    found = voting.tally(ballots, seats, rule)

    assert found.answered == sum(one.seat_id in seats for one in ballots)
    assert found.answered + found.silent == len(seats)


@given(rules, votes(most=12), st.integers(0, 12))
def test_recusal_lowers_the_base_and_abstention_does_not(rule, vote, seat):
    ballots, seats = vote
    others = [one for one in ballots if one.seat_id != seat]
    seats = seats | {seat}

    silent, abstaining, recused = (
        voting.tally(more, seats, rule)
        for more in (others, [*others, ballot(seat, Choice.ABSTAIN)], [*others, ballot(seat, Choice.RECUSE)])
    )

    assert recused.entitled == silent.entitled - 1 == abstaining.entitled - 1
    assert recused.part == silent.part == abstaining.part - 1
    assert recused.quorum.needed <= abstaining.quorum.needed
    assert recused.majority.needed <= abstaining.majority.needed


@given(rules, votes())
def test_one_more_in_favour_never_fails_what_was_carried(rule, vote):
    ballots, seats = vote
    before = voting.tally(ballots, seats, rule)
    after = voting.tally([*ballots, ballot(99, Choice.YES)], seats | {99}, rule)
    against = voting.tally([*ballots, ballot(99, Choice.NO)], seats | {99}, rule)

    if before.outcome == Outcome.CARRIED:
        same_quorum = after.quorum.is_met
        assert after.outcome == (Outcome.CARRIED if same_quorum and after.majority.is_met else Outcome.FAILED)
    if against.outcome == Outcome.CARRIED:
        assert after.outcome == Outcome.CARRIED


@settings(max_examples=60)
@given(rules, votes(most=6))
def test_certainty_is_what_trying_every_remaining_ballot_finds(rule, vote):
    ballots, seats = vote
    ballots = [one for one in ballots if one.seat_id in seats]
    now = voting.tally(ballots, seats, rule)
    silent = sorted(seats - {one.seat_id for one in ballots})
    outcomes = {
        voting.tally(
            [*ballots, *(ballot(seat, choice) for seat, choice in zip(silent, more, strict=True) if choice)],
            seats,
            rule,
        ).outcome
        for more in itertools.product([None, *CHOICES], repeat=len(silent))
    }

    assert voting.is_certain(now) == (outcomes == {now.outcome})


@given(rules, votes(most=8))
def test_what_is_certain_stays_so(rule, vote):
    """A motion closed by certainty ends as it would have ended at its hour."""
    ballots, seats = vote
    found = {
        len(part): voting.tally(part, seats, rule)
        for part in itertools.accumulate([[], *([b] for b in ballots)])
    }
    at_the_end = voting.tally(ballots, seats, rule).outcome

    assert all(one.outcome == at_the_end for one in found.values() if voting.is_certain(one))


def ended(ballots, seats, rule):
    """How a motion ends whose seats answer in this order: once it is certain, else at its hour."""
    for count in range(len(ballots) + 1):
        found = voting.tally(ballots[:count], seats, rule)
        if voting.is_certain(found):
            return found.outcome
    return voting.tally(ballots, seats, rule).outcome


@settings(max_examples=60)
@given(rules, votes(most=8), st.integers())
def test_a_motion_ends_alike_in_whatever_order_its_seats_answer(rule, vote, seed):
    ballots, seats = vote
    shuffled = random.Random(seed).sample(ballots, len(ballots))

    assert ended(shuffled, seats, rule) == ended(ballots, seats, rule)


@given(rules, votes())
def test_a_motion_that_has_ended_is_counted_the_same_ever_after(rule, vote):
    """From what was kept: seats that open or close later, and ballots, are not asked any more."""
    at_the_end = voting.tally(*vote, rule)
    kept = SimpleNamespace(
        voting_rule=rule,
        seats_count=at_the_end.seats,
        yes_count=at_the_end.yes,
        no_count=at_the_end.no,
        abstain_count=at_the_end.abstain,
        recuse_count=at_the_end.recused,
        there_count=at_the_end.there,
    )

    assert voting.recount(kept) == at_the_end
    assert voting.recount(kept).outcome == at_the_end.outcome


SIMPLE = VotingRule(quorum_type=Quorum.MORE_THAN_HALF, majority_type=Majority.SIMPLE)
ABSOLUTE = VotingRule(quorum_type=Quorum.HALF, majority_type=Majority.ABSOLUTE)
THIRDS = VotingRule(quorum_type=Quorum.TWO_THIRDS, majority_type=Majority.TWO_THIRDS)
FIVE = VotingRule(quorum_type=Quorum.NUMBER, quorum_number=5, majority_type=Majority.SIMPLE)


@pytest.mark.parametrize(
    ("rule", "answers", "why"),
    [
        (SIMPLE, {"yes": 3}, Why.NO_QUORUM),
        (SIMPLE, {"yes": 3, "no": 1}, Why.MAJORITY),
        (SIMPLE, {"yes": 2, "no": 2}, Why.TIE),
        (SIMPLE, {"yes": 2, "abstain": 2}, Why.NO_MAJORITY),
        (SIMPLE, {"yes": 2, "abstain": 1, "recused": 3}, Why.MAJORITY),
        (SIMPLE, {"yes": 2, "recused": 2}, Why.NO_QUORUM),
        (SIMPLE, {"yes": 2, "recused": 4}, Why.MAJORITY),
        (SIMPLE, {"recused": 7}, Why.NO_QUORUM),
        (SIMPLE, {"abstain": 4}, Why.NO_MAJORITY),
        (ABSOLUTE, {"yes": 3, "abstain": 1}, Why.NO_MAJORITY),
        (ABSOLUTE, {"yes": 4}, Why.MAJORITY),
        (ABSOLUTE, {"yes": 3, "no": 1, "recused": 2}, Why.MAJORITY),
        (THIRDS, {"yes": 4}, Why.NO_QUORUM),
        (THIRDS, {"yes": 4, "no": 2}, Why.MAJORITY),
        (THIRDS, {"yes": 3, "no": 2}, Why.NO_MAJORITY),
        (FIVE, {"yes": 4}, Why.NO_QUORUM),
        (FIVE, {"yes": 4, "abstain": 1}, Why.MAJORITY),
        (FIVE, {"yes": 4, "recused": 3}, Why.NO_QUORUM),
    ],
)
def test_what_decides_a_vote_of_seven_seats(rule, answers, why):
    found = counted(rule, **answers)

    assert found.why == why
    assert (found.outcome == Outcome.CARRIED) == (why == Why.MAJORITY)


def test_without_a_seat_nothing_is_carried():
    for rule in (SIMPLE, ABSOLUTE, THIRDS, FIVE):
        assert counted(rule, seats=0).outcome == Outcome.FAILED


@pytest.mark.parametrize(
    ("answers", "is_certain"),
    [
        ({"yes": 4}, True),
        ({"yes": 3}, False),
        ({"no": 4}, True),
        ({"no": 3}, False),
        ({"yes": 3, "no": 1}, False),
    ],
)
def test_four_of_seven_settle_it(answers, is_certain):
    assert voting.is_certain(counted(SIMPLE, **answers)) is is_certain
