"""What must never be false of seats and reviews."""

import datetime

import pytest
from django.db import IntegrityError, transaction

import kit
from committee.models import Outcome, Review, Seat
from tests.factories.committee import ReviewFactory, SeatFactory
from tests.factories.members import LONG_AGO, UserFactory

pytestmark = pytest.mark.django_db


def test_a_province_has_one_open_seat():
    seat = SeatFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        SeatFactory(province=seat.province)


def test_a_closed_seat_makes_room():
    seat = SeatFactory(until_on=datetime.date(2026, 1, 1))

    assert SeatFactory(province=seat.province, since_on=datetime.date(2026, 1, 2)).pk


def test_two_seats_of_a_province_share_no_day():
    seat = SeatFactory(until_on=datetime.date(2026, 1, 1))

    with pytest.raises(IntegrityError), transaction.atomic():
        SeatFactory(province=seat.province, since_on=datetime.date(2026, 1, 1))


def test_the_alternate_is_another_person():
    person = UserFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        SeatFactory(representative=person, alternate=person)


def test_open_seats_on_a_day():
    seat = SeatFactory(until_on=datetime.date(2026, 11, 23))

    assert seat in Seat.objects.open(datetime.date(2026, 11, 23))
    assert seat not in Seat.objects.open(datetime.date(2026, 11, 24))
    assert seat not in Seat.objects.open(LONG_AGO - datetime.timedelta(days=1))


def test_nobody_decides_what_they_asked_for():
    review = ReviewFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(
            outcome=Outcome.APPROVED, decided_by=review.requested_by, decided_at=kit.now()
        )


def test_a_decision_is_whole():
    review = ReviewFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(outcome=Outcome.APPROVED)


def test_a_refusal_has_a_reason():
    review = ReviewFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(
            outcome=Outcome.DECLINED, decided_by=UserFactory(), decided_at=kit.now(), comment=""
        )
