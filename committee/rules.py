"""What a seat in the POCC lets its holders do."""

from dataclasses import dataclass

import kit
from committee.models import Outcome, ReviewAssignment, Seat
from members.models import Service
from members.registries import Holders, Office


def open_seats(user):
    """The open seats that the person holds as representative or alternate."""
    if not user.is_authenticated:
        return []
    return list(Seat.objects.open(kit.today()).held_by(user).select_related("province"))


def may_open_desk(user):
    """Holders of an open seat have a desk."""
    return bool(open_seats(user))


@dataclass(frozen=True)
class Part:
    """What a person has to do with a review: for which seats they may judge it, and what they may do."""

    judging: tuple
    may_decide: bool
    may_pass_on: bool
    may_take_back: bool
    may_write: bool


def part_in(user, review):
    """The person's part in a review; three queries.

    Nobody judges what they asked for or wrote, nor their own province; nor a province that said it cannot.
    """
    seats, has_asked = open_seats(user), user.is_authenticated and review.requested_by_id == user.pk
    is_author = user.is_authenticated and user.pk in review.author_side
    judging = () if is_author else _judging(seats, review)
    is_open = review.outcome in ("", Outcome.CHANGES)
    return Part(
        judging=judging,
        may_decide=review.is_waiting and bool(judging),
        may_pass_on=review.is_waiting and any(seat.pk == review.assigned_to_id for seat in seats),
        may_take_back=review.is_waiting and has_asked,
        may_write=is_open and (is_author or bool(judging)),
    )


def _judging(seats, review):
    others = [seat for seat in seats if seat.province_id != review.province_id]
    if not others:
        return ()
    conflicts = review.assignments.filter(ending=ReviewAssignment.Ending.CONFLICT)
    partial = set(conflicts.values_list("seat__province", flat=True))
    return tuple(seat for seat in others if seat.province_id not in partial)


def may_decide(user, review):
    """Who holds a seat that may judge it, while nobody has decided."""
    return part_in(user, review).may_decide


def may_pass_on(user, review):
    """Holders of the seat in whose hands a waiting review is."""
    return part_in(user, review).may_pass_on


def may_take_back(user, review):
    """Who asked, while nobody has decided."""
    return part_in(user, review).may_take_back


def may_write(user, review):
    """The author's side and who may judge, until it is approved, declined or taken back."""
    return part_in(user, review).may_write


def may_read_review(user, review):
    """Holders of a seat, the author's side, and staff."""
    return user.is_staff or may_open_desk(user) or user.pk in review.author_side


def may_propose(user):
    """Holders of an open seat put motions before the POCC; apps above ask a rule of their own for theirs."""
    return may_open_desk(user)


def may_vote(user, seat):
    """Who holds the seat today, as representative or alternate; staff never."""
    return any(held.pk == seat.pk for held in open_seats(user))


def may_keep_motion(user, motion):
    """Who proposed it moves its closing hour and takes it back; so do who holds the proposer's seat now."""
    if not user.is_authenticated or not motion.is_undecided:
        return False
    if motion.proposer_id == user.pk:
        return True
    return motion.province_id is not None and any(
        seat.province_id == motion.province_id for seat in open_seats(user)
    )


def may_keep_meetings(user):
    """Holders of an open seat and Taqadum staff act as secretary: any of them may hold the pen in a call."""
    return user.is_authenticated and (user.is_staff or may_open_desk(user))


def may_keep_seats(user):
    """Taqadum staff open, hand over and close seats; who holds one is never their own judge."""
    return user.is_authenticated and user.is_staff


def may_finish_action(user, action):
    """Whose it is, and who keeps meetings."""
    return user.is_authenticated and (action.owner_id == user.pk or may_keep_meetings(user))


def may_pick(user):
    """Holders of an open seat choose lessons, successes and set-backs to share."""
    return may_open_desk(user)


def provinces_of(user):
    """Public keys of the provinces for which the person may report a constraint: all of them for staff."""
    if not user.is_authenticated:
        return set()
    served = (
        Service.objects.confirmed().current(kit.today()).of(user).values_list("team__province", flat=True)
    )
    return {seat.province_id for seat in open_seats(user)} | set(served)


def may_report_constraint(user, province):
    """Who serves in the province's team or holds its seat, and staff."""
    return user.is_authenticated and (user.is_staff or province.pk in provinces_of(user))


def offices(on):
    """Who represents which province in the POCC on that day (members.offices); Taqadum staff none."""
    seats = Seat.objects.open(on)
    return [
        Holders(kind, seats.filter(**{f"{kind}__is_staff": False}), person=kind, province="province")
        for kind in Office.OF_COMMITTEE
    ]
