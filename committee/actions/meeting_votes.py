"""Votes in a meeting: a motion is put, the seats that are there answer, the result is announced."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

import kit
from committee import rules
from committee.actions import agenda, motions
from committee.models import AgendaItem, Ballot, Meeting, Seat
from committee.quorum import presence
from kit import audit
from mailing.kinds import DUTY
from members.actions.notices import tell
from members.reasons import ByOffice


@transaction.atomic
def put(*, motion, by, request=None):
    """Put a motion to the vote: its topic is taken up, and the seats that are there may answer.

    Raises AlreadyClosed, or ValidationError while the meeting is not open or has no quorum.
    """
    meeting, motion = _take(motion, by)
    found = presence(meeting)
    if not found.is_met:
        raise ValidationError(" ".join(found.reasons))
    agenda.end_current(meeting)
    agenda.mark(meeting.items.filter(motion=motion)[:1], AgendaItem.State.CURRENT)
    motion.put_at = motion.put_at or kit.now()
    motion.save()
    audit.record(by, "motion.put", f"{motion.kind} {motion.pk} · {meeting.pk}", request=request)
    return motion


@transaction.atomic
def record(*, motion, seat, by, choice, reason="", request=None):
    """Keep what a seat says aloud in the meeting, in the name of who is there for it; they are told.

    What the seat answered itself is not written over (ValidationError). Raises NotOpen before the motion is
    put, NotThere for a seat that is not there, AlreadyClosed once the result is announced.
    """
    meeting, motion = _take(motion, by)
    if not motion.is_open(kit.now()):
        raise motions.NotOpen
    seat = Seat.objects.select_related("province").get(pk=seat.pk)
    person = motions.entry_of(motion, seat).person
    if motion.ballots.filter(seat=seat, recorded_by__isnull=True).exists():
        raise ValidationError(_("This seat has answered by itself, and changes its answer itself."))
    given = Ballot(
        choice=choice, reason=reason, channel=Ballot.Channel.MEETING, cast_by=person, recorded_by=by
    )
    ballot = motions.keep_ballot(motion, seat, given)
    label = f"{motion.kind} {motion.pk} · {seat.province.code} {choice}"
    audit.record(by, "ballot.recorded", label, request=request)
    if person.pk != by.pk:
        _tell(person, motion, ballot, meeting)
    return ballot


def _tell(person, motion, ballot, meeting):
    tell(
        [person],
        title=lambda: _("Recorded for your seat: %(answer)s") % {"answer": ballot.get_choice_display()},
        body=lambda: str(motion.title),
        path=f"committee/meetings/{meeting.pk}/",
        key=f"ballot:{ballot.pk}:{ballot.choice}",
        kind=DUTY,
        why=ByOffice(ballot.seat.province_id),
    )


@transaction.atomic
def announce(*, motion, by, request=None):
    """Announce the result of a motion that was put: it closes with the answers of the seats that are there.

    Its topic is done, unless it is still being discussed. Raises AlreadyClosed, or NotOpen before it was put.
    """
    meeting, motion = _take(motion, by)
    if motion.put_at is None:
        raise motions.NotOpen
    return _announce(meeting, motion, by, request)


def announce_all(*, meeting, by, request=None):
    """The meeting ends: whatever was put to the vote and not announced yet is announced now."""
    for motion in meeting.motions.undecided().filter(put_at__isnull=False).order_by("put_at", "pk"):
        motion = motions.lock(motion)
        if motion.is_undecided:
            _announce(meeting, motion, by, request)


def _announce(meeting, motion, by, request):
    at = kit.now()
    motion = motions.settle(motion, at, motions.count(motion, at))
    planned = [AgendaItem.State.PLANNED, AgendaItem.State.POSTPONED]
    agenda.mark(meeting.items.filter(motion=motion, state__in=planned), AgendaItem.State.DONE)
    audit.record(by, "motion.announced", f"{motion.kind} {motion.pk} · {meeting.pk}", request=request)
    return motion


def _take(motion, by):
    """The meeting under way and its undecided motion, locked in this order by all who come here."""
    if not rules.may_keep_meetings(by):
        raise PermissionDenied
    if motion.meeting_id is None:
        raise ValidationError(_("This motion is not voted in a meeting."))
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=motion.meeting_id)
    if not meeting.is_under_way:
        raise ValidationError(_("Open the meeting first."))
    motion = motions.lock(motion)
    if not motion.is_undecided:
        raise motions.AlreadyClosed
    return meeting, motion
