"""What the ledger promises when it sends: once, to whom it may, and in spite of what servers answer."""

import datetime

import pytest

import kit
from mailing import actions, sending
from mailing.models import Delivery, Letter, Mailing
from mailing.models.delivery import LEASE
from tests.factories.mailing import (
    DeliveryFactory,
    LetterDeliveryFactory,
    SendingMailingFactory,
    SubscriptionFactory,
    SuppressionFactory,
)

State = Delivery.State
pytestmark = pytest.mark.django_db


def states(mailing):
    return dict(mailing.deliveries.values_list("address", "state"))


def test_a_batch_sends_what_is_due_once(sink):
    mailing = SendingMailingFactory()
    rows = DeliveryFactory.create_batch(3, mailing=mailing)

    first, second = sending.send_batch(), sending.send_batch()

    assert (first.sent, second.sent) == (3, 0)
    assert sorted(to for recipients, _ in sink.messages for to in recipients) == [row.address for row in rows]
    assert set(states(mailing).values()) == {State.SENT}
    mailing.refresh_from_db()
    assert mailing.state == Mailing.State.DONE
    assert mailing.finished_at is not None


def test_each_message_has_the_message_id_of_its_row(sink):
    row = DeliveryFactory()

    sending.send_batch()

    assert [message["Message-ID"] for _, message in sink.messages] == [row.message_id]


def test_letters_leave_before_mailings(sink, monkeypatch):
    monkeypatch.setattr(sending, "BATCH", 2)
    DeliveryFactory.create_batch(2)
    letter = LetterDeliveryFactory()

    sending.send_batch()

    assert sink.messages[0][0] == [letter.address]
    assert len(sink.messages) == 2


def test_what_is_not_due_yet_waits(sink):
    DeliveryFactory(next_attempt_at=kit.now() + datetime.timedelta(minutes=1))

    assert sending.send_batch().taken == 0
    assert sink.messages == []


def test_a_late_sender_sends_late_and_once(sink, moved_clock):
    DeliveryFactory()
    moved_clock(kit.now() + datetime.timedelta(days=2))

    sending.send_batch()
    sending.send_batch()

    assert len(sink.messages) == 1


def test_what_is_no_longer_worth_reading_is_not_sent(sink, moved_clock):
    mailing = SendingMailingFactory()
    row = DeliveryFactory(mailing=mailing)
    moved_clock(mailing.expires_at)

    sending.send_batch()

    row.refresh_from_db()
    assert row.state == State.EXPIRED
    assert sink.messages == []


def test_who_left_after_the_start_gets_nothing(sink):
    row = DeliveryFactory(address="Reader@province.example")
    actions.leave(address="reader@province.example", topic="newsletter")

    sending.send_batch()

    row.refresh_from_db()
    assert row.state == State.LEFT
    assert sink.messages == []


def test_who_left_another_topic_still_gets_it(sink):
    row = DeliveryFactory()
    SubscriptionFactory(address=row.address, topic="theme:12", left_at=kit.now())

    assert sending.send_batch().sent == 1


def test_a_suppressed_address_gets_nothing(sink):
    row = DeliveryFactory(address="gone@province.example")
    SuppressionFactory(address="GONE@province.example", reason="complained")

    sending.send_batch()

    row.refresh_from_db()
    assert (row.state, row.last_error) == (State.SUPPRESSED, "complained")
    assert sink.messages == []


def test_a_suppressed_address_still_gets_the_code_it_asked_for(sink):
    row = LetterDeliveryFactory(letter__kind_id="account")
    SuppressionFactory(address=row.address)

    assert sending.send_batch().sent == 1


def test_pausing_holds_and_resuming_goes_on(sink):
    mailing = SendingMailingFactory()
    DeliveryFactory.create_batch(2, mailing=mailing)

    assert actions.pause(mailing)
    held = sending.send_batch()
    assert actions.resume(mailing)
    sending.send_batch()

    assert held.taken == 0
    assert len(sink.messages) == 2


def test_cancelling_ends_it_for_everybody_who_has_not_got_it(sink):
    mailing = SendingMailingFactory()
    DeliveryFactory.create_batch(2, mailing=mailing)

    assert actions.cancel(mailing) == 2
    sending.send_batch()

    assert sink.messages == []
    assert set(states(mailing).values()) == {State.CANCELLED}
    assert actions.cancel(mailing) is None


def leased_by(sender):
    """The sender's rows, as it would hand them over."""
    rows = Delivery.objects.take(lease=sender.lease, as_of=kit.now(), limit=10)
    sender.begin()
    return lambda: list(sender.parcels(rows))


def test_a_row_leased_when_its_mailing_is_cancelled_is_not_sent(sink):
    row = DeliveryFactory()
    with sending.Sender() as sender:
        parcels = leased_by(sender)
        assert actions.cancel(row.mailing) == 0

        assert parcels() == []
        sender.write_down()

    row.refresh_from_db()
    assert row.state == State.CANCELLED


