"""Proposing, voting, closing, taking back: one outcome, one effect."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

import kit
from committee import actions
from committee.answers import answers
from committee.models import Ballot, Motion, MotionKind, PolicyDecision
from kit.clock import BAGHDAD
from members.models import AuditEvent, MembershipPolicy, Notice, Role
from tests.factories.committee import BallotFactory, MotionFactory, SeatFactory, VotingRuleFactory, decided
from tests.factories.members import UserFactory, staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("effects")]
Choice, Outcome, Reason = Ballot.Choice, Motion.Outcome, Motion.Reason
DAY = datetime.timedelta(days=1)


def seats(count):
    return [SeatFactory() for _ in range(count)]


def vote(motion, seat, choice=Choice.YES, **more):
    return actions.cast(
        motion=motion,
        seat=seat,
        by=seat.representative,
        choice=choice,
        **({"channel": Ballot.Channel.PAGE} | more),
    )


def test_a_proposal_opens_under_the_rule_of_the_day_until_a_working_day():
    VotingRuleFactory(kinds=[MotionKind.PRIORITY])
    newest = VotingRuleFactory(kinds=[MotionKind.PRIORITY], days_open=3)
    VotingRuleFactory(kinds=[MotionKind.PRIORITY], effective_from=kit.today() + DAY)
    seat = SeatFactory()

    motion = actions.propose_motion(
        kind=MotionKind.PRIORITY, title_en=" Water first ", by=seat.representative, province=seat.province
    )

    assert motion.voting_rule == newest
    assert motion.title_en == "Water first"
    assert motion.is_open(kit.now())
    assert motion.closes_at.astimezone(BAGHDAD).weekday() not in (4, 5)
    assert motion.closes_at >= motion.opens_at + 2 * DAY


def test_a_motion_of_another_kind_takes_the_rule_for_all():
    VotingRuleFactory(kinds=[MotionKind.PRIORITY])

    motion = actions.propose_motion(kind=MotionKind.OTHER, title_ar="اقتراح", by=UserFactory())

    assert motion.voting_rule.kinds == []


@pytest.mark.parametrize(
    "fields",
    [{"title_ar": " "}, {"title_ar": "x", "closes_at": kit.now() - 400 * DAY}],
    ids=["title", "hour"],
)
def test_a_proposal_that_makes_no_sense_is_refused(fields):
    with pytest.raises(ValidationError):
        actions.propose_motion(kind=MotionKind.OTHER, by=UserFactory(), **fields)


def test_an_answer_may_change_until_the_closing_and_its_history_stays():
    seat, *_others = seats(7)
    motion = MotionFactory()

    vote(motion, seat, Choice.NO)
    ballot = vote(motion, seat, Choice.RECUSE, reason="My brother is the contractor.", channel="mail")

    assert motion.ballots.get() == ballot
    assert [old.choice for old in ballot.history.all()] == [Choice.RECUSE, Choice.NO]
    assert AuditEvent.objects.filter(actor=seat.representative, verb="ballot.mail").exists()


def test_the_alternate_s_answer_says_so():
    seat = SeatFactory(alternate=UserFactory())
    SeatFactory()

    ballot = actions.cast(
        motion=MotionFactory(), seat=seat, by=seat.alternate, choice=Choice.YES, channel="meeting"
    )

    assert ballot.is_by_alternate


def test_standing_back_needs_a_reason():
    motion, seat = MotionFactory(), SeatFactory()

    with pytest.raises(ValidationError):
        vote(motion, seat, Choice.RECUSE, reason=" ")

    assert not motion.ballots.exists()


@pytest.mark.parametrize(
    "who", [staff, UserFactory, lambda: SeatFactory(until_on=kit.today() - DAY).representative]
)
def test_nobody_votes_for_a_seat_they_do_not_hold(who):
    seat = SeatFactory()

    with pytest.raises(PermissionDenied):
        actions.cast(motion=MotionFactory(), seat=seat, by=who(), choice=Choice.YES, channel="page")


@pytest.mark.parametrize(
    "motion",
    [
        lambda: MotionFactory(opens_at=kit.now() + DAY),
        lambda: MotionFactory(closes_at=kit.now() - DAY / 2),
        decided,
    ],
    ids=["not yet", "its hour has come", "decided"],
)
def test_no_ballot_is_taken_outside_the_hours(motion):
    with pytest.raises(actions.NotOpen):
        vote(motion(), SeatFactory())


def test_the_deciding_ballot_closes_it_and_its_effect_comes_once(effects):
    voters = seats(7)
    motion = MotionFactory(kind=MotionKind.CONTENT_STANDARD)

    for seat in voters[:4]:
        vote(motion, seat)
    with pytest.raises(actions.NotOpen):
        vote(motion, voters[4], Choice.NO)
    with pytest.raises(actions.AlreadyClosed):
        actions.close(motion=motion, at=kit.now())

    motion.refresh_from_db()
    assert (motion.outcome, motion.reason) == (Outcome.CARRIED, Reason.MAJORITY)
    assert (motion.seats_count, motion.yes_count, motion.no_count) == (7, 4, 0)
    assert effects == [(motion.pk, Outcome.CARRIED)]


def test_while_it_can_change_it_closes_by_its_hour_alone(effects):
    motion = MotionFactory(kind=MotionKind.CONTENT_STANDARD)
    for seat in seats(7)[:3]:
        vote(motion, seat)

    with pytest.raises(actions.StillOpen):
        actions.close(motion=motion, at=kit.now())
    closed = actions.close(motion=motion, at=motion.closes_at)

    assert (closed.outcome, closed.reason) == (Outcome.FAILED, Reason.NO_QUORUM)
    assert effects == [(motion.pk, Outcome.FAILED)]


def test_ballots_of_a_seat_that_has_closed_are_not_counted():
    gone, *others = seats(3)
    motion = MotionFactory()
    vote(motion, gone, Choice.NO)
    gone.until_on = kit.today() - DAY
    gone.save()
    vote(motion, others[0])

    closed = actions.close(motion=motion, at=motion.closes_at)

    assert (closed.seats_count, closed.yes_count, closed.no_count) == (2, 1, 0)
    assert motion.ballots.count() == 2


def test_a_late_sweep_closes_what_is_due_once(effects):
    due = MotionFactory(kind=MotionKind.CONTENT_STANDARD, closes_at=kit.now() - DAY / 2)
    MotionFactory()

    counts = [actions.close_due(at=kit.now()), actions.close_due(at=kit.now())]

    assert counts == [1, 0]
    assert effects == [(due.pk, Outcome.FAILED)]


def test_a_late_sweep_counts_the_seats_of_its_hour(moved_clock):
    hour = kit.now().replace(hour=9, minute=0, second=0, microsecond=0) + 2 * DAY
    motion, voters = MotionFactory(closes_at=hour), seats(3)
    for seat in voters[:2]:
        BallotFactory(motion=motion, seat=seat, cast_by=seat.representative)
        seat.until_on = hour.astimezone(BAGHDAD).date()
        seat.save()
    SeatFactory(since_on=voters[0].until_on + DAY)
    moved_clock(hour + DAY)

    assert [answer.seat for answer in answers(motion)] == voters
    assert actions.close_due(at=kit.now()) == 1

    motion.refresh_from_db()
    assert (motion.outcome, motion.seats_count, motion.yes_count) == (Outcome.CARRIED, 3, 2)
    assert motion.closed_at == hour
    assert [answer.seat for answer in answers(motion)] == voters


def test_an_hour_that_has_passed_means_now():
    motion, seat = MotionFactory(), SeatFactory(since_on=kit.today())
    BallotFactory(motion=motion, seat=seat, cast_by=seat.representative)

    actions.move_close(motion=motion, by=motion.proposer, closes_at=motion.opens_at + DAY / 24)
    actions.close_due(at=kit.now())

    motion.refresh_from_db()
    assert (motion.seats_count, motion.yes_count) == (1, 1)


def fail(motion):
    raise LookupError("its subject is gone")


def test_an_effect_that_fails_leaves_it_undecided_and_holds_up_no_other(give_effect):
    give_effect(MotionKind.REPRESENTATION, fail)
    hour = kit.now() - DAY / 2
    broken = MotionFactory(kind=MotionKind.REPRESENTATION, closes_at=hour)
    fine = MotionFactory(closes_at=hour)

    assert actions.close_due(at=kit.now()) == 1

    broken.refresh_from_db()
    fine.refresh_from_db()
    assert broken.is_undecided
    assert not fine.is_undecided


def test_who_proposed_takes_it_back_and_its_effect_is_told(effects):
    motion = MotionFactory(kind=MotionKind.CONTENT_STANDARD)

    actions.withdraw(motion=motion, by=motion.proposer, why="Too early.")

    motion.refresh_from_db()
    assert motion.outcome == Outcome.WITHDRAWN
    assert effects == [(motion.pk, Outcome.WITHDRAWN)]
    with pytest.raises(actions.AlreadyClosed):
        actions.withdraw(motion=motion, by=motion.proposer, why="Too early.")


def late(motion):
    """Everything that somebody may still try on a motion that has ended, and what it raises."""
    seat, by = SeatFactory(), motion.proposer
    return [
        (actions.NotOpen, lambda: vote(motion, seat, Choice.NO)),
        (actions.AlreadyClosed, lambda: actions.close(motion=motion, at=kit.now() + 9 * DAY)),
        (actions.AlreadyClosed, lambda: actions.withdraw(motion=motion, by=by, why="Too late.")),
        (actions.AlreadyClosed, lambda: actions.move_close(motion=motion, by=by, closes_at=kit.now() + DAY)),
    ]


@pytest.mark.parametrize("outcome", [Outcome.CARRIED, Outcome.FAILED])
def test_nothing_moves_a_motion_that_has_ended(effects, outcome):
    motion = decided(outcome, kind=MotionKind.CONTENT_STANDARD)
    before = Motion.objects.filter(pk=motion.pk).values().get()

    for error, verb in late(motion):
        with pytest.raises(error):
            verb()

    assert Motion.objects.filter(pk=motion.pk).values().get() == before
    assert actions.close_due(at=kit.now() + 9 * DAY) == 0
    assert effects == []


def test_the_seats_hear_of_another_hour():
    seat = SeatFactory(alternate=UserFactory())
    motion = MotionFactory(province=seat.province)

    actions.move_close(motion=motion, closes_at=kit.now() + 9 * DAY, by=seat.representative)

    told = Notice.objects.filter(path=f"committee/motions/{motion.pk}/").values_list("person", flat=True)
    assert set(told) == {seat.representative_id, seat.alternate_id}


def test_staff_write_voting_rules_until_the_first_motion_is_decided(client):
    client.force_login(staff())
    address = reverse("admin:committee_votingrule_add")
    assert client.get(address).status_code == 200

    decided()

    assert client.get(address).status_code == 403


def test_others_neither_take_it_back_nor_move_its_hour():
    motion, other = MotionFactory(province=SeatFactory().province), SeatFactory().representative

    with pytest.raises(PermissionDenied):
        actions.withdraw(motion=motion, by=other, why="Too early.")
    with pytest.raises(PermissionDenied):
        actions.move_close(motion=motion, closes_at=kit.now() + 9 * DAY, by=other)


def test_who_holds_the_proposer_s_seat_moves_the_hour():
    seat = SeatFactory()
    motion, hour = MotionFactory(province=seat.province), kit.now() + 9 * DAY

    actions.move_close(motion=motion, closes_at=hour, by=seat.representative)

    motion.refresh_from_db()
    assert motion.closes_at == hour


def propose_policy(day):
    return actions.propose_policy(
        by=UserFactory(),
        title_ar="ثلاثة أشهر",
        effective_from=day,
        minimum_months=3,
        needs_self_assessment=False,
        counting_roles=[Role.LEADER],
        words_ar="ثلاثة أشهر",
        words_en="Three months",
    )


def test_a_carried_policy_is_in_force_from_its_day_or_from_tomorrow():
    seat = SeatFactory()
    early, late = propose_policy(kit.today() - 9 * DAY), propose_policy(kit.today() + 9 * DAY)
    before = MembershipPolicy.objects.count()

    for motion in (early, late):
        vote(motion, seat)

    assert MembershipPolicy.objects.count() == before + 2
    assert MembershipPolicy.objects.in_force(kit.today()).minimum_months == 6
    days = {
        one.policy.effective_from - kit.today() for one in PolicyDecision.objects.select_related("policy")
    }
    assert days == {DAY, 9 * DAY}


def test_two_policies_for_one_day_follow_each_other():
    seat, day = SeatFactory(), kit.today() + 9 * DAY

    for motion in (propose_policy(day), propose_policy(day)):
        vote(motion, seat)

    taken = MembershipPolicy.objects.filter(effective_from__gte=day)
    assert list(taken.values_list("effective_from", flat=True)) == [day, day + DAY]


def test_a_policy_that_is_not_carried_changes_nothing():
    seat, before = SeatFactory(), MembershipPolicy.objects.count()

    vote(propose_policy(kit.today() + DAY), seat, Choice.NO)

    assert MembershipPolicy.objects.count() == before


def test_a_ballot_too_many_is_refused_by_the_database():
    ballot = BallotFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        BallotFactory(motion=ballot.motion, seat=ballot.seat)


@pytest.mark.parametrize(
    "broken",
    [
        {"outcome": Outcome.CARRIED},
        {"outcome": Outcome.WITHDRAWN, "closed_at": kit.now()},
        {"closed_at": kit.now()},
        {"outcome": Outcome.FAILED, "closed_at": kit.now(), "reason": Reason.TIE, "seats_count": 7},
        {"title_ar": "", "title_en": ""},
    ],
    ids=["carried at no time", "withdrawn by nobody", "closed without outcome", "not counted", "no title"],
)
def test_half_an_end_is_refused_by_the_database(broken):
    motion = MotionFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Motion.objects.filter(pk=motion.pk).update(**broken)
