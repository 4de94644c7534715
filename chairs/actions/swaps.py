"""Swaps: asked for by one province, agreed by the other, confirmed by a third or by staff."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

import kit
from chairs import notices, rules
from chairs.actions.schedule import PARKED, lock
from chairs.actions.terms import Changed, take
from chairs.models import Swap, Term
from kit import audit
from kit.quarter import Quarter


@transaction.atomic
def ask_swap(*, term, other, reason, by, request=None):
    """Offer the quarter of `term` for that of `other`. Raises PermissionDenied, ValidationError."""
    term, other = take(term), take(other)
    if not rules.may_ask_swap(by, term):
        raise PermissionDenied
    now = Quarter.of(kit.today())
    if not other.is_undecided or min(term.quarter, other.quarter) <= now:
        raise ValidationError({"other": _("Only quarters that have not begun can be swapped.")})
    if Swap.objects.touching(term.quarter, other.quarter).filter(confirmed_at__isnull=True).exists():
        raise ValidationError({"other": _("A swap of one of these quarters is waiting for an answer.")})
    swap = Swap(
        province=term.province,
        quarter=term.quarter,
        other=other.province,
        other_quarter=other.quarter,
        reason=reason.strip(),
        asked_by=by,
    )
    swap.full_clean(exclude=["province", "other", "asked_by"])
    swap.save()
    audit.record(by, "swap.asked", str(swap), request=request)
    notices.swap_asked(swap)
    return swap


@transaction.atomic
def agree_swap(*, swap, by, request=None):
    """The other province agrees; now a third confirms. Raises PermissionDenied, Changed."""
    swap = _take(swap)
    if not rules.may_agree_swap(by, swap):
        raise PermissionDenied
    swap.agreed_by, swap.agreed_at = by, kit.now()
    swap.save()
    audit.record(by, "swap.agreed", str(swap), request=request)
    notices.swap_agreed(swap)
    return swap


@transaction.atomic
def confirm_swap(*, swap, by, request=None):
    """The quarters change hands, with editors, coach and drafts of the theme; both count as accepted.

    Raises PermissionDenied, Changed when the order has given one of the quarters to another province.
    """
    swap = _take(swap)
    if not rules.may_confirm_swap(by, swap):
        raise PermissionDenied
    one = Term.objects.undecided().filter(quarter=swap.quarter, province=swap.province).first()
    two = Term.objects.undecided().filter(quarter=swap.other_quarter, province=swap.other).first()
    if one is None or two is None or min(one.quarter, two.quarter) <= Quarter.of(kit.today()):
        raise Changed
    swap.confirmed_by, swap.confirmed_at = by, kit.now()
    swap.save()
    Term.objects.filter(pk=two.pk).update(quarter=PARKED)
    for term, quarter, who in ((one, swap.other_quarter, swap.asked_by), (two, swap.quarter, swap.agreed_by)):
        term.quarter, term.state = quarter, Term.State.ACCEPTED
        term.accepted_by, term.accepted_at = who, swap.confirmed_at
        term.save()
    audit.record(by, "swap.confirmed", str(swap), request=request)
    notices.swap_confirmed(swap)
    return swap


@transaction.atomic
def end_swap(*, swap, by, request=None):
    """Declined by the other province, or taken back by who asked. Raises PermissionDenied, Changed."""
    swap = _take(swap)
    if not rules.may_end_swap(by, swap):
        raise PermissionDenied
    is_own = rules.speaks_for(by, swap.province_id)
    swap.ending = Swap.Ending.WITHDRAWN if is_own else Swap.Ending.DECLINED
    swap.ended_at = kit.now()
    swap.save()
    audit.record(by, f"swap.{swap.ending}", str(swap), request=request)
    notices.swap_ended(swap)
    return swap


def _take(swap):
    lock()
    read, swap = swap, Swap.objects.select_for_update(of=("self",)).get(pk=swap.pk)
    if not swap.is_open or swap.agreed_at != read.agreed_at:
        raise Changed
    return swap
