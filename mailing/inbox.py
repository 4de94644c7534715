"""Reading what came in: each message once, however many workers look at the same time."""

import datetime
from email import message_from_bytes

import structlog
from django.db import transaction

import kit
from mailing.intake import desk_of
from mailing.models import InboundMessage
from mailing.registries import Later, inbound

log = structlog.get_logger(__name__)

BATCH = 200  # messages of one turn: other work gets its own
PATIENCE = 8  # attempts
PAUSE = datetime.timedelta(minutes=1)


def read_waiting(limit=BATCH):
    """Deals with what waits; returns how many messages were looked at."""
    for count in range(limit):
        if not read_next():
            return count
    return limit


@transaction.atomic
def read_next():
    """Deals with one message that no other worker has in hand; False when there is none."""
    due = InboundMessage.objects.due(kit.now()).order_by("next_attempt_at", "pk")
    kept = due.select_for_update(skip_locked=True, of=("self",)).first()
    if kept is None:
        return False
    try:
        with transaction.atomic():
            taken = _take(kept)
    except Later as why:
        _put_off(kept, str(why))
    except Exception as error:  # one message that nobody can read must not hold up the others
        log.exception("inbound_mail_failed", message=kept.pk)
        _put_off(kept, f"{type(error).__name__}: {error}")
    else:
        kept.state, kept.outcome, kept.words = kept.State.DONE, taken.outcome, taken.words[:500]
        kept.delivery, kept.finished_at = taken.delivery, kit.now()
    kept.attempts += 1
    kept.save()
    return True


def _take(kept):
    key = desk_of(kept.recipient)
    if key is None:  # it was known where the message came in
        raise Later("nobody takes mail to this address here: are the settings the listener's?")
    return inbound[key].take(kept, message_from_bytes(bytes(kept.content)))


def _put_off(kept, why):
    kept.words = why.replace("\0", "")[:500]
    kept.next_attempt_at = kit.now() + PAUSE * (kept.attempts + 1)
    if kept.attempts + 1 >= PATIENCE:
        kept.state, kept.finished_at = kept.State.FAILED, kit.now()


def forget(as_of, days):
    """Deletes messages whose days are over; what they said of deliveries stays. Returns how many."""
    over = InboundMessage.objects.over_before(as_of - datetime.timedelta(days=days))
    return over.delete()[1].get(InboundMessage._meta.label, 0)
