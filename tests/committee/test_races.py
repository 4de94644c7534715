"""Two at once in the committee: a meeting ends once, minutes are approved once, an answer counts or not."""

import pytest

import kit
from committee import actions
from committee.actions import meeting_votes, meetings, minutes, returns
from committee.models import AgendaItem, Meeting, MotionKind
from members.models import AuditEvent
from tests.factories.committee import decided
from tests.factories.meetings import MeetingFactory, attend, committee, drafted, under_way
from tests.factories.members import staff
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("races")]


def refusals(answers, kind):
    return [type(answer) for answer in answers].count(kind)


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


def test_two_beats_bring_a_decision_back_once():
    meeting = MeetingFactory()
    decided(review_on=kit.today())

    def beat():
        return returns.bring_back(on=kit.today())

    answers = at_once(beat, beat, held=Meeting.objects.get(pk=meeting.pk))

    assert sorted(answers) == [0, 1]
    assert AgendaItem.objects.count() == 1
