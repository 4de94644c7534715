"""Terms for tests."""

import factory

import kit
from chairs.models import Term
from kit.quarter import Quarter
from tests.factories.members import ProvinceFactory


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Term

    quarter = factory.LazyFunction(lambda: Quarter.of(kit.today()))
    province = factory.SubFactory(ProvinceFactory)
    state = Term.State.ACTIVE
