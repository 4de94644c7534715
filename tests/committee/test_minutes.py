"""Minutes: drafted, revised, approved at a later meeting, then locked by the database; action items."""

import datetime
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

import kit
from chairs.models import Term
from committee import minutes_draft
from committee.actions import follow_up
from committee.actions import minutes as verbs
from committee.models import Attendance, Minutes, MinutesRevision
from kit.files import extract_text
from kit.quarter import Quarter
from members.actions.reminders import remind
from members.models import Notice, Reminder
from tests.factories.chairs import TermFactory
from tests.factories.meetings import (
    AgendaItemFactory,
    action,
    at_ten,
    attend,
    committee,
    drafted,
    held,
    under_way,
)
from tests.factories.members import ProvinceFactory, UserFactory, member, staff

pytestmark = pytest.mark.django_db


def test_a_draft_is_written_from_the_records_in_both_languages():
    by, seats = staff(), committee(3)
    meeting = held(by, seats=seats[:2])
    AgendaItemFactory(
        meeting=meeting, title_ar="المشتريات", title_en="Procurement", outcome="Agreed.", state="done"
    )
    AgendaItemFactory(meeting=meeting, title_ar="الموازنة", title_en="Budget")
    action(meeting, by, text="Write to the ministry", province=ProvinceFactory(name_en="Babil"))

    revision = verbs.draft_minutes(meeting=meeting, by=by)

    assert revision.number == 1
    assert "There: 2 of 3 seats. Needed: 2." in revision.text_en
    assert "There was a quorum." in revision.text_en
    assert "Procurement" in revision.text_en
    assert "Agreed." in revision.text_en
    assert "Budget\n\nNot finished" in revision.text_en
    assert "- Write to the ministry (Babil, by" in revision.text_en
    assert "اكتمل النصاب القانوني." in revision.text_ar
    assert "المشتريات" in revision.text_ar


def test_a_draft_names_no_people():
    by, seats = staff(), committee(2)
    meeting = held(by, seats=seats)
    action(meeting, by, owner=seats[0].representative)

    revision = verbs.draft_minutes(meeting=meeting, by=by)

    names = [person.name_ar for seat in seats for person in (seat.representative, seat.alternate)]
    assert not [name for name in names if name in revision.text_ar + revision.text_en]


def test_every_version_is_kept():
    by = staff()
    record = drafted(by)

    verbs.revise_minutes(meeting=record.meeting, by=by, text_ar="نص آخر")

    assert list(record.revisions.values_list("number", flat=True)) == [1, 2]
    assert record.newest.text_ar == "نص آخر"


def test_minutes_of_a_meeting_that_is_not_over_are_not_drafted():
    with pytest.raises(ValidationError):
        verbs.draft_minutes(meeting=under_way(), by=staff())


def test_who_holds_no_seat_writes_no_minutes():
    with pytest.raises(PermissionDenied):
        verbs.draft_minutes(meeting=held(staff()), by=member())


def approved(by, seats):
    record, later = drafted(by, seats=seats), under_way()
    attend(later, seats, by=by)
    verbs.approve_minutes(minutes=record, at_meeting=later, by=by)
    record.refresh_from_db()
    return record


def test_a_later_meeting_with_its_quorum_approves():
    by, seats = staff(), committee(3)
    record, later = drafted(by, seats=seats), under_way()

    with pytest.raises(ValidationError, match=r"3|٣"):
        verbs.approve_minutes(minutes=record, at_meeting=later, by=by)
    attend(later, seats[:2], by=by)
    verbs.approve_minutes(minutes=record, at_meeting=later, by=by)

    record.refresh_from_db()
    assert (record.is_locked, record.approved_in, record.approved_by) == (True, later, by)


def test_minutes_are_not_approved_by_their_own_or_an_earlier_meeting():
    by, seats = staff(), committee(1)
    record = drafted(by, seats=seats)
    earlier = under_way(starts_at=at_ten(kit.today() - datetime.timedelta(days=90)))
    attend(earlier, seats, by=by)

    for meeting in (record.meeting, earlier):
        with pytest.raises(ValidationError):
            verbs.approve_minutes(minutes=record, at_meeting=meeting, by=by)


def test_approved_minutes_refuse_every_verb():
    by, seats = staff(), committee(1)
    record = approved(by, seats)

    with pytest.raises(verbs.Locked):
        verbs.revise_minutes(meeting=record.meeting, by=by, text_ar="x")
    with pytest.raises(verbs.Locked):
        verbs.approve_minutes(minutes=record, at_meeting=record.approved_in, by=by)
    with pytest.raises(ValidationError):
        attend(record.meeting, seats, status="absent", by=by)


