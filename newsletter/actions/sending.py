"""A released edition on its way: its hour, its start, and how it is steered."""

import structlog
from django.core.exceptions import PermissionDenied
from django.db import transaction

from kit import audit
from mailing import actions as mailing
from newsletter import dispatch, notices, rules
from newsletter.actions.locked import NotOpen, locked
from newsletter.models import Edition

log = structlog.get_logger(__name__)


@transaction.atomic
def schedule(*, edition, at, by):
    """Send a released edition at this moment; None takes the hour back."""
    edition = locked(edition, by=by)
    if edition.mailing_id or not edition.released_at:
        raise NotOpen
    edition.send_at = at
    edition.save()
    audit.record(by, "newsletter.scheduled", f"{edition} {at:%Y-%m-%d %H:%M %Z}" if at else str(edition))
    return edition


@transaction.atomic
def send(*, edition, by):
    """Start sending to confirmed subscribers, each in their language; a second call changes nothing.

    `by` is None for the clock. Raises NotOpen where no review has released it, CannotSend with reasons.
    """
    edition = locked(edition, by=by)
    if edition.mailing_id:
        return edition.mailing
    if not edition.released_at:
        raise NotOpen
    edition.mailing = dispatch.start(edition)
    edition.save()
    audit.record(by, "newsletter.sent", str(edition))
    return edition.mailing


def start_due(*, at):
    """Start every released edition whose hour has come; returns how many. A faulty one holds up no other."""
    count = 0
    for edition in Edition.objects.due(at):
        try:
            send(edition=edition, by=None)
        except NotOpen:  # it was taken back meanwhile
            continue
        except Exception:  # one that cannot be written must not keep the others waiting
            log.exception("edition_cannot_be_sent", edition=str(edition))
            notices.cannot_start(edition)
            continue
        count += 1
    return count


STEERING = {
    "pause": mailing.pause,
    "resume": mailing.resume,
    "cancel": mailing.cancel,
    "resend": mailing.resend_failures,
}


def steer(*, edition, verb, by):
    """Pause, resume, cancel or resend failures of an edition under way; returns what mailing says."""
    if not rules.may_edit(by, edition):
        raise PermissionDenied
    audit.record(by, f"newsletter.{verb}", str(edition))
    return STEERING[verb](edition.mailing)
