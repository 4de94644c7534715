"""Action items: agreed, done, and chased with growing reach while they are overdue."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

import kit
from committee import rules
from committee.models import ActionItem, Meeting, Seat
from kit import audit
from kit.calendar import next_working
from kit.formats import day
from mailing.kinds import DUTY
from members.actions.notices import tell
from members.models import Holiday, User
from members.reasons import ByOffice, ByRecord
from members.registries import Office
from members.rules import offices_on

OWNER, REPRESENTATIVE, CHAIR, STAFF = "owner", "representative", "chair", "staff"
# Days after the due day on which each circle is told.
LADDER = ((OWNER, 1), (REPRESENTATIVE, 4), (CHAIR, 8), (STAFF, 15))


@transaction.atomic
def add_action(*, meeting, by, text, owner, due_on, item=None, province=None, request=None):
    """Agree on something with an owner; its day moves to the next working day of the province.

    Without a province it is that of the owner's seat. The owner is told.
    """
    if not rules.may_keep_meetings(by):
        raise PermissionDenied
    province = province or _province_of(owner)
    action = ActionItem(meeting=meeting, item=item, text=text.strip(), owner=owner, province=province)
    action.due_on = next_working(due_on, Holiday.objects.free_days(province))
    action.added_by, action.added_at = by, kit.now()
    action.full_clean(exclude=["meeting", "item", "owner", "province", "added_by"])
    action.save()
    audit.record(by, "action.added", f"{meeting.pk} {action.pk}", request=request)
    if owner.pk != by.pk:
        _tell(action, [owner], lambda: _("An action item is yours: %(text)s") % {"text": action.text}, "new")
    return action


def _province_of(person):
    seat = Seat.objects.open(kit.today()).held_by(person).select_related("province").first()
    return seat.province if seat else None


@transaction.atomic
def finish(*, action, by, request=None):
    """Mark it done; a second time changes nothing."""
    action = ActionItem.objects.select_for_update(of=("self",)).get(pk=action.pk)
    if not rules.may_finish_action(by, action):
        raise PermissionDenied
    if action.done_at is None:
        action.done_at, action.done_by = kit.now(), by
        action.save()
        audit.record(by, "action.done", f"{action.meeting_id} {action.pk}", request=request)
    return action


def chase(action, reach, person):
    """Tell one of a circle that it is overdue."""
    _tell(
        action,
        [person],
        lambda: _("Overdue since %(day)s: %(text)s") % {"day": day(action.due_on), "text": action.text},
        reach,
    )


def circle(reach, action, on):
    """The people whom a step tells."""
    if reach == OWNER:
        return [action.owner]
    people = User.objects.reachable()
    if reach == STAFF:
        return people.filter(is_staff=True)
    if reach == REPRESENTATIVE:
        wanted = {office.person_id for office in offices_on(on) if _represents(office, action)}
    else:
        wanted = {office.person_id for office in offices_on(on) if office.kind == Office.EDITOR}
    return people.filter(pk__in=wanted)


def _represents(office, action):
    return office.is_of_committee and office.province_id == action.province_id


def _tell(action, people, title, step):
    tell(
        people,
        title=title,
        body=lambda: _("Due on %(day)s.") % {"day": day(action.due_on)},
        path="committee/actions/",
        key=f"action:{action.pk}:{step}",
        kind=DUTY,
        needed_by=action.due_on,
        why=_why(action),
    )


def _why(action):
    return ByRecord(
        ({action.owner_id}, lambda: _("You get this because the action item is yours.")),
        otherwise=ByOffice(action.province_id),
    )


def usual_due(on):
    """Two weeks from now, where nobody says another day."""
    return on + datetime.timedelta(days=14)


def open_before(meeting):
    """Open action items of earlier meetings: they come up again at this one."""
    earlier = Meeting.objects.before(meeting)
    return (
        ActionItem.objects.open().filter(meeting__in=earlier).select_related("owner", "province", "meeting")
    )
