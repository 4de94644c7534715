"""Meetings of the POCC for tests: a committee of provinces, meetings to come and meetings that were held."""

import datetime

import factory
from django.core.files.uploadedfile import SimpleUploadedFile

import kit
from committee.actions import agenda, follow_up, meetings, minutes
from committee.models import AgendaItem, Meeting
from kit.clock import BAGHDAD
from tests.factories.committee import SeatFactory
from tests.factories.members import UserFactory, staff

TWO_HOURS = datetime.timedelta(hours=2)


class MeetingFactory(factory.django.DjangoModelFactory):
    """To come, in a week."""

    class Meta:
        model = Meeting

    starts_at = factory.LazyFunction(lambda: at_ten(kit.today() + datetime.timedelta(days=7)))
    ends_at = factory.LazyAttribute(lambda meeting: meeting.starts_at + TWO_HOURS)
    place = "ديوان محافظة بابل"


class AgendaItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    position = factory.Sequence(lambda n: n + 1)
    title_ar = factory.Sequence(lambda n: f"موضوع {n}")
    title_en = factory.Sequence(lambda n: f"Topic {n}")


def at_ten(day):
    return datetime.datetime.combine(day, datetime.time(10), tzinfo=BAGHDAD)


def committee(count=3):
    """So many open seats, each with an alternate."""
    return [SeatFactory(alternate=UserFactory()) for _ in range(count)]


def attend(meeting, seats, status="present", by=None):
    """The seats are there, or are not."""
    by = by or staff()
    for seat in seats:
        meetings.record_attendance(meeting=meeting, seat=seat, status=status, by=by)


def under_way(**fields):
    """A meeting that was opened."""
    return MeetingFactory(opened_at=kit.now(), **fields)


def held(by, days_ago=30, seats=(), **fields):
    """A meeting that was held so many days ago, all seats present."""
    starts_at = at_ten(kit.today() - datetime.timedelta(days=days_ago))
    meeting = MeetingFactory(starts_at=starts_at, opened_at=starts_at, **fields)
    attend(meeting, seats, by=by)
    Meeting.objects.filter(pk=meeting.pk).update(state="held", closed_at=meeting.ends_at)
    meeting.refresh_from_db()
    return meeting


def drafted(by, **fields):
    """The draft of minutes of a held meeting."""
    return minutes.draft_minutes(meeting=held(by, **fields), by=by).minutes


def action(meeting, by, **fields):
    """An action item of the meeting, due in two weeks unless told otherwise."""
    given = {"text": "اكتب المسودة", "owner": UserFactory(), "due_on": follow_up.usual_due(kit.today())}
    return follow_up.add_action(meeting=meeting, by=by, **{**given, **fields})


def paper(**fields):
    """A paper beside a topic."""
    item = fields.pop("item", None) or AgendaItemFactory()
    upload = SimpleUploadedFile("موازنة.txt", "الموازنة".encode())
    return agenda.attach_paper(item=item, upload=upload, by=staff(), **fields)
