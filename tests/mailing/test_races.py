"""Two at once: senders on the same rows, a pause or a cancel in the middle, two starts, two beats."""

import threading

import pytest
from django.db import connection, transaction

import kit
from mailing import actions, sending, tasks
from mailing.models import Delivery, Mailing, Subscription
from tests.factories.mailing import DeliveryFactory, MailingFactory, SendingMailingFactory
from tests.servers import eventually

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*verbs):
    """Runs the verbs in threads with connections of their own; each waits for the others before it begins."""
    barrier, answers, faults = threading.Barrier(len(verbs)), [None] * len(verbs), []

    def run(place, verb):
        try:
            barrier.wait(10)
            answers[place] = verb()
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(verbs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not faults
    return answers


def in_another_connection(verb):
    """Runs the verb in a thread of its own, to the end."""
    return at_once(verb)[0]


def test_two_senders_never_take_the_same_row():
    DeliveryFactory.create_batch(40, mailing=SendingMailingFactory())
    meeting = threading.Barrier(2)

    def take(lease):
        with transaction.atomic():
            rows = Delivery.objects.take(lease=lease, as_of=kit.now(), limit=30)
            meeting.wait(10)  # both hold their rows before either commits
        return rows

    first, second = at_once(lambda: take("first"), lambda: take("second"))

    assert not set(first) & set(second)
    assert len(first) + len(second) == 40


def test_two_senders_at_once_send_everything_once(sink):
    mailing = SendingMailingFactory()
    rows = DeliveryFactory.create_batch(60, mailing=mailing)

    at_once(sending.send_batch, sending.send_batch)
    sending.send_batch()

    assert sorted(message["Message-ID"] for _, message in sink.messages) == sorted(
        row.message_id for row in rows
    )
    mailing.refresh_from_db()
    assert mailing.state == Mailing.State.DONE


def test_a_row_being_handed_over_is_left_alone_when_its_lease_lapses(sink, moved_clock):
    row = DeliveryFactory()
    seen = []

    def another_sender_comes_late(recipient):
        moved_clock(row.next_attempt_at + 3 * sending.BUDGET)
        seen.append(in_another_connection(sending.send_batch).taken)

    sink.refuse = another_sender_comes_late

    sending.send_batch()

    assert seen == [0]
    assert len(sink.messages) == 1


@pytest.mark.parametrize(("verb", "others"), [(actions.pause, "queued"), (actions.cancel, "cancelled")])
def test_pause_and_cancel_hold_after_the_batch_in_hand(sink, verb, others, monkeypatch):
    monkeypatch.setattr(sending, "FIRST_BATCH", 4)
    mailing = SendingMailingFactory()
    DeliveryFactory.create_batch(10, mailing=mailing)
    stopper = threading.Thread(target=lambda: (verb(mailing), connection.close()))

    def stop_while_the_third_is_in_hand(recipient):
        if len(sink.messages) == 2:
            stopper.start()
            stopper.join(10)

    sink.refuse = stop_while_the_third_is_in_hand
    sending.send()
    stopper.join(10)

    assert len(sink.messages) == 4
    states = list(mailing.deliveries.values_list("state", flat=True))
    assert states.count("sent") == len(sink.messages)
    assert states.count(others) == 10 - len(sink.messages)


def test_a_mailing_started_by_two_at_once_is_sent_once(sink):
    mailing = MailingFactory()
    readers = [(f"reader{number}@province.example", "ar") for number in range(20)]

    counts = at_once(
        lambda: actions.start(mailing, recipients=readers), lambda: actions.start(mailing, recipients=readers)
    )
    sending.send_batch()

    eventually(lambda: not Delivery.objects.waiting().exists())  # a worker may have taken the hint
    assert sorted(counts) == [0, 20]
    assert len(sink.messages) == 20


def test_two_beats_never_double(sink):
    DeliveryFactory.create_batch(5, mailing=SendingMailingFactory())

    at_once(tasks.sweep, tasks.sweep)
    at_once(tasks.send_due, tasks.send_due)

    eventually(lambda: not Delivery.objects.waiting().exists())  # a worker may have taken the hint
    assert len(sink.messages) == 5


def test_a_mailing_does_not_end_while_its_failures_are_queued_again(sink):
    mailing = SendingMailingFactory()
    DeliveryFactory(mailing=mailing, state=Delivery.State.FAILED)
    resending, finishing = threading.Event(), threading.Event()

    def resend():
        with transaction.atomic():
            count = actions.resend_failures(mailing)
            resending.set()
            finishing.wait(10)
        return count

    def finish():
        resending.wait(10)
        sending.finish()
        finishing.set()

    at_once(resend, finish)

    mailing.refresh_from_db()
    assert mailing.state == Mailing.State.SENDING


def test_two_wishes_at_once_are_one_subscription():
    def ask():
        return actions.ask_to_subscribe(
            address="reader@province.example", topic="newsletter", language="ar", consent_text="I want it."
        ).pk

    first, second = at_once(ask, ask)

    assert first == second
    assert Subscription.objects.count() == 1
