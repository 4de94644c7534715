"""Seats and reviews for tests."""

import datetime

import factory

from committee.models import Review, Seat
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
    province = factory.SubFactory(ProvinceFactory)
    requested_by = factory.SubFactory(UserFactory)
    due_on = datetime.date(2026, 12, 1)
