"""Two at once in the committee: a meeting ends once, minutes are approved once, nobody is chased twice."""

import datetime

import pytest
from django.db import transaction

import kit
from committee import actions
from committee.actions import constraints, meeting_votes, meetings, minutes, returns
from committee.models import AgendaItem, Constraint, Letter, Meeting, MotionKind
from kit.calendar import next_working
from members.actions.reminders import remind
from members.models import AuditEvent, Notice, Reminder
from tests.factories.committee import decided
from tests.factories.constraints import ministry, shared
from tests.factories.meetings import MeetingFactory, action, attend, committee, drafted, held, under_way
from tests.factories.members import UserFactory, staff
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("races")]


def refusals(answers, kind):
    return [type(answer) for answer in answers].count(kind)


def then_wait_for(verb, row):
    """The verb does not wait where another is at work; afterwards it stands in line with the others."""

    def run():
        answer = verb()
        with transaction.atomic():
            type(row).objects.select_for_update().get(pk=row.pk)
        return answer

    return run


def test_a_meeting_is_closed_once():
    meeting, by = under_way(), staff()

    def close():
        return meetings.close_meeting(meeting=meeting, by=by)

    answers = at_once(close, close, held=meeting)

    assert refusals(answers, meetings.NotNow) == 1
    assert AuditEvent.objects.filter(verb="meeting.closed").count() == 1


def test_minutes_are_approved_once():
    by, seats = staff(), committee(1)
    record, later = drafted(by, seats=seats), under_way()
    attend(later, seats, by=by)

    def approve():
        return minutes.approve_minutes(minutes=record, at_meeting=later, by=by)

    answers = at_once(approve, approve, held=record.meeting)

    assert refusals(answers, minutes.Locked) == 1
    assert AuditEvent.objects.filter(verb="minutes.approved").count() == 1


def test_a_result_is_announced_once():
    by, seats, meeting = staff(), committee(1), under_way()
    attend(meeting, seats, by=by)
    motion = actions.propose_motion(
        kind=MotionKind.OTHER, by=seats[0].representative, title_en="X", meeting=meeting
    )
    motion = meeting_votes.put(motion=motion, by=by)

    def announce():
        return meeting_votes.announce(motion=motion, by=by)

    answers = at_once(announce, announce, held=meeting)

    assert refusals(answers, actions.AlreadyClosed) == 1
    assert AuditEvent.objects.filter(verb="motion.announced").count() == 1


@pytest.mark.parametrize("first", [0, 1])
def test_an_answer_counts_or_comes_too_late(first):
    by, seats, meeting = staff(), committee(1), under_way()
    attend(meeting, seats, by=by)
    holder = seats[0].representative
    motion = actions.propose_motion(kind=MotionKind.OTHER, by=holder, title_en="X", meeting=meeting)
    motion = meeting_votes.put(motion=motion, by=by)
    verbs = [
        lambda: actions.cast(motion=motion, seat=seats[0], by=holder, choice="yes", channel="meeting"),
        lambda: meeting_votes.announce(motion=motion, by=by),
    ]

    answers = at_once(verbs[first], verbs[1 - first], held=motion)

    motion.refresh_from_db()
    assert refusals(answers, actions.NotOpen) == first
    assert motion.yes_count == motion.ballots.count() == 1 - first


def test_two_beats_chase_an_action_item_once():
    by, owner = staff(), UserFactory()
    due = kit.today() - datetime.timedelta(days=7)
    found = action(held(by), by, owner=owner, due_on=due)
    Notice.objects.all().delete()
    on = next_working(found.due_on + datetime.timedelta(days=1))

    def beat():
        return remind(on=on, only=["committee.actions"])

    answers = at_once(beat, beat, held=found)

    assert sorted(answers) == [0, 1]
    assert Reminder.objects.count() == 1
    assert Notice.objects.filter(person=owner).count() == 1


def test_two_beats_bring_a_decision_back_once():
    meeting = MeetingFactory()
    decided(review_on=kit.today())

    def beat():
        return returns.bring_back(on=kit.today())

    answers = at_once(beat, beat, held=Meeting.objects.get(pk=meeting.pk))

    assert sorted(answers) == [0, 1]
    assert AgendaItem.objects.count() == 1


def test_two_letters_at_once_have_two_numbers():
    by, body = staff(), ministry()
    verbs = [
        lambda found=found: constraints.draft_letter(constraint=found, body=body, by=by)
        for found in (shared(), shared())
    ]

    answers = at_once(*verbs, held=body)

    assert {letter.number for letter in answers} == {1, 2}
    assert Letter.objects.count() == 2


@pytest.mark.parametrize("first", [0, 1])
def test_two_constraints_merged_each_into_the_other_end_as_one(first):
    by, one, other = staff(), shared(), shared()
    verbs = [
        lambda: constraints.merge(constraint=one, into=other, by=by),
        lambda: constraints.merge(constraint=other, into=one, by=by),
    ]

    answers = at_once(verbs[first], verbs[1 - first], held=one)

    assert refusals(answers, constraints.NotNow) == 1
    assert Constraint.objects.filter(merged_into__isnull=True).count() == 1
