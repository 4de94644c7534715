"""How mail stands, counted from the ledger when somebody asks: for staff, and for Prometheus.

Every question is answered by an index of what waits or is recent: it costs the same after ten million mails.
"""

import datetime
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Min

from mailing.models import Bounce, Delivery, InboundMessage, Suppression

MINUTE, HOUR, DAY = (datetime.timedelta(**{name: 1}) for name in ("minutes", "hours", "days"))
# The server's code stands for its reason; words without one are a broken connection or our own.
REASON = r"^[45][0-9][0-9](?:[ -][45]\.[0-9]+\.[0-9]+)?"

SENT = """
    SELECT coalesce(m.kind_id, l.kind_id), count(*), count(*) FILTER (WHERE d.sent_at > %s)
    FROM mailing_delivery d
    LEFT JOIN mailing_mailing m ON m.id = d.mailing_id LEFT JOIN mailing_letter l ON l.id = d.letter_id
    WHERE d.sent_at > %s GROUP BY 1 ORDER BY 1
"""
FAILED = """
    SELECT coalesce(substring(last_error from %s), ''), count(*), max(last_error)
    FROM mailing_delivery WHERE state = 'failed' AND {} GROUP BY 1 ORDER BY 2 DESC, 1
"""


@dataclass(frozen=True)
class Reason:
    """Why so many failed: the server's code, "" where there was none, and what it said to one of them."""

    code: str
    count: int
    words: str


@dataclass(frozen=True)
class Figures:
    """All of it at one moment. Dictionaries go from a key (kind, reason) to a number."""

    queued: int
    leased: int
    due: int
    oldest: datetime.timedelta  # how long the first that is due has waited
    sent_in_hour: dict
    sent_in_minute: dict
    failed_in_day: list
    bounced_in_day: dict
    suppressed: dict
    inbound: int


def now(at):
    """The Figures of this moment, in seven questions."""
    due = Delivery.objects.due(at).aggregate(count=Count("pk"), first=Min("next_attempt_at"))
    states = dict(Delivery.objects.waiting().order_by().values_list("state").annotate(Count("pk")))
    with connection.cursor() as cursor:
        cursor.execute(SENT, [at - MINUTE, at - HOUR])
        sent = cursor.fetchall()
    bounced = Bounce.objects.filter(at__gt=at - DAY).order_by()
    suppressed = Suppression.objects.order_by()
    return Figures(
        queued=states.get(Delivery.State.QUEUED, 0),
        leased=states.get(Delivery.State.LEASED, 0),
        due=due["count"],
        oldest=at - due["first"] if due["first"] else datetime.timedelta(0),
        sent_in_hour={kind: hour for kind, hour, _minute in sent},
        sent_in_minute={kind: minute for kind, _hour, minute in sent},
        failed_in_day=_failed("next_attempt_at > %s", at - DAY),
        bounced_in_day=dict(bounced.values_list("kind").annotate(Count("pk"))),
        suppressed=dict(suppressed.values_list("reason").annotate(Count("pk"))),
        inbound=InboundMessage.objects.due(at).count(),
    )


def failures_of(mailing):
    """Why deliveries of one mailing failed, the commonest reason first."""
    return _failed("mailing_id = %s", mailing.pk)


def suppressed_of(mailing):
    """Why addresses of one mailing were not written to: reason → number; "" where it was not kept."""
    rows = mailing.deliveries.filter(state=Delivery.State.SUPPRESSED).order_by()
    return dict(rows.values_list("last_error").annotate(Count("pk")))


def bounced_of(mailing):
    """What came back of one mailing: kind → number."""
    rows = Bounce.objects.filter(delivery__mailing=mailing).order_by()
    return dict(rows.values_list("kind").annotate(Count("pk")))


def _failed(condition, value):
    with connection.cursor() as cursor:
        cursor.execute(FAILED.format(condition), [REASON, value])
        return [Reason(*found) for found in cursor.fetchall()]
