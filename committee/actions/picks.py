"""Picks: what the committee wants everybody to read, chosen for a month, with the reason and in an order."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

import kit
from committee import rules
from committee.models import Meeting, Pick
from kit import audit


@transaction.atomic
def choose(*, by, kind, month, province=None, path="", request=None, **words):
    """A lesson, success or set-back, last of its month, of the meeting that is under way.

    Raises ValidationError (twice, no title).
    """
    _refuse(by)
    pick = Pick(kind=kind, month=month, province=province, path=path, picked_by=by, picked_at=kit.now())
    for name, text in words.items():
        setattr(pick, name, text.strip())
    pick.meeting = Meeting.objects.under_way().first()
    pick.rank = 1 + len(_of_month(month))
    pick.full_clean(exclude=["province", "meeting", "picked_by"])
    pick.save()
    audit.record(by, "pick.chosen", f"{pick.pk} {pick.title}", request=request)
    return pick


@transaction.atomic
def move_up(*, pick, by, request=None):
    """One place earlier in its month; the first stays where it is."""
    _refuse(by)
    order = _of_month(pick.month)
    place = next((place for place, one in enumerate(order) if one.pk == pick.pk), 0)
    if place:
        order[place - 1], order[place] = order[place], order[place - 1]
        audit.record(by, "pick.moved", f"{pick.pk} {pick.title}", request=request)
    _number(order)


@transaction.atomic
def take_out(*, pick, by, request=None):
    """It is chosen no more; the others close ranks. A second time changes nothing."""
    _refuse(by)
    order = _of_month(pick.month)
    for one in [one for one in order if one.pk == pick.pk]:
        order.remove(one)
        audit.record(by, "pick.taken_out", f"{one.pk} {one.title}", request=request)
        one.delete()
    _number(order)


def _of_month(month):
    """The picks of a month in their order, locked: two who order at once come one after the other."""
    return list(Pick.objects.select_for_update(of=("self",)).filter(month=month).order_by("rank", "pk"))


def _number(order):
    for rank, pick in enumerate(order, 1):
        if pick.rank != rank:
            pick.rank = rank
            pick.save(update_fields=["rank"])


def _refuse(by):
    if not rules.may_pick(by):
        raise PermissionDenied
