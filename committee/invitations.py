"""Invitations to meetings: each holder of a seat gets them by mail, with what their calendar understands."""

from contextlib import contextmanager
from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

import kit
from committee.models import Meeting, Seat
from committee.reasons import why_of_seat
from kit.calendars import Event, Guest, invitation
from kit.formats import moment
from mailing.compose import our_address
from mailing.kinds import DUTY
from members.mail import write_to

INVITED, CHANGED, CANCELLED, WITHDRAWN = "invited", "changed", "cancelled", "withdrawn"


def seats_of(meeting):
    """Open seats on the meeting's day, or today where that is later: who is invited."""
    on = max(kit.day_of(meeting.starts_at), kit.today())
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


def calendar_of(meeting, guest, is_cancelled):
    """The invitation of a guest (or its cancellation) as a calendar, in the active language."""
    organiser = Guest(our_address(), _("Excellence Network"))
    return invitation(replace(event_of(meeting), is_cancelled=is_cancelled), organiser, [guest])


def send(meeting, what):
    """Write to representatives and alternates, who may stay away; returns how many were written to."""
    return sum(_write(meeting, what, seat, person) for person, seat in _guests(seats_of(meeting)).items())


@contextmanager
def kept_up(province):
    """Whoever comes to hold the seat of the province meanwhile is invited to the meetings ahead.

    Who holds it no more on their day is told, and calendars take them out.
    """
    to_come = Meeting.objects.to_come().filter(starts_at__gt=kit.now(), opened_at__isnull=True)
    ahead = list(to_come.order_by("pk").select_for_update(of=("self",), no_key=True))
    before = [_guests(seats_of(meeting).filter(province=province)) for meeting in ahead]
    yield
    for meeting, were in zip(ahead, before, strict=True):
        _follow(meeting, were, _guests(seats_of(meeting).filter(province=province)))


def _follow(meeting, were, are):
    if were.keys() == are.keys():
        return
    meeting.new_version()
    meeting.save()
    for person in were.keys() - are.keys():
        _write(meeting, WITHDRAWN, were[person], person)
    for person in are.keys() - were.keys():
        _write(meeting, INVITED, are[person], person)


def _guests(seats):
    """{representative or alternate: their seat}."""
    return {person: seat for seat in seats for person in (seat.representative, seat.alternate) if person}


def _write(meeting, what, seat, person):
    is_needed = person.pk == seat.representative_id
    with override(person.language):
        guest = Guest(person.email or "", person.name, is_needed)
        calendar = calendar_of(meeting, guest, what in (CANCELLED, WITHDRAWN))
        words = {
            "meeting": meeting,
            "what": what,
            "seat": seat,
            "when": moment(meeting.starts_at),
            "items": list(meeting.items.all()),
            "action": _("Open the meeting"),
            "action_url": "" if what == WITHDRAWN else settings.PORTAL_ORIGIN + meeting.get_absolute_url(),
            "reason": _was_invited() if what == WITHDRAWN else why_of_seat(seat, person),
        }
    return write_to(person, "committee/mail/meeting", lambda: words, kind=DUTY, calendar=calendar)


def _was_invited():
    return _("You get this because you were invited to this meeting.")
