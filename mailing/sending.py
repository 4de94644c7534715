"""Sending from the ledger: batches are leased, each row is locked while its message is handed over.

The row is the truth. A killed sender's rows come back when the lease lapses; only the message whose
acceptance was in flight can leave twice, with the same Message-ID.
"""

import datetime
import secrets
from dataclasses import dataclass
from typing import NamedTuple

import structlog
from django.db import connection, transaction
from django.db.models import Case, F, Q, Value, When

import kit
from mailing import dkim, kinds
from mailing.compose import Content, our_address
from mailing.models import Delivery, Letter, Mailing
from mailing.transport import Answer, Parcel, Transport, Unreachable

log = structlog.get_logger(__name__)

BATCH = 100  # rows; pausing and cancelling hold after the message in hand, never later than one batch
BUDGET = datetime.timedelta(seconds=20)  # a slow server ends a batch early: a sign-in code gets its turn
DELAYS = tuple(datetime.timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 20, 40, 60))


@dataclass(frozen=True)
class Batch:
    """What one batch did: rows taken, messages accepted, and whether a server could be reached."""

    taken: int = 0
    sent: int = 0
    is_reachable: bool = True


def delay(attempts: int) -> datetime.timedelta:
    """How long to wait after so many attempts: a minute, then longer, an hour at most."""
    return DELAYS[min(attempts, len(DELAYS)) - 1]


def send_batch(*, letters_only=False) -> Batch:
    """Takes due rows and sends them over one connection. Safe anywhere, any number of times at once."""
    began = kit.now()
    bring_back(began)
    lease = secrets.token_hex(8)
    rows = Delivery.objects.take(lease=lease, as_of=began, limit=BATCH, letters_only=letters_only)
    if not rows:
        return Batch()
    sender, is_reachable = Sender(lease), True
    try:
        with Transport() as transport:
            for pk in rows:
                sender.deliver(pk, transport)
                if kit.now() - began > BUDGET:
                    break
    except Unreachable as error:
        is_reachable = False
        put_off(lease, str(error))
    finally:
        Delivery.objects.filter(lease=lease, state=Delivery.State.LEASED).release()
    finish()
    return Batch(taken=len(rows), sent=sender.sent, is_reachable=is_reachable)


class Held(NamedTuple):
    """A locked row and what decides about it, in the order of HELD."""

    pk: int
    mailing_id: int | None
    letter_id: int | None
    address: str
    language: str
    attempts: int
    message_id: str
    token: str
    mailing_state: str | None
    expires_at: datetime.datetime
    is_essential: bool
    is_suppressed: bool
    has_left: bool


# Written out: it runs for every message, and building it by the ORM took longer than sending.
HELD = """
    SELECT d.id, d.mailing_id, d.letter_id, d.address, d.language, d.attempts, d.message_id, d.token,
        m.state, coalesce(l.expires_at, m.expires_at), k.is_essential,
        EXISTS (SELECT FROM mailing_suppression s WHERE lower(s.address) = lower(d.address)),
        EXISTS (SELECT FROM mailing_subscription f
                WHERE lower(f.address) = lower(d.address) AND f.left_at IS NOT NULL
                AND f.topic = coalesce(m.topic, CASE WHEN l.kind_id = ANY(%s) THEN l.kind_id END))
    FROM mailing_delivery d
    LEFT JOIN mailing_mailing m ON m.id = d.mailing_id
    LEFT JOIN mailing_letter l ON l.id = d.letter_id
    JOIN mailing_kind k ON k.key = coalesce(m.kind_id, l.kind_id)
    WHERE d.id = %s AND d.lease = %s AND d.state = 'leased'
    FOR UPDATE OF d
"""


class Sender:
    """The holder of one lease; keeps what is the same for many recipients."""

    def __init__(self, lease):
        self.lease = lease
        self.sent = 0
        self.contents = {}

    def deliver(self, pk, transport):
        """One row: lock it, see whether it is still wanted, hand it over, write down the answer."""
        with transaction.atomic():
            row = held(pk, self.lease)
            if row is None:
                return  # the lease lapsed, or the mailing was cancelled: the row is another's now
            now = kit.now()
            if settled(row, now):
                return
            answer = self.hand_over(row, transport, now)
            self.sent += answer.is_accepted
            write_down(row, answer, now)

    def hand_over(self, row, transport, now):
        try:
            parcel = self.parcel(row, now)
        except (ValueError, LookupError) as error:  # this row's own fault: the others go on
            log.exception("delivery_cannot_be_written", delivery=row.pk)
            return Answer(is_final=True, words=f"could not be written: {error}")
        return transport.send(parcel)

    def parcel(self, row, now):
        """The message of one row, in its envelope."""
        if row.letter_id:
            content = bytes(Letter.objects.only("content").get(pk=row.letter_id).content)
            if not content:
                raise ValueError("its content is not kept any more")
        else:
            content = self.content(row.mailing_id, row.language).to(row, now)
        return Parcel(dkim.signed(content, now), sender=our_address(), recipient=row.address)

    def content(self, mailing_id, language):
        if (mailing_id, language) not in self.contents:
            self.contents[mailing_id, language] = Content(Mailing.objects.get(pk=mailing_id), language)
        return self.contents[mailing_id, language]


