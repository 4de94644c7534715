"""What the worker does for mail: batches of due deliveries, and a sweep each minute."""

from celery import shared_task
from django.conf import settings
from django.core.cache import cache

import kit
from kit.enqueue import enqueue
from mailing import inbox, sending, throttle
from mailing.actions import digests, subscriptions
from mailing.models import Delivery


@shared_task
def send_due():
    """Send what is due for some seconds and ask to go on while there is more; return how many left."""
    done = sending.send()
    if done.is_reachable and Delivery.objects.due(kit.now()).exists():
        if done.taken:
            enqueue(send_due)
        else:
            _look_again()
    return done.sent


@shared_task
def send_letters():
    """Send letters that are due (a sign-in code is waited for), before and beside any mailing."""
    done = sending.send(letters_only=True)
    if done.is_reachable and Delivery.objects.due(kit.now()).letters().exists():
        _look_again()
    return done.sent


def _look_again():
    """What the limits hold back is asked for some seconds later, by one hint however many are held back."""
    turn = int(kit.now().timestamp() / throttle.AGAIN)
    if throttle.is_set() and cache.add(f"mail:look-again:{turn}", True, timeout=10 * throttle.AGAIN):
        enqueue(send_due, after=throttle.AGAIN)


@shared_task
def sweep():
    """Find what hints missed: lapsed leases, mail that is due or too old, mailings that are finished."""
    now = kit.now()
    count = sending.recover() + sending.bring_back(now) + sending.expire(now)
    sending.finish()
    if Delivery.objects.due(now).exists():
        at_work = Delivery.objects.leased(now).order_by().values("lease").distinct().count()
        for _each in range(settings.MAIL_SENDERS - at_work):
            enqueue(send_due)
    return count


@shared_task
def send_digests():
    """Write the digests of a working day; return how many letters there are."""
    return digests.send_digests(at=kit.now())


@shared_task
def forget_unconfirmed():
    """Delete wishes to subscribe that nobody confirmed, and digests of long ago."""
    return subscriptions.forget_unconfirmed(kit.now()) + digests.forget_digests(kit.now())


@shared_task
def read_inbound():
    """Deal with messages that came in; return how many were looked at."""
    return inbox.read_waiting()


@shared_task
def forget_inbound():
    """Delete messages that came in, once their days are over."""
    return inbox.forget(kit.now(), settings.MAIL_IN_DAYS)
