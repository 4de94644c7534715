"""Sending through a provider over real HTTP: whole messages, what its answers mean, what it tells later."""

import base64
import datetime
import json
from collections import Counter

import pytest
from django.core.mail import EmailMultiAlternatives

import kit
from mailing import links, sending
from mailing.actions.letters import post
from mailing.models import Bounce, Delivery, Suppression
from mailing.provider import provider_is_whole
from tests.factories.mailing import DeliveryFactory, SendingMailingFactory
from tests.provider import SECRET

State = Delivery.State
INACTIVE = "You tried to send to a recipient that has been marked as inactive."
pytestmark = pytest.mark.django_db


def heads(body):
    return {head["Name"]: head["Value"] for head in body["Headers"]}


def test_a_mailing_arrives_whole_with_its_heads(provider):
    row = DeliveryFactory(name="صباح، نور, الثانية")

    assert sending.send_batch().sent == 1

    (body,) = provider.taken
    assert provider.keys == {"key"}
    assert body["Subject"] == "إجازة البناء في ١٢ يوماً"
    assert body["To"] == f'"{row.name}" <{row.address}>'
    assert body["From"].endswith("<network@network.example>")
    assert "تنتظر ثلاثة أشهر" in body["TextBody"]
    assert '<div lang="ar" dir="rtl">' in body["HtmlBody"]
    assert links.one_click(row.token) in body["HtmlBody"]
    assert heads(body) == {
        "Message-ID": row.message_id,
        "Content-Language": "ar",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
        "Precedence": "bulk",
        "List-Id": "<newsletter.network.example>",
        "List-Unsubscribe": f"<{links.one_click(row.token)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    row.refresh_from_db()
    assert (row.state, row.provider_id) == (State.SENT, body["MessageID"])


def test_a_letter_keeps_its_files_and_an_invitation_stands_among_them(provider):
    message = EmailMultiAlternatives("دعوة", "اجتماع اللجنة", reply_to=["office@province.example"])
    message.attach_alternative("<p>اجتماع</p>", "text/html")
    message.attach_alternative("BEGIN:VCALENDAR", "text/calendar; method=REQUEST")
    message.attach("دعوة.ics", "BEGIN:VCALENDAR", "text/calendar; method=REQUEST")
    message.attach("دليل.pdf", b"%PDF-1.7", "application/pdf")
    post(message, address="reader@province.example")

    sending.send_batch()

    (body,) = provider.taken
    assert body["ReplyTo"] == "office@province.example"
    assert (body["TextBody"].strip(), body["HtmlBody"].strip()) == ("اجتماع اللجنة", "<p>اجتماع</p>")
    assert [(file["Name"], base64.b64decode(file["Content"]).strip()) for file in body["Attachments"]] == [
        ("دعوة.ics", b"BEGIN:VCALENDAR"),
        ("دليل.pdf", b"%PDF-1.7"),
    ]


def test_many_leave_at_once_each_once(provider):
    rows = DeliveryFactory.create_batch(60, mailing=SendingMailingFactory())

    assert sending.send_batch().sent == 60

    assert Counter(body["To"] for body in provider.taken) == Counter(row.address for row in rows)


@pytest.mark.parametrize(
    ("refusal", "state", "is_reachable"),
    [
        ((422, 300, "Invalid 'To' address: 'bad@province.example'."), State.FAILED, True),
        ((422, 300, "Invalid 'To' address"), State.FAILED, True),
        ((422, 406, f"{INACTIVE} Found inactive addresses: bad@province.example."), State.FAILED, True),
        ((429, 0, "too many requests"), State.QUEUED, True),
        ((500, 0, "internal"), State.QUEUED, True),
        ((401, 10, "No such server token"), State.QUEUED, False),
    ],
)
def test_one_answer_concerns_one_message_unless_it_speaks_of_us(
    provider,
    refusal,
    state,
    is_reachable,
):
    mailing = SendingMailingFactory()
    bad = DeliveryFactory(mailing=mailing, address="bad@province.example")
    DeliveryFactory.create_batch(3, mailing=mailing)
    provider.refuse = lambda body: refusal if body["To"].startswith("bad") else None

    batch = sending.send_batch()

    bad.refresh_from_db()
    assert (bad.state, batch.is_reachable, bad.attempts) == (state, is_reachable, 1)
    assert bad.last_error
    assert batch.sent == len(provider.taken) == mailing.deliveries.filter(state=State.SENT).count()


def test_a_provider_that_does_not_answer_loses_nobody(provider, settings):
    settings.ANYMAIL["POSTMARK_API_URL"] = "http://127.0.0.1:1/"
    row = DeliveryFactory()

    assert sending.send_batch().sent == 0

    row.refresh_from_db()
    assert (row.state, row.attempts) == (State.QUEUED, 1)


def told(client, event, secret=SECRET):
    return client.post(
        "/mail/events",
        json.dumps(event),
        content_type="application/json",
        headers={"Authorization": "Basic " + base64.b64encode(secret.encode()).decode()},
    )


def event(row=None, **fields):
    return {
        "RecordType": "Bounce",
        "Type": "HardBounce",
        "MessageID": row.provider_id if row else "unknown",
        "Email": row.address if row else "x@x.example",
        "BouncedAt": kit.now().isoformat(),
        "Details": "smtp;550 5.1.1 user unknown",
        **fields,
    }


@pytest.fixture
def sent(provider):
    row = DeliveryFactory()
    sending.send_batch()
    row.refresh_from_db()
    return row


@pytest.mark.parametrize("way", ["MessageID", "Metadata"])
def test_a_bounce_finds_its_delivery_and_stops_further_mail(client, sent, way):
    known = {"Metadata": {"delivery": sent.message_id.strip("<>")}, "MessageID": "another"}
    said = event(sent) if way == "MessageID" else event(sent, **known)

    answers = [told(client, said).status_code for _each in range(2)]

    assert answers == [200, 200]
    bounce = Bounce.objects.get()
    assert (bounce.delivery, bounce.kind, bounce.status) == (sent, Bounce.Kind.HARD, "5.1.1")
    assert Suppression.objects.get().address == sent.address
    sent.refresh_from_db()
    assert sent.state == State.BOUNCED


def test_a_complaint_stops_mail_and_an_opening_says_nothing(client, sent):
    told(client, event(sent, RecordType="Open"))
    assert not Bounce.objects.exists()

    told(client, event(sent, RecordType="SpamComplaint", Type="SpamComplaint"))

    assert Bounce.objects.get().kind == Bounce.Kind.COMPLAINT
    assert Suppression.objects.get().reason == Suppression.Reason.COMPLAINED
    sent.refresh_from_db()
    assert sent.state == State.SENT


def test_a_full_mailbox_stops_nothing_yet(client, sent):
    told(client, event(sent, Type="SoftBounce", Details="smtp;452 4.2.2 mailbox full"))

    assert Bounce.objects.get().kind == Bounce.Kind.SOFT
    assert not Suppression.objects.exists()


def test_nobody_without_the_secret_says_anything(client, sent):
    assert told(client, event(sent), secret="postmark:guessed").status_code == 400
    assert not Bounce.objects.exists()


def test_without_a_provider_there_is_no_such_address(client, settings):
    assert told(client, event()).status_code == 404
    settings.MAIL_PROVIDER = "postmark"
    settings.ANYMAIL = {"WEBHOOK_SECRET": ""}
    assert told(client, event()).status_code == 404


@pytest.mark.parametrize(("minutes", "status"), [(0, 503), (11, 200)])
def test_an_event_that_is_early_comes_again_and_a_strange_one_does_not(
    client,
    provider,
    moved_clock,
    minutes,
    status,
):
    said = event()
    moved_clock(kit.now() + datetime.timedelta(minutes=minutes))

    assert told(client, said).status_code == status


@pytest.mark.parametrize(
    ("provider_name", "changed", "faults"),
    [
        ("postmark", {}, []),
        ("postmark", {"WEBHOOK_SECRET": "short"}, ["mailing.E002"]),
        ("nobody_knows", {}, ["mailing.E003"]),
    ],
)
def test_settings_that_cannot_work_are_found_at_the_start(
    provider,
    settings,
    provider_name,
    changed,
    faults,
):
    settings.MAIL_PROVIDER = provider_name
    settings.MAILING_TRANSPORT = f"anymail.backends.{provider_name}.EmailBackend"
    settings.ANYMAIL |= changed

    assert [fault.id for fault in provider_is_whole(None)] == faults
