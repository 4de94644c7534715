"""Mail through a real Postfix: it arrives, and what cannot arrive comes back and stops further mail."""

import smtplib

import pytest

from mailing import inbox, sending
from mailing.models import Bounce, Delivery, InboundMessage, Suppression
from tests.factories.mailing import DeliveryFactory, SendingMailingFactory
from tests.listening import Listening
from tests.postfix import start_postfix  # noqa: F401
from tests.servers import broker, eventually

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def postfix(start_postfix, settings):  # noqa: F811
    """Postfix as docs/operations.md sets it up, between the sender and the listener."""
    with Listening() as listener:
        running = start_postfix(listener.port)
        settings.EMAIL_PORT = running.port
        yield running
    broker().flushdb()


def test_an_unknown_recipient_bounces_and_is_written_to_no_more(postfix):
    mailing = SendingMailingFactory()
    known = DeliveryFactory(mailing=mailing, address="reader@province.example")
    unknown = DeliveryFactory(mailing=mailing, address="nobody@province.example")

    assert sending.send_batch().sent == 2
    eventually(InboundMessage.objects.exists, 30)
    assert inbox.read_waiting() == 1

    (bounce,) = Bounce.objects.all()
    assert (bounce.delivery, bounce.kind, bounce.status) == (unknown, Bounce.Kind.HARD, "5.1.1")
    assert "unknown user" in bounce.words
    assert Suppression.objects.get().address == "nobody@province.example"
    unknown.refresh_from_db()
    assert unknown.state == Delivery.State.BOUNCED
    (mail,) = eventually(postfix.mails, 30)
    assert mail[1]["Message-ID"] == known.message_id

    again = DeliveryFactory(mailing=SendingMailingFactory(), address="NOBODY@province.example")
    sending.send_batch()
    again.refresh_from_db()
    assert again.state == Delivery.State.SUPPRESSED


def test_a_forged_bounce_is_refused_by_the_listener_and_changes_nothing(postfix):
    row = DeliveryFactory(address="reader@province.example")
    sending.send_batch()
    eventually(postfix.mails, 30)

    with smtplib.SMTP("127.0.0.1", postfix.port) as client:
        client.sendmail("", ["b+1-aaaaaaaaaaaaaaaa@bounces.network.example"], b"Subject: no\r\n\r\nno\r\n")
    eventually(lambda: "550 5.1.1 no such mailbox here" in postfix.log(), 30)

    assert not InboundMessage.objects.exists()
    row.refresh_from_db()
    assert row.state == Delivery.State.SENT
