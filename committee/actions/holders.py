"""Whoever leaves, rests or is erased holds no seat any more: it passes to the alternate, or falls vacant."""

from django.db.models import Q
from django.utils.translation import gettext as _

import kit
from committee import invitations, mail
from committee.models import Seat
from kit import audit
from kit.calendar import ONE_DAY
from mailing.kinds import DUTY
from members.actions.notices import tell
from members.models import User
from members.reasons import ByOffice

PATH = "committee/seats/"


def end_holding(*, person, change):
    """Ends what the person holds of open and coming seats (members.person_changed); staff are told."""
    running = Q(until_on__isnull=True) | Q(until_on__gte=kit.today())
    seats = Seat.objects.filter(running).named(person).select_related("province").order_by("pk")
    for seat in seats.select_for_update(of=("self",), no_key=True):
        with invitations.kept_up(seat.province):
            fate = _leave(seat, person)
            seat.save()
        if fate == "passed":
            mail.welcome(seat, seat.representative, since=max(seat.since_on, kit.today()))
        audit.record(None, f"seat.{fate}", f"{seat.province.code} {person.public_id} ({change})")
        _tell(seat, fate)


def _leave(seat, person):
    """What becomes of the seat."""
    if seat.alternate_id == person.pk:
        seat.alternate = None
        return "without_alternate"
    if seat.alternate_id:
        seat.representative, seat.alternate = seat.alternate, None
        return "passed"
    seat.until_on = max(seat.since_on, kit.today() - ONE_DAY)
    return "vacant"


def _tell(seat, fate):
    titles = {
        "vacant": lambda: _("The seat of %(province)s in the POCC is vacant"),
        "passed": lambda: _("The seat of %(province)s in the POCC passes to its alternate"),
        "without_alternate": lambda: _("The seat of %(province)s in the POCC has no alternate any more"),
    }
    holders = [] if fate == "vacant" else [seat.representative_id]
    people = User.objects.filter(Q(is_staff=True) | Q(pk__in=holders), is_active=True)
    tell(
        people,
        title=lambda: titles[fate]() % {"province": seat.province.name},
        body=lambda: _("Whoever held it has left, or their membership rests. Please see to who follows."),
        path=PATH,
        key=f"seat:{seat.pk}:{fate}:{kit.now():%Y%m%d%H%M%S}",
        kind=DUTY,
        why=ByOffice(seat.province_id),
    )
