"""Decisions that come back: on their day they stand on the next meeting's agenda by themselves."""

from django.db import transaction
from django.utils.translation import gettext as _

import kit
from committee.actions import agenda
from committee.actions.meetings import people_of
from committee.models import Meeting, Motion
from kit import audit
from kit.formats import day
from mailing.kinds import DUTY
from members.actions.notices import tell
from members.reasons import ByOffice


def bring_back(*, on):
    """Put every carried decision whose day has come on the agenda of the next meeting; returns how many.

    A decision comes back once, however late and however often this runs; without a meeting to come it waits.
    """
    due = Motion.objects.to_return(on).order_by("review_on", "pk")
    return sum(_bring_back(pk, on) for pk in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _bring_back(pk, on):
    locked = Motion.objects.select_for_update(of=("self",), skip_locked=True).to_return(on)
    motion, meeting = locked.filter(pk=pk).first(), _next_meeting()
    if motion is None or meeting is None:
        return 0
    item = agenda.look_back(meeting, motion)
    motion.returned_at = kit.now()
    motion.save(update_fields=["returned_at"])
    audit.record(None, "motion.returned", f"{motion.kind} {motion.pk} · {meeting.pk}")
    tell(
        people_of(meeting),
        title=lambda: _("A decision comes back: %(title)s") % {"title": motion.title},
        body=lambda: _("At the meeting of %(day)s.") % {"day": day(meeting.starts_at)},
        path=f"committee/items/{item.pk}/since/",
        key=f"motion:{motion.pk}:returned",
        kind=DUTY,
        needed_by=kit.day_of(meeting.starts_at),
        why=ByOffice(),
    )
    return 1


def _next_meeting():
    """The first that is to come and not opened yet, locked: its agenda does not change meanwhile."""
    waiting = Meeting.objects.to_come().filter(opened_at__isnull=True, starts_at__gt=kit.now())
    return waiting.select_for_update(of=("self",)).first()
