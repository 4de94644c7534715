"""Whoever comes to hold a seat is invited to the meetings ahead; for whose seat ends they are taken out."""

import datetime

import pytest

import kit
from committee.actions import meetings
from committee.actions import seats as verbs
from members import actions as members
from tests.factories.committee import SeatFactory
from tests.factories.meetings import MeetingFactory, at_ten
from tests.factories.members import ApplicationFactory, ServiceFactory, TeamFactory, UserFactory, staff
from tests.mails import calendar_in, mails_to

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def team():
    return TeamFactory(self_assessed_on=kit.today() - 30 * DAY)


def serving(team):
    return ServiceFactory(team=team, person=UserFactory(language="en")).person


@pytest.fixture
def seat(team):
    return SeatFactory(province=team.province, representative=serving(team), alternate=serving(team))


@pytest.fixture
def meeting():
    """In a week; one is over and one was called off."""
    MeetingFactory(starts_at=at_ten(kit.today() - 7 * DAY))
    MeetingFactory(state="cancelled", cancelled_because="x")
    return MeetingFactory(starts_at=at_ten(kit.today() + 7 * DAY))


def calendars(person):
    """What calendars were told: [(method, sequence)], all of one event."""
    found = [calendar_in(mail) for mail in mails_to(person.email) if "text/calendar" in str(mail)]
    assert len({event["uid"] for _, event in found}) <= 1
    return [(method, event["sequence"]) for method, event in found]


def test_who_opens_a_seat_is_invited(team, meeting):
    people = serving(team), serving(team)

    verbs.open_seat(province=team.province, representative=people[0], alternate=people[1], by=staff())

    for person, role in zip(people, ("REQ-PARTICIPANT", "OPT-PARTICIPANT"), strict=True):
        assert calendars(person) == [("REQUEST", 1)]
        _, event = calendar_in(mails_to(person.email)[-1])
        assert event["uid"].startswith(f"committee-meeting-{meeting.pk}@")
        assert event["attendee"].params["ROLE"] == role


def test_a_seat_handed_over_before_the_meeting_changes_who_comes(team, seat, meeting):
    new = serving(team)

    verbs.hand_over(seat=seat, representative=new, alternate=seat.alternate, by=staff(), on=kit.today() + DAY)

    assert calendars(new) == [("REQUEST", 1)]
    assert calendars(seat.representative) == [("CANCEL", 1)]
    assert calendars(seat.alternate) == []
    mail = mails_to(seat.representative.email)[-1]
    assert mail["subject"].startswith("Your invitation is withdrawn")
    assert seat.province.name_en in mail.get_body(("plain",)).get_content()


def test_a_seat_handed_over_after_the_meeting_changes_nothing_of_it(team, seat, meeting):
    new = serving(team)

    verbs.hand_over(seat=seat, representative=new, by=staff(), on=kit.today() + 8 * DAY)

    meeting.refresh_from_db()
    assert (calendars(new), calendars(seat.representative), meeting.sequence) == ([], [], 0)


def test_a_closed_seat_takes_its_meetings_out(seat, meeting):
    verbs.close_seat(seat=seat, by=staff())

    for person in (seat.representative, seat.alternate):
        assert calendars(person) == [("CANCEL", 1)]


def test_who_is_named_again_is_invited_again_and_a_change_reaches_all(team, seat, meeting):
    first, by = seat.alternate, staff()

    for alternate in (serving(team), first):
        verbs.name_alternate(seat=seat, alternate=alternate, by=by)
    meetings.cancel(meeting=meeting, by=by, why="x")

    assert calendars(first) == [("CANCEL", 1), ("REQUEST", 2), ("CANCEL", 3)]
    assert calendars(alternate) == calendars(first)
    assert calendars(seat.representative) == [("CANCEL", 3)]


def test_a_seat_that_passes_welcomes_the_new_representative(seat, meeting):
    was, new = seat.representative, seat.alternate
    ApplicationFactory(person=was, province=seat.province)

    members.suspend(person=was, by=SeatFactory().representative, reason="a reason")

    assert calendars(was) == [("CANCEL", 1)]
    assert calendars(new) == []
    said = [mail.get_body(("plain",)).get_content() for mail in mails_to(new.email)]
    assert any(f"you represent {seat.province.name_en} in the POCC" in text for text in said)
