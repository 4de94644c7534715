"""One content to many: made once, started once, paused, resumed, cancelled, its failures sent again."""

import time
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

import kit
from kit.enqueue import enqueue
from kit.formats import moment
from mailing import addresses, compose, sending
from mailing.actions.digests import hold_mailing
from mailing.models import Delivery, Kind, Letter, Mailing, Subscription

CHUNK = 1000
LANGUAGES = ("ar", "en")


class CannotSend(Exception):
    """A mailing is not fit to be sent; `reasons` says why, in the reader's language."""

    def __init__(self, reasons):
        self.reasons = list(reasons)
        super().__init__(" ".join(self.reasons))


@dataclass(frozen=True)
class Progress:
    """How far a mailing is, as totals: nothing here says who."""

    total: int
    sent: int
    waiting: int
    failed: int
    bounced: int
    suppressed: int
    left: int
    expired: int
    cancelled: int
    left_through: int

    @property
    def percent(self):
        """Of all recipients, those that need no further attempt."""
        return 100 * (self.total - self.waiting) // self.total if self.total else 0


def create_mailing(*, kind, key, expires_at=None, **content):
    """The draft for one occasion, named by `key`; asked for again, the same mailing as it stands.

    `content` are fields of Mailing: subject_ar, html_ar, text_ar, reason_ar, sender_ar, the same in English,
    topic, list_id, reply_to, archive_url, path, starts_at. Without a topic one click leaves the kind.
    """
    kind = Kind.objects.get(pk=kind)
    begins = content.get("starts_at") or kit.now()
    content["expires_at"] = expires_at or begins + kind.lifetime
    content.setdefault("topic", kind.key)
    mailing, _created = Mailing.objects.get_or_create(key=key, defaults={"kind": kind, **content})
    return mailing


def faults(mailing):
    """Why a mailing is not fit to be sent: a list of sentences, empty when it is."""
    found = []
    for language in LANGUAGES:
        if getattr(mailing, f"subject_{language}").strip():
            found += _faults_in(mailing, language)
    if mailing.expires_at <= kit.now():
        found.append(_("Its time is over: it was to be sent by %(at)s.") % {"at": moment(mailing.expires_at)})
    return found


def _faults_in(mailing, language):
    text, page = getattr(mailing, f"text_{language}"), getattr(mailing, f"html_{language}")
    name = {"ar": _("Arabic"), "en": _("English")}[language]
    if len(text.split()) < 5:
        yield _("%(language)s: the text part is missing or says nothing.") % {"language": name}
    if not getattr(mailing, f"reason_{language}").strip():
        yield _("%(language)s: it does not say why readers get it.") % {"language": name}
    if len(page.encode()) > compose.LARGEST_HTML:
        yield _("%(language)s: the HTML is longer than 102 KB; mail programs cut it off.") % {
            "language": name
        }
    missing = [mark for mark in compose.MARKS for part in filter(None, (text, page)) if mark not in part]
    if missing:
        yield _("%(language)s: %(marks)s is missing from the content.") % {
            "language": name,
            "marks": ", ".join(dict.fromkeys(missing)),
        }


@transaction.atomic
def start(mailing, *, recipients, at=None):
    """Makes one delivery for each recipient and begins at `at` or now; returns how many there are.

    A recipient is (address, language), or with the name by which the content may greet: `[[name]]`.

    Only a draft starts: started again, nothing happens and 0 is returned. Who is given twice gets it once.
    Raises CannotSend. What is not an address is left out.
    """
    mailing = Mailing.objects.select_for_update().get(pk=mailing.pk)
    if mailing.state != Mailing.State.DRAFT:
        return 0
    mailing.starts_at = at or mailing.starts_at or kit.now()
    if reasons := faults(mailing):
        raise CannotSend(reasons)
    mailing.state = Mailing.State.SENDING
    mailing.save(update_fields=["state", "starts_at"])
    rows = _rows(mailing, recipients)
    while chunk := list(islice(rows, CHUNK)):
        Delivery.objects.bulk_create(chunk, ignore_conflicts=True)
    _hint()
    return mailing.deliveries.count()


def _rows(mailing, recipients):
    now = kit.now()
    for address, language, *name in recipients:
        try:
            address = addresses.clean(address)
        except ValidationError:
            continue
        yield Delivery(
            mailing=mailing,
            address=address,
            language=language,
            name=name[0][:150] if name else "",
            created_at=now,
            next_attempt_at=mailing.starts_at,
        )


def start_for_topic(mailing, *, at=None):
    """Starts a mailing for everybody who follows its topic."""
    return start_for(mailing, Subscription.objects.active().on_topic(mailing.topic), at=at)


