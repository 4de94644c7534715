"""Terms and orders for tests."""

import factory

import kit
from chairs import actions
from chairs.models import OrderPlace, RotationOrder, Term
from committee.models import MotionKind
from kit.quarter import Quarter
from tests.factories.committee import MotionFactory, SeatFactory, decided
from tests.factories.members import ProvinceFactory, member


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Term

    quarter = factory.LazyFunction(lambda: Quarter.of(kit.today()))
    province = factory.SubFactory(ProvinceFactory)
    state = Term.State.ACTIVE


def proposed(provinces, from_quarter, motion=None):
    """An order before the POCC, or one on which it has voted."""
    motion = motion or MotionFactory(kind=MotionKind.ROTATION_ORDER)
    order = RotationOrder.objects.create(motion=motion, from_quarter=from_quarter)
    for position, province in enumerate(provinces, 1):
        OrderPlace.objects.create(order=order, position=position, province=province)
    return order


def order_set(provinces, from_quarter):
    """An order whose motion was carried, with the coming terms written down."""
    order = proposed(provinces, from_quarter, decided(kind=MotionKind.ROTATION_ORDER))
    actions.end_motion(order.motion)
    return RotationOrder.objects.get(pk=order.pk)


def seated(count=4):
    """[(province, its representative)]"""
    made = [ProvinceFactory() for _ in range(count)]
    return made, [
        SeatFactory(province=province, representative=member(province)).representative for province in made
    ]