@pytest.mark.parametrize(
    "change",
    [
        lambda record: Minutes.objects.filter(pk=record.pk).update(
            approved_at=None, approved_by=None, approved_in=None
        ),
        lambda record: MinutesRevision.objects.filter(minutes=record).update(text_ar="x"),
        lambda record: MinutesRevision.objects.filter(minutes=record).delete(),
        lambda record: MinutesRevision.objects.create(
            minutes=record, number=9, text_ar="x", written_by=record.approved_by
        ),
        lambda record: Attendance.objects.filter(meeting=record.meeting).update(status="absent", person=None),
        lambda record: Attendance.objects.filter(meeting=record.meeting).delete(),
    ],
    ids=["unlock", "reword", "delete words", "add words", "attendance", "delete attendance"],
)
def test_the_database_itself_refuses_changes_of_approved_minutes(change):
    record = approved(staff(), committee(1))

    with pytest.raises(IntegrityError, match="locked"), transaction.atomic():
        change(record)


def test_other_minutes_stay_open_while_one_is_locked():
    by = staff()
    approved(by, committee(1))
    other = drafted(by, days_ago=60)

    assert verbs.revise_minutes(meeting=other.meeting, by=by, text_en="x").number == 2


READ = {
    "en": ["There was a quorum", "Draft, not approved yet", "Attendance", "Page 1 of 1"],
    "ar": [
        "القانوني",
        "لم تتم الموافقة عليها بعد",
        "اللجنة التنسيقية للمحافظات",
        "من حضر",
        "الوقائع",
        "صفحة ١ من ١",
    ],
}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_minutes_as_a_pdf_can_be_read_back(language):
    by, seats = staff(), committee(2)
    record = drafted(by, seats=seats)
    paper = BytesIO(minutes_draft.as_pdf(record, language))

    text = " ".join(extract_text(paper, "application/pdf").split())

    assert [words for words in READ[language] if words not in text] == []
    assert seats[0].representative.name_ar.split()[0] in text  # who was there: from the attendance


def late(days, by=None, **fields):
    """An action item that has been overdue for so many days."""
    by = by or staff()
    found = action(held(by), by, **fields)
    found.due_on = kit.today() - datetime.timedelta(days=days)
    found.save()
    return found


def reaches(found):
    return set(Reminder.objects.filter(subject=str(found.pk)).values_list("step", flat=True))


def chase(on):
    return remind(on=on, only=["committee.actions"])


def told(found, step):
    return set(Notice.objects.filter(key=f"action:{found.pk}:{step}").values_list("person", flat=True))


def test_overdue_items_reach_further_with_time_and_each_circle_once(a_sunday):
    helper = staff()
    seat = committee(1)[0]
    editor = member()
    chairing = TermFactory(quarter=Quarter.of(kit.today()), state=Term.State.ACTIVE)
    chairing.editors.add(editor)
    found, today = late(1, owner=seat.alternate), kit.today()

    steps = []
    for days in (0, 0, 3, 7, 14, 30):
        chase(today + datetime.timedelta(days=days))
        steps.append(len(reaches(found)))

    assert steps == [1, 1, 2, 3, 4, 4]
    assert told(found, "owner") == {seat.alternate_id}
    assert told(found, "representative") == {seat.representative_id, seat.alternate_id}
    assert told(found, "chair") == {editor.pk}
    assert helper.pk in told(found, "staff")


def test_a_late_run_takes_all_steps_at_once(a_sunday):
    seat, helper = committee(1)[0], staff()
    TermFactory(quarter=Quarter.of(a_sunday), state=Term.State.ACTIVE).editors.add(member())
    found = late(40, by=helper, owner=seat.representative)

    chase(a_sunday)

    assert reaches(found) == {reach for reach, _days in follow_up.LADDER}


def test_nobody_is_chased_on_a_day_off(a_sunday):
    late(1)

    assert [chase(a_sunday - datetime.timedelta(days=days)) for days in (2, 1)] == [0, 0]


def test_what_is_done_or_not_due_is_left_alone(a_sunday):
    by = staff()
    done, early = late(40, by=by), action(held(by, days_ago=31), by)
    follow_up.finish(action=done, by=by)

    assert chase(a_sunday) == 0
    assert reaches(early) == set()


def test_owners_and_secretaries_mark_an_item_done_once():
    by, owner = staff(), UserFactory()
    found = action(held(by), by, owner=owner)

    with pytest.raises(PermissionDenied):
        follow_up.finish(action=found, by=member())
    first = follow_up.finish(action=found, by=owner)
    second = follow_up.finish(action=found, by=by)

    assert (second.done_at, second.done_by) == (first.done_at, owner)


def test_the_day_of_an_item_is_a_working_day_and_its_province_that_of_the_seat():
    by, seat = staff(), committee(1)[0]

    found = action(held(by), by, owner=seat.representative, due_on=datetime.date(2027, 2, 5))  # a Friday

    assert found.due_on == datetime.date(2027, 2, 7)
    assert found.province == seat.province
