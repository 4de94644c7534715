"""Sending from the ledger: batches are leased, handed over on several open connections, and written down.

The row is the truth. What a server accepted is in the sender's journal before it is in the database: a killed
sender loses nothing and repeats only messages whose acceptance was in flight, with the same Message-ID.
"""

import datetime
import math
import secrets
import time
from dataclasses import dataclass

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Case, F, Q, Value, When

import kit
from mailing import dkim, ledger, returns, throttle
from mailing.answers import Answer, Unreachable
from mailing.compose import Content, our_address
from mailing.journal import Journal, left_behind
from mailing.models import Delivery, Letter, Mailing
from mailing.models.delivery import LEASE
from mailing.transport import Parcel, way_out

log = structlog.get_logger(__name__)

BATCH = 400  # rows at most; pausing and cancelling hold within one batch
FIRST_BATCH = 25  # batches grow as long as one takes less than a QUICK one
QUICK, SLOW = 0.25, 1.0  # seconds
WRITTEN_DOWN = 200, 0.5  # results, or seconds, until the ledger hears of them
BUDGET = datetime.timedelta(seconds=20)  # one turn of a worker: other work gets its own
ROWS_A_CONNECTION = 10
RECENT = datetime.timedelta(days=30)  # longer than any sender is away
RENEWED = 10.0  # seconds; a small part of LEASE
PATIENCE = 60.0  # seconds that a sender waits for a database that went away


@dataclass(frozen=True)
class Batch:
    """What one batch did: rows taken, messages accepted, and whether a server could be reached."""

    taken: int = 0
    sent: int = 0
    is_reachable: bool = True


def send_batch(*, limit=None, letters_only=False) -> Batch:
    """Takes due rows once and sends them. Safe anywhere, any number of times at once."""
    with Sender() as sender:
        return sender.batch(limit or BATCH, letters_only=letters_only)


def send(*, letters_only=False) -> Batch:
    """Sends batch after batch over the same connections until nothing is due or the budget is used up."""
    until, size, done = time.monotonic() + BUDGET.total_seconds(), FIRST_BATCH, Batch()
    with Sender() as sender:
        while True:
            began = time.monotonic()
            batch = sender.batch(size, letters_only=letters_only)
            done = Batch(done.taken + batch.taken, done.sent + batch.sent, batch.is_reachable)
            if not batch.taken or not batch.is_reachable or time.monotonic() > until:
                return done
            size = fitting(size, time.monotonic() - began)


