"""A meeting's way: called by the rule or by somebody, moved, cancelled, opened, closed; who was there."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

import kit
from committee import invitations, meeting_dates, rules
from committee.actions import agenda, meeting_votes
from committee.models import Attendance, Meeting, Seat
from kit import audit
from members.models import User

MONTHS_AHEAD = 2


class NotNow(Exception):
    """The meeting is not where this step could be taken: it is over, cancelled, or not opened yet."""


@transaction.atomic
def schedule(*, by, starts_at, ends_at, mode, place="", link="", month=None, request=None):
    """Call a meeting, take unfinished topics up, and invite the holders of seats.

    `month` (its first day) makes it the monthly one. Raises ValidationError where a fact would be false.
    """
    if by is not None and not rules.may_keep_meetings(by):
        raise PermissionDenied
    meeting = Meeting(
        starts_at=starts_at, ends_at=ends_at, mode=mode, place=place.strip(), link=link, month=month
    )
    meeting.called_by, meeting.changed_at = by, kit.now()
    meeting.full_clean(exclude=["called_by"])
    meeting.save()
    agenda.take_up_what_is_left(meeting)
    audit.record(by, "meeting.scheduled", _label(meeting), request=request)
    invitations.send(meeting, invitations.INVITED)
    return meeting


def plan_monthly(*, on):
    """Call the monthly meetings of this month and the next that the rule asks for; returns how many.

    A month whose meeting exists, is over or was cancelled is left alone; so is all while nobody holds a seat.
    """
    if not Seat.objects.open(on).exists():
        return 0
    return sum(_plan(month, on) for month in meeting_dates.months_from(on, MONTHS_AHEAD))


@transaction.atomic
def _plan(month, on):
    rule = meeting_dates.rule_on(month)
    if rule is None or Meeting.objects.filter(month=month).exists():
        return 0
    starts_at, ends_at = meeting_dates.span_by(rule, month)
    if starts_at <= kit.now():
        return 0
    schedule(
        by=None, starts_at=starts_at, ends_at=ends_at, mode=rule.mode, place=rule.place, link=rule.link,
        month=month,
    )  # fmt: skip
    return 1


@transaction.atomic
def change(*, meeting, by, starts_at, ends_at, mode, place="", link="", request=None):
    """Move a meeting, or change how and where it is; all invited get the new version."""
    meeting = take(meeting, by)
    if not meeting.is_scheduled or meeting.opened_at:
        raise NotNow
    meeting.starts_at, meeting.ends_at, meeting.mode = starts_at, ends_at, mode
    meeting.place, meeting.link = place.strip(), link
    meeting.new_version()
    meeting.full_clean(exclude=["called_by"])
    meeting.save()
    for motion in meeting.motions.undecided():
        agenda.follow(motion, meeting)
    audit.record(by, "meeting.changed", _label(meeting), request=request)
    invitations.send(meeting, invitations.CHANGED)
    return meeting


@transaction.atomic
def cancel(*, meeting, by, why, request=None):
    """Call a meeting off; its topics go to the next one, and calendars take it out."""
    meeting = take(meeting, by)
    if not meeting.is_scheduled or meeting.opened_at:
        raise NotNow
    meeting.state, meeting.cancelled_because = Meeting.State.CANCELLED, why.strip()
    meeting.new_version()
    meeting.full_clean(exclude=["called_by"])
    meeting.save()
    agenda.hand_on(meeting)
    audit.record(by, "meeting.cancelled", _label(meeting), request=request)
    invitations.send(meeting, invitations.CANCELLED)
    return meeting


@transaction.atomic
def open_meeting(*, meeting, by, request=None):
    """The meeting begins; attendance and topics are kept as it goes."""
    meeting = take(meeting, by)
    if not meeting.is_scheduled or meeting.opened_at:
        raise NotNow
    meeting.opened_at = kit.now()
    meeting.save()
    audit.record(by, "meeting.opened", _label(meeting), request=request)
    return meeting


@transaction.atomic
def close_meeting(*, meeting, by, request=None):
    """The meeting ends; what was not finished goes to the next one, as soon as there is one."""
    meeting = take(meeting, by)
    if not meeting.is_under_way:
        raise NotNow
    agenda.end_current(meeting)
    meeting_votes.announce_all(meeting=meeting, by=by, request=request)
    meeting.state, meeting.closed_at = Meeting.State.HELD, kit.now()
    meeting.save()
    agenda.hand_on(meeting)
    audit.record(by, "meeting.closed", _label(meeting), request=request)
    return meeting


@transaction.atomic
def record_attendance(*, meeting, seat, status, by, request=None):
    """Keep who is there for a seat; the last tap counts. Refused once the minutes are approved."""
    meeting = take(meeting, by)
    if meeting.is_cancelled:
        raise NotNow
    if hasattr(meeting, "record") and meeting.record.is_locked:
        raise ValidationError(_("The minutes are approved: nothing of this meeting changes any more."))
    status = Attendance.Status(status)
    if status == Attendance.Status.ALTERNATE and seat.alternate_id is None:
        raise ValidationError(_("This seat has no alternate."))
    entry = meeting.attendance.filter(seat=seat).first() or Attendance(meeting=meeting, seat=seat)
    entry.status, entry.recorded_by, entry.at = status, by, kit.now()
    entry.person = {
        Attendance.Status.PRESENT: seat.representative,
        Attendance.Status.ALTERNATE: seat.alternate,
    }.get(status)
    entry.full_clean(exclude=["meeting", "seat", "person", "recorded_by"], validate_unique=False)
    entry.save()
    label = f"{_label(meeting)} · {seat.province.code} {status}"
    audit.record(by, "meeting.attendance", label, request=request)
    return entry


def people_of(meeting):
    """Representatives and alternates of the meeting's seats who can be reached."""
    seats = invitations.seats_of(meeting)
    holders = {person for seat in seats for person in (seat.representative_id, seat.alternate_id) if person}
    return User.objects.reachable().filter(pk__in=holders)


def take(meeting, by):
    """The meeting, locked: two who tap at once come one after the other. Raises PermissionDenied."""
    if not rules.may_keep_meetings(by):
        raise PermissionDenied
    return Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)


def _label(meeting):
    return f"{meeting.pk} {kit.day_of(meeting.starts_at)}"
