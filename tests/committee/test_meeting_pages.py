"""Pages of meetings: the list, one page a meeting, its taps, minutes and action items."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

import kit
from committee.actions import agenda, propose_motion
from committee.models import Attendance, Meeting, Motion, Paper
from tests.factories.committee import BallotFactory
from tests.factories.meetings import (
    AgendaItemFactory,
    MeetingFactory,
    action,
    attend,
    committee,
    drafted,
    held,
    paper,
    under_way,
)
from tests.factories.members import ProvinceFactory, UserFactory, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def seats():
    return committee(4)


@pytest.fixture
def secretary(client, seats):
    """A representative who has signed in."""
    client.force_login(seats[0].representative)
    return seats[0].representative


def page_of(meeting):
    return reverse("committee:meeting", args=[meeting.pk])


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_names_of_those_present_lead_to_their_pages(client, secretary, seats):
    page = client.get(page_of(MeetingFactory())).content.decode()

    for seat in seats:
        assert reverse("members:person", args=[seat.representative.public_id]) in page


def past_meeting(n, by, seats):
    """A meeting so many months ago, with attendance, and an action item of another province."""
    meeting = held(by, days_ago=30 * n + 1, seats=seats)
    AgendaItemFactory(meeting=meeting, state="done")
    paper(item=AgendaItemFactory(meeting=MeetingFactory()))
    action(meeting, by, owner=UserFactory(), province=ProvinceFactory())
    return meeting


def moved(meeting, seat):
    """A motion of the seat, put to the vote, with its answer."""
    motion = propose_motion(
        kind="other", by=seat.representative, province=seat.province, title_en="X", meeting=meeting
    )
    Motion.objects.filter(pk=motion.pk).update(put_at=kit.now())
    BallotFactory(motion=motion, seat=seat)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    "make", [MeetingFactory, under_way, lambda: held(staff()), lambda: drafted(staff()).meeting]
)
def test_a_meeting_reads_well_in_every_state(client, secretary, seats, make, language):
    meeting = make()
    AgendaItemFactory(meeting=meeting)

    page = client.get(f"/{language}/committee/meetings/{meeting.pk}/")

    assert page.status_code == 200
    assert seats[3].representative.name_ar in page.content.decode()


def test_pages_cost_the_same_after_five_years(client, secretary, seats):
    by, meeting = staff(), under_way()
    attend(meeting, seats)
    addresses = [reverse("committee:meetings"), page_of(meeting), reverse("committee:actions")]
    past_meeting(1, by, seats)
    paper(item=AgendaItemFactory(meeting=meeting))
    moved(meeting, seats[0])
    few = [queries_of(client, address) for address in addresses]

    for n in range(2, 62):
        past_meeting(n, by, seats)
    for _ in range(29):
        paper(item=AgendaItemFactory(meeting=meeting))
    for _ in range(9):
        moved(meeting, seats[1])

    assert [queries_of(client, address) for address in addresses] == few
    assert few[1] <= 14
    assert max(few) <= 20


def test_the_next_meeting_is_called_on_a_page(client, secretary, seats):
    day = (kit.today() + datetime.timedelta(days=9)).isoformat()

    answer = client.post(
        reverse("committee:meeting_new"),
        {"starts_at": f"{day}T10:30", "minutes": "٩٠", "mode": "phone", "place": "07700000000"},
    )

    meeting = Meeting.objects.get()
    assert answer.url == page_of(meeting)
    assert meeting.ends_at - meeting.starts_at == datetime.timedelta(minutes=90)
    assert meeting.called_by == secretary


@pytest.mark.parametrize(("mode", "field"), [("online", "link"), ("phone", "place")])
def test_a_call_needs_its_number_and_an_online_meeting_its_link(client, secretary, mode, field):
    answer = client.post(
        reverse("committee:meeting_new"), {"starts_at": "2027-01-05T10:00", "minutes": "60", "mode": mode}
    )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_one_tap_records_attendance(client, secretary, seats):
    meeting = under_way()

    answer = client.post(
        reverse("committee:attendance", args=[meeting.pk]), {"seat": seats[1].pk, "status": "alternate"}
    )

    assert answer.url == f"{page_of(meeting)}#attendance"
    assert Attendance.objects.get().person == seats[1].alternate


def test_a_forged_tap_finds_nothing(client, secretary, seats):
    meeting = under_way()

    for given in ({}, {"seat": seats[0].pk, "status": "king"}, {"seat": 0, "status": "present"}):
        assert client.post(reverse("committee:attendance", args=[meeting.pk]), given).status_code == 404


def test_a_meeting_from_its_opening_to_its_minutes(client, secretary, seats):
    meeting = MeetingFactory()
    at = {"args": [meeting.pk]}

    client.post(reverse("committee:item_new", **at), {"title_en": "Budget", "minutes": "20"})
    client.post(reverse("committee:meeting_open", **at))
    item = meeting.items.get()
    client.post(reverse("committee:item_state", args=[item.pk]), {"state": "current"})
    client.post(
        reverse("committee:item", args=[item.pk]),
        {"title_en": "Budget", "minutes": "20", "outcome": "Agreed on a letter."},
    )
    client.post(
        reverse("committee:action_new", **at),
        {"text": "Write it", "owner": seats[1].representative_id, "due_on": "2027-03-01", "item": item.pk},
    )
    client.post(reverse("committee:meeting_close", **at))
    client.post(reverse("committee:minutes_draft", **at))

    meeting.refresh_from_db()
    text = meeting.record.newest.text_en
    assert meeting.is_held
    assert "Agreed on a letter." in text
    assert "- Write it" in text
    pdf = client.get(reverse("committee:minutes_pdf", args=[meeting.pk, "ar"]))
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")


def test_minutes_are_approved_from_the_page_of_the_next_meeting(client, secretary, seats):
    record, later = drafted(staff(), seats=seats), under_way()
    approve = reverse("committee:minutes_approve", args=[record.meeting_id])

    client.post(approve, {"at": later.pk})
    record.refresh_from_db()
    assert not record.is_locked
    attend(later, seats[:3])
    client.post(approve, {"at": later.pk})

    record.refresh_from_db()
    assert record.is_locked
    page = client.get(reverse("committee:minutes", args=[record.meeting_id]))
    assert "<textarea" not in page.content.decode()


def test_an_action_item_without_owner_is_said_above_its_field(client, secretary):
    meeting = under_way()

    answer = client.post(
        reverse("committee:action_new", args=[meeting.pk]), {"text": "x", "due_on": "2027-03-01"}
    )

    assert answer.status_code == 422
    assert "owner" in answer.context["action_form"].errors


def test_an_owner_without_a_seat_sees_and_finishes_their_own_item_alone(client, seats):
    owner, by = UserFactory(), staff()
    mine, other = (
        action(held(by, days_ago=days), by, owner=who) for days, who in ((30, owner), (31, UserFactory()))
    )
    client.force_login(owner)

    client.post(reverse("committee:action_done", args=[mine.pk]))
    mine.refresh_from_db()

    assert mine.done_by == owner
    assert client.post(reverse("committee:action_done", args=[other.pk])).status_code == 404
    assert list(client.get(reverse("committee:actions")).context["open"]) == []


def test_papers_are_checked_and_read_by_seats_alone(client, secretary):
    item = AgendaItemFactory()
    address = reverse("committee:item_paper", args=[item.pk])

    refused = client.post(address, {"paper": SimpleUploadedFile("a.exe", b"MZ")})
    kept = client.post(address, {"paper": SimpleUploadedFile("موازنة.txt", "نص".encode())})

    assert (refused.status_code, kept.status_code) == (422, 302)
    found = Paper.objects.get()
    assert b"".join(client.get(found.get_absolute_url()).streaming_content).decode() == "نص"
    client.force_login(UserFactory())
    assert client.get(found.get_absolute_url()).status_code == 404


def test_the_same_paper_twice_is_kept_once():
    item = AgendaItemFactory()

    assert paper(item=item) == paper(item=item)


def test_the_calendar_of_a_meeting_is_a_file(client, secretary):
    meeting = MeetingFactory()
    agenda.add_item(meeting=meeting, by=secretary, title_ar="الموازنة")

    answer = client.get(reverse("committee:meeting_calendar", args=[meeting.pk]))

    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("dtstart") == meeting.starts_at
    assert "الموازنة" in event["description"]


def test_a_cancelled_meeting_says_why(client, secretary):
    meeting = MeetingFactory()

    client.post(reverse("committee:meeting_cancel", args=[meeting.pk]), {"why": "عطلة رسمية"})

    assert "عطلة رسمية" in client.get(page_of(meeting)).content.decode()
