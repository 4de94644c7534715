"""Motions: proposed, voted on, closed by the hour or by certainty, taken back; each takes effect once."""

import datetime

import structlog
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

import kit
from committee import motion_mail, rules, voting
from committee.actions import agenda
from committee.models import Attendance, Ballot, Motion, Seat, VotingRule
from committee.registries import motion_effects
from kit import audit
from kit.calendar import next_working
from kit.clock import BAGHDAD
from kit.formats import moment
from mailing.kinds import DUTY
from members.actions.notices import tell
from members.models import Holiday, User
from members.reasons import ByOffice

log = structlog.get_logger(__name__)
RELATED = ["proposer", "province", "voting_rule", "meeting"]  # given as objects: not asked for again
END_OF_OFFICE = datetime.time(15)


class NotOpen(Exception):
    """The motion takes no ballots: it is closed, or does not open before later."""


class NotThere(NotOpen):
    """The vote is taken in a meeting, and the seat, or who answers for it, is not recorded as there."""


class AlreadyClosed(Exception):
    """The motion was closed or taken back a moment ago."""


class StillOpen(Exception):
    """Its hour has not come, and a seat that has not answered could still change the outcome."""


@transaction.atomic
def propose_motion(
    *,
    kind,
    by,
    title_ar="",
    title_en="",
    text_ar="",
    text_en="",
    path="",
    province=None,
    opens_at=None,
    closes_at=None,
    review_on=None,
    meeting=None,
    request=None,
):
    """Put a question before the seats, under the voting rule of the day.

    With a meeting it stands on its agenda and is voted there; without, the seats answer in its hours.
    `path` is the subject's address without the language; `province` that of the proposer's seat.
    Raises ValidationError where a fact would be false. Who may propose is asked by who calls.
    """
    if meeting is not None:
        meeting = agenda.take_open(meeting)
        opens_at, closes_at = meeting.starts_at, meeting.ends_at
    opens_at = opens_at or kit.now()
    rule = VotingRule.objects.in_force(kind, kit.day_of(opens_at))
    motion = Motion(
        kind=kind,
        proposer=by,
        province=province,
        title_ar=title_ar.strip(),
        title_en=title_en.strip(),
        text_ar=text_ar.strip(),
        text_en=text_en.strip(),
        path=path,
        opens_at=opens_at,
        closes_at=closes_at or _usual_close(rule, opens_at),
        voting_rule=rule,
        review_on=review_on,
        meeting=meeting,
    )
    motion.full_clean(exclude=RELATED)
    motion.save()
    if meeting is not None:
        agenda.stand(meeting, motion)
    audit.record(by, "motion.proposed", f"{kind} {motion.pk}", request=request)
    return motion


def _usual_close(rule, opens_at):
    """The end of office hours on the working day after the rule's days have passed."""
    day = kit.day_of(opens_at) + datetime.timedelta(days=rule.days_open)
    return datetime.datetime.combine(
        next_working(day, Holiday.objects.free_days()), END_OF_OFFICE, tzinfo=BAGHDAD
    )


@transaction.atomic
def cast(*, motion, seat, by, choice, channel, reason="", request=None):
    """Keep the answer of a seat, in place of its earlier one; closes the motion once nothing can change it.

    In a meeting they must be who is there for the seat (NotThere); its result is announced, never certain.
    Raises PermissionDenied for who does not hold the seat, NotOpen when ballots are not taken,
    ValidationError where a recusal gives no reason.
    """
    motion = lock(motion)
    at = kit.now()
    if not motion.is_open(at):
        raise NotOpen
    seat = Seat.objects.get(pk=seat.pk)
    if not rules.may_vote(by, seat):
        raise PermissionDenied
    before = motion.ballots.filter(seat=seat).values_list("choice", flat=True).first()
    if motion.meeting_id is not None:
        if entry_of(motion, seat).person_id != by.pk:
            raise NotThere(_("Somebody else is recorded as there for this seat, and answers for it."))
        channel = Ballot.Channel.MEETING
    ballot = keep_ballot(motion, seat, Ballot(choice=choice, reason=reason, channel=channel, cast_by=by))
    label = f"{motion.kind} {motion.pk} · {seat.province.code}"
    audit.record(by, f"ballot.{ballot.channel}", label, request=request)
    if ballot.choice != before and motion.meeting_id is None:
        motion_mail.write_receipt(ballot)
    counted = count(motion, at)
    if motion.meeting_id is None and voting.is_certain(counted):
        settle(motion, at, counted)
    return ballot


def entry_of(motion, seat):
    """The attendance of a seat that is there, in the meeting in which the motion is voted."""
    entry = Attendance.objects.filter(meeting=motion.meeting_id, seat=seat).first()
    if entry is None or not entry.is_there:
        raise NotThere(_("This seat is not recorded as there. Record its attendance first."))
    return entry