def test_a_temporary_refusal_is_tried_again_after_a_growing_delay(sink, moved_clock):
    row = DeliveryFactory()
    sink.refuse = lambda recipient: "451 try again later"
    waits, now = [], kit.now()
    for _attempt in range(9):
        moved_clock(now)
        sending.send_batch()
        row.refresh_from_db()
        waits.append(int((row.next_attempt_at - now).total_seconds() // 60))
        now = row.next_attempt_at

    assert waits == [1, 2, 5, 10, 20, 40, 60, 60, 60]
    assert (row.state, row.attempts) == (State.QUEUED, 9)
    assert row.last_error.startswith("451 try again later")


def test_a_final_refusal_is_never_tried_again(sink, moved_clock):
    row = DeliveryFactory()
    sink.refuse = lambda recipient: "550 5.1.1 no such user"
    sending.send_batch()
    sink.refuse = lambda recipient: None
    moved_clock(kit.now() + datetime.timedelta(days=1))
    sending.send_batch()

    row.refresh_from_db()
    assert row.state == State.FAILED
    assert row.last_error.startswith("550 5.1.1")
    assert sink.messages == []


def test_one_refusal_does_not_hold_up_the_others(sink):
    mailing = SendingMailingFactory()
    DeliveryFactory(mailing=mailing, address="bad@province.example")
    DeliveryFactory.create_batch(3, mailing=mailing)
    sink.refuse = lambda recipient: "550 no" if recipient.startswith("bad") else None

    assert sending.send_batch().sent == 3


def test_failures_alone_are_sent_again(sink):
    mailing = SendingMailingFactory()
    bad = DeliveryFactory(mailing=mailing, address="bad@province.example")
    DeliveryFactory(mailing=mailing)
    sink.refuse = lambda recipient: "550 no" if recipient.startswith("bad") else None
    sending.send_batch()
    sink.refuse = lambda recipient: None
    sink.messages.clear()

    assert actions.resend_failures(mailing) == 1
    sending.send_batch()

    assert [recipients for recipients, _ in sink.messages] == [[bad.address]]
    assert sink.messages[0][1]["Message-ID"] == bad.message_id
    mailing.refresh_from_db()
    assert mailing.state == Mailing.State.DONE


def test_without_a_server_everything_waits_longer_each_time(settings, moved_clock):
    settings.EMAIL_PORT = 1
    mailing = SendingMailingFactory()
    DeliveryFactory.create_batch(3, mailing=mailing)
    now, waits = kit.now(), []
    for _attempt in range(3):
        moved_clock(now)
        batch = sending.send_batch()
        after = set(mailing.deliveries.values_list("state", "next_attempt_at", "attempts"))
        assert len(after) == 1
        ((state, next_attempt_at, _attempts),) = after
        waits.append((batch.is_reachable, state, next_attempt_at - now))
        now = next_attempt_at

    assert waits == [(False, State.QUEUED, datetime.timedelta(minutes=minutes)) for minutes in (1, 2, 5)]


def test_a_server_that_wants_a_sign_in_fails_nobody(sink):
    row = DeliveryFactory()
    sink.refuse = lambda recipient: "530 5.7.0 authentication required"

    assert sending.send_batch().is_reachable is False

    row.refresh_from_db()
    assert row.state == State.QUEUED


def test_a_message_that_cannot_be_written_fails_alone(sink):
    mailing = SendingMailingFactory()
    DeliveryFactory.create_batch(2, mailing=mailing)
    empty = LetterDeliveryFactory(letter__content=b"")

    assert sending.send_batch().sent == 2

    empty.refresh_from_db()
    assert empty.state == State.FAILED


def test_the_content_of_a_letter_is_dropped_once_it_is_sent(sink):
    row = LetterDeliveryFactory()

    sending.send_batch()

    assert bytes(Letter.objects.get(pk=row.letter_id).content) == b""
    assert sink.messages[0][1].get_content().strip() == "Please review."


def test_the_content_of_a_letter_is_dropped_when_it_expires(moved_clock):
    row = LetterDeliveryFactory()
    moved_clock(row.letter.expires_at)

    sending.expire(kit.now())

    row.refresh_from_db()
    assert row.state == State.EXPIRED
    assert bytes(Letter.objects.get(pk=row.letter_id).content) == b""


def test_a_killed_senders_rows_come_back_with_the_same_message_id(sink, moved_clock):
    row = DeliveryFactory()
    Delivery.objects.take(lease="killed", as_of=kit.now(), limit=10)

    early = sending.send_batch()
    moved_clock(kit.now() + LEASE)
    late = sending.send_batch()

    assert (early.taken, late.sent) == (0, 1)
    assert sink.messages[0][1]["Message-ID"] == row.message_id


def test_a_sender_whose_lease_is_gone_sends_nothing(sink):
    row = DeliveryFactory()
    with sending.Sender() as slow:
        parcels = leased_by(slow)
        Delivery.objects.all().release()
        Delivery.objects.take(lease="other", as_of=kit.now(), limit=10)

        assert parcels() == []

    row.refresh_from_db()
    assert (row.state, row.lease) == (State.LEASED, "other")


def test_an_expired_mailing_ends_even_when_it_is_paused(moved_clock):
    mailing = SendingMailingFactory(state=Mailing.State.PAUSED)
    DeliveryFactory(mailing=mailing)
    moved_clock(mailing.expires_at)

    assert sending.expire(kit.now()) == 1
    sending.finish()

    mailing.refresh_from_db()
    assert mailing.state == Mailing.State.DONE
