"""Limits by the minute: in all, and to one domain."""

import datetime
import threading

import pytest
from django.db import connection

import kit
from mailing import sending
from mailing.models import Delivery
from tests.factories.mailing import DeliveryFactory, SendingMailingFactory

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)


def test_no_more_leave_in_a_minute_than_allowed(settings, sink, moved_clock):
    settings.MAIL_PER_MINUTE = 3
    DeliveryFactory.create_batch(7, mailing=SendingMailingFactory())
    began = kit.now()
    moved_clock(began)

    counts = [sending.send().sent, sending.send().sent]
    for minutes in (1, 2):
        moved_clock(began + minutes * MINUTE)
        counts.append(sending.send().sent)

    assert counts == [3, 0, 3, 1]


def test_one_domain_waits_while_the_others_go_on(settings, sink, moved_clock):
    settings.MAIL_PER_DOMAIN = {"slow.example": 2}
    mailing = SendingMailingFactory()
    for number in range(4):
        DeliveryFactory(mailing=mailing, address=f"a{number}@SLOW.example")
        DeliveryFactory(mailing=mailing, address=f"b{number}@fast.example")
    began = kit.now()
    moved_clock(began)

    first = sending.send().sent
    moved_clock(began + MINUTE)
    second = sending.send().sent

    assert (first, second) == (6, 2)
    assert set(Delivery.objects.values_list("attempts", flat=True)) == {1}


@pytest.mark.django_db(transaction=True)
def test_two_senders_share_one_limit(settings, sink):
    settings.MAIL_PER_MINUTE = 5
    DeliveryFactory.create_batch(12, mailing=SendingMailingFactory())

    def send():
        begun.wait(10)
        sending.send_batch()
        connection.close()

    begun, senders = threading.Barrier(2), [threading.Thread(target=send) for _each in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(30)

    assert len(sink.messages) == 5
