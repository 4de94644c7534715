"""What a sender reads from the ledger and writes into it, many rows at a time.

Written in SQL: it runs for every message, and building it by the ORM took longer than sending.
"""

import datetime
from typing import NamedTuple

from django.db import connection, transaction

from mailing import kinds
from mailing.models import Delivery, Letter

DELAYS = tuple(datetime.timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 20, 40, 60))


def delay(attempts: int) -> datetime.timedelta:
    """How long to wait after so many attempts: a minute, then longer, an hour at most."""
    return DELAYS[min(attempts, len(DELAYS)) - 1]


class Held(NamedTuple):
    """A leased row and what decides whether it may leave, in the order of HELD."""

    pk: int
    mailing_id: int | None
    letter_id: int | None
    address: str
    name: str
    language: str
    attempts: int
    message_id: str
    token: str
    mailing_state: str | None
    expires_at: datetime.datetime
    content: memoryview | None
    is_essential: bool
    suppression: str | None  # the reason for which its address is not written to
    has_left: bool


HELD = """
    SELECT d.id, d.mailing_id, d.letter_id, d.address, d.name, d.language, d.attempts, d.message_id, d.token,
        m.state, coalesce(l.expires_at, m.expires_at), l.content, k.is_essential,
        (SELECT s.reason FROM mailing_suppression s WHERE lower(s.address) = lower(d.address)),
        EXISTS (SELECT FROM mailing_subscription f
                WHERE lower(f.address) = lower(d.address) AND f.left_at IS NOT NULL
                AND f.topic = coalesce(m.topic, CASE WHEN l.kind_id = ANY(%s) THEN l.kind_id END))
    FROM mailing_delivery d
    LEFT JOIN mailing_mailing m ON m.id = d.mailing_id
    LEFT JOIN mailing_letter l ON l.id = d.letter_id
    JOIN mailing_kind k ON k.key = coalesce(m.kind_id, l.kind_id)
    WHERE d.id = ANY(%s) AND d.lease = %s AND d.state = 'leased'
    ORDER BY d.letter_id IS NULL, d.id
"""


def held(rows, lease):
    """The leased rows, letters first, as they and their mailings are now."""
    with connection.cursor() as cursor:
        cursor.execute(HELD, [list(kinds.LEFT_BY_LINK), rows, lease])
        return [Held._make(found) for found in cursor.fetchall()]


class Result(NamedTuple):
    """What is written down about one row; the empty state puts it back into the queue."""

    pk: int
    state: str
    attempts: int
    sent_at: datetime.datetime | None = None
    next_attempt_at: datetime.datetime | None = None
    words: str = ""
    provider_id: str = ""


def result(row, answer, now):
    """A server's answer as the ledger keeps it: sent, failed, or queued again after a growing delay."""
    attempts = row.attempts + 1
    if answer.is_accepted:
        return Result(
            row.pk, Delivery.State.SENT, attempts, sent_at=now, provider_id=answer.provider_id[:200]
        )
    if answer.is_final:
        return Result(row.pk, Delivery.State.FAILED, attempts, words=answer.words[:500])
    after = now + delay(attempts)
    return Result(row.pk, Delivery.State.QUEUED, attempts, next_attempt_at=after, words=answer.words[:500])


WRITE = """
    UPDATE mailing_delivery d SET state = r.state, attempts = r.attempts, sent_at = r.sent_at,
        next_attempt_at = coalesce(r.next_attempt_at, d.next_attempt_at), last_error = r.words,
        provider_id = r.provider_id, lease = '', lease_until = NULL
    FROM unnest(%s::bigint[], %s::text[], %s::int[], %s::timestamptz[], %s::timestamptz[], %s::text[],
        %s::text[]) AS r(id, state, attempts, sent_at, next_attempt_at, words, provider_id)
    WHERE d.id = r.id AND d.lease = %s AND d.state = 'leased'
    RETURNING d.letter_id, d.state
"""


def write_down(results, lease):
    """Keeps the results of rows that are still under this lease; a sent letter's content is dropped."""
    if not results:
        return
    columns = [list(column) for column in zip(*results, strict=True)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(WRITE, [*columns, lease])
        sent = [letter for letter, state in cursor.fetchall() if letter and state == Delivery.State.SENT]
        if sent:
            Letter.objects.filter(pk__in=sent).forget()


def written_by(lease, accepted, at):
    """Ends the lease of a killed sender: what servers accepted was sent, the rest is queued again."""
    ours = Delivery.objects.filter(lease=lease, state=Delivery.State.LEASED)
    with transaction.atomic():
        attempts = dict(ours.filter(pk__in=accepted).select_for_update().values_list("pk", "attempts"))
        write_down([Result(pk, Delivery.State.SENT, tried + 1, at) for pk, tried in attempts.items()], lease)
        return len(attempts) + ours.release()


def renew(lease, until):
    """Rows still in hand stay ours while a slow server takes its time."""
    Delivery.objects.filter(lease=lease, state=Delivery.State.LEASED).update(lease_until=until)
