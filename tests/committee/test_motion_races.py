"""Two at once on one motion: one outcome, one effect, every ballot accounted for."""

import datetime

import pytest
from django.core.exceptions import ValidationError

import kit
from committee import actions, tasks
from committee.actions import seats
from committee.models import Ballot, Motion, MotionKind, MotionLetter, Seat
from committee.registries import motion_effects
from mailing.models import Delivery
from tests.factories.committee import BallotFactory, MotionFactory, SeatFactory
from tests.factories.members import ServiceFactory, TeamFactory, UserFactory, staff
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("races")]
Outcome = Motion.Outcome
HOUR = datetime.timedelta(hours=1)
ENDED = []
both_orders = pytest.mark.parametrize("first", [0, 1])


def note_end(motion):
    ENDED.append(motion.outcome)


@pytest.fixture
def motion(standing):
    """Four seats, and a motion that two of them have favoured: a third decides it."""
    motion_effects.register(MotionKind.CONTENT_STANDARD, note_end)
    ENDED.clear()
    motion = MotionFactory(kind=MotionKind.CONTENT_STANDARD)
    for seat in standing[2:]:
        BallotFactory(motion=motion, seat=seat)
    return motion


@pytest.fixture
def standing():
    return [SeatFactory(alternate=UserFactory()) for _ in range(4)]


def cast(motion, seat, choice="yes", by=None):
    by = by or seat.representative
    return lambda: actions.cast(motion=motion, seat=seat, by=by, choice=choice, channel="page")


def ordered(first, verbs):
    return [verbs[first], verbs[1 - first]]


def errors(answers):
    return [type(answer) for answer in answers if isinstance(answer, Exception)]


@both_orders
def test_two_ballots_that_would_both_decide(motion, standing, first):
    answers = at_once(*ordered(first, [cast(motion, seat) for seat in standing[:2]]), held=motion)

    motion.refresh_from_db()
    assert errors(answers) == [actions.NotOpen]
    assert ENDED == [Outcome.CARRIED]
    assert motion.yes_count == motion.ballots.count() == 3


@both_orders
def test_the_closing_task_and_a_ballot(motion, standing, first, moved_clock):
    moved_clock(motion.closes_at - HOUR)
    at = motion.closes_at  # the clock of the task is ahead of the voter's
    verbs = [cast(motion, standing[0], "no"), lambda: actions.close(motion=motion, at=at)]

    answers = at_once(*ordered(first, verbs), held=motion)

    motion.refresh_from_db()
    assert errors(answers) == ([] if first == 0 else [actions.NotOpen])
    assert ENDED == [motion.outcome] == [Outcome.CARRIED if first == 0 else Outcome.FAILED]
    counted = motion.yes_count + motion.no_count
    assert counted == motion.ballots.count() == (3 if first == 0 else 2)


def test_two_beats_close_it_once_and_write_each_letter_once(motion, standing, moved_clock):
    at_once(tasks.tend_motions, tasks.tend_motions, held=motion)
    assert MotionLetter.objects.filter(kind="opened").count() == 4
    assert Delivery.objects.count() == 8
    moved_clock(motion.closes_at + HOUR)

    answers = at_once(
        lambda: actions.close_due(at=kit.now()), lambda: actions.close_due(at=kit.now()), held=motion
    )

    assert sorted(answers) == [0, 1]
    assert len(ENDED) == 1


@both_orders
def test_the_alternate_and_the_representative_are_one_ballot_and_the_last_word_counts(
    motion, standing, first
):
    seat = standing[0]
    Ballot.objects.filter(motion=motion).delete()
    verbs = [cast(motion, seat, "yes"), cast(motion, seat, "no", by=seat.alternate)]

    answers = at_once(*ordered(first, verbs), held=motion)

    ballot = motion.ballots.get()
    assert errors(answers) == []
    assert ballot.choice == ("no", "yes")[first]
    assert ballot.is_by_alternate == (first == 0)
    assert ballot.history.count() == 2


@both_orders
def test_a_withdrawal_and_the_deciding_ballot(motion, standing, first):
    verbs = [
        cast(motion, standing[0]),
        lambda: actions.withdraw(motion=motion, by=motion.proposer, why="Too early."),
    ]

    answers = at_once(*ordered(first, verbs), held=motion)

    motion.refresh_from_db()
    expected = (actions.AlreadyClosed, actions.NotOpen)[first]
    assert errors(answers) == [expected]
    assert ENDED == [motion.outcome] == [(Outcome.CARRIED, Outcome.WITHDRAWN)[first]]
    assert motion.ballots.count() == (3, 2)[first]


def test_two_who_open_the_seat_of_a_province_open_one():
    team = TeamFactory(self_assessed_on=kit.today() - 30 * 24 * HOUR)
    people = [ServiceFactory(team=team).person for _ in range(2)]
    by = staff()

    answers = at_once(
        *(
            lambda person=person: seats.open_seat(province=team.province, representative=person, by=by)
            for person in people
        ),
        held=team.province,
    )

    assert errors(answers) == [ValidationError]
    assert Seat.objects.filter(province=team.province).count() == 1
