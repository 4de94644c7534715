"""What the committee writes to who comes to hold a seat."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

import kit
from members.mail import write_to


def welcome(seat, person):
    """Tell who has come to hold a seat what it means."""
    is_alternate = person.pk == seat.alternate_id
    write_to(
        person,
        "committee/mail/seat_opened",
        lambda: {
            "seat": seat,
            "is_alternate": is_alternate,
            "since": max(seat.since_on, kit.today()) if is_alternate else seat.since_on,
            "action": _("Open my desk"),
            "action_url": settings.PORTAL_ORIGIN + reverse("committee:desk"),
            "reason": _("You get this because you hold a seat in the POCC."),
        },
    )