def keep_ballot(motion, seat, given):
    """The one ballot of the seat, with what is given now; its motion is locked."""
    ballot = motion.ballots.filter(seat=seat).first() or Ballot(motion=motion, seat=seat)
    ballot.choice, ballot.reason, ballot.channel = (
        Ballot.Choice(given.choice),
        given.reason.strip(),
        given.channel,
    )
    ballot.cast_by, ballot.recorded_by, ballot.at = given.cast_by, given.recorded_by, kit.now()
    ballot.is_by_alternate = given.cast_by.pk == seat.alternate_id
    ballot.full_clean(exclude=["motion", "seat", "cast_by", "recorded_by"], validate_unique=False)
    ballot.save()
    return ballot


def count(motion, at):
    """The tally of a motion at an instant, over the seats that are open then."""
    seats = Seat.objects.open(kit.day_of(at)).values_list("pk", flat=True)
    there = None
    if motion.meeting_id is not None:
        there = Attendance.objects.there(motion.meeting_id).values_list("seat", flat=True)
    return voting.tally(motion.ballots.all(), seats, motion.voting_rule, there)


@transaction.atomic
def close(*, motion, at):
    """Close a motion whose hour has come, or whose outcome is certain, and carry its effect out.

    Who comes late counts the seats that were open at its hour, and keeps that hour.
    Raises AlreadyClosed, or StillOpen while it is too early or a meeting has not announced its result.
    An effect that fails leaves it undecided.
    """
    motion = lock(motion)
    if not motion.is_undecided:
        raise AlreadyClosed
    at = motion.ends_at(at)
    counted = count(motion, at)
    if motion.meeting_id is not None or at < motion.closes_at and not voting.is_certain(counted):
        raise StillOpen
    return settle(motion, at, counted)


def settle(motion, at, counted):
    """Write down how a locked motion ended, and carry its effect out."""
    motion.outcome, motion.reason, motion.closed_at = counted.outcome, counted.why, at
    motion.seats_count, motion.recuse_count = counted.seats, counted.recused
    motion.there_count = counted.there
    motion.yes_count, motion.no_count, motion.abstain_count = counted.yes, counted.no, counted.abstain
    motion.save()
    _take_effect(motion)
    audit.record(None, f"motion.{motion.outcome}", f"{motion.kind} {motion.pk} · {motion.reason}")
    return motion


def _take_effect(motion):
    if motion.kind in motion_effects:
        motion_effects.call(motion.kind, motion=motion)


@transaction.atomic
def move_close(*, motion, closes_at, by, request=None):
    """Give an undecided motion another closing hour; one that has passed means now, with the next sweep."""
    motion = lock(motion)
    if not motion.is_undecided:
        raise AlreadyClosed
    if not rules.may_keep_motion(by, motion):
        raise PermissionDenied
    if motion.meeting_id is not None:
        raise ValidationError(_("It is voted in a meeting, and ends there."))
    motion.closes_at = max(closes_at, kit.now())
    motion.full_clean(exclude=RELATED)
    motion.save()
    _tell_of_hour(motion)
    audit.record(
        by, "motion.moved", f"{motion.kind} {motion.pk} · {motion.closes_at:%Y-%m-%d %H:%M}", request=request
    )
    return motion


def _tell_of_hour(motion):
    """The seats hear at once that the hour is another."""
    tell(
        User.objects.reachable().filter(pk__in=Seat.objects.open(kit.today()).holders()),
        title=lambda: (
            _("Closes %(when)s now: %(title)s") % {"when": moment(motion.closes_at), "title": motion.title}
        ),
        path=f"committee/motions/{motion.pk}/",
        key=f"motion:{motion.pk}:closes:{motion.closes_at:%Y%m%d%H%M}",
        kind=DUTY,
        needed_by=kit.day_of(motion.closes_at),
        why=ByOffice(),
    )


@transaction.atomic
def withdraw(*, motion, by, why, request=None):
    """Take an undecided motion back; its subject is told of it by the effect of its kind."""
    motion = lock(motion)
    if not motion.is_undecided:
        raise AlreadyClosed
    if not rules.may_keep_motion(by, motion):
        raise PermissionDenied
    motion.outcome, motion.closed_at = Motion.Outcome.WITHDRAWN, kit.now()
    motion.withdrawn_by, motion.withdrawn_at = by, motion.closed_at
    motion.withdrawn_because = why.strip()
    motion.save()
    _take_effect(motion)
    audit.record(by, "motion.withdrawn", f"{motion.kind} {motion.pk}", request=request)
    return motion


def close_due(*, at):
    """Close every motion whose hour has come; one that cannot take effect waits for the next sweep.

    Returns how many were closed.
    """
    count = 0
    for motion in Motion.objects.due_to_close(at).order_by("closes_at", "pk"):
        try:
            close(motion=motion, at=at)
        except AlreadyClosed:
            continue
        except Exception:
            log.exception("motion_not_closed", motion=motion.pk)
            continue
        count += 1
    return count


def lock(motion):
    """The motion as it is now; whoever votes on it or closes it waits here for the others."""
    locked = Motion.objects.select_for_update(of=("self",)).select_related(
        "voting_rule", "proposer", "province"
    )
    return locked.get(pk=motion.pk)
