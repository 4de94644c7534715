"""What a bounce does: to its delivery, to the address, and what it must never do."""

import datetime

import pytest

import kit
from mailing import bounces, inbox, intake, ledger, returns, sending
from mailing.answers import ACCEPTED
from mailing.models import Bounce, Delivery, InboundMessage, Suppression
from mailing.registries import Desk, Taken, inbound
from tests import bounced
from tests.factories.mailing import (
    BounceFactory,
    DeliveryFactory,
    LetterDeliveryFactory,
    SentFactory,
    SuppressionFactory,
)
from tests.racing import at_once

pytestmark = pytest.mark.django_db
Outcome, Kind, Reason = InboundMessage.Outcome, Bounce.Kind, Suppression.Reason
SPAM = ("5.7.1", "554 5.7.1 blocked as spam")
FULL = ("4.2.2", "452 4.2.2 mailbox full")


def bring(content, to, sender=""):
    """A message comes in and is read; returns it as it then stands."""
    intake.keep(sender, [to], content)
    inbox.read_waiting()
    return InboundMessage.objects.order_by("pk").last()


def bounce(delivery, status="5.1.1", words="550 5.1.1 user unknown"):
    kept = bring(bounced.dsn(delivery, status, words), returns.path_of(delivery.pk))
    delivery.refresh_from_db()
    return kept


def suppressed(address):
    return Suppression.objects.of(address).values_list("reason", flat=True).first()


def test_each_delivery_leaves_with_a_return_path_of_its_own(sink, monkeypatch):
    senders, row, other = [], DeliveryFactory(), LetterDeliveryFactory()
    handle = sink.handle_DATA

    async def keep(server, session, envelope):
        senders.append(envelope.mail_from)
        return await handle(server, session, envelope)

    monkeypatch.setattr(sink, "handle_DATA", keep)
    sending.send_batch()

    assert {returns.delivery_of(sender) for sender in senders} == {row.pk, other.pk}
    assert all(len(sender.partition("@")[0]) <= 64 for sender in senders)
    assert "b+" not in str(sink.messages[0][1]["From"])


def test_a_return_path_survives_capitals_and_a_change_of_the_secret(settings):
    path = returns.path_of(2**62)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 10

    assert returns.delivery_of(f"<{path.upper()}>") == 2**62
    assert returns.path_of(2**62) != path
    settings.SECRET_KEY_FALLBACKS = []
    assert returns.delivery_of(path) is None


def test_a_forged_path_is_nobodys(settings):
    path, other = returns.path_of(7), returns.path_of(8)
    number, seal = other.partition("@")[0].split("-")

    for address in (
        path.replace("b+7", "b+8"),
        path.replace("@bounces", "@other"),
        f"{number}-{'a' * 16}@bounces.network.example",
        "b+7@bounces.network.example",
        "postmaster@bounces.network.example",
        "",
    ):
        assert not intake.is_known(address)
    assert intake.is_known(path)
    assert intake.is_known("Complaints@bounces.network.example")
    settings.MAIL_RETURN_DOMAIN = ""
    assert not intake.is_known(path)
    assert not intake.is_known("complaints@")


def test_an_address_that_does_not_exist_is_written_to_no_more(sink):
    delivery = SentFactory(address="Reader@province.example")

    kept = bounce(delivery)

    assert (kept.state, kept.outcome, kept.delivery) == (kept.State.DONE, Outcome.BOUNCE, delivery)
    assert (delivery.state, delivery.last_error) == (Delivery.State.BOUNCED, "550 5.1.1 user unknown")
    assert suppressed("reader@province.example") == Reason.BOUNCED
    notice, code = (
        DeliveryFactory(address="reader@province.example"),
        LetterDeliveryFactory(address="reader@province.example", letter__kind_id="account"),
    )
    sending.send_batch()
    notice.refresh_from_db()
    code.refresh_from_db()
    assert (notice.state, code.state) == (Delivery.State.SUPPRESSED, Delivery.State.SENT)


def test_a_refusal_as_spam_never_stops_mail_to_an_address():
    for _each in range(6):
        delivery = SentFactory(address="reader@province.example")
        kept = bounce(delivery, *SPAM)

    assert (kept.outcome, delivery.state) == (Outcome.BOUNCE, Delivery.State.BOUNCED)
    assert Bounce.objects.filter(kind=Kind.POLICY).count() == 6
    assert suppressed("reader@province.example") is None


def test_a_mailbox_that_is_full_on_several_days_stops_mail_and_one_bad_day_does_not(moved_clock):
    day, start = datetime.timedelta(days=1), kit.now()
    for _each in range(6):
        bounce(SentFactory(address="full@province.example"), *FULL)
    for later in range(1, bounces.SOFT_DAYS):
        assert suppressed("full@province.example") is None
        moved_clock(start + later * day)
        bounce(SentFactory(address="full@province.example"), *FULL)
    assert suppressed("full@province.example") == Reason.FAILING

    Suppression.objects.all().delete()  # lifted by staff: what led to it counts no more
    bounce(SentFactory(address="full@province.example"), *FULL)
    assert suppressed("full@province.example") is None


