"""What waits for who holds a seat: terms to accept, swaps to agree to or confirm, hand-overs to receive."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from chairs.models import HandOver, Swap, Term
from committee.registries import Row
from kit.quarter import Quarter


def rows(user, seats, on):
    """All of them, as rows of the committee's desk (committee.registries.waiting); four queries."""
    mine = {seat.province_id for seat in seats}
    return [*_terms(mine, on), *_swaps(user, mine, on), *_hand_overs(user, mine, on)]


def _terms(mine, on):
    scheduled = Term.objects.filter(state=Term.State.SCHEDULED, province__in=mine)
    for term in scheduled.filter(quarter__gte=Quarter.of(on)).select_related("province"):
        yield _row("play", _("Accept the term"), _named(term), _desk(term), term.quarter, on)


def _swaps(user, mine, on):
    """The other province agrees; a third one confirms, by who neither asked nor agreed."""
    own = Q(province__in=mine) | Q(other__in=mine)
    to_agree = Q(agreed_at__isnull=True, other__in=mine)
    to_confirm = Q(agreed_at__isnull=False) & ~own & ~Q(asked_by=user) & ~Q(agreed_by=user)
    for swap in Swap.objects.open().filter(to_agree | to_confirm).select_related("province", "other"):
        kind = _("Confirm the swap") if swap.agreed_at else _("Agree to the swap")
        title = _("%(one)s (%(quarter)s) with %(other)s (%(other_quarter)s)") % {
            "one": swap.province.name,
            "quarter": swap.quarter.short,
            "other": swap.other.name,
            "other_quarter": swap.other_quarter.short,
        }
        first = min(swap.quarter, swap.other_quarter)
        yield _row("swap", kind, title, reverse("chairs:order"), first, on)


def _hand_overs(user, mine, on):
    """Notes of the chair before a term of this province, or before one that this person edits."""
    left = list(HandOver.objects.filter(received_at__isnull=True).select_related("term__province"))
    edited = Term.editors.through.objects.filter(user=user).values("term")
    theirs = Term.objects.held().filter(Q(province__in=mine) | Q(pk__in=edited))
    next_ = theirs.filter(quarter__in=[one.term.quarter.next for one in left])
    quarters = set(next_.values_list("quarter", flat=True))
    for one in left:
        if one.term.quarter.next in quarters:
            address = reverse("chairs:hand_over", args=[one.term_id])
            kind = _("Receive the hand-over")
            yield _row("inbox", kind, _named(one.term), address, one.term.quarter.next, on)


def _named(term):
    return f"{term.province.name} · {term.quarter.label}"


def _desk(term):
    return reverse("chairs:desk", args=[term.pk])


def _row(icon, kind, title, address, quarter, on):
    """By the first day of that quarter."""
    return Row(icon, kind, title, address, quarter.first, quarter.first < on)