@transaction.atomic
def start_for(mailing, followers, *, at=None):
    """Starts a mailing for these subscriptions: at once, or in the digest of who chose that.

    Only a draft starts, as by `start`; returns how many get it at once.
    """
    draft = Mailing.objects.select_for_update().filter(pk=mailing.pk, state=Mailing.State.DRAFT).first()
    if draft is None:
        return 0
    each = Q(rhythm=Subscription.Rhythm.EACH)
    recipients = followers.filter(each).order_by("pk").values_list("address", "language")
    count = start(mailing, recipients=recipients.iterator(chunk_size=CHUNK), at=at)
    hold_mailing(Mailing.objects.get(pk=mailing.pk), followers.exclude(each))
    return count


def pause(mailing):
    """Holds a mailing after the batch in hand; False when it is not being sent."""
    return bool(_of(mailing, Mailing.State.SENDING).update(state=Mailing.State.PAUSED))


def resume(mailing):
    """Goes on with a paused mailing; False when it is not paused."""
    with transaction.atomic():
        resumed = bool(_of(mailing, Mailing.State.PAUSED).update(state=Mailing.State.SENDING))
        if resumed:
            _hint()
    return resumed


@transaction.atomic
def cancel(mailing):
    """Ends a mailing after the batch in hand; returns how many will not get it, None when it was over."""
    mailing = Mailing.objects.select_for_update().get(pk=mailing.pk)
    if mailing.is_over:
        return None
    mailing.state, mailing.finished_at = Mailing.State.CANCELLED, kit.now()
    mailing.save(update_fields=["state", "finished_at"])
    return mailing.deliveries.filter(state=Delivery.State.QUEUED).close(Delivery.State.CANCELLED)


@transaction.atomic
def resend_failures(mailing, *, among=None):
    """Queues the failed deliveries again (of `among` where given), no others; returns how many.

    The Message-ID stays: the first try was never accepted. Raises CannotSend when the mailing has expired.
    """
    mailing = Mailing.objects.select_for_update().get(pk=mailing.pk)
    if mailing.state == Mailing.State.CANCELLED:
        return 0
    if mailing.expires_at <= kit.now():
        raise CannotSend(faults(mailing))
    rows = mailing.deliveries.all()
    count = _queue_again(rows if among is None else rows.filter(pk__in=among.values("pk")))
    if count and mailing.state == Mailing.State.DONE:
        mailing.state, mailing.finished_at = Mailing.State.SENDING, None
        mailing.save(update_fields=["state", "finished_at"])
    return count


@transaction.atomic
def resend_letters(deliveries):
    """Queues those letters again that failed and are still kept; returns how many."""
    kept = Letter.objects.exclude(content=b"").filter(expires_at__gt=kit.now())
    return _queue_again(deliveries.model.objects.filter(pk__in=deliveries.values("pk"), letter__in=kept))


def _queue_again(deliveries):
    failed = deliveries.filter(state=Delivery.State.FAILED)
    count = failed.update(state=Delivery.State.QUEUED, attempts=0, next_attempt_at=kit.now())
    _hint()
    return count


def progress(mailing):
    """How far a mailing is, in one query."""
    counts = Counter(dict(mailing.deliveries.order_by().values_list("state").annotate(Count("pk"))))
    state = Delivery.State
    return Progress(
        total=sum(counts.values()),
        sent=counts[state.SENT] + counts[state.BOUNCED],
        waiting=counts[state.QUEUED] + counts[state.LEASED],
        failed=counts[state.FAILED],
        bounced=counts[state.BOUNCED],
        suppressed=counts[state.SUPPRESSED],
        left=counts[state.LEFT],
        expired=counts[state.EXPIRED],
        cancelled=counts[state.CANCELLED],
        left_through=mailing.leavings.count(),
    )


def due(as_of):
    """The deliveries that a sender may take now."""
    return Delivery.objects.due(as_of)


def drain(mailing, *, pause=0.2):
    """Sends in this process, beside any worker, until nothing is due or in hand; returns Progress.

    What a server put off for later stays queued and is counted as waiting.
    """
    while (done := sending.send()).is_reachable:
        if done.taken:
            continue
        if not mailing.deliveries.filter(state=Delivery.State.LEASED).exists():
            break
        time.sleep(pause)  # another sender has the last rows
    return progress(mailing)


def _of(mailing, state):
    return Mailing.objects.filter(pk=mailing.pk, state=state)


def _hint():
    from mailing.tasks import send_due

    for _each in range(settings.MAIL_SENDERS):
        enqueue(send_due)