def held(pk, lease):
    """The row, locked, if the lease is still ours, with everything that decides whether it may leave."""
    with connection.cursor() as cursor:
        cursor.execute(HELD, [list(kinds.LEFT_BY_LINK), pk, lease])
        found = cursor.fetchone()
    return found and Held._make(found)


def settled(row, now) -> bool:
    """Whether a row needed no sending after all; then it says so."""
    this, state = Delivery.objects.filter(pk=row.pk), Delivery.State
    if row.mailing_state == Mailing.State.CANCELLED:
        this.close(state.CANCELLED)
    elif row.expires_at <= now:
        this.close(state.EXPIRED)
    elif row.is_suppressed and not row.is_essential:
        this.close(state.SUPPRESSED)
    elif row.has_left:
        this.close(state.LEFT)
    elif row.mailing_state in (Mailing.State.PAUSED, Mailing.State.DRAFT):
        this.release()
    else:
        return False
    return True


def write_down(row, answer, now):
    """Keeps the server's answer: sent, failed for good, or queued again after a growing delay."""
    this, attempts = Delivery.objects.filter(pk=row.pk), row.attempts + 1
    if answer.is_accepted:
        this.update(
            state=Delivery.State.SENT,
            sent_at=kit.now(),
            attempts=attempts,
            lease="",
            lease_until=None,
            last_error="",
        )
        if row.letter_id:
            Letter.objects.filter(pk=row.letter_id).forget()
    elif answer.is_final:
        this.close(Delivery.State.FAILED, why=answer.words, attempts=attempts)
    else:
        this.release(attempts=attempts, next_attempt_at=now + delay(attempts), last_error=answer.words[:500])


@transaction.atomic
def put_off(lease, why):
    """No server can be reached: everything that is due waits, and longer each time."""
    now = kit.now()
    later = Case(
        *(When(attempts=tried, then=Value(now + wait)) for tried, wait in enumerate(DELAYS)),
        default=Value(now + DELAYS[-1]),
    )
    ours = Q(lease=lease, state=Delivery.State.LEASED)
    due = Delivery.objects.due(now).select_for_update(skip_locked=True, of=("self",)).values("pk")
    log.warning("mail_server_unreachable", why=why)
    return Delivery.objects.filter(ours | Q(pk__in=due)).release(
        attempts=F("attempts") + 1, next_attempt_at=later, last_error=why[:500]
    )


@transaction.atomic
def bring_back(as_of):
    """Queues the rows of killed senders; a row that is being handed over is locked and left alone."""
    lapsed = Delivery.objects.lapsed(as_of).select_for_update(skip_locked=True).values("pk")
    return Delivery.objects.filter(pk__in=lapsed).release()


def expire(as_of):
    """Gives up what waited too long to be worth reading, paused mailings too."""
    over = Mailing.objects.under_way().filter(expires_at__lte=as_of)
    count = Delivery.objects.filter(mailing__in=over, state=Delivery.State.QUEUED).close(
        Delivery.State.EXPIRED
    )
    letters = Letter.objects.filter(expires_at__lte=as_of).exclude(content=b"")
    queued = Delivery.objects.filter(letter__in=letters, state=Delivery.State.QUEUED)
    count += queued.close(Delivery.State.EXPIRED)
    letters.forget()
    return count


def finish():
    """Ends the mailings that have nothing left to send."""
    with transaction.atomic():
        # locked first, asked second: a resend that is being written is seen or waited for
        for mailing in Mailing.objects.under_way().select_for_update(skip_locked=True).only("pk"):
            if not Delivery.objects.waiting().filter(mailing=mailing.pk).exists():
                Mailing.objects.filter(pk=mailing.pk).update(state=Mailing.State.DONE, finished_at=kit.now())