def fitting(size, seconds):
    """How many rows the next batch takes, after one of `size` rows took that long."""
    if seconds < QUICK:
        return min(BATCH, 2 * size)
    return max(1, size // 2) if seconds > SLOW else size


class Sender:
    """The holder of one lease: its connections, its journal, and what is the same for many recipients."""

    def __init__(self):
        self.lease = secrets.token_hex(8)
        self.contents, self.results = {}, []

    def __enter__(self):
        recover()
        self.journal = Journal(self.lease).__enter__()
        self.way = way_out()
        return self

    def __exit__(self, *error):
        self.way.hang_up()
        self.journal.__exit__(*error)

    def batch(self, limit, *, letters_only=False) -> Batch:
        now = kit.now()
        bring_back(now)
        rows = throttle.take(lease=self.lease, as_of=now, limit=limit, letters_only=letters_only)
        if not rows:
            return Batch()
        self.begin()
        is_reachable = True
        at_once = min(settings.MAIL_CONNECTIONS, math.ceil(len(rows) / ROWS_A_CONNECTION))
        try:
            self.way.carry(self.parcels(rows), self.report, at_once=at_once)
        except Unreachable as error:
            is_reachable = False
            self.write_down()
            put_off(self.lease, str(error))
        finally:
            self.write_down()
            Delivery.objects.filter(lease=self.lease, state=Delivery.State.LEASED).release()
        finish()
        return Batch(taken=len(rows), sent=self.sent, is_reachable=is_reachable)

    def begin(self):
        self.sent, self.address = 0, our_address()
        self.written_at = self.renewed_at = time.monotonic()
        self.until = self.written_at + BUDGET.total_seconds()

    def parcels(self, rows):
        """The messages of those rows that may still leave, until the turn is over."""
        for row in ledger.held(rows, self.lease):
            now = kit.now()
            if state := settled(row, now):
                why = row.suppression if state == Delivery.State.SUPPRESSED else ""
                self.note(ledger.Result(row.pk, state, row.attempts, words=why))
                continue
            try:
                parcel = self.parcel(row, now)
            except (ValueError, LookupError) as error:  # this row's own fault: the others go on
                log.exception("delivery_cannot_be_written", delivery=row.pk)
                answer = Answer(is_final=True, words=f"could not be written: {error}")
                self.note(ledger.result(row, answer, now))
                continue
            yield parcel
            if time.monotonic() > self.until:
                return

    def parcel(self, row, now):
        """The message of one row, in its envelope."""
        if row.letter_id:
            content = bytes(row.content)
            if not content:
                raise ValueError("its content is not kept any more")
        else:
            content = self.content(row.mailing_id, row.language).to(row, now)
        sender = returns.path_of(row.pk) or self.address
        return Parcel(dkim.signed(content, now), sender, row.address, row)

    def content(self, mailing_id, language):
        if (mailing_id, language) not in self.contents:
            self.contents[mailing_id, language] = Content(Mailing.objects.get(pk=mailing_id), language)
        return self.contents[mailing_id, language]

    def report(self, parcel, answer):
        """A server has answered, or will not: the journal knows at once, the ledger soon."""
        if answer.is_accepted:
            self.journal.accepted(parcel.row.pk)
            self.sent += 1
        self.note(ledger.result(parcel.row, answer, kit.now()))

    def note(self, result):
        self.results.append(result)
        many, long = WRITTEN_DOWN
        if len(self.results) >= many or time.monotonic() - self.written_at > long:
            self.write_down()
            self.renew()

    def renew(self):
        """Rows in hand stay ours while a slow server takes its time."""
        if time.monotonic() - self.renewed_at > RENEWED:
            ledger.renew(self.lease, kit.now() + LEASE)
            self.renewed_at = time.monotonic()

    def write_down(self):
        """Writes the results; a database that went away is waited for, since what was sent must be kept."""
        until = time.monotonic() + PATIENCE
        while self.results:
            try:
                ledger.write_down(self.results, self.lease)
                self.results = []
                self.journal.written_down()
            except (OperationalError, InterfaceError):
                if connection.in_atomic_block or time.monotonic() > until:
                    raise
                connection.close()
                time.sleep(0.2)
        self.written_at = time.monotonic()


def settled(row, now) -> str:
    """The state of a row that needs no sending after all; "" for one that does."""
    state = Delivery.State
    if row.mailing_state == Mailing.State.CANCELLED:
        return state.CANCELLED
    if row.expires_at <= now:
        return state.EXPIRED
    if row.suppression and not row.is_essential:
        return state.SUPPRESSED
    if row.has_left:
        return state.LEFT
    if row.mailing_state in (Mailing.State.PAUSED, Mailing.State.DRAFT):
        return state.QUEUED
    return ""


@transaction.atomic
def put_off(lease, why):
    """No server can be reached: everything that is due waits, and longer each time."""
    now = kit.now()
    later = Case(
        *(When(attempts=tried, then=Value(now + wait)) for tried, wait in enumerate(ledger.DELAYS)),
        default=Value(now + ledger.DELAYS[-1]),
    )
    ours = Q(lease=lease, state=Delivery.State.LEASED)
    due = Delivery.objects.due(now).select_for_update(skip_locked=True, of=("self",)).values("pk")
    log.warning("mail_server_unreachable", why=why)
    return Delivery.objects.filter(ours | Q(pk__in=due)).release(
        attempts=F("attempts") + 1, next_attempt_at=later, last_error=why[:500]
    )


def recover():
    """Ends the leases of senders on this machine that were killed, by their journals; how many rows."""
    return sum(ledger.written_by(lease, accepted, kit.now()) for lease, accepted in left_behind())


@transaction.atomic
def bring_back(as_of):
    """Queues the rows whose sender did not come back."""
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
    """Ends the mailings that have nothing left to send, and the rows in hand when one was cancelled."""
    if cancelled := list(Mailing.objects.cancelled_since(kit.now() - RECENT).values_list("pk", flat=True)):
        queued = Delivery.objects.filter(mailing__in=cancelled, state=Delivery.State.QUEUED)
        queued.close(Delivery.State.CANCELLED)
    with transaction.atomic():
        # locked first, asked second: a resend that is being written is seen or waited for
        for mailing in Mailing.objects.under_way().select_for_update(skip_locked=True).only("pk"):
            if not Delivery.objects.waiting().filter(mailing=mailing.pk).exists():
                Mailing.objects.filter(pk=mailing.pk).update(state=Mailing.State.DONE, finished_at=kit.now())
