"""A private calendar: meetings of one's seat, terms and duties, at an address that can be made anew."""

import pytest
from django.urls import reverse
from django.utils.translation import override
from icalendar import Calendar

import kit
from chairs.actions.calendar import renew_address
from chairs.models import CalendarAddress, Duty
from kit.quarter import Quarter
from members.models import AuditEvent
from tests.factories.chairs import order_set, seated
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.factories.members import member, staff

pytestmark = pytest.mark.django_db


def feed(client, key, language="en"):
    client.logout()
    return client.get(f"/ics/mine/{key}.{language}.ics")


def events(answer):
    assert answer.headers["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_it_holds_the_meetings_of_my_seat_my_terms_and_their_duties(client):
    provinces, representatives = seated(3)
    order_set(provinces, Quarter.of(kit.today()).next)
    meeting = AgendaItemFactory(meeting=MeetingFactory()).meeting

    found = events(feed(client, renew_address(person=representatives[1]).key))

    assert len(found) == 2 + len(Duty)
    assert [e.decoded("dtstart") for e in found].count(meeting.starts_at) == 1
    with override("en"):
        owed = {f"Until today: {duty.label}" for duty in Duty}
    assert owed <= {str(event["summary"]) for event in found}


@pytest.mark.parametrize("who", [member, staff])
def test_who_holds_no_seat_has_no_meetings_in_it(client, who):
    MeetingFactory()

    assert events(feed(client, renew_address(person=who()).key)) == []


def test_a_new_address_ends_the_old_one(client):
    person = member()
    client.force_login(person)
    assert "/ics/" not in client.get("/en/chairs/calendar/").content.decode()

    client.post(reverse("chairs:calendar_renew"))
    old = CalendarAddress.objects.get().key
    assert old in client.get("/en/chairs/calendar/").content.decode()
    client.post(reverse("chairs:calendar_renew"))
    new = CalendarAddress.objects.get().key

    assert [feed(client, key).status_code for key in (old, new)] == [404, 200]
    assert feed(client, new, "xx").status_code == 404
    assert AuditEvent.objects.filter(verb="calendar.address").count() == 2


def test_whoever_is_disabled_has_no_calendar(client):
    person = member()
    key = renew_address(person=person).key
    person.is_active = False
    person.save()

    assert feed(client, key).status_code == 404


@pytest.mark.parametrize("count", [1, 20])
def test_the_calendar_asks_the_same_of_the_database(client, count, django_assert_num_queries):
    _provinces, representatives = seated(1)
    for _ in range(count):
        AgendaItemFactory(meeting=MeetingFactory())
    key = renew_address(person=representatives[0]).key

    with django_assert_num_queries(5):
        client.get(f"/ics/mine/{key}.en.ics")


def test_staff_see_who_has_an_address_and_never_the_address(client):
    _provinces, representatives = seated(1)
    address = renew_address(person=representatives[0])
    client.force_login(staff())
    paths = ("", f"{address.pk}/change/", "export/")
    pages = [client.get(f"/en/admin/chairs/calendaraddress/{path}") for path in paths]

    assert representatives[0].name_ar in pages[0].content.decode()
    assert not [page for page in pages if address.key in page.content.decode()]
    assert pages[2].status_code != 200  # there is nothing to export it by
