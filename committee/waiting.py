"""What waits for a representative besides reviews and motions: one small function a kind, all as rows."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

import kit
from committee.models import ActionItem, Meeting, Minutes
from kit.clock import BAGHDAD
from kit.formats import day

ASKED_AHEAD = datetime.timedelta(days=31)


@dataclass(frozen=True)
class Row:
    """One thing that waits: what it asks, of what, where it is done, by when."""

    icon: str
    kind: str
    title: str
    address: str
    by: datetime.date | None
    is_late: bool = False


def rows(user, seats, on):
    """Everything of these kinds, the most urgent first; what has no day comes last. Three queries."""
    to_come = list(_meetings_ahead(seats))
    found = [*_action_items(user, on), *_minutes(to_come), *_meetings(to_come, on)]
    return sorted(found, key=lambda row: (row.by is None, row.by))


def _action_items(user, on):
    """What I took upon myself and have not done."""
    for action in ActionItem.objects.open().filter(owner=user):
        kind, address = _("Action item"), reverse("committee:actions")
        yield Row("flag", kind, action.text, address, action.due_on, action.days_late(on) > 0)


def _minutes(to_come):
    """Minutes that the next meeting approves: read them before."""
    waiting = Minutes.objects.filter(approved_at__isnull=True, meeting__state=Meeting.State.HELD)
    next_day = _day(to_come[0].starts_at) if to_come else None
    for minutes in waiting.select_related("meeting"):
        title = _("Minutes of the meeting of %(day)s") % {"day": day(minutes.meeting.starts_at)}
        address = reverse("committee:minutes", args=[minutes.meeting_id])
        yield Row("article", _("Read before they are approved"), title, address, next_day)


def _meetings(to_come, on):
    """Meetings of the coming weeks for which a seat of mine has not said whether it comes."""
    for meeting in to_come:
        if meeting.is_asked and _day(meeting.starts_at) <= on + ASKED_AHEAD:
            title = _("Meeting of the POCC on %(when)s") % {"when": day(meeting.starts_at)}
            address = f"{meeting.get_absolute_url()}#attendance"
            yield Row("cal", _("Say whether you come"), title, address, _day(meeting.starts_at))


def _meetings_ahead(seats):
    """Meetings to come that have not begun; `is_asked` where one of the seats has not answered."""
    known = [seat.pk for seat in seats]
    answers = Count("attendance", filter=Q(attendance__seat__in=known))
    ahead = Meeting.objects.to_come().filter(opened_at__isnull=True, starts_at__gt=kit.now())
    for meeting in ahead.annotate(answers=answers):
        meeting.is_asked = meeting.answers < len(known)
        yield meeting


def _day(at):
    return at.astimezone(BAGHDAD).date()
