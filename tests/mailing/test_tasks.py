"""The worker's tasks: hints may be lost, late or doubled."""

import datetime

import pytest

import kit
from mailing import actions, tasks
from mailing.models import Delivery, Mailing, Subscription
from tests.factories.mailing import (
    DeliveryFactory,
    LetterDeliveryFactory,
    SendingMailingFactory,
    SubscriptionFactory,
)
from tests.servers import broker, eventually


@pytest.mark.django_db
def test_the_sweep_hints_at_what_is_due(django_capture_on_commit_callbacks):
    DeliveryFactory()

    with django_capture_on_commit_callbacks() as hints:
        tasks.sweep()

    assert len(hints) == 1


@pytest.mark.django_db
def test_the_sweep_leaves_a_sender_at_work_alone(django_capture_on_commit_callbacks):
    DeliveryFactory.create_batch(2)
    Delivery.objects.take(lease="busy", as_of=kit.now(), limit=1)

    with django_capture_on_commit_callbacks() as hints:
        tasks.sweep()

    assert hints == []


@pytest.mark.django_db
def test_the_sweep_calls_as_many_senders_as_may_work_at_once(settings, django_capture_on_commit_callbacks):
    settings.MAIL_SENDERS = 3
    DeliveryFactory.create_batch(4)
    Delivery.objects.take(lease="busy", as_of=kit.now(), limit=2)

    with django_capture_on_commit_callbacks() as hints:
        tasks.sweep()

    assert len(hints) == 2


@pytest.mark.django_db
def test_the_sweep_brings_back_expires_and_finishes(moved_clock):
    mailing = SendingMailingFactory()
    lapsed, stale = DeliveryFactory(mailing=mailing), LetterDeliveryFactory(letter__kind_id="account")
    Delivery.objects.filter(pk=lapsed.pk).update(state="leased", lease="killed", lease_until=kit.now())
    stale.letter.expires_at = kit.now() + datetime.timedelta(minutes=1)
    stale.letter.save()
    finished = SendingMailingFactory()
    moved_clock(kit.now() + datetime.timedelta(minutes=2))

    assert tasks.sweep() == 2

    for row in (lapsed, stale, finished):
        row.refresh_from_db()
    assert (lapsed.state, stale.state, finished.state) == ("queued", "expired", "done")


@pytest.mark.django_db
def test_a_turn_asks_for_the_next_while_there_is_more(sink, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr("mailing.sending.FIRST_BATCH", 2)
    monkeypatch.setattr("mailing.sending.BUDGET", datetime.timedelta(0))
    DeliveryFactory.create_batch(3, mailing=SendingMailingFactory())

    hints = []
    for _each in range(3):
        with django_capture_on_commit_callbacks() as asked:
            tasks.send_due()
        hints.append(len(asked))

    assert hints == [1, 1, 0]
    assert len(sink.messages) == 3


@pytest.mark.django_db
def test_letters_are_sent_without_touching_mailings(sink):
    DeliveryFactory()
    LetterDeliveryFactory()

    assert tasks.send_letters() == 1
    assert Delivery.objects.filter(state="queued").count() == 1


@pytest.mark.django_db
def test_wishes_that_nobody_confirmed_are_forgotten(moved_clock):
    SubscriptionFactory(confirmed_at=None, address="silent@province.example")
    kept = SubscriptionFactory()
    left = SubscriptionFactory(confirmed_at=None, left_at=kit.now())
    moved_clock(kit.now() + datetime.timedelta(days=31))

    assert tasks.forget_unconfirmed() == 1
    assert set(Subscription.objects.all()) == {kept, left}


def test_a_real_worker_sends_what_is_posted(worker, sink):
    actions.ask_to_subscribe(
        address="reader@province.example", topic="newsletter", language="ar", consent_text="I want it."
    )

    eventually(lambda: sink.of("reader@province.example"))


def test_an_emptied_queue_loses_nobody(worker, sink):
    broker().flushdb()
    mailing = SendingMailingFactory()
    DeliveryFactory.create_batch(150, mailing=mailing)

    tasks.sweep()

    eventually(lambda: Mailing.objects.get(pk=mailing.pk).state == Mailing.State.DONE)
    assert len(sink.messages) == 150
