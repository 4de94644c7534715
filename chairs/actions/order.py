"""The order of chairs: proposed to the POCC, and set by its motion."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

import kit
from chairs import notices, rules
from chairs.actions.schedule import reschedule
from chairs.models import OrderPlace, RotationOrder
from committee.actions import propose_motion
from committee.models import MotionKind
from committee.rules import open_seats
from kit import audit
from kit.quarter import Quarter

PATH = "chairs/"


@transaction.atomic
def propose_order(*, provinces, from_quarter, by, text_ar="", text_en="", meeting=None, request=None):
    """Put an order before the POCC, in one of its meetings or between them; carried, it is set.

    "Once the POCC is created it should determine the specific order of rotation" (the plan). Raises
    PermissionDenied, ValidationError.
    """
    if not rules.may_propose_order(by):
        raise PermissionDenied
    if not provinces:
        raise ValidationError({"provinces": _("Name at least one province.")})
    if from_quarter < Quarter.of(kit.today()):
        raise ValidationError({"from_quarter": _("An order cannot begin in a quarter that has passed.")})
    motion = propose_motion(
        kind=MotionKind.ROTATION_ORDER,
        text_ar="\n\n".join(filter(None, [_listed(provinces, "ar"), text_ar.strip()])),
        text_en="\n\n".join(filter(None, [_listed(provinces, "en"), text_en.strip()])),
        path=PATH,
        by=by,
        province=next((seat.province for seat in open_seats(by)), None),
        meeting=meeting,
        request=request,
        **_titles(from_quarter),
    )
    order = RotationOrder.objects.create(motion=motion, from_quarter=from_quarter)
    for position, province in enumerate(provinces, 1):
        OrderPlace.objects.create(order=order, position=position, province=province)
    audit.record(
        by, "order.proposed", f"{from_quarter}: {', '.join(p.code for p in provinces)}", request=request
    )
    return order


def end_motion(motion):
    """What becomes of an order when its motion ends: carried, it is set and the coming terms follow it."""
    order = RotationOrder.objects.filter(motion=motion, set_at__isnull=True).first()
    if order is None or not motion.is_carried:
        return
    today = kit.today()
    order.set_at, order.set_in = kit.now(), Quarter.of(today)
    order.from_quarter = max(order.from_quarter, order.set_in)  # voting may have taken until the next quarter
    order.full_clean()
    order.save()
    audit.record(None, "order.set", f"{order.from_quarter} {motion.pk}")
    reschedule(on=today)
    notices.order_set(order)


def _titles(quarter):
    titles = {}
    for language in ("ar", "en"):
        with override(language):
            words = _("Order of chairs from %(quarter)s on") % {"quarter": quarter.label}
            titles[f"title_{language}"] = words
    return titles


def _listed(provinces, language):
    with override(language):
        return "\n".join(f"{n}. {province.name}" for n, province in enumerate(provinces, 1))
