"""Dates as calendar programs read them: invitations, changes, cancellations, feeds (RFC 5545 and 5546)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from icalendar import Calendar, vCalAddress, vText
from icalendar import Event as Entry

from kit.clock import BAGHDAD
from kit.files.serving import disposition

MAKER = "-//Excellence Network//EN"
ASKED_AGAIN = datetime.timedelta(hours=6)  # how often a program reads a feed anew
CONTENT_TYPE = "text/calendar"


@dataclass(frozen=True)
class Guest:
    """Somebody who is asked to come; `is_needed` is false for those who may stay away."""

    address: str
    name: str = ""
    is_needed: bool = True


@dataclass(frozen=True)
class Event:
    """A date in somebody's calendar; the `uid` never changes, each change that people hear of has a higher
    `sequence`. `begins` and `ends` are aware instants, or days, the last one included."""

    uid: str
    title: str
    begins: datetime.datetime | datetime.date
    ends: datetime.datetime | datetime.date
    changed_at: datetime.datetime
    sequence: int = 0
    place: str = ""
    about: str = ""
    url: str = ""
    is_cancelled: bool = False


def invitation(event: Event, organiser: Guest, guests: Iterable[Guest]) -> str:
    """An invitation to all guests, or its cancellation, for a mail program to take into the calendar."""
    calendar = _calendar("CANCEL" if event.is_cancelled else "REQUEST")
    entry = _entry(event)
    entry["organizer"] = _person(organiser)
    for guest in guests:
        person = _person(guest)
        person.params["ROLE"] = vText("REQ-PARTICIPANT" if guest.is_needed else "OPT-PARTICIPANT")
        person.params["PARTSTAT"] = vText("NEEDS-ACTION")
        entry.add("attendee", person, encode=False)
    return _written(calendar, [entry])


def feed(name: str, events: Iterable[Event]) -> str:
    """A calendar to follow: all events under one name."""
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("name", name)
    calendar.add("refresh-interval", ASKED_AGAIN, parameters={"VALUE": "DURATION"})
    return _written(calendar, map(_entry, events))


def answer(content: str, name: str) -> HttpResponse:
    """The calendar as an answer to a browser or a calendar program; `name` without its ending."""
    headers = {"Content-Disposition": disposition(f"{name}.ics"), "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=f"{CONTENT_TYPE}; charset=utf-8", headers=headers)


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _entry(event: Event) -> Entry:
    entry = Entry()
    entry.add("uid", event.uid)
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", event.changed_at.astimezone(datetime.UTC))
    entry.add("last-modified", event.changed_at.astimezone(datetime.UTC))
    entry.add("summary", event.title)
    entry.add("dtstart", _time(event.begins))
    entry.add("dtend", _time(event.ends, is_end=True))
    entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    for name, value in (("location", event.place), ("description", event.about), ("url", event.url)):
        if value:
            entry.add(name, value)
    if not isinstance(event.begins, datetime.datetime):
        entry.add("transp", "TRANSPARENT")  # a term of three months leaves its days free
    return entry


def _time(value, is_end: bool = False):
    """Instants in Baghdad's time; the end of whole days is the day after the last (RFC 5545, 3.6.1)."""
    if isinstance(value, datetime.datetime):
        return value.astimezone(BAGHDAD)
    return value + datetime.timedelta(days=1) if is_end else value


def _person(guest: Guest) -> vCalAddress:
    person = vCalAddress(f"mailto:{guest.address}")
    if guest.name:
        person.params["CN"] = vText(guest.name)
    return person


def _written(calendar: Calendar, entries: Iterable[Entry]) -> str:
    for entry in entries:
        calendar.add_component(entry)
    calendar.add_missing_timezones()
    return calendar.to_ical().decode()
