"""Who serves in the team of their province no more holds its seat no more."""

import datetime

import pytest

import kit
from committee.models import Seat
from committee.tasks import end_holding
from members import actions
from members.models import Notice, Service
from tests.factories.chairs import TermFactory
from tests.factories.committee import SeatFactory
from tests.factories.members import ServiceFactory, TeamFactory, staff

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def serving(team=None, **fields):
    """A seat whose representative serves in a team of its province."""
    service = ServiceFactory(team=team or TeamFactory())
    seat = SeatFactory(province=service.team.province, representative=service.person, **fields)
    return seat, service


def is_open(seat):
    return Seat.objects.open(kit.today()).filter(pk=seat.pk).exists()


def told(person):
    return list(Notice.objects.filter(person=person).values_list("title_en", flat=True))


def test_a_service_that_has_ended_ends_the_seat_and_staff_and_person_hear_of_it():
    (seat, service), helper = serving(), staff()

    actions.end(service=service, by=helper, on=kit.today() - DAY)

    assert not is_open(seat)
    assert f"The seat of {seat.province.name_en} in the POCC is vacant" in told(helper)
    assert any(title.startswith("The last day of your service in") for title in told(service.person))


def test_who_ends_their_own_service_is_not_told_what_they_know():
    _seat, service = serving()

    actions.end(service=service, by=service.person, on=kit.today() - DAY)

    assert told(service.person) == []


def test_another_service_in_the_province_keeps_the_seat_and_so_does_one_s_seat_elsewhere():
    seat, service = serving()
    second = ServiceFactory(person=service.person, team=service.team, role="sponsor")
    elsewhere = ServiceFactory(person=service.person)
    other = SeatFactory(province=elsewhere.team.province, representative=service.person)
    term = TermFactory()
    term.editors.add(service.person)

    actions.end(service=service, by=staff(), on=kit.today() - DAY)
    assert is_open(seat)
    actions.end(service=second, by=staff(), on=kit.today() - DAY)

    assert (is_open(seat), is_open(other)) == (False, True)
    assert list(term.editors.all()) == [service.person]


def test_a_last_day_to_come_ends_the_seat_once_it_has_passed(moved_clock):
    seat, service = serving()
    alternate = ServiceFactory(team=service.team).person
    Seat.objects.filter(pk=seat.pk).update(alternate=alternate)

    actions.end(service=service, by=service.person, on=kit.today())
    assert end_holding() == 0
    moved_clock(kit.now() + 3 * DAY)

    assert [end_holding(), end_holding()] == [1, 0]
    seat.refresh_from_db()
    assert (seat.representative, seat.alternate, is_open(seat)) == (alternate, None, True)


def test_a_seat_passes_to_nobody_who_serves_no_more(moved_clock):
    seat, service = serving()
    Seat.objects.filter(pk=seat.pk).update(alternate=ServiceFactory(team=service.team).person)
    Service.objects.update(until_on=kit.today())
    moved_clock(kit.now() + DAY)

    assert end_holding() == 2
    assert not is_open(seat)
