"""Whoever leaves, rests or is erased holds no office any more, and those concerned hear of it."""

import datetime

import pytest

import kit
from committee.models import Seat
from members import actions
from members.models import AuditEvent, Erasure, Notice
from members.registries import person_changed
from members.rules import offices_on
from tests.factories.chairs import TermFactory
from tests.factories.committee import SeatFactory
from tests.factories.members import UserFactory, member, staff

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def disable(person):
    actions.disable(person=person, by=staff(), reason="left the province")


def suspend(person):
    actions.suspend(person=person, by=SeatFactory(representative=member()).representative, reason="a reason")


def erase(person):
    asked = actions.ask_erasure(person=person, by=person)
    Erasure.objects.filter(pk=asked.pk).update(due_at=kit.now())
    assert actions.erase_due(at=kit.now()) == 1


WAYS = pytest.mark.parametrize("leave", [disable, suspend, erase])


def told(person):
    return list(Notice.objects.filter(person=person).values_list("title_en", flat=True))


def test_the_apps_that_give_offices_listen():
    assert person_changed.keys() == ["chairs", "committee"]


@WAYS
def test_a_seat_without_an_alternate_falls_vacant(leave):
    helper, person = staff(), member()
    seat = SeatFactory(representative=person)

    leave(person)

    seat.refresh_from_db()
    assert seat.until_on == kit.today() - DAY
    assert not Seat.objects.open(kit.today()).filter(pk=seat.pk).exists()
    assert f"The seat of {seat.province.name_en} in the POCC is vacant" in told(helper)
    assert AuditEvent.objects.filter(verb="seat.vacant").exists()


@WAYS
def test_a_seat_passes_to_its_alternate_who_hears_of_it(leave):
    person, alternate = member(), UserFactory()
    seat = SeatFactory(representative=person, alternate=alternate)

    leave(person)

    seat.refresh_from_db()
    assert (seat.representative, seat.alternate, seat.until_on) == (alternate, None, None)
    assert f"The seat of {seat.province.name_en} in the POCC passes to its alternate" in told(alternate)
    assert seat.history.count() == 2


@WAYS
def test_an_alternate_leaves_the_seat_as_it_is(leave):
    person = member()
    seat = SeatFactory(alternate=person)

    leave(person)

    seat.refresh_from_db()
    assert (seat.alternate, seat.until_on) == (None, None)
    assert told(seat.representative) == [
        f"The seat of {seat.province.name_en} in the POCC has no alternate any more"
    ]


def test_a_seat_that_ended_stays_as_it_was_and_one_to_come_does_not_begin():
    person = member()
    past = SeatFactory(representative=person, until_on=kit.today() - DAY)
    coming = SeatFactory(representative=person, since_on=kit.today() + DAY)

    disable(person)

    assert past.history.count() == 1
    coming.refresh_from_db()
    assert coming.until_on == coming.since_on


@WAYS
def test_editors_and_coaches_leave_terms_that_are_not_over(leave):
    helper, person = staff(), member()
    running, over = TermFactory(coach=person), TermFactory(state="completed", quarter="2013-Q3")
    running.editors.add(person)
    over.editors.add(person)

    leave(person)

    running.refresh_from_db()
    assert running.coach is None
    assert not running.editors.exists()
    assert list(over.editors.all()) == [person]
    assert any(title.startswith("An editor of") for title in told(helper))


@WAYS
def test_no_office_is_left(leave):
    person = member()
    SeatFactory(representative=person)
    SeatFactory(alternate=person)
    TermFactory().editors.add(person)

    leave(person)

    assert offices_on(kit.today(), person) == []
