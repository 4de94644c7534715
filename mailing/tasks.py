"""What the worker does for mail: batches of due deliveries, and a sweep each minute."""

from celery import shared_task

import kit
from kit.enqueue import enqueue
from mailing import sending
from mailing.actions import subscriptions
from mailing.models import Delivery


@shared_task
def send_due():
    """Send what is due for some seconds and ask to go on while there is more; return how many left."""
    done = sending.send()
    if done.taken and done.is_reachable and Delivery.objects.due(kit.now()).exists():
        enqueue(send_due)
    return done.sent


@shared_task
def send_letters():
    """Send letters that are due (a sign-in code is waited for), before and beside any mailing."""
    return sending.send(letters_only=True).sent


@shared_task
def sweep():
    """Find what hints missed: lapsed leases, mail that is due or too old, mailings that are finished."""
    now = kit.now()
    count = sending.recover() + sending.bring_back(now) + sending.expire(now)
    sending.finish()
    if Delivery.objects.due(now).exists() and not Delivery.objects.leased(now).exists():
        enqueue(send_due)
    return count


@shared_task
def forget_unconfirmed():
    """Delete wishes to subscribe that nobody confirmed."""
    return subscriptions.forget_unconfirmed(kit.now())
