"""Calendars are read back as a calendar program would."""

import datetime
from dataclasses import replace

import pytest
from icalendar import Calendar

from kit.calendars import Event, Guest, answer, feed, invitation
from kit.clock import BAGHDAD

MEETING = Event(
    uid="meeting-7@network.example",
    title="اجتماع اللجنة، تشرين الثاني; الدورة 7",
    begins=datetime.datetime(2026, 11, 3, 7, 0, tzinfo=datetime.UTC),
    ends=datetime.datetime(2026, 11, 3, 8, 30, tzinfo=datetime.UTC),
    changed_at=datetime.datetime(2026, 10, 20, 9, 0, tzinfo=datetime.UTC),
    place="ديوان محافظة بابل",
    about="جدول الأعمال:\n1. المحضر\n2. المحور",
    url="https://network.example/ar/committee/meetings/7/",
)
OFFICE = Guest("network@network.example", "شبكة التميز")
GUESTS = [Guest("noor@babil.example", "نور صباح, بابل"), Guest("ali@basra.example", is_needed=False)]


def read(text):
    return Calendar.from_ical(text)


def only_event(calendar):
    (event,) = calendar.walk("VEVENT")
    return event


def test_an_invitation_says_what_when_where_and_who():
    calendar = read(invitation(MEETING, OFFICE, GUESTS))

    event = only_event(calendar)
    assert (calendar["method"], event["status"], event["sequence"]) == ("REQUEST", "CONFIRMED", 0)
    assert (event["uid"], event["summary"], event["location"]) == (MEETING.uid, MEETING.title, MEETING.place)
    assert event["description"] == MEETING.about
    assert event.decoded("dtstart") == MEETING.begins
    assert event.decoded("dtend") == MEETING.ends
    assert (event["organizer"], event["organizer"].params["CN"]) == (
        "mailto:network@network.example",
        "شبكة التميز",
    )
    needed, free = event["attendee"]
    assert (needed, needed.params["CN"], needed.params["ROLE"]) == (
        "mailto:noor@babil.example",
        "نور صباح, بابل",
        "REQ-PARTICIPANT",
    )
    assert (free, free.params["ROLE"]) == ("mailto:ali@basra.example", "OPT-PARTICIPANT")


def test_one_guest_is_one_guest():
    event = only_event(read(invitation(MEETING, OFFICE, GUESTS[:1])))

    assert str(event["attendee"]) == "mailto:noor@babil.example"


def test_the_time_zone_comes_along():
    text = invitation(MEETING, OFFICE, GUESTS)

    (zone,) = read(text).walk("VTIMEZONE")
    assert zone["tzid"] == "Asia/Baghdad"
    assert "DTSTART;TZID=Asia/Baghdad:20261103T100000" in text


def test_a_change_is_the_same_event_with_a_higher_number():
    later = replace(MEETING, begins=MEETING.begins + datetime.timedelta(days=1), sequence=1)

    first, second = (only_event(read(invitation(one, OFFICE, GUESTS))) for one in (MEETING, later))

    assert first["uid"] == second["uid"]
    assert (first["sequence"], second["sequence"]) == (0, 1)


def test_a_cancellation_is_one_for_every_program():
    calendar = read(invitation(replace(MEETING, sequence=2, is_cancelled=True), OFFICE, GUESTS))

    event = only_event(calendar)
    assert (calendar["method"], event["status"], event["sequence"]) == ("CANCEL", "CANCELLED", 2)


def test_a_feed_holds_all_events_under_its_name():
    days = Event(
        uid="term-1@network.example",
        title="بابل ترأس الشبكة",
        begins=datetime.date(2026, 10, 1),
        ends=datetime.date(2026, 12, 31),
        changed_at=MEETING.changed_at,
    )

    calendar = read(feed("الاجتماعات", [MEETING, days]))

    meeting, term = calendar.walk("VEVENT")
    assert (calendar["method"], calendar["x-wr-calname"]) == ("PUBLISH", "الاجتماعات")
    assert calendar.decoded("refresh-interval") == datetime.timedelta(hours=6)
    assert meeting["uid"] == MEETING.uid
    assert (term.decoded("dtstart"), term.decoded("dtend")) == (
        datetime.date(2026, 10, 1),
        datetime.date(2027, 1, 1),
    )


def test_an_empty_feed_is_a_calendar():
    assert read(feed("Meetings", []))["version"] == "2.0"


def test_lines_are_folded_for_every_program():
    lines = invitation(replace(MEETING, about="كلمة " * 300), OFFICE, GUESTS).encode().split(b"\r\n")

    assert max(map(len, lines)) <= 75


@pytest.mark.parametrize("hostile", ["Hall\r\nATTENDEE:mailto:x@evil.example", "Hall\nEND:VEVENT"])
def test_words_of_people_stay_words(hostile):
    event = only_event(read(invitation(replace(MEETING, place=hostile), OFFICE, [])))

    assert "attendee" not in event
    assert event["location"].replace("\r", "") == hostile.replace("\r", "")


def test_the_answer_is_a_file_that_calendars_open():
    response = answer(feed("الاجتماعات", [MEETING]), "اجتماعات")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "filename*=UTF-8''" in response["Content-Disposition"]
    assert read(response.content.decode())["method"] == "PUBLISH"
    assert MEETING.begins.astimezone(BAGHDAD).hour == 10
