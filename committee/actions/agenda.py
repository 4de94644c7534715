"""The agenda: topics added, ordered, taken up one at a time, handed on to the next meeting; their papers."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from committee import rules
from committee.models import AgendaItem, Meeting, Paper
from kit import audit
from kit.files import Refused, discard, inspect, store

State = AgendaItem.State
MAX_PAPERS = 10
HANDED_ON = ("title_ar", "title_en", "about", "minutes", "motion", "looks_back_at")


@transaction.atomic
def add_item(*, meeting, by, title_ar="", title_en="", about="", minutes=15, motion=None, request=None):
    """Put a topic at the end of the agenda. Raises ValidationError on a meeting that is over."""
    meeting = _open_meeting(meeting, by)
    item = AgendaItem(
        meeting=meeting,
        position=_next_position(meeting),
        title_ar=title_ar.strip(),
        title_en=title_en.strip(),
        about=about.strip(),
        minutes=minutes,
        motion=motion,
        proposed_by=by,
    )
    _keep(item)
    audit.record(by, "agenda.added", f"{meeting.pk} {item.pk}", request=request)
    return item


def stand(meeting, motion):
    """A motion that is moved in a meeting stands on its agenda, as a topic of its own."""
    item = AgendaItem(meeting=meeting, position=_next_position(meeting), motion=motion)
    item.title_ar, item.title_en = motion.title_ar, motion.title_en
    item.proposed_by = motion.proposer
    _keep(item)
    return item


def look_back(meeting, motion):
    """A carried decision comes back: a topic that asks what came of it."""
    item = AgendaItem(meeting=meeting, position=_next_position(meeting), looks_back_at=motion)
    item.title_ar, item.title_en = motion.title_ar, motion.title_en
    _keep(item)
    return item


@transaction.atomic
def change_item(*, item, by, request=None, **fields):
    """Other words, another time box, or what came of it."""
    item = _take(item, by)
    for name, value in fields.items():
        setattr(item, name, value.strip() if isinstance(value, str) else value)
    _keep(item)
    audit.record(by, "agenda.changed", f"{item.meeting_id} {item.pk}", request=request)
    return item


@transaction.atomic
def move_up(*, item, by, request=None):
    """One place earlier; the first stays where it is."""
    item = _take(item, by)
    above = item.meeting.items.filter(position__lt=item.position).last()
    if above is not None:
        item.position, above.position = above.position, item.position
        item.save(update_fields=["position"])
        above.save(update_fields=["position"])
        audit.record(by, "agenda.moved", f"{item.meeting_id} {item.pk}", request=request)
    return item


@transaction.atomic
def set_state(*, item, by, state, request=None):
    """Take a topic up, finish it or postpone it; taking one up finishes the one before."""
    item = _take(item, by)
    state = State(state)
    if state == State.CURRENT:
        if not item.meeting.is_under_way:
            raise ValidationError(_("Open the meeting first."))
        end_current(item.meeting)
    item.state = state
    item.save()
    audit.record(by, f"agenda.{state}", f"{item.meeting_id} {item.pk}", request=request)
    return item


def mark(items, state):
    """Give topics of a locked meeting another state."""
    for item in items:
        item.state = state
        item.save(update_fields=["state"])


def end_current(meeting):
    """What is being discussed is done."""
    mark(meeting.items.filter(state=State.CURRENT), State.DONE)


def hand_on(meeting):
    """Unfinished topics go to the next scheduled meeting, where there is one already; returns how many."""
    following = Meeting.objects.to_come().filter(starts_at__gt=meeting.starts_at).first()
    return take_up_what_is_left(following) if following else 0


def take_up_what_is_left(meeting):
    """The meeting takes up what earlier meetings that are over left unfinished, each topic once."""
    over = Meeting.objects.before(meeting).exclude(state=Meeting.State.SCHEDULED)
    left = AgendaItem.objects.filter(meeting__in=over).unfinished().not_carried()
    position = _next_position(meeting)
    for item in left.select_related("motion").order_by("meeting__starts_at", "position"):
        if item.motion_id and item.motion.meeting_id == item.meeting_id:
            follow(item.motion, meeting)
        words = {name: getattr(item, name) for name in HANDED_ON}
        AgendaItem.objects.create(
            meeting=meeting, position=position, carried_from=item, proposed_by=item.proposed_by, **words
        )
        position += 1
    return position


def follow(motion, meeting):
    """An undecided motion is voted in that meeting: another one, or the same at another time."""
    if motion.is_undecided:
        motion.meeting, motion.put_at = meeting, None
        motion.opens_at, motion.closes_at = meeting.starts_at, meeting.ends_at
        motion.save(update_fields=["meeting", "put_at", "opens_at", "closes_at"])


def attach_paper(*, item, upload, by, request=None):
    """Check a file and lay it beside the topic. Raises kit.files.Refused with the reason in words."""
    if not rules.may_keep_meetings(by):
        raise PermissionDenied
    if item.papers.count() >= MAX_PAPERS:
        raise Refused("count", _("There are 10 papers already. Remove one first."))
    intake = inspect(upload)
    path = store(intake)
    try:
        paper, is_new = _keep_paper(item, by, intake, path, request)
    except BaseException:
        discard(path)
        raise
    if not is_new:
        discard(path)
    return paper


@transaction.atomic
def _keep_paper(item, by, intake, path, request):
    item = _take(item, by)
    facts = {
        "path": path,
        "name": intake.name,
        "content_type": intake.content_type,
        "size": intake.size,
        "uploaded_by": by,
    }
    paper, is_new = Paper.objects.get_or_create(item=item, sha256=intake.sha256, defaults=facts)
    audit.record(by, "agenda.paper", f"{item.meeting_id} {item.pk} {intake.name}", request=request)
    return paper, is_new


def _next_position(meeting):
    return (meeting.items.aggregate(last=Max("position"))["last"] or 0) + 1


def _keep(item):
    item.full_clean(exclude=["meeting", "motion", "carried_from", "proposed_by"])
    item.save()


def take_open(meeting):
    """The meeting, locked and not over."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if not meeting.is_scheduled:
        raise ValidationError(_("This meeting is over: its agenda stays as it was."))
    return meeting


def _open_meeting(meeting, by):
    if not rules.may_keep_meetings(by):
        raise PermissionDenied
    return take_open(meeting)


def _take(item, by):
    """The topic, its meeting locked and not over."""
    meeting = _open_meeting(Meeting(pk=item.meeting_id), by)
    item = AgendaItem.objects.get(pk=item.pk)
    item.meeting = meeting
    return item
