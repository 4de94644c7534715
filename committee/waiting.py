"""What waits for a representative besides reviews and motions: one small function a kind, all as rows.

Apps above add theirs by `committee.registries.waiting`.
"""

import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

import kit
from committee.models import ActionItem, Constraint, Meeting, Minutes
from committee.registries import Row, waiting
from kit.clock import BAGHDAD
from kit.formats import day
from members.rules import to_decide

ASKED_AHEAD = datetime.timedelta(days=31)


def rows(user, seats, on):
    """Everything of these kinds, the most urgent first; then what has no day, the oldest first.

    Five queries, and those of the apps above.
    """
    to_come = list(_meetings_ahead(seats))
    own = [*_action_items(user, on), *_applications(user, seats), *_constraints(to_come)]
    own += [*_minutes(to_come), *_meetings(to_come, on)]
    above = waiting.call_all(user=user, seats=seats, on=on).values()
    return sorted(sum(above, own), key=lambda row: (row.by is None, row.by or row.since or on))


def _action_items(user, on):
    """What I took upon myself and have not done."""
    for action in ActionItem.objects.open().filter(owner=user):
        kind, address = _("Action item"), reverse("committee:actions")
        yield Row("flag", kind, action.text, address, action.due_on, action.days_late(on) > 0)


def _applications(user, seats):
    """Who applies for membership in another province."""
    for application in to_decide(user, seats).select_related("person"):
        kind, since = _("Decide on the application"), _day(application.submitted_at)
        address = reverse("members:application_detail", args=[application.pk])
        yield Row("user", kind, application.person.name, address, since=since)


def _constraints(to_come):
    """What the committee has not raised yet, or was answered and is not resolved: for its next meeting."""
    for constraint in Constraint.objects.waiting():
        kind, address = _("Shared constraint"), reverse("committee:constraint", args=[constraint.pk])
        since = _day(constraint.answered_at or constraint.reported_at)
        yield Row("stone", kind, constraint.title, address, _next_day(to_come), since=since)


def _next_day(to_come):
    return _day(to_come[0].starts_at) if to_come else None


def _minutes(to_come):
    """Minutes that the next meeting approves: read them before."""
    waiting = Minutes.objects.filter(approved_at__isnull=True, meeting__state=Meeting.State.HELD)
    for minutes in waiting.select_related("meeting"):
        title = _("Minutes of the meeting of %(day)s") % {"day": day(minutes.meeting.starts_at)}
        address = reverse("committee:minutes", args=[minutes.meeting_id])
        yield Row("article", _("Read before they are approved"), title, address, _next_day(to_come))


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
