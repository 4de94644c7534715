"""Motions of the POCC: some that were decided, one that was withdrawn, and two that wait for votes."""

import datetime

from committee import actions
from committee.models import Ballot, Motion, MotionLetter, Seat, VotingRule
from en_portal.demo.seed import past, texts
from kit.calendar import add_working

HOURS_BETWEEN = datetime.timedelta(hours=3)


def is_there():
    return MotionLetter.objects.exists()


def load(*, today, **_given):
    seats = {seat.province.code: seat for seat in Seat.objects.select_related("province", "representative")}
    for row in texts.read("motions")["motions"]:
        opened = past.moment(past.office_day(today, row["opened_days_ago"]))
        with past.at(opened):
            motion = _propose(row, seats, opened, today)
            for hours, (code, answer) in enumerate(row["answers"].items(), 1):
                _answer(motion, seats[code], answer, opened + hours * HOURS_BETWEEN)
        _end(motion, row, seats)


def _propose(row, seats, opened, today):
    """Kept without its letters: the mailbox of the demonstration stays empty."""
    seat = seats[row["province"]]
    closes = past.moment(add_working(today, 6) if row["is_open"] else add_working(opened.date(), 7), 15, 0)
    motion = Motion.objects.create(
        kind=row["kind"],
        proposer=seat.representative,
        province=seat.province,
        opens_at=opened,
        closes_at=closes,
        voting_rule=VotingRule.objects.in_force(row["kind"], opened.date()),
        path=row.get("path", ""),
        **{name: row[name] for name in ("title_ar", "title_en", "text_ar", "text_en")},
    )
    letters = [
        MotionLetter(motion=motion, seat=seat, kind=MotionLetter.Kind.OPENED) for seat in seats.values()
    ]
    MotionLetter.objects.bulk_create(letters)
    return motion


def _answer(motion, seat, answer, at):
    is_by_alternate = answer.get("by") == "alternate"
    Ballot.objects.create(
        motion=motion,
        seat=seat,
        choice=answer["choice"],
        reason=answer.get("reason", ""),
        channel=answer.get("channel", Ballot.Channel.PAGE),
        cast_by=seat.alternate if is_by_alternate else seat.representative,
        is_by_alternate=is_by_alternate,
        at=at,
    )


def _end(motion, row, seats):
    if row["is_open"]:
        return
    with past.at(motion.closes_at):
        if row.get("withdrawn"):
            actions.withdraw(motion=motion, by=motion.proposer, why=row["withdrawn"])
        else:
            actions.close(motion=motion, at=motion.closes_at)
    ended = [MotionLetter(motion=motion, seat=seat, kind=MotionLetter.Kind.ENDED) for seat in seats.values()]
    MotionLetter.objects.bulk_create(ended)
