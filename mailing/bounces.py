"""What comes back to return paths: what it does to a delivery, and when an address is written to no more."""

import datetime

from django.conf import settings
from django.db.models.functions import TruncDate

import kit
from mailing import reports, returns
from mailing.models import Bounce, Delivery, InboundMessage, Suppression
from mailing.registries import Desk, Later, Taken

Outcome = InboundMessage.Outcome
SOFT_DAYS = 4  # days with a soft bounce, within SOFT_WINDOW, after which an address is not written to
SOFT_WINDOW = datetime.timedelta(days=90)
STATUS, WORDS = 12, 500
REASONS = {
    Bounce.Kind.HARD: Suppression.Reason.BOUNCED,
    Bounce.Kind.SOFT: Suppression.Reason.FAILING,
    Bounce.Kind.COMPLAINT: Suppression.Reason.COMPLAINED,
}


def take(kept, message):
    """Deals with one message to a return path, or to the address for complaints."""
    report = reports.read(message, kept.sender, settings.MAIL_DOMAIN.lower())
    known = (returns.delivery_of(address) for address in (kept.recipient, *report.about))
    delivery = Delivery.objects.filter(pk=next((pk for pk in known if pk is not None), None)).first()
    if not report.kind:
        return Taken(report.outcome, f"{report.status} {report.words}".strip(), delivery)
    if delivery is None:
        return Taken(Outcome.NEVER_SENT, report.words)
    return heard(delivery, report, kept)


def heard(delivery, report, kept):
    """Keeps what was said of a delivery, once; in the caller's transaction."""
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if delivery.state == Delivery.State.LEASED:
        raise Later("its sender has not written down yet that it left")
    if delivery.sent_at is None:
        return Taken(Outcome.NEVER_SENT, report.words, delivery)
    words = report.words.replace("\0", "")[:WORDS]
    _bounce, is_new = Bounce.objects.get_or_create(
        delivery=delivery,
        kind=report.kind,
        defaults={"status": report.status[:STATUS], "words": words, "message": kept, "at": kit.now()},
    )
    if not is_new:
        return Taken(Outcome.REPEATED, words, delivery)
    if report.kind != Bounce.Kind.COMPLAINT:
        delivery.state, delivery.last_error = Delivery.State.BOUNCED, words
        delivery.save(update_fields=["state", "last_error"])
    _suppress(delivery.address, report.kind, f"{report.status} {words}".strip())
    return Taken(report.outcome, words, delivery)


def _suppress(address, kind, note):
    """A refusal as spam speaks of us, not of the address: it never stops mail."""
    if kind not in REASONS or (kind == Bounce.Kind.SOFT and not _keeps_failing(address)):
        return
    row = Suppression(address=address, reason=REASONS[kind], note=note[:250], since_at=kit.now())
    Suppression.objects.bulk_create([row], ignore_conflicts=True)


def _keeps_failing(address):
    """Soft bounces count by days and go stale; those that led to a suppression count no more."""
    soft = Bounce.objects.soft_of(address, kit.now() - SOFT_WINDOW)
    if soft.annotate(day=TruncDate("at")).values("day").distinct().order_by().count() < SOFT_DAYS:
        return False
    soft.update(is_spent=True)
    return True


DESK = Desk(knows=returns.knows, take=take)
