"""Sending through a provider's HTTP interface (django-anymail), and what it tells of mail that it took."""

import datetime
import re
from collections import deque
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from email import message_from_bytes, policy

import structlog
from anymail.exceptions import AnymailAPIError, AnymailError, AnymailUnsupportedFeature
from anymail.signals import EventType, RejectReason, tracking
from django.core.mail import EmailMultiAlternatives
from django.db import transaction

import kit
from mailing import bounces
from mailing.answers import Answer, Unreachable
from mailing.models import Bounce, Delivery, InboundMessage
from mailing.registries import Later
from mailing.reports import STATUS, Report, kind_of

log = structlog.get_logger(__name__)

OUR_FAULT = (401, 402, 403, 407)  # a key that is wrong or a plan that ended: nothing is said of the recipient
NOT_NOW = (408, 409, 425, 429)
# What the provider writes itself, what the message object holds elsewhere, and signatures of another form.
WRITTEN_ANEW = re.compile(
    r"(from|to|subject|reply-to|date|mime-version|dkim-signature|content-(?!language).*)"
)
YOUNG = datetime.timedelta(minutes=10)  # an event may come before the ledger knows the provider's id
# Why a provider refuses an address by what it remembers of it.
REASONS = {
    RejectReason.INVALID: Bounce.Kind.HARD,
    RejectReason.BOUNCED: Bounce.Kind.HARD,
    RejectReason.SPAM: Bounce.Kind.COMPLAINT,
    RejectReason.BLOCKED: Bounce.Kind.POLICY,
}


def as_object(parcel):
    """A finished message as the object that django-anymail takes apart: text, HTML, files and heads."""
    read = message_from_bytes(parcel.content, policy=policy.default)
    message = EmailMultiAlternatives(
        subject=str(read["Subject"]),
        from_email=addresses_in(read["From"])[0],
        to=addresses_in(read["To"]),
        reply_to=addresses_in(read["Reply-To"]),
        headers={
            name: str(value) for name, value in read.items() if not WRITTEN_ANEW.fullmatch(name.lower())
        },
    )
    for part in read.walk():
        if part.is_multipart():
            continue
        if name := part.get_filename():
            message.attach(name, part.get_payload(decode=True), part.get_content_type())
        elif part.get_content_type() == "text/plain":
            message.body = part.get_content()
        elif part.get_content_type() == "text/html":
            message.attach_alternative(part.get_content(), "text/html")
        # an invitation between them stands among the files as well: few providers take other alternatives
    message.metadata = {"delivery": parcel.row.message_id.strip("<>")}
    return message


def addresses_in(head):
    """Each address of a head in words, a name in quotes where it holds a comma."""
    return [str(address) for address in head.addresses] if head else []


class Hosted:
    """The way out: as many requests at once as connections are allowed, each on a session of its own."""

    def __init__(self, connect):
        self.connect, self.idle = connect, deque()

    def carry(self, supply, report, *, at_once=1):
        """Hands over all parcels of the iterator and reports an Answer for each; raises Unreachable."""
        supply, under_way = iter(supply), {}
        with ThreadPoolExecutor(at_once) as pool:
            try:
                while True:
                    while len(under_way) < at_once and (parcel := next(supply, None)):
                        under_way[pool.submit(self.send, parcel)] = parcel
                    if not under_way:
                        return
                    for done in wait(under_way, return_when=FIRST_COMPLETED).done:
                        report(under_way.pop(done), done.result())
            finally:  # no answer that was given is lost, whatever went wrong meanwhile
                for late in [future for future in under_way if not future.exception()]:
                    report(under_way[late], late.result())

    def send(self, parcel) -> Answer:
        """Hands one message over. Raises Unreachable when the provider cannot be talked to."""
        try:
            backend = self.idle.pop()
        except IndexError:
            backend = self.connect()
        try:
            message = as_object(parcel)
            backend.open()
            self.hand_over(backend, message)
        except (AnymailError, OSError) as error:
            return meaning(error)
        except Exception as error:  # one message that cannot be put must not hold up the others
            log.exception("transport_failed")
            return Answer(words=f"{type(error).__name__}: {error}")
        finally:
            self.idle.append(backend)
        return said_of(message.anymail_status)

    @staticmethod
    def hand_over(backend, message):
        try:
            backend.send_messages([message])
        except AnymailUnsupportedFeature:
            if not hasattr(message, "metadata"):
                raise
            del message.metadata  # then the provider's id alone leads back to the delivery
            backend.send_messages([message])

    def hang_up(self):
        while self.idle:
            self.idle.pop().close()


def said_of(status) -> Answer:
    """The Answer in what django-anymail read of the provider's: some say 200 to what they did not take."""
    if not status.status or not status.status <= {"sent", "queued"}:
        return Answer(
            is_final=True, words=f"the provider says: {', '.join(sorted(status.status or ['nothing']))}"
        )
    return Answer(is_accepted=True, is_final=True, provider_id=status.message_id or "")


def meaning(error) -> Answer:
    """The Answer in what went wrong. Raises Unreachable where it says nothing of the recipient."""
    words = " ".join(str(error).split())
    if not isinstance(error, AnymailAPIError):  # refused recipients, messages that the provider cannot take
        return Answer(is_final=not isinstance(error, OSError), words=words)
    code = error.status_code or 0  # 0: nothing came back, or the provider speaks in codes of its own
    if code in OUR_FAULT:
        raise Unreachable(words) from error
    return Answer(is_final=400 <= code < 500 and code not in NOT_NOW, words=words)


@transaction.atomic
def heard(sender, event, esp_name, **kwargs):
    """Keeps what a provider says of a delivery, as a bounce that came back would be; raises Later."""
    report = report_of(event)
    if report is None:
        return
    delivery = delivery_of(event)
    if delivery is not None:
        bounces.heard(delivery, report, None)
    elif event.timestamp and kit.now() - event.timestamp < YOUNG:
        raise Later("its sender may not have written down yet that it left")


tracking.connect(heard, dispatch_uid="mailing.hosted")


def report_of(event):
    """The Report in an event; None for all that is no failure."""
    said = event.mta_response or ""
    words = " ".join(filter(None, (said, event.description, event.reject_reason)))
    found = STATUS.search(said)
    status = found[1] if found else ""
    if event.event_type == EventType.COMPLAINED:
        return Report(InboundMessage.Outcome.COMPLAINT, Bounce.Kind.COMPLAINT, words=words)
    if event.event_type == EventType.BOUNCED:
        return Report(InboundMessage.Outcome.BOUNCE, kind_of(status, said), status, words)
    if event.event_type in (EventType.REJECTED, EventType.FAILED):
        kind = REASONS.get(event.reject_reason, Bounce.Kind.SOFT)
        return Report(InboundMessage.Outcome.BOUNCE, kind, status, words)
    return None


def delivery_of(event):
    """By what we gave along, or else by the provider's own id."""
    ours = str((event.metadata or {}).get("delivery") or "")
    found = Delivery.objects.filter(message_id=f"<{ours}>").first() if ours else None
    if found is None and event.message_id:
        found = Delivery.objects.filter(provider_id=event.message_id).order_by("pk").last()
    return found


def webhook_of(provider):
    """django-anymail's view for what a provider says of mail; None for one that says nothing."""
    from anymail import urls

    names = (f"{provider}_tracking_webhook", f"{provider}_webhook")
    found = (pattern.callback for pattern in urls.urlpatterns if pattern.name in names)
    return next(found, None)
