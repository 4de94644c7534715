"""Motions: proposed, voted on, closed by the hour or by certainty, taken back; each takes effect once."""

import datetime

import structlog
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

import kit
from committee import motion_mail, rules, voting
from committee.models import Ballot, Motion, MotionLetter, Seat, VotingRule
from committee.registries import motion_effects
from kit import audit
from kit.calendar import next_working
from kit.clock import BAGHDAD
from kit.formats import moment
from members.actions.notices import tell
from members.models import Holiday, User

log = structlog.get_logger(__name__)
END_OF_OFFICE = datetime.time(15)


class NotOpen(Exception):
    """The motion takes no ballots: it is closed, or does not open before later."""


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
    request=None,
):
    """Put a question before the seats, under the voting rule of the day.

    `path` is the subject's address without the language; `province` that of the proposer's seat.
    Raises ValidationError where a fact would be false. Who may propose is asked by who calls.
    """
    opens_at = opens_at or kit.now()
    rule = VotingRule.objects.in_force(kind, _day(opens_at))
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
    )
    motion.full_clean(exclude=["proposer", "province", "voting_rule"])
    motion.save()
    audit.record(by, "motion.proposed", f"{kind} {motion.pk}", request=request)
    return motion


def _day(at):
    return at.astimezone(BAGHDAD).date()


def _usual_close(rule, opens_at):
    """The end of office hours on the working day after the rule's days have passed."""
    day = _day(opens_at) + datetime.timedelta(days=rule.days_open)
    return datetime.datetime.combine(
        next_working(day, Holiday.objects.free_days()), END_OF_OFFICE, tzinfo=BAGHDAD
    )


@transaction.atomic
def cast(*, motion, seat, by, choice, channel, reason="", request=None):
    """Keep the answer of a seat, in place of its earlier one; closes the motion once nothing can change it.

    Raises PermissionDenied for who does not hold the seat, NotOpen when ballots are not taken,
    ValidationError where a recusal gives no reason.
    """
    motion = _lock(motion)
    at = kit.now()
    if not motion.is_open(at):
        raise NotOpen
    seat = Seat.objects.get(pk=seat.pk)
    if not rules.may_vote(by, seat):
        raise PermissionDenied
    ballot = motion.ballots.filter(seat=seat).first() or Ballot(motion=motion, seat=seat)
    before = ballot.choice
    ballot.choice, ballot.reason, ballot.channel = Ballot.Choice(choice), reason.strip(), channel
    ballot.cast_by, ballot.is_by_alternate, ballot.at = by, by.pk == seat.alternate_id, at
    ballot.full_clean(exclude=["motion", "seat", "cast_by"], validate_unique=False)
    ballot.save()
    label = f"{motion.kind} {motion.pk} · {seat.province.code}"
    audit.record(by, f"ballot.{ballot.channel}", label, request=request)
    if ballot.choice != before:
        motion_mail.write_receipt(ballot)
    counted = count(motion, at)
    if voting.is_certain(counted):
        _close(motion, at, counted)
    return ballot


def count(motion, at):
    """The tally of a motion at an instant, over the seats that are open then."""
    seats = Seat.objects.open(_day(at)).values_list("pk", flat=True)
    return voting.tally(motion.ballots.all(), seats, motion.voting_rule)


@transaction.atomic
def close(*, motion, at):
    """Close a motion whose hour has come, or whose outcome is certain, and carry its effect out.

    Raises AlreadyClosed, or StillOpen while it is too early. An effect that fails leaves it undecided.
    """
    motion = _lock(motion)
    if not motion.is_undecided:
        raise AlreadyClosed
    counted = count(motion, at)
    if at < motion.closes_at and not voting.is_certain(counted):
        raise StillOpen
    return _close(motion, at, counted)


def _close(motion, at, counted):
    motion.outcome, motion.reason, motion.closed_at = counted.outcome, counted.why, at
    motion.seats_count, motion.recuse_count = counted.seats, counted.recused
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
    """Give an undecided motion another closing hour; an hour that has come closes it with the next sweep."""
    motion = _lock(motion)
    if not motion.is_undecided:
        raise AlreadyClosed
    if not rules.may_keep_motion(by, motion):
        raise PermissionDenied
    motion.closes_at = closes_at
    motion.full_clean(exclude=["proposer", "province", "voting_rule"])
    motion.save()
    motion.letters.filter(kind__in=MotionLetter.REMINDERS).delete()  # another hour, other reminders
    _tell_of_hour(motion)
    audit.record(
        by, "motion.moved", f"{motion.kind} {motion.pk} · {closes_at:%Y-%m-%d %H:%M}", request=request
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
    )


@transaction.atomic
def withdraw(*, motion, by, why, request=None):
    """Take an undecided motion back; its subject is told of it by the effect of its kind."""
    motion = _lock(motion)
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


def _lock(motion):
    """The motion as it is now; whoever votes on it or closes it waits here for the others."""
    locked = Motion.objects.select_for_update(of=("self",)).select_related(
        "voting_rule", "proposer", "province"
    )
    return locked.get(pk=motion.pk)
