"""Who may act for the chairing province."""

import kit
from chairs.models import Term
from committee.models import Seat
from committee.rules import open_seats
from members.registries import Holders, Office


def may_edit_for_the_chair(user, on):
    """An editor who is named on the term of that day."""
    return bool(user.is_authenticated) and Term.objects.of(on).filter(editors=user).exists()


def is_editor(user, term):
    return bool(user.is_authenticated) and Term.editors.through.objects.filter(user=user, term=term).exists()


def speaks_for(user, province_id):
    """Representative or alternate of that province's open seat."""
    if not user.is_authenticated:
        return False
    return Seat.objects.open(kit.today()).held_by(user).filter(province=province_id).exists()


def may_open_desk(user, term):
    """The desk of a term: its editors and coach, holders of any open seat, and staff."""
    if not user.is_authenticated:
        return False
    return user.is_staff or term.coach_id == user.pk or is_editor(user, term) or bool(open_seats(user))


def may_accept(user, term):
    """The province itself, by its seat, once, before the quarter is over."""
    return term.state == Term.State.SCHEDULED and speaks_for(user, term.province_id)


def may_skip(user, term):
    """The province steps back by its seat, or staff write down why it cannot."""
    return (
        term.is_undecided
        and bool(user.is_authenticated)
        and (user.is_staff or speaks_for(user, term.province_id))
    )


def may_name_editors(user, term):
    """The province by its seat, and staff, until the term is over."""
    return (
        term.is_open and bool(user.is_authenticated) and (user.is_staff or speaks_for(user, term.province_id))
    )


def may_tick(user, term):
    """Editors of the term and staff; corrections are welcome after it is over."""
    return bool(user.is_authenticated) and term.is_held and (user.is_staff or is_editor(user, term))


def may_hand_over(user, term):
    """Editors of the term and the province by its seat, once the term runs; staff help."""
    if not user.is_authenticated or term.state not in (Term.State.ACTIVE, Term.State.COMPLETED):
        return False
    return user.is_staff or is_editor(user, term) or speaks_for(user, term.province_id)


def may_receive(user, hand_over, following):
    """The next chair, by its editors or its seat, once."""
    if hand_over is None or hand_over.received_at or following is None:
        return False
    return is_editor(user, following) or speaks_for(user, following.province_id)


def may_ask_swap(user, term):
    """A province offers a quarter of its own that has not begun."""
    return term.is_undecided and speaks_for(user, term.province_id)


def may_agree_swap(user, swap):
    """The other province, by its seat."""
    return swap.is_open and swap.agreed_at is None and speaks_for(user, swap.other_id)


def may_confirm_swap(user, swap):
    """Staff, or the seat of a third province; never who asked or agreed."""
    if not user.is_authenticated or not swap.is_open or swap.agreed_at is None:
        return False
    if user.pk in (swap.asked_by_id, swap.agreed_by_id):
        return False
    traders = (swap.province_id, swap.other_id)
    seats = open_seats(user)
    if any(seat.province_id in traders for seat in seats):
        return False
    return user.is_staff or bool(seats)


def may_end_swap(user, swap):
    """While it is not in force: either province, by its seat, and staff."""
    if not user.is_authenticated or not swap.is_open:
        return False
    return user.is_staff or speaks_for(user, swap.province_id) or speaks_for(user, swap.other_id)


def may_propose_order(user):
    """Holders of an open seat: the order is the committee's ("POCC … should determine the … order")."""
    return bool(open_seats(user))


def offices(on):
    """Who edits for the chairing province on that day (members.offices)."""
    editing = Term.editors.through.objects.filter(term__in=Term.objects.of(on))
    return [Holders(Office.EDITOR, editing, person="user", province="term__province")]
