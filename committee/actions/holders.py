"""Whoever leaves, rests, is erased or serves no more holds no seat: it passes on, or falls vacant."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

import kit
from committee import invitations, mail
from committee.models import Seat
from kit import audit
from kit.calendar import ONE_DAY
from mailing.kinds import DUTY
from members.actions.notices import tell
from members.models import Service, User
from members.reasons import ByOffice

PATH = "committee/seats/"
SERVICE_ENDED = "service_ended"


def end_holding(*, person, change):
    """Ends what the person holds of open and coming seats (members.person_changed); staff are told.

    With a service ends the seat of a province in which they serve no more, and no other.
    """
    running = Q(until_on__isnull=True) | Q(until_on__gte=kit.today())
    seats = Seat.objects.filter(running).named(person).select_related("province").order_by("pk")
    if change == SERVICE_ENDED:
        serving = Service.objects.confirmed().current(kit.today()).of(person)
        seats = seats.exclude(province__in=serving.values("team__province"))
    for seat in seats.select_for_update(of=("self",), no_key=True):
        with invitations.kept_up(seat.province):
            fate = _leave(seat, person)
            seat.save()
        if fate == "passed":
            mail.welcome(seat, seat.representative, since=max(seat.since_on, kit.today()))
        audit.record(None, f"seat.{fate}", f"{seat.province.code} {person.public_id} ({change})")
        _tell(seat, fate)


@transaction.atomic
def end_without_service(*, on):
    """Ends what people hold of open seats whose last day of service has passed; returns how many they were.

    A run that comes late finds all of them, and a second one nobody.
    """
    serving = Service.objects.confirmed().current(on).filter(team__province=OuterRef("province"))
    ended = 0
    for holder in ("alternate", "representative"):  # else a seat would pass to who serves no more
        seats = Seat.objects.open(on).filter(**{f"{holder}__isnull": False}).select_related(holder)
        for seat in seats.exclude(Exists(serving.filter(person=OuterRef(holder)))):
            end_holding(person=getattr(seat, holder), change=SERVICE_ENDED)
            ended += 1
    return ended


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
        body=lambda: _(
            "Whoever held it has left, serves in the team no more, or their membership rests. "
            "Please see to who follows."
        ),
        path=PATH,
        key=f"seat:{seat.pk}:{fate}:{kit.now():%Y%m%d%H%M%S}",
        kind=DUTY,
        why=ByOffice(seat.province_id),
    )
