"""What a seat in the POCC lets its holders do."""

import kit
from committee.models import Seat
from members.models import Service
from members.registries import Office


def open_seats(user):
    """The open seats that the person holds as representative or alternate."""
    if not user.is_authenticated:
        return []
    return list(Seat.objects.open(kit.today()).held_by(user).select_related("province"))


def may_open_desk(user):
    """Holders of an open seat have a desk."""
    return bool(open_seats(user))


def may_decide(user, review):
    """A holder of an open seat of another province, on a waiting review that they did not ask for."""
    if not review.is_waiting or review.requested_by_id == user.pk:
        return False
    return any(seat.province_id != review.province_id for seat in open_seats(user))


def may_read_review(user, review):
    """Holders of a seat, who asked for it, and staff."""
    return user.is_staff or review.requested_by_id == user.pk or may_open_desk(user)


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


def offices(on, person=None):
    """Who represents which province in the POCC on that day (members.offices)."""
    seats = Seat.objects.open(on)
    seats = seats if person is None else seats.held_by(person)
    held = [
        Office(kind, holder, province)
        for province, *holders in seats.values_list("province", "representative", "alternate")
        for kind, holder in zip((Office.REPRESENTATIVE, Office.ALTERNATE), holders, strict=True)
        if holder is not None
    ]
    return held if person is None else [office for office in held if office.person_id == person.pk]