def test_old_soft_bounces_are_stale():
    for days in (95, 94, 93, 92):
        row = SentFactory(address="once@province.example")
        BounceFactory(delivery=row, at=kit.now() - datetime.timedelta(days=days))

    bounce(SentFactory(address="once@province.example"), *FULL)

    assert suppressed("once@province.example") is None


def test_the_same_bounce_twice_counts_once():
    delivery = SentFactory()
    bounce(delivery, *FULL)
    again = bounce(delivery, "4.2.2", "452 4.2.2 mailbox still full")
    same = bounced.dsn(delivery, *FULL)
    intake.keep("", [returns.path_of(delivery.pk)], same)

    assert (again.outcome, Bounce.objects.count(), InboundMessage.objects.count()) == (Outcome.REPEATED, 1, 2)


def test_a_bounce_of_a_mail_that_never_left_changes_nothing():
    queued = DeliveryFactory()

    kept = bounce(queued)
    gone = bring(bounced.dsn(queued), returns.path_of(10**9))

    assert (kept.outcome, gone.outcome) == (Outcome.NEVER_SENT, Outcome.NEVER_SENT)
    assert queued.state == Delivery.State.QUEUED
    assert not Bounce.objects.exists()
    assert not Suppression.objects.exists()


def test_a_bounce_that_is_quicker_than_the_ledger_waits_for_it(moved_clock):
    delivery = DeliveryFactory()
    Delivery.objects.take(lease="a", as_of=kit.now(), limit=1)
    kept = bounce(delivery)
    assert (kept.state, delivery.state) == (kept.State.WAITING, Delivery.State.LEASED)

    row = ledger.held([delivery.pk], "a")[0]
    ledger.write_down([ledger.result(row, ACCEPTED, kit.now())], "a")
    moved_clock(kit.now() + datetime.timedelta(minutes=2))
    inbox.read_waiting()

    delivery.refresh_from_db()
    kept.refresh_from_db()
    assert (kept.outcome, delivery.state) == (Outcome.BOUNCE, Delivery.State.BOUNCED)


def test_a_complaint_stops_mail_whether_it_comes_by_the_path_or_by_a_feedback_loop():
    loop, direct, forged = SentFactory(), SentFactory(), SentFactory()
    path = returns.path_of(forged.pk)
    wrong = path.replace(path[-40], "a" if path[-40] != "a" else "b")
    fbl = "complaints@bounces.network.example"

    bring(bounced.complaint(returns.path_of(loop.pk)), fbl, "fbl@provider.example")
    bring(bounced.complaint("<>"), returns.path_of(direct.pk), "fbl@provider.example")
    kept = bring(bounced.complaint(wrong), fbl, "fbl@provider.example")

    assert [suppressed(row.address) for row in (loop, direct, forged)] == ["complained", "complained", None]
    assert kept.outcome == Outcome.NEVER_SENT
    loop.refresh_from_db()
    assert loop.state == Delivery.State.SENT


def test_what_staff_wrote_of_an_address_stays():
    delivery = SentFactory()
    SuppressionFactory(address=delivery.address.upper(), reason=Reason.ASKED, note="by letter")

    bounce(delivery)

    assert suppressed(delivery.address) == Reason.ASKED


def test_a_message_that_nobody_can_read_is_put_off_then_given_up_and_holds_up_no_other(moved_clock):
    def fail(kept, message):
        raise ValueError("cannot be read\0")

    inbound.register("test.broken", Desk(knows=lambda a: a == "broken@lists.example", take=fail))
    inbound.register(
        "test.taken", Desk(knows=lambda a: a == "list@lists.example", take=lambda kept, message: Taken())
    )
    try:
        intake.keep("a@b.example", ["broken@lists.example", "list@lists.example"], b"Subject: x\r\n\r\n")
        assert inbox.read_waiting() == 2
        for minute in range(1, inbox.PATIENCE):
            moved_clock(kit.now() + datetime.timedelta(minutes=minute + 1))
            inbox.read_waiting()
    finally:
        for key in ("test.broken", "test.taken"):
            del inbound._functions[key]

    states = dict(InboundMessage.objects.values_list("recipient", "state"))
    assert states == {"broken@lists.example": "failed", "list@lists.example": "done"}
    assert inbox.read_waiting() == 0


def test_messages_are_forgotten_after_their_days_and_their_bounces_stay():
    old, waiting = bounce(SentFactory()), SentFactory()
    intake.keep("", [returns.path_of(waiting.pk)], b"\r\n")
    InboundMessage.objects.update(received_at=kit.now() - datetime.timedelta(days=31))

    assert inbox.forget(kit.now(), 30) == 1

    assert not InboundMessage.objects.filter(pk=old.pk).exists()
    assert InboundMessage.objects.count() == 1
    assert Bounce.objects.get().words == "550 5.1.1 user unknown"


@pytest.mark.django_db(transaction=True)
def test_two_reports_of_one_delivery_at_once_count_once():
    delivery = SentFactory()
    for number in range(2):
        intake.keep("", [returns.path_of(delivery.pk)], bounced.dsn(delivery, words=f"550 5.1.1 no {number}"))

    at_once(inbox.read_next, inbox.read_next, held=delivery)

    assert sorted(InboundMessage.objects.values_list("outcome", flat=True)) == ["bounce", "repeated"]
    assert (Bounce.objects.count(), Suppression.objects.count()) == (1, 1)
