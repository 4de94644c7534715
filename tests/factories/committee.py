"""Seats, reviews and motions for tests."""

import datetime

import factory

import kit
from committee import actions
from committee.models import (
    Ballot,
    Checklist,
    Motion,
    MotionKind,
    Outcome,
    Review,
    ReviewAnswer,
    ReviewAssignment,
    ReviewKind,
    RuleDecision,
    Seat,
    VotingRule,
)
from tests.factories.members import LONG_AGO, ProvinceFactory, UserFactory


class SeatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Seat

    province = factory.SubFactory(ProvinceFactory)
    representative = factory.SubFactory(UserFactory)
    since_on = LONG_AGO


class ReviewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Review

    kind = "test.subject"
    title_ar = factory.Sequence(lambda n: f"موضوع {n}")
    title_en = factory.Sequence(lambda n: f"Subject {n}")
    path = "library/"
    subject = factory.Sequence(lambda n: f"library/{n}/")
    province = factory.SubFactory(ProvinceFactory)
    requested_by = factory.SubFactory(UserFactory)
    due_on = datetime.date(2026, 12, 1)


class ChecklistFactory(factory.django.DjangoModelFactory):
    """Two points: the first is required."""

    class Meta:
        model = Checklist
        skip_postgeneration_save = True

    kind = ReviewKind.ITEM
    effective_from = factory.Sequence(lambda n: datetime.date(2014, 1, 1) + datetime.timedelta(days=n))

    @factory.post_generation
    def points(self, create, extracted, **given):
        for position, is_required in enumerate((True, False), 1):
            self.points.create(
                position=position,
                words_ar=f"نقطة {position}",
                words_en=f"Point {position}",
                is_required=is_required,
            )


class AssignmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReviewAssignment

    review = factory.SubFactory(ReviewFactory)
    seat = factory.SubFactory(SeatFactory)
    remind_on = datetime.date(2026, 12, 1)
    lapses_on = datetime.date(2026, 12, 4)


class VotingRuleFactory(factory.django.DjangoModelFactory):
    """More than half must take part, and more than half of them be in favour, unless told otherwise."""

    class Meta:
        model = VotingRule

    effective_from = factory.Sequence(lambda n: datetime.date(2014, 1, 1) + datetime.timedelta(days=n))
    kinds = [MotionKind.OTHER]
    words_ar, words_en = "قاعدة", "A rule"


class MotionFactory(factory.django.DjangoModelFactory):
    """Open since yesterday, for two more days."""

    class Meta:
        model = Motion

    kind = MotionKind.OTHER
    proposer = factory.SubFactory(UserFactory)
    title_ar = factory.Sequence(lambda n: f"اقتراح {n}")
    title_en = factory.Sequence(lambda n: f"Motion {n}")
    opens_at = factory.LazyFunction(lambda: kit.now() - datetime.timedelta(days=1))
    closes_at = factory.LazyFunction(lambda: kit.now() + datetime.timedelta(days=2))
    voting_rule = factory.LazyFunction(lambda: VotingRule.objects.in_force(MotionKind.OTHER, kit.today()))


class RuleDecisionFactory(factory.django.DjangoModelFactory):
    """What a motion proposes: another way of counting all that no other rule names."""

    class Meta:
        model = RuleDecision

    motion = factory.SubFactory(MotionFactory, kind=MotionKind.VOTING_RULE)
    effective_from = factory.LazyFunction(lambda: kit.today() + datetime.timedelta(days=9))
    words_ar, words_en = "قاعدة", "A rule"


class BallotFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Ballot

    motion = factory.SubFactory(MotionFactory)
    seat = factory.SubFactory(SeatFactory)
    choice = Ballot.Choice.YES
    cast_by = factory.LazyAttribute(lambda ballot: ballot.seat.representative)
    channel = Ballot.Channel.PAGE


def all_met(review):
    """What a reviewer answers who finds every point of the review's checklist met."""
    points = review.checklist.points.all() if review.checklist else []
    return dict.fromkeys(points, (ReviewAnswer.State.MET, ""))


def approve(review, seat=None):
    """Approved by the seat, a new one where none is named, with every point of the checklist met."""
    by = (seat or SeatFactory()).representative
    return actions.decide(review=review, by=by, outcome=Outcome.APPROVED, answers=all_met(review))


def decided(outcome=Motion.Outcome.CARRIED, **fields):
    """A motion that was closed yesterday with four for and one against of seven seats."""
    counted = {"yes_count": 4, "no_count": 1, "abstain_count": 0, "recuse_count": 0, "seats_count": 7}
    reason = Motion.Reason.MAJORITY if outcome == Motion.Outcome.CARRIED else Motion.Reason.NO_MAJORITY
    at = kit.now() - datetime.timedelta(days=1)
    days = {"opens_at": at - datetime.timedelta(days=5), "closes_at": at}
    return MotionFactory(
        **(days | counted | {"outcome": outcome, "reason": reason, "closed_at": at} | fields)
    )
