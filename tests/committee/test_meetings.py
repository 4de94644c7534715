"""Meetings: dates by the rule, invitations for calendars, attendance and quorum, topics carried over."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

import kit
from committee import meeting_dates
from committee.actions import agenda
from committee.actions import meetings as verbs
from committee.models import AgendaItem, Attendance, Meeting, MeetingRule, Mode
from committee.quorum import presence
from kit.calendar import ONE_DAY
from kit.clock import BAGHDAD
from members.actions import reminders
from members.models import Holiday, Notice, Reminder
from tests.factories.committee import SeatFactory
from tests.factories.meetings import (
    AgendaItemFactory,
    MeetingFactory,
    at_ten,
    attend,
    committee,
    held,
    under_way,
)
from tests.factories.members import UserFactory, member, staff
from tests.mails import calendar_in, mail_to, mails_to

pytestmark = pytest.mark.django_db
DAY = datetime.date.fromisoformat


def call(by, days=7, **fields):
    starts_at = at_ten(kit.today() + datetime.timedelta(days=days))
    times = {"starts_at": starts_at, "ends_at": starts_at + datetime.timedelta(hours=2)}
    return verbs.schedule(by=by, **{**times, "mode": Mode.IN_PERSON, "place": "بابل", **fields})


@pytest.mark.parametrize(
    ("month", "free", "day"),
    [
        ("2026-12-01", [], "2026-12-01"),  # a Tuesday
        ("2026-11-01", [], "2026-11-03"),
        ("2026-11-01", ["2026-11-03"], "2026-11-04"),
        ("2026-11-01", ["2026-11-03", "2026-11-04", "2026-11-05"], "2026-11-08"),  # over Friday and Saturday
    ],
)
def test_the_monthly_day_is_the_first_tuesday_or_the_next_working_day(month, free, day):
    rule = MeetingRule(week=1, weekday=1)

    assert meeting_dates.day_by(rule, DAY(month), frozenset(map(DAY, free))) == DAY(day)


def test_the_rule_of_the_month_is_the_newest_version():
    MeetingRule.objects.create(effective_from=DAY("2026-12-01"), week=2, weekday=6)

    assert meeting_dates.rule_on(DAY("2026-11-01")).week == 1
    assert meeting_dates.rule_on(DAY("2026-12-01")).week == 2


def test_monthly_meetings_are_called_by_the_rule_once(moved_clock):
    moved_clock(datetime.datetime(2026, 10, 25, 9, tzinfo=BAGHDAD))
    committee()
    Holiday.objects.get_or_create(on=DAY("2026-11-03"), province=None, defaults={"name_en": "A day off"})

    assert verbs.plan_monthly(on=kit.today()) == 1  # October's first Tuesday is over
    assert verbs.plan_monthly(on=kit.today()) == 0

    meeting = Meeting.objects.get()
    assert meeting.month == DAY("2026-11-01")
    assert meeting.starts_at == datetime.datetime(2026, 11, 4, 10, tzinfo=BAGHDAD)
    assert meeting.called_by is None


def test_a_cancelled_month_is_not_called_again(moved_clock):
    moved_clock(datetime.datetime(2026, 10, 25, 9, tzinfo=BAGHDAD))
    committee()
    verbs.plan_monthly(on=kit.today())
    verbs.cancel(meeting=Meeting.objects.get(), by=staff(), why="عطلة")

    assert verbs.plan_monthly(on=kit.today()) == 0


def test_nobody_is_called_while_there_is_no_seat():
    assert verbs.plan_monthly(on=kit.today()) == 0


def test_a_month_has_one_monthly_meeting():
    MeetingFactory(month=DAY("2026-11-01"))

    with pytest.raises(IntegrityError, match="meeting_one_a_month"), transaction.atomic():
        MeetingFactory(month=DAY("2026-11-01"))
    MeetingFactory(month=DAY("2026-11-01"), state="cancelled", cancelled_because="x")


def test_both_holders_of_a_seat_are_invited_in_their_language():
    seat = SeatFactory(
        representative=UserFactory(language="ar"), alternate=UserFactory(language="en", name_latin="Ali")
    )

    meeting = call(staff())

    method, event = calendar_in(mail_to(seat.representative.email))
    assert (method, event["sequence"], event["summary"]) == (
        "REQUEST",
        0,
        "اجتماع اللجنة التنسيقية للمحافظات (POCC)",
    )
    assert event["uid"].startswith(f"committee-meeting-{meeting.pk}@")
    assert event.decoded("dtstart") == meeting.starts_at
    assert event["attendee"] == f"mailto:{seat.representative.email}"
    assert event["attendee"].params["ROLE"] == "REQ-PARTICIPANT"
    _, other = calendar_in(mail_to(seat.alternate.email))
    assert (other["uid"], other["summary"]) == (event["uid"], "Meeting of the POCC")
    assert other["attendee"].params["ROLE"] == "OPT-PARTICIPANT"


def test_a_change_and_a_cancellation_reach_the_same_event():
    (seat,) = committee(1)
    by = staff()
    meeting = call(by)
    later = meeting.starts_at + datetime.timedelta(days=1)

    verbs.change(
        meeting=meeting, by=by, starts_at=later, ends_at=later + datetime.timedelta(hours=1), mode="phone",
        place="07700000000",
    )  # fmt: skip
    verbs.cancel(meeting=meeting, by=by, why="عطلة رسمية")

    events = [calendar_in(mail) for mail in mails_to(seat.representative.email)]
    assert [(method, event["sequence"]) for method, event in events] == [
        ("REQUEST", 0),
        ("REQUEST", 1),
        ("CANCEL", 2),
    ]
    assert len({event["uid"] for _, event in events}) == 1
    assert events[1][1].decoded("dtstart") == later
    assert "عطلة رسمية" in mail_to(seat.representative.email).get_body(("plain",)).get_content()


def test_who_holds_no_seat_calls_no_meeting():
    committee()

    with pytest.raises(PermissionDenied):
        call(member())


def test_a_holder_of_a_seat_acts_as_secretary():
    (seat,) = committee(1)

    assert call(seat.alternate).called_by == seat.alternate


def test_a_meeting_cannot_end_before_it_begins():
    now = kit.now()

    with pytest.raises(ValidationError, match="بعد بدايته|after it has begun"):
        verbs.schedule(by=staff(), starts_at=now, ends_at=now, mode="phone")


def test_quorum_is_live_and_says_why():
    seats = committee(4)
    meeting = under_way()

    attend(meeting, seats[:2])
    before = presence(meeting)
    attend(meeting, seats[2:3], status="alternate")
    after = presence(meeting)

    assert (before.there, before.needed, before.is_met) == (2, 3, False)
    assert len(before.reasons) == 2
    assert before.missing == [seat.province for seat in presence_order(before) if seat in seats[2:]]
    assert (after.there, after.is_met, len(after.reasons)) == (3, True, 1)
    assert meeting.attendance.get(seat=seats[2]).person == seats[2].alternate


def presence_order(found):
    return [place.seat for place in found.places]


def test_without_seats_there_is_no_quorum():
    found = presence(under_way())

    assert not found.is_met
    assert len(found.reasons) == 1


def test_the_last_tap_counts():
    (seat,) = committee(1)
    meeting = under_way()

    for status in ("present", "excused", "absent", "present"):
        attend(meeting, [seat], status=status)

    entry = Attendance.objects.get()
    assert (entry.status, entry.person, entry.history.count()) == ("present", seat.representative, 4)


def test_a_seat_without_alternate_has_none_present():
    with pytest.raises(ValidationError):
        attend(under_way(), [SeatFactory(alternate=None)], status="alternate")


def test_one_topic_is_discussed_at_a_time():
    by, meeting = staff(), under_way()
    first, second = (agenda.add_item(meeting=meeting, by=by, title_en=name) for name in "ab")

    agenda.set_state(item=first, by=by, state="current")
    agenda.set_state(item=second, by=by, state="current")

    states = dict(meeting.items.values_list("title_en", "state"))
    assert states == {"a": "done", "b": "current"}
    with pytest.raises(IntegrityError, match="agenda_item_one_at_a_time"), transaction.atomic():
        AgendaItemFactory(meeting=meeting, state="current")


def test_topics_are_taken_up_in_an_open_meeting_only():
    item = AgendaItemFactory()

    with pytest.raises(ValidationError):
        agenda.set_state(item=item, by=staff(), state="current")


def test_a_topic_moves_up_and_the_first_stays():
    by, meeting = staff(), MeetingFactory()
    for name in "abc":
        agenda.add_item(meeting=meeting, by=by, title_en=name)

    agenda.move_up(item=meeting.items.get(title_en="c"), by=by)
    agenda.move_up(item=meeting.items.get(title_en="a"), by=by)

    assert [item.title_en for item in meeting.items.all()] == ["a", "c", "b"]


def test_what_is_not_finished_goes_to_the_next_meeting_once():
    by, meeting = staff(), under_way(starts_at=kit.now())
    done, left = (agenda.add_item(meeting=meeting, by=by, title_en=name) for name in ("done", "left"))
    agenda.set_state(item=done, by=by, state="current")

    verbs.close_meeting(meeting=meeting, by=by)
    following = call(by)
    again = call(by, days=9)

    assert [item.carried_from for item in following.items.all()] == [left]
    assert not again.items.exists()
    assert AgendaItem.objects.get(pk=done.pk).state == "done"


def test_a_cancelled_meeting_hands_its_topics_to_the_one_that_is_called_already():
    by = staff()
    meeting, following = call(by), call(by, days=14)
    agenda.add_item(meeting=meeting, by=by, title_en="left")

    verbs.cancel(meeting=meeting, by=by, why="x")

    assert [item.title_en for item in following.items.all()] == ["left"]


def test_steps_that_do_not_fit_change_nothing():
    by, meeting = staff(), held(staff())

    for step in (verbs.open_meeting, verbs.close_meeting):
        with pytest.raises(verbs.NotNow):
            step(meeting=meeting, by=by)
    with pytest.raises(verbs.NotNow):
        verbs.cancel(meeting=meeting, by=by, why="x")


def remind(on):
    return reminders.remind(on=on, only=["committee.meetings"])


def test_near_meetings_are_brought_to_mind_once_for_each_step(a_sunday):
    (seat,) = committee(1)
    call(staff(), days=3)

    assert [remind(a_sunday + n * ONE_DAY) for n in (0, 0, 2, 2)] == [2, 0, 2, 0]
    assert Notice.objects.filter(person=seat.representative).count() == 2


def test_a_far_meeting_is_not_brought_to_mind(a_sunday):
    committee(1)
    call(staff(), days=4)

    assert remind(a_sunday) == 0


def test_a_meeting_after_days_off_is_brought_to_mind_before_them(a_sunday):
    """A day before Sunday nobody works: Thursday; and a missed Thursday is made up for on the day off."""
    (seat,) = committee(1)
    call(staff(), days=7)
    thursday = a_sunday + 4 * ONE_DAY

    assert [remind(thursday - ONE_DAY), remind(thursday)] == [0, 2]
    Reminder.objects.all().delete()
    assert remind(thursday + ONE_DAY) == 2
    notice = Notice.objects.filter(person=seat.representative).latest("pk")
    assert notice.needed_by == a_sunday + 7 * ONE_DAY
    assert seat.province.name_en in notice.why_en


def test_a_meeting_that_was_called_off_is_brought_to_nobody_s_mind(a_sunday):
    committee(1)
    meeting = call(staff(), days=1)
    verbs.cancel(meeting=meeting, by=staff(), why="x")

    assert remind(a_sunday) == 0
