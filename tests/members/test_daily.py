"""Who hears, besides themselves, that people of a province can become members."""

import pytest

import kit
from members import actions
from members.models import Notice
from tests.factories.committee import SeatFactory
from tests.factories.members import ServiceFactory, TeamFactory, member, staff

pytestmark = pytest.mark.django_db


def heard(person):
    return list(
        Notice.objects.filter(person=person, key__startswith="eligible:").values_list("body_en", flat=True)
    )


def test_the_representative_hears_of_their_province_alone_and_staff_where_the_seat_is_empty():
    taqadum, seated, empty = staff(), TeamFactory(), TeamFactory()
    holder = SeatFactory(
        province=seated.province, representative=member(province=seated.province)
    ).representative
    one, other = ServiceFactory(team=seated).person, ServiceFactory(team=empty).person

    actions.find_eligible(on=kit.today())
    actions.find_eligible(on=kit.today())

    assert heard(holder) == [str(one.name)]
    assert heard(taqadum) == [str(other.name)]


def test_nobody_is_told_of_themselves():
    team = TeamFactory()
    person = ServiceFactory(team=team).person
    SeatFactory(province=team.province, representative=person)

    actions.find_eligible(on=kit.today())

    assert heard(person) == []
