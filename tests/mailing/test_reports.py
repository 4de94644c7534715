"""What mail to a return path says: bounces of many servers, complaints, and what is neither."""

from email import message_from_bytes

import pytest

from mailing import reports
from mailing.models import Bounce, InboundMessage
from tests import bounced
from tests.factories.mailing import DeliveryFactory

Outcome, Kind = InboundMessage.Outcome, Bounce.Kind
OURS = "network.example"


def read(content, sender=""):
    return reports.read(message_from_bytes(content), sender, OURS)


@pytest.mark.parametrize(
    ("status", "words", "kind"),
    [
        ("5.1.1", "550 5.1.1 The email account that you tried to reach does not exist", Kind.HARD),
        ("5.1.2", "Host or domain name not found", Kind.HARD),
        ("5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound", Kind.HARD),
        ("5.2.1", "550 5.2.1 The email account that you tried to reach is disabled", Kind.HARD),
        ("5.5.0", "550 5.5.0 Requested action not taken: mailbox unavailable", Kind.HARD),
        ("5.0.0", "554 delivery error: dd This user doesn't have an account", Kind.HARD),
        ("5.0.0", "550-5.1.1 nobody of that name", Kind.HARD),
        ("4.4.1", "connect to mx.province.example: Connection timed out", Kind.SOFT),
        ("5.2.2", "552 5.2.2 mailbox full", Kind.SOFT),
        ("5.1.1", "552 over quota", Kind.SOFT),
        ("5.4.6", "mail loops back to myself", Kind.SOFT),
        ("5.7.1", "550 5.7.1 not authorised", Kind.POLICY),
        (
            "5.7.26",
            "550-5.7.26 This mail has been blocked because the sender is unauthenticated",
            Kind.POLICY,
        ),
        ("5.1.8", "Sender address rejected", Kind.POLICY),
        ("5.0.0", "554 Your message was rejected as spam", Kind.POLICY),
        ("5.1.1", "550 5.1.1 blocked using Spamhaus blocklist", Kind.POLICY),
        ("5.3.4", "552 5.3.4 message too big", Kind.POLICY),
    ],
)
def test_delivery_reports_are_told_apart(status, words, kind):
    report = read(bounced.dsn(DeliveryFactory.build(pk=1), status, words))

    assert (report.outcome, report.kind, report.status) == (Outcome.BOUNCE, kind, status)
    assert report.words == words


def test_what_is_only_late_or_has_arrived_is_no_bounce():
    delivery = DeliveryFactory.build(pk=1)

    assert read(bounced.dsn(delivery, "4.4.1", "later", action="delayed")).outcome == Outcome.DELAY
    assert read(bounced.dsn(delivery, "2.0.0", "ok", action="relayed")).outcome == Outcome.OTHER


def test_a_report_of_several_recipients_is_read_by_the_one_that_failed():
    content = bounced.dsn(DeliveryFactory.build(pk=1))
    arrived = b"Final-Recipient: rfc822; other@province.example\r\nAction: delivered\r\nStatus: 2.0.0\r\n\r\n"

    report = read(content.replace(b"Final-Recipient", arrived + b"Final-Recipient", 1))

    assert (report.kind, report.status) == (Kind.HARD, "5.1.1")


QMAIL = """\
Hi. This is the qmail-send program at province.example.
<reader@province.example>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

We learned of error 5.7.1 and of spam.
"""
EXIM = """\
This message was created automatically by mail delivery software.
  reader@province.example
    host mx.province.example: 452 4.2.2 Mailbox full
"""
OLD = "550 Requested action not taken: no such user here"


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [(QMAIL, Kind.HARD, "5.1.1"), (EXIM, Kind.SOFT, "4.2.2"), (OLD, Kind.HARD, "")],
)
def test_plain_bounces_are_read_by_their_codes(text, kind, status):
    report = read(bounced.plain(text))

    assert (report.outcome, report.kind, report.status) == (Outcome.BOUNCE, kind, status)
    assert "We learned" not in report.words


def test_a_person_who_writes_of_a_code_has_not_bounced():
    assert read(bounced.plain(QMAIL), "reader@province.example").outcome == Outcome.OTHER
    assert read(bounced.plain(QMAIL, daemon="ali@province.example")).outcome == Outcome.AUTOMATIC
    assert read(bounced.plain("We received your message.")).outcome == Outcome.AUTOMATIC


@pytest.mark.parametrize(
    ("header", "sender", "outcome"),
    [
        ("Auto-Submitted: auto-replied", "reader@province.example", Outcome.AUTOMATIC),
        ("Precedence: bulk", "reader@province.example", Outcome.AUTOMATIC),
        ("X-Auto-Response-Suppress: All", "reader@province.example", Outcome.AUTOMATIC),
        ("Auto-Submitted: no", "", Outcome.AUTOMATIC),
        ("Auto-Submitted: no", "reader@province.example", Outcome.OTHER),
        ("List-Id: News <newsletter.network.example>", "", Outcome.LOOP),
        ("Message-ID: <0123456789abcdef0123456789abcdef@network.example>", "", Outcome.LOOP),
        ("X-Loop: network@network.example", "", Outcome.LOOP),
    ],
)
def test_automatic_replies_and_our_own_mail_are_dropped_and_said_so(header, sender, outcome):
    report = read(bounced.note(header), sender)

    assert (report.outcome, report.kind) == (outcome, "")
    assert report.words or outcome == Outcome.OTHER


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [("abuse", Outcome.COMPLAINT), ("Fraud", Outcome.COMPLAINT), ("not-spam", Outcome.OTHER)],
)
def test_complaints_name_the_return_path_of_the_mail(kind, outcome):
    report = read(bounced.complaint("b+1-x@bounces.network.example", kind), "feedback@provider.example")

    assert report.outcome == outcome
    assert bool(report.about) == (outcome == Outcome.COMPLAINT)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"Content-Type: multipart/report\r\n\r\n--\r\n"])
def test_rubbish_is_read_without_an_error(content):
    assert read(content).kind == ""
