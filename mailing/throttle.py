"""How much may leave in a minute, in all and to one domain, however many senders there are.

The rows say what has left: no counter is kept that could be lost or shared wrongly.
"""

import datetime
from collections import Counter

from django.conf import settings
from django.db import connection, transaction

from mailing.models import Delivery

MINUTE = datetime.timedelta(minutes=1)
AGAIN = 3  # seconds until a sender that was held back looks for room once more
LOCK = 0x6D61696C  # one sender at a time counts and takes, so that two never use the same room twice

USED = """
    SELECT lower(split_part(address, '@', 2)), count(*) FROM mailing_delivery
    WHERE sent_at > %s OR state = 'leased' GROUP BY 1
"""


def is_set():
    return bool(settings.MAIL_PER_MINUTE or settings.MAIL_PER_DOMAIN)


def take(*, lease, as_of, limit, letters_only=False):
    """Leases due rows as Delivery.objects.take does, no more than the limits leave room for."""
    if not is_set():
        return Delivery.objects.take(lease=lease, as_of=as_of, limit=limit, letters_only=letters_only)
    with transaction.atomic():
        used = _used(as_of)
        if settings.MAIL_PER_MINUTE:
            limit = min(limit, settings.MAIL_PER_MINUTE - used.total())
        if limit <= 0:
            return []
        rows = _with_room(used).take(lease=lease, as_of=as_of, limit=limit, letters_only=letters_only)
        return _within_domains(rows, used)


def _used(as_of):
    """Domain → messages of the last minute, those in hand among them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute(USED, [as_of - MINUTE])
        return Counter(dict(cursor.fetchall()))


def _with_room(used):
    """Deliveries but those to domains that are full: however many they are, nobody else waits behind them."""
    rows = Delivery.objects.all()
    for domain, allowed in settings.MAIL_PER_DOMAIN.items():
        if used[domain] >= allowed:
            rows = rows.exclude(address__iendswith=f"@{domain}")
    return rows


def _within_domains(rows, used):
    """Puts back what is too much for its domain."""
    if not settings.MAIL_PER_DOMAIN:
        return rows
    kept, put_back = [], []
    for pk, address in Delivery.objects.filter(pk__in=rows).order_by("pk").values_list("pk", "address"):
        domain = address.rpartition("@")[2].lower()
        allowed = settings.MAIL_PER_DOMAIN.get(domain)
        used[domain] += 1
        (kept if allowed is None or used[domain] <= allowed else put_back).append(pk)
    Delivery.objects.filter(pk__in=put_back).release()
    return kept
