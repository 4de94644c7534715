"""What the worker does for mail: batches of due deliveries, and a sweep each minute."""

from celery import shared_task

import kit
from kit.enqueue import enqueue
from mailing import sending
from mailing.actions import subscriptions
from mailing.models import Delivery


@shared_task
def send_due():
    """Send one batch of what is due and ask for the next while there is one; return how many left."""
    batch = sending.send_batch()
    if batch.taken and batch.is_reachable and Delivery.objects.due(kit.now()).exists():
        enqueue(send_due)
    return batch.sent


@shared_task
def send_letters():
    """Send letters that are due (a sign-in code is waited for), before and beside any mailing."""
    batch = sending.send_batch(letters_only=True)
    if batch.taken == sending.BATCH and batch.is_reachable:
        enqueue(send_letters)
    return batch.sent


@shared_task
def sweep():
    """Find what hints missed: lapsed leases, mail that is due or too old, mailings that are finished."""
    now = kit.now()
    count = sending.bring_back(now) + sending.expire(now)
    sending.finish()
    if Delivery.objects.due(now).exists() and not Delivery.objects.leased(now).exists():
        enqueue(send_due)
    return count


@shared_task
def forget_unconfirmed():
    """Delete wishes to subscribe that nobody confirmed."""
    return subscriptions.forget_unconfirmed(kit.now())
