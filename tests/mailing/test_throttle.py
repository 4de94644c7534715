"""Limits by the minute: in all, and to one domain."""

import bisect
import datetime
import threading

import pytest
from django.core.cache import cache
from django.db import connection

import kit
from mailing import sending, tasks
from mailing.models import Delivery
from tests.factories.mailing import DeliveryFactory, LetterDeliveryFactory, SendingMailingFactory

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)
SECOND = datetime.timedelta(seconds=1)


@pytest.fixture
def waiting(monkeypatch, moved_clock, django_capture_on_commit_callbacks):
    """waiting(minutes): a worker does each hint at its moment and the sweep each minute; what was asked."""
    cache.clear()
    began, hints = kit.now(), []
    monkeypatch.setattr(
        tasks.send_due,
        "apply_async",
        lambda countdown=None, **_options: bisect.insort(hints, kit.now() + SECOND * (countdown or 0)),
    )

    def work(minutes, *, empty_after=None):
        sweeps, asked = [began + minute * MINUTE for minute in range(minutes + 1)], 0
        bisect.insort(hints, began + SECOND / 4)  # the mailing was started just after a sweep
        while moments := sorted([*sweeps, *hints]):
            moved_clock(moments[0])
            if empty_after is not None and moments[0] > began + empty_after:
                hints.clear()
                cache.clear()
                empty_after = None
                continue
            with django_capture_on_commit_callbacks(execute=True):
                if moments[0] in hints:
                    hints.remove(moments[0])
                    asked += 1
                    tasks.send_due()
                elif moments[0] == sweeps[-1]:
                    return asked
                else:
                    sweeps.remove(moments[0])
                    tasks.sweep()
        raise AssertionError("the last sweep ends it")

    return work


def left_within_a_minute():
    """The most that left within any sixty seconds."""
    sent = list(
        Delivery.objects.filter(sent_at__isnull=False).order_by("sent_at").values_list("sent_at", flat=True)
    )
    return max(bisect.bisect_left(sent, at + MINUTE) - place for place, at in enumerate(sent))


def test_as_much_leaves_each_minute_as_is_allowed(settings, sink, waiting):
    settings.MAIL_PER_MINUTE = 4
    DeliveryFactory.create_batch(30, mailing=SendingMailingFactory())

    asked = waiting(5)

    assert left_within_a_minute() == 4
    assert len(sink.messages) == 5 * 4
    assert asked < 5 * 60 / 2  # one hint at a time, some seconds between


def test_a_full_domain_gets_its_share_each_minute_and_holds_up_nobody(settings, sink, waiting):
    settings.MAIL_PER_DOMAIN = {"slow.example": 2}
    mailing = SendingMailingFactory()
    for number in range(60):
        DeliveryFactory(mailing=mailing, address=f"a{number}@slow.example")
    others = DeliveryFactory.create_batch(3, mailing=mailing)

    waiting(3)

    assert len(sink.messages) == 3 * 2 + len(others)
    first = Delivery.objects.filter(sent_at__isnull=False).earliest("sent_at").sent_at
    assert set(
        Delivery.objects.filter(pk__in=[row.pk for row in others]).values_list("sent_at", flat=True)
    ) == {first}


def test_hints_that_were_lost_are_made_up_for_by_the_sweep(settings, sink, waiting):
    settings.MAIL_PER_MINUTE = 4
    DeliveryFactory.create_batch(30, mailing=SendingMailingFactory())

    waiting(5, empty_after=90 * SECOND)

    assert left_within_a_minute() == 4
    assert len(sink.messages) >= 4 * 4


def test_a_letter_that_is_held_back_is_asked_for_again(settings, sink, waiting):
    settings.MAIL_PER_MINUTE = 1
    LetterDeliveryFactory.create_batch(2)

    tasks.send_letters()
    waiting(2)

    assert len(sink.messages) == 2


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
