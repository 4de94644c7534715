"""Minutes: drafted from what was recorded, revised, approved at a later meeting that has its quorum."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

import kit
from committee import minutes_draft, rules
from committee.models import Meeting, Minutes, MinutesRevision
from committee.quorum import presence
from kit import audit


class Locked(Exception):
    """The minutes were approved a moment ago: they do not change any more."""


@transaction.atomic
def draft_minutes(*, meeting, by, request=None):
    """A new version written from agenda, attendance, motions and action items, in both languages."""
    meeting = _take(meeting, by)
    if not meeting.is_held:
        raise ValidationError(_("Close the meeting first."))
    texts = {f"text_{language}": minutes_draft.written(meeting, language) for language in ("ar", "en")}
    return _keep(meeting, by, "minutes.drafted", request, **texts)


@transaction.atomic
def revise_minutes(*, meeting, by, text_ar="", text_en="", request=None):
    """Other words, kept as a version of their own. Raises Locked once the minutes are approved."""
    meeting = _take(meeting, by)
    return _keep(meeting, by, "minutes.revised", request, text_ar=text_ar.strip(), text_en=text_en.strip())


@transaction.atomic
def approve_minutes(*, minutes, at_meeting, by, request=None):
    """A later meeting with its quorum approves the minutes; from then on nothing of them changes."""
    _take(minutes.meeting, by)
    minutes = Minutes.objects.select_related("meeting").get(pk=minutes.pk)
    if minutes.is_locked:
        raise Locked
    reason = why_not_approvable(minutes, at_meeting)
    if reason:
        raise ValidationError(reason)
    minutes.approved_at, minutes.approved_by, minutes.approved_in = kit.now(), by, at_meeting
    minutes.full_clean(exclude=["meeting", "approved_by", "approved_in"])
    minutes.save()
    audit.record(by, "minutes.approved", f"{minutes.meeting_id} at {at_meeting.pk}", request=request)
    return minutes


def why_not_approvable(minutes, at_meeting):
    """Why the meeting cannot approve these minutes, in words; empty where it can."""
    if at_meeting.starts_at <= minutes.meeting.starts_at:
        return _("Minutes are approved at a later meeting.")
    if at_meeting.is_cancelled or at_meeting.opened_at is None:
        return _("Open the meeting first.")
    found = presence(at_meeting)
    return "" if found.is_met else " ".join(found.reasons)


def _take(meeting, by):
    if not rules.may_keep_meetings(by):
        raise PermissionDenied
    return Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)


def _keep(meeting, by, verb, request, **texts):
    minutes, _is_new = Minutes.objects.get_or_create(meeting=meeting, defaults={"begun_at": kit.now()})
    if minutes.is_locked:
        raise Locked
    last = minutes.newest
    revision = MinutesRevision(minutes=minutes, written_by=by, written_at=kit.now(), **texts)
    revision.number = last.number + 1 if last else 1
    revision.full_clean(exclude=["minutes", "written_by"])
    revision.save()
    audit.record(by, verb, f"{meeting.pk} version {revision.number}", request=request)
    return revision
