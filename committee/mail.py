"""What the committee writes to people about reviews and seats."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

import kit
from members.mail import write_to


def tell_reviewer(review):
    """Ask the representative and the alternate of the assigned seat for their decision."""
    _write_to_seat(review, "committee/mail/review_requested")


def remind_reviewer(review):
    """The same again, when it has waited until its date."""
    _write_to_seat(review, "committee/mail/review_reminder")


def tell_requester(review):
    """Tell who asked what was decided, and why."""
    write_to(
        review.requested_by,
        "committee/mail/review_decided",
        lambda: {
            "review": review,
            "action": _("Open it"),
            "action_url": f"{settings.PORTAL_ORIGIN}{review.address}",
            "reason": _("You get this because you asked for this review."),
        },
    )


def welcome(seat, person):
    """Tell who has come to hold a seat what it means."""
    write_to(
        person,
        "committee/mail/seat_opened",
        lambda: {
            "seat": seat,
            "is_alternate": person.pk == seat.alternate_id,
            "since": max(seat.since_on, kit.today()) if person.pk == seat.alternate_id else seat.since_on,
            "action": _("Open my desk"),
            "action_url": settings.PORTAL_ORIGIN + reverse("committee:desk"),
            "reason": _("You get this because you hold a seat in the POCC."),
        },
    )


def _write_to_seat(review, template):
    seat = review.assigned_to
    if seat is None:
        return
    for person in filter(None, (seat.representative, seat.alternate)):
        write_to(
            person,
            template,
            lambda: {
                "review": review,
                "action": _("Read and decide"),
                "action_url": settings.PORTAL_ORIGIN + reverse("committee:review", args=[review.pk]),
                "reason": _("You get this because you hold a seat in the POCC."),
            },
        )
