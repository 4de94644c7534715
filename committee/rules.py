"""What a seat in the POCC lets its holders do."""

import kit
from committee.models import Seat


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
