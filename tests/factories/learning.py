"""Series of learning."""

import datetime

import factory

from library.models import Kind, Series, SeriesStep
from tests.factories.library import published
from tests.factories.members import UserFactory

THURSDAY = datetime.date(2026, 10, 1)


class SeriesFactory(factory.django.DjangoModelFactory):
    """Every second Thursday, without a step."""

    class Meta:
        model = Series

    title_ar = factory.Sequence(lambda n: f"سلسلة {n}")
    title_en = factory.Sequence(lambda n: f"Series {n}")
    starts_on = THURSDAY
    every_weeks = 2
    created_by = factory.SubFactory(UserFactory)


def series(steps=2, added_on=THURSDAY, **fields):
    """With so many published articles waiting."""
    made = SeriesFactory(**fields)
    for position in range(steps):
        item = published(kind=Kind.ARTICLE, is_public=False, title_en=f"Article {position}")
        SeriesStep.objects.create(series=made, position=position, item=item, added_on=added_on)
    return made
