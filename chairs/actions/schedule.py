"""Writing the coming terms down as the order projects them; what has begun is never touched."""

from itertools import groupby

from django.db import models, transaction

import kit
from chairs import notices
from chairs.models import RotationOrder, Swap, Term
from chairs.models.term import BY_THE_ORDER
from chairs.rotation import Turn, exchanged, project
from kit.quarter import Quarter

AT_LEAST = 4  # quarters that are written down; a longer order is written down once through
PARKED = Quarter(9000, 1)  # a row waits here while two exchange their quarters


def lock():
    """One at a time moves terms: whoever comes second sees what the first has written."""
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('chairs.schedule'))")


@transaction.atomic
def reschedule(*, on):
    """Bring the coming terms in line with the orders in force; safe to run twice. Returns how many moved.

    Accepted terms stay where they are under the order under which they were accepted. Swaps that no longer
    fit become void, and both provinces are told.
    """
    lock()
    now = Quarter.of(on)
    swaps = list(Swap.objects.in_force().order_by("confirmed_at", "pk"))
    while True:
        orders, made = _projected(now, [swap.exchange for swap in swaps])
        if not made.void:
            break
        for swap in [swap for swap in swaps if swap.exchange in made.void]:
            void_swap(swap, Swap.Ending.ORDER)
            swaps.remove(swap)
    return _write({quarter: (orders[quarter], province) for quarter, province in made.holders.items()}, now)


def void_swap(swap, ending):
    """The trade no longer holds; quarters that were kept for it are free to move again."""
    was_in_force = swap.confirmed_at is not None
    swap.ending, swap.ended_at = ending, kit.now()
    swap.save()
    if was_in_force:
        traded = Term.objects.undecided().filter(
            models.Q(quarter=swap.quarter, province=swap.other)
            | models.Q(quarter=swap.other_quarter, province=swap.province)
        )
        for term in traded:
            _unaccept(term)
            term.save()
    notices.swap_ended(swap)


def _projected(now, exchanges):
    """({quarter: the order that rules it}, the holders of all these quarters together)."""
    orders = {quarter: RotationOrder.objects.in_force(quarter) for quarter in _quarters(now)}
    holders = {}
    for order, group in groupby((quarter for quarter in orders if orders[quarter]), key=orders.get):
        quarters = list(group)
        holders |= project(
            order=order.sequence,
            first=quarters[0],
            count=len(quarters),
            turns=_turns(order),
            exchanges=exchanges,
        )
    return orders, exchanged(holders, exchanges)


def _quarters(now):
    newest = RotationOrder.objects.carried().order_by("set_at").last()
    count = max(AT_LEAST, len(newest.sequence) if newest else 0)
    return [now.plus(n) for n in range(count + 1)]


def _turns(order):
    """What counts under the order: what has begun, what was skipped, and what was accepted under it."""
    terms = Term.objects.filter(quarter__gte=order.from_quarter)
    return [
        Turn(term.province_id, term.quarter, is_skipped=not term.is_held)
        for term in terms.order_by("quarter", "pk")
        if not term.is_undecided or term.state == Term.State.ACCEPTED and term.order_id in (None, order.pk)
    ]


def _write(holders, now):
    movable = list(Term.objects.undecided().filter(quarter__in=holders))
    taken = set(
        Term.objects.held().exclude(pk__in=[term.pk for term in movable]).values_list("quarter", flat=True)
    )
    wanted = {quarter: pair for quarter, pair in holders.items() if quarter not in taken}
    right = {t.quarter: t for t in movable if t.quarter in wanted and wanted[t.quarter][1] == t.province_id}
    spare = [term for term in movable if right.get(term.quarter) is not term]
    _park(spare)
    for term in right.values():
        _keep(term, wanted[term.quarter][0])
    moved = 0
    for quarter, (order, province) in sorted(wanted.items(), key=lambda item: item[0]):
        if quarter in right or province is None:
            continue
        term = next((term for term in spare if term.province_id == province), None)
        if term is None:
            term = Term(province_id=province)
        else:
            spare.remove(term)
        term.quarter, term.order = quarter, order
        _unaccept(term)
        term.save()
        notices.term_scheduled(term)
        moved += 1
    for term in spare:
        _drop(term)
    return moved + len(spare)


def _park(terms):
    """Out of the way of one another; no history, for nobody ever sees it."""
    for n, term in enumerate(terms):
        Term.objects.filter(pk=term.pk).update(quarter=PARKED.plus(n))


def _keep(term, order):
    if term.order_id not in (None, order.pk):
        term.order = order
        term.save()


def _unaccept(term):
    term.state, term.accepted_by, term.accepted_at = Term.State.SCHEDULED, None, None


def _drop(term):
    """A term for which the order has no place; where work was done on it, it stays as skipped."""
    try:
        with transaction.atomic():
            Term.objects.get(pk=term.pk).delete()
    except models.ProtectedError:
        _unaccept(term)
        term.state, term.skip_reason = Term.State.SKIPPED, BY_THE_ORDER
        term.save()
