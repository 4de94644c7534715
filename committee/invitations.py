"""Invitations to meetings: each holder of a seat gets them by mail, with what their calendar understands."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

import kit
from committee.models import Seat
from committee.reasons import why_of_seat
from kit.calendars import Event, Guest, invitation
from kit.clock import BAGHDAD
from kit.formats import moment
from mailing.compose import our_address
from mailing.kinds import DUTY
from members.mail import write_to

INVITED, CHANGED, CANCELLED = "invited", "changed", "cancelled"


def seats_of(meeting):
    """Open seats on the meeting's day, or today where that is later: who is invited."""
    on = max(meeting.starts_at.astimezone(BAGHDAD).date(), kit.today())
    return Seat.objects.open(on).select_related("province", "representative", "alternate")


def event_of(meeting):
    """The meeting as calendars know it, in the active language."""
    lines = [_("How: %(mode)s") % {"mode": meeting.get_mode_display()}, meeting.link]
    items = [f"{item.position}. {item.title}" for item in meeting.items.all()]
    return Event(
        uid=f"committee-meeting-{meeting.pk}@{settings.MAIL_DOMAIN}",
        title=_("Meeting of the POCC"),
        begins=meeting.starts_at,
        ends=meeting.ends_at,
        changed_at=meeting.changed_at,
        sequence=meeting.sequence,
        place=meeting.place or meeting.link,
        about="\n".join(filter(None, [*lines, *items])),
        url=settings.PORTAL_ORIGIN + meeting.get_absolute_url(),
        is_cancelled=meeting.is_cancelled,
    )


def calendar_of(meeting, guests=()):
    """The invitation (or cancellation) as a calendar, in the active language."""
    organiser = Guest(our_address(), _("Excellence Network"))
    return invitation(event_of(meeting), organiser, guests)


def send(meeting, what):
    """Write to representatives and alternates, who may stay away; returns how many were written to."""
    sent = 0
    for seat in seats_of(meeting):
        for person in filter(None, (seat.representative, seat.alternate)):
            sent += _write(meeting, what, seat, person)
    return sent


def _write(meeting, what, seat, person):
    is_needed = person.pk == seat.representative_id
    with override(person.language):
        guest = Guest(person.email or "", person.name, is_needed)
        calendar = calendar_of(meeting, [guest])
        words = {
            "meeting": meeting,
            "what": what,
            "when": moment(meeting.starts_at),
            "items": list(meeting.items.all()),
            "action": _("Open the meeting"),
            "action_url": settings.PORTAL_ORIGIN + meeting.get_absolute_url(),
            "reason": why_of_seat(seat, person),
        }
    return write_to(person, "committee/mail/meeting", lambda: words, kind=DUTY, calendar=calendar)
