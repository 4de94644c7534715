"""Who holds a seat and comes to belong to Taqadum neither votes nor decides any more."""

import pytest
from django.core.exceptions import PermissionDenied

import kit
from committee import actions, rules
from members import actions as members
from members.registries import Office
from members.rules import may_decide_application, offices_on, seats_of
from tests.factories.committee import MotionFactory, ReviewFactory, SeatFactory
from tests.factories.members import ProvinceFactory, UserFactory, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat():
    """Its representative belongs to Taqadum since a moment ago."""
    seat = SeatFactory(alternate=UserFactory())
    seat.representative.is_staff = True
    seat.representative.save()
    return seat


def test_they_do_not_vote_and_the_alternate_does(seat):
    motion = MotionFactory()

    with pytest.raises(PermissionDenied):
        actions.cast(motion=motion, seat=seat, by=seat.representative, choice="yes", channel="page")
    actions.cast(motion=motion, seat=seat, by=seat.alternate, choice="yes", channel="page")

    assert not rules.may_propose(seat.representative)


def test_they_decide_no_review(seat):
    review = ReviewFactory()

    assert rules.part_in(seat.representative, review).judging == ()
    with pytest.raises(PermissionDenied):
        actions.decide(review=review, by=seat.representative, outcome="declined", comment="No.")
    assert rules.may_decide(seat.alternate, review)


def test_they_decide_no_application_while_another_seat_can(seat):
    application = waiting(UserFactory(), ProvinceFactory())
    SeatFactory()

    assert not may_decide_application(seat.representative, application)
    with pytest.raises(PermissionDenied):
        members.decline(application=application, by=seat.representative, text="No.")
    assert may_decide_application(seat.alternate, application)


def test_the_office_is_the_alternate_s_alone(seat):
    assert seats_of(seat.representative) == []
    assert [office.kind for office in offices_on(kit.today())] == [Office.ALTERNATE]
