"""Writing to the seats about motions: as they open, and once they have ended."""

import datetime

from django.db import transaction

import kit
from committee import motion_mail
from committee.models import Motion, MotionLetter, Seat
from kit.clock import BAGHDAD

Kind = MotionLetter.Kind
NEWS_LASTS = datetime.timedelta(days=7)  # an older result is read in the portal


def write_due(*, at):
    """Each seat hears of motions that opened, and how those ended; returns how many letters were written."""
    written = 0
    for motion in Motion.objects.between_meetings().open(at):
        written += _write(motion, Kind.OPENED, at)
    for motion in (
        Motion.objects.between_meetings().ended().filter(closed_at__gt=at - NEWS_LASTS, closed_at__lte=at)
    ):
        written += _write(motion, Kind.ENDED, at)
    return written


def _write(motion, kind, at):
    if not missing(motion, kind, at).exists():
        return 0
    with transaction.atomic():
        motion = (
            Motion.objects.select_for_update(of=("self",)).select_related("voting_rule").get(pk=motion.pk)
        )
        if kind != Kind.ENDED and not motion.is_open(at):
            return 0
        seats = missing(motion, kind, at).select_related("province", "representative", "alternate")
        for seat in seats:
            MotionLetter.objects.create(motion=motion, seat=seat, kind=kind, at=at)
            motion_mail.write(motion, seat, kind)
        return len(seats)


def missing(motion, kind, at):
    """The open seats to which this letter is still to be written."""
    on = kit.day_of(at)
    seats = Seat.objects.open(on).exclude(motion_letters__in=motion.letters.filter(kind=kind))
    if kind == Kind.ENDED:
        return seats.filter(motion_letters__in=motion.letters.filter(kind=Kind.OPENED))
    return seats


def unanswered(motion, at):
    """The open seats that heard of it before today, and have not answered."""
    on = kit.day_of(at)
    today = datetime.datetime.combine(on, datetime.time.min, tzinfo=BAGHDAD)
    told = motion.letters.filter(kind=Kind.OPENED, at__lt=today)
    seats = Seat.objects.open(on).filter(motion_letters__in=told).exclude(ballots__in=motion.ballots.all())
    return seats.select_related("province", "representative", "alternate")
