"""Motions in a meeting: on its agenda, voted by who is there, ended by the announcement."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

import kit
from committee import actions
from committee.actions import meeting_votes as verbs
from committee.actions import meetings
from committee.actions import minutes as minutes_verbs
from committee.models import AgendaItem, Ballot, Motion, MotionKind
from members.models import AuditEvent, Notice
from tests.factories.committee import MotionFactory
from tests.factories.meetings import MeetingFactory, at_ten, attend, committee, under_way
from tests.factories.members import UserFactory, member, staff

pytestmark = pytest.mark.django_db
Choice, State = Ballot.Choice, AgendaItem.State


@pytest.fixture
def seats():
    return committee(4)


def move(meeting, seat, **fields):
    given = {"kind": MotionKind.CONTENT_STANDARD, "title_en": "Plain words", "province": seat.province}
    return actions.propose_motion(by=seat.representative, meeting=meeting, **(given | fields))


def put_to_vote(seats, there=3, **fields):
    """A motion of the first seat, put in a meeting at which so many seats are."""
    meeting = under_way()
    attend(meeting, seats[:there])
    return verbs.put(motion=move(meeting, seats[0], **fields), by=seats[0].representative)


def vote(motion, seat, choice=Choice.YES, **more):
    return actions.cast(
        motion=motion, seat=seat, by=seat.representative, choice=choice, channel=Ballot.Channel.PAGE, **more
    )


def test_a_motion_moved_in_a_meeting_stands_on_its_agenda(seats):
    meeting = MeetingFactory()

    motion = move(meeting, seats[0])

    item = meeting.items.get()
    assert (item.motion, item.title_en, item.proposed_by) == (motion, "Plain words", seats[0].representative)
    assert not motion.is_open(meeting.starts_at)
    assert motion not in Motion.objects.open(meeting.starts_at)
    assert motion not in Motion.objects.due_to_close(meeting.ends_at)


def test_nothing_is_moved_in_a_meeting_that_is_over(seats):
    with pytest.raises(ValidationError):
        move(MeetingFactory(state="cancelled", cancelled_because="x"), seats[0])


def test_it_is_put_where_there_is_a_quorum_and_its_topic_is_taken_up(seats):
    meeting = under_way()
    motion = move(meeting, seats[0])
    attend(meeting, seats[:2])

    with pytest.raises(ValidationError, match=r"1|١"):
        verbs.put(motion=motion, by=seats[0].representative)
    attend(meeting, seats[2:3])
    motion = verbs.put(motion=motion, by=seats[0].representative)

    assert motion.is_open(kit.now())
    assert meeting.items.get().state == State.CURRENT


def test_it_is_not_put_before_the_meeting_opens(seats):
    with pytest.raises(ValidationError):
        verbs.put(motion=move(MeetingFactory(), seats[0]), by=seats[0].representative)


def test_a_seat_that_is_not_there_does_not_answer(seats):
    motion = put_to_vote(seats)

    with pytest.raises(actions.NotThere):
        vote(motion, seats[3])
    with pytest.raises(actions.NotThere):
        verbs.record(motion=motion, seat=seats[3], by=staff(), choice=Choice.YES)


def test_only_who_is_there_for_the_seat_answers(seats, client):
    seat, motion = seats[0], put_to_vote(seats)
    seat.alternate = UserFactory()
    seat.save()
    vote(motion, seat)

    with pytest.raises(actions.NotThere):
        actions.cast(motion=motion, seat=seat, by=seat.alternate, choice=Choice.NO, channel="page")
    client.force_login(seat.alternate)
    for name, keys in (("meeting_motion_cast", [motion.meeting_id, motion.pk]), ("motion_vote", [motion.pk])):
        given = {"seat": seat.pk, "choice": "no"}
        page = client.post(reverse(f"committee:{name}", args=keys), given, follow=True).content.decode()
        assert "سُجِّل حضور شخص آخر" in page
    ballot = motion.ballots.get()
    assert (ballot.choice, ballot.cast_by) == (Choice.YES, seat.representative)

    attend(motion.meeting, [seat], "alternate")
    actions.cast(motion=motion, seat=seat, by=seat.alternate, choice=Choice.NO, channel="page")
    assert motion.ballots.get().is_by_alternate


def test_the_quorum_is_that_of_attendance_and_the_result_is_announced(seats, effects):
    motion = put_to_vote(seats)

    vote(motion, seats[0])
    vote(motion, seats[1])
    vote(motion, seats[2], Choice.NO)
    motion.refresh_from_db()
    assert motion.is_undecided
    motion = verbs.announce(motion=motion, by=staff())

    assert (motion.outcome, motion.there_count, motion.seats_count) == ("carried", 3, 4)
    assert (motion.yes_count, motion.no_count) == (2, 1)
    assert effects == [(motion.pk, "carried")]
    with pytest.raises(actions.AlreadyClosed):
        verbs.announce(motion=motion, by=staff())


def test_who_is_there_and_silent_makes_the_quorum_and_no_majority(seats):
    motion = put_to_vote(seats)
    vote(motion, seats[0])

    motion = verbs.announce(motion=motion, by=staff())

    assert (motion.outcome, motion.reason) == ("carried", Motion.Reason.MAJORITY)


def test_one_answer_of_many_silent_is_not_enough_where_the_recused_break_the_quorum(seats):
    motion = put_to_vote(seats)
    for seat in seats[:3]:
        vote(motion, seat, Choice.RECUSE, reason="Own matter")

    motion = verbs.announce(motion=motion, by=staff())

    assert (motion.outcome, motion.reason) == ("failed", Motion.Reason.NO_QUORUM)


def test_the_secretary_records_what_a_seat_says_and_its_holder_is_told(seats):
    motion, secretary = put_to_vote(seats), staff()

    ballot = verbs.record(motion=motion, seat=seats[1], by=secretary, choice=Choice.NO)

    assert (ballot.cast_by, ballot.recorded_by) == (seats[1].representative, secretary)
    assert ballot.channel == Ballot.Channel.MEETING
    assert Notice.objects.filter(person=seats[1].representative, key__startswith="ballot:").count() == 1
    assert AuditEvent.objects.filter(verb="ballot.recorded", actor=secretary).exists()


def test_the_alternate_who_is_there_is_the_one_who_answered(seats):
    meeting = under_way()
    attend(meeting, seats[:2])
    attend(meeting, seats[2:3], "alternate")
    motion = verbs.put(motion=move(meeting, seats[0]), by=staff())

    ballot = verbs.record(motion=motion, seat=seats[2], by=staff(), choice=Choice.YES)

    assert (ballot.cast_by, ballot.is_by_alternate) == (seats[2].alternate, True)


def test_a_seat_s_own_answer_is_not_written_over_but_it_may_correct_what_was_recorded(seats):
    motion = put_to_vote(seats)
    verbs.record(motion=motion, seat=seats[1], by=staff(), choice=Choice.NO)

    vote(motion, seats[1], Choice.YES)
    with pytest.raises(ValidationError):
        verbs.record(motion=motion, seat=seats[1], by=staff(), choice=Choice.NO)

    ballot = motion.ballots.get()
    assert (ballot.choice, ballot.recorded_by) == (Choice.YES, None)


@pytest.mark.parametrize("who", [member, UserFactory])
def test_who_keeps_no_meetings_puts_records_and_announces_nothing(seats, who):
    motion, by = put_to_vote(seats), who()

    for verb in (verbs.put, verbs.announce):
        with pytest.raises(PermissionDenied):
            verb(motion=motion, by=by)
    with pytest.raises(PermissionDenied):
        verbs.record(motion=motion, seat=seats[1], by=by, choice=Choice.YES)


def test_no_answer_is_taken_before_it_is_put_nor_on_a_motion_of_no_meeting(seats):
    meeting = under_way()
    attend(meeting, seats)
    motion = move(meeting, seats[0])

    with pytest.raises(actions.NotOpen):
        vote(motion, seats[0])
    with pytest.raises(actions.NotOpen):
        verbs.record(motion=motion, seat=seats[1], by=staff(), choice=Choice.YES)
    with pytest.raises(actions.NotOpen):
        verbs.announce(motion=motion, by=staff())
    with pytest.raises(ValidationError):
        verbs.put(motion=MotionFactory(), by=staff())
    with pytest.raises(ValidationError):
        actions.move_close(motion=motion, closes_at=meeting.ends_at, by=seats[0].representative)
    with pytest.raises(actions.StillOpen):
        actions.close(motion=motion, at=motion.closes_at)


def test_the_meeting_s_end_announces_what_was_put_and_hands_on_the_rest(seats, effects):
    motion = put_to_vote(seats)
    later = move(motion.meeting, seats[1], title_en="Later")
    following = MeetingFactory(starts_at=at_ten(kit.today() + datetime.timedelta(days=40)))
    for seat in seats[:3]:
        vote(motion, seat)

    meetings.close_meeting(meeting=motion.meeting, by=staff())

    motion.refresh_from_db()
    later.refresh_from_db()
    assert motion.is_carried
    assert effects == [(motion.pk, "carried")]
    assert (later.meeting, later.put_at, later.closes_at) == (following, None, following.ends_at)
    assert following.items.get().motion == later


def test_a_moved_meeting_takes_its_motions_along(seats):
    meeting = MeetingFactory()
    motion = move(meeting, seats[0])
    begin, end = (at + datetime.timedelta(days=1) for at in (meeting.starts_at, meeting.ends_at))

    meetings.change(meeting=meeting, by=staff(), starts_at=begin, ends_at=end, mode="phone", place="0770")

    motion.refresh_from_db()
    assert (motion.opens_at, motion.closes_at) == (begin, end)


def test_the_minutes_say_what_was_moved_and_how_it_ended(seats):
    motion = put_to_vote(seats, text_en="Every item says what failed.", text_ar="يذكر كل عنصر ما لم ينجح.")
    for seat in seats[:3]:
        vote(motion, seat)
    meeting = meetings.close_meeting(meeting=motion.meeting, by=staff())

    revision = minutes_verbs.draft_minutes(meeting=meeting, by=staff())

    assert "Every item says what failed." in revision.text_en
    assert f"Moved by: {seats[0].province.name_en}." in revision.text_en
    assert "Motion: carried. For 3, against 0, abstentions 0, recusals 0." in revision.text_en
    assert "يذكر كل عنصر ما لم ينجح." in revision.text_ar


def test_a_motion_goes_its_way_on_the_pages(client, seats):
    meeting = under_way()
    attend(meeting, seats)
    client.force_login(seats[0].representative)
    client.post(
        reverse("committee:meeting_motion_new", args=[meeting.pk]), {"kind": "other", "title_en": "X"}
    )
    at = {"args": [meeting.pk, meeting.motions.get().pk]}

    client.post(reverse("committee:meeting_motion_put", **at))
    for seat in seats[:3]:
        client.post(reverse("committee:meeting_motion_cast", **at), {"seat": seat.pk, "choice": "yes"})
    page = client.get(meeting.get_absolute_url()).content.decode()
    client.post(reverse("committee:meeting_motion_result", **at))

    motion = meeting.motions.get()
    assert motion.is_carried
    own, *recorded = motion.ballots.order_by("seat")
    assert (own.recorded_by, {b.recorded_by for b in recorded}) == (None, {seats[0].representative})
    assert seats[3].province.name in page
    assert client.get(meeting.get_absolute_url()).status_code == 200


def test_pages_refuse_in_words_and_forged_taps_find_nothing(client, seats):
    motion = put_to_vote(seats)
    client.force_login(staff())
    address = reverse("committee:meeting_motion_cast", args=[motion.meeting_id, motion.pk])

    for given in ({}, {"seat": seats[0].pk, "choice": "king"}, {"seat": 0, "choice": "yes"}):
        assert client.post(address, given).status_code == 404
    answer = client.post(address, {"seat": seats[3].pk, "choice": "yes"}, follow=True)

    assert len(list(answer.context["messages"])) == 1
    assert not motion.ballots.exists()
    other = reverse("committee:meeting_motion_put", args=[MeetingFactory().pk, motion.pk])
    assert client.post(other).status_code == 404


def test_who_holds_no_seat_moves_nothing(client):
    client.force_login(staff())

    assert client.get(reverse("committee:meeting_motion_new", args=[MeetingFactory().pk])).status_code == 403
    assert not Motion.objects.exists()
