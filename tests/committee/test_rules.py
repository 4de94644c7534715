"""Who may decide on a review, as a table."""

import datetime

import pytest

from committee import rules
from tests.factories.committee import ReviewFactory, SeatFactory
from tests.factories.members import UserFactory, member, staff

pytestmark = pytest.mark.django_db


def seat_of_another(review):
    return SeatFactory().representative


def alternate_of_another(review):
    return SeatFactory(alternate=UserFactory()).alternate


def seat_of_its_own(review):
    return SeatFactory(province=review.province).representative


def closed_seat(review):
    return SeatFactory(until_on=datetime.date(2026, 1, 1)).representative


def who_asked(review):
    SeatFactory(representative=review.requested_by)
    return review.requested_by


@pytest.mark.parametrize(
    ("who", "may"),
    [
        (seat_of_another, True),
        (alternate_of_another, True),
        (seat_of_its_own, False),
        (closed_seat, False),
        (who_asked, False),
        (lambda review: member(), False),
        (lambda review: staff(), False),
    ],
)
def test_who_may_decide(who, may):
    review = ReviewFactory()

    assert rules.may_decide(who(review), review) is may
