"""Verbs of mail: start, steer, resend; post letters; join, leave and import."""

import datetime
from email import message_from_bytes, policy

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

import kit
from mailing import actions, sending
from mailing.models import Delivery, Letter, Mailing, Subscription
from tests.factories.mailing import (
    DeliveryFactory,
    LetterDeliveryFactory,
    MailingFactory,
    SendingMailingFactory,
    SubscriptionFactory,
)

pytestmark = pytest.mark.django_db
READERS = [("one@province.example", "ar"), ("two@province.example", "en")]
WISH = {"topic": "newsletter", "language": "ar", "consent_text": "I want the newsletter."}


def ask(address="reader@province.example", **fields):
    return actions.ask_to_subscribe(address=address, **{**WISH, **fields})


def test_a_mailing_is_made_once_for_an_occasion():
    first = actions.create_mailing(kind="newsletter", key="edition:7", subject_ar="السابع")
    second = actions.create_mailing(kind="newsletter", key="edition:7", subject_ar="آخر")

    assert first == second
    assert second.subject_ar == "السابع"
    assert second.topic == "newsletter"
    assert second.expires_at - second.created_at > datetime.timedelta(days=6)


def test_starting_makes_a_delivery_for_each_reader_in_their_language():
    mailing = MailingFactory()

    assert actions.start(mailing, recipients=READERS) == 2

    mailing.refresh_from_db()
    assert mailing.state == Mailing.State.SENDING
    assert set(mailing.deliveries.values_list("address", "language", "state")) == {
        (address, language, "queued") for address, language in READERS
    }
    assert mailing.deliveries.values("token").distinct().count() == 2


def test_started_twice_it_is_sent_once(sink):
    mailing = MailingFactory()

    assert actions.start(mailing, recipients=READERS) == 2
    assert actions.start(mailing, recipients=[*READERS, ("late@province.example", "ar")]) == 0
    sending.send_batch()

    assert len(sink.messages) == 2


def test_an_address_given_twice_gets_it_once_and_rubbish_nothing():
    mailing = MailingFactory()
    readers = [
        *READERS,
        ("ONE@province.example", "en"),
        ("no address", "ar"),
        ("x@y\r\nBcc: z@y.example", "ar"),
    ]

    assert actions.start(mailing, recipients=readers) == 2


def test_a_mailing_for_later_waits_for_its_hour(sink, moved_clock):
    mailing, at = MailingFactory(), kit.now() + datetime.timedelta(hours=3)
    actions.start(mailing, recipients=READERS, at=at)

    early = sending.send_batch()
    moved_clock(at)
    late = sending.send_batch()

    assert (early.taken, late.sent) == (0, 2)


def test_a_mailing_goes_to_who_follows_its_topic():
    SubscriptionFactory(address="one@province.example", language="en")
    SubscriptionFactory(address="left@province.example", left_at=kit.now())
    SubscriptionFactory(address="silent@province.example", confirmed_at=None)
    SubscriptionFactory(address="other@province.example", topic="theme:12")
    SubscriptionFactory(address="weekly@province.example", rhythm=Subscription.Rhythm.WEEKLY)
    mailing = MailingFactory()

    actions.start_for_topic(mailing)

    assert list(mailing.deliveries.values_list("address", "language")) == [("one@province.example", "en")]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text_en": "Hello [[reason]] [[unsubscribe]] [[preferences]]"}, "text part"),
        ({"html_en": f"[[reason]] [[unsubscribe]] [[preferences]]{'x' * 102 * 1024}"}, "102 KB"),
        ({"html_en": "<p>Nothing to leave by</p>"}, "[[unsubscribe]]"),
        ({"text_en": "Nothing here says why it came or how to leave."}, "[[reason]]"),
        ({"reason_en": " "}, "why"),
        ({"expires_at": datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)}, "1 January 2026"),
    ],
)
def test_what_is_unfit_does_not_start_and_says_why(fields, words):
    mailing = MailingFactory(**fields)

    with override("en"), pytest.raises(actions.CannotSend) as error:
        actions.start(mailing, recipients=READERS)

    assert words in str(error.value)
    assert not mailing.deliveries.exists()


def test_a_mailing_in_one_language_is_fit():
    assert actions.faults(MailingFactory(subject_en="", text_en="", html_en="", reason_en="")) == []


def test_verbs_that_do_not_fit_the_state_change_nothing():
    mailing = MailingFactory()

    assert not actions.pause(mailing)
    assert not actions.resume(mailing)
    assert actions.resend_failures(mailing) == 0
    mailing.refresh_from_db()
    assert mailing.state == Mailing.State.DRAFT


def test_an_expired_mailing_is_not_sent_again(moved_clock):
    mailing = SendingMailingFactory()
    DeliveryFactory(mailing=mailing, state="failed")
    moved_clock(mailing.expires_at)

    with pytest.raises(actions.CannotSend):
        actions.resend_failures(mailing)


def test_progress_counts_without_naming_anybody(django_assert_num_queries):
    mailing = SendingMailingFactory()
    for state, number in {
        "queued": 1,
        "failed": 2,
        "suppressed": 3,
        "left": 1,
        "expired": 1,
        "cancelled": 2,
    }.items():
        DeliveryFactory.create_batch(number, mailing=mailing, state=state)
    DeliveryFactory.create_batch(4, mailing=mailing, state="sent", sent_at=kit.now())
    DeliveryFactory(mailing=mailing, state="bounced", sent_at=kit.now())
    SubscriptionFactory(left_at=kit.now(), left_through=mailing)

    with django_assert_num_queries(2):
        done = actions.progress(mailing)

    assert done == actions.Progress(
        total=15,
        sent=5,
        waiting=1,
        failed=2,
        bounced=1,
        suppressed=3,
        left=1,
        expired=1,
        cancelled=2,
        left_through=1,
    )
    assert done.percent == 93


def test_draining_sends_everything_without_a_worker(sink, monkeypatch):
    monkeypatch.setattr(sending, "BATCH", 2)
    mailing = MailingFactory()
    actions.start(mailing, recipients=[(f"r{number}@province.example", "ar") for number in range(5)])

    done = actions.drain(mailing)

    assert (done.sent, done.waiting, len(sink.messages)) == (5, 0, 5)


def test_draining_ends_when_no_server_answers(settings):
    settings.EMAIL_PORT = 1
    mailing = MailingFactory()
    actions.start(mailing, recipients=READERS)

    assert actions.drain(mailing).waiting == 2


def test_a_letter_is_written_in_the_readers_language_and_kept_until_sent(sink):
    letter = actions.write(
        kind="confirmation",
        to="reader@province.example",
        language="en",
        template="mailing/mail/confirm",
        context={
            "topic": "E-newsletter",
            "days": 7,
            "action_url": "https://network.example/x",
            "reason": "Because.",
        },
    )
    assert letter.delivery.language == "en"

    sending.send_batch()

    ((recipients, message),) = sink.messages
    assert recipients == ["reader@province.example"]
    assert message["Subject"] == "Confirm your subscription: E-newsletter"
    assert message["Message-ID"] == letter.delivery.message_id


def test_a_letter_for_one_occasion_is_posted_once():
    words = {
        "kind": "notice",
        "to": "reader@province.example",
        "language": "en",
        "template": "mailing/mail/confirm",
        "context": {"topic": "x", "days": 7},
        "key": "review:7:reminder",
    }

    assert actions.write(**words) == actions.write(**words)
    assert Delivery.objects.count() == 1


def test_a_letter_may_bring_an_invitation_and_papers():
    invitation = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n"

    letter = actions.write(
        kind="account",
        to="reader@province.example",
        language="ar",
        template="mailing/mail/confirm",
        context={"days": 7},
        calendar=invitation,
        attachments=[("محضر.pdf", b"%PDF-1.7", "application/pdf")],
    )

    parts = message_from_bytes(bytes(letter.content), policy=policy.default).walk()
    kept = [(part.get_content_type(), part.get_param("method"), part.get_filename()) for part in parts]
    assert ("text/calendar", "CANCEL", None) in kept
    assert ("text/calendar", "CANCEL", "invite.ics") in kept
    assert ("application/pdf", None, "محضر.pdf") in kept


def test_a_letter_to_what_is_no_address_is_refused():
    with pytest.raises(ValidationError):
        actions.write(
            kind="notice", to="nobody", language="en", template="mailing/mail/confirm", context={"days": 1}
        )
    assert not Letter.objects.exists()


def test_failed_letters_that_are_still_kept_are_sent_again():
    kept = LetterDeliveryFactory(state="failed")
    LetterDeliveryFactory(state="failed", letter__content=b"")
    LetterDeliveryFactory(state="sent", sent_at=kit.now())

    assert actions.resend_letters(Delivery.objects.all()) == 1

    kept.refresh_from_db()
    assert kept.state == "queued"


def test_asking_sends_only_the_confirmation(sink):
    subscription = ask()
    mailing = MailingFactory()
    actions.start_for_topic(mailing)

    sending.send_batch()

    assert not subscription.is_active
    assert not mailing.deliveries.exists()
    ((recipients, message),) = sink.messages
    assert recipients == ["reader@province.example"]
    assert "/ar/mail/confirm/" in message.get_body(("plain",)).get_content()


def test_asking_again_and_again_sends_three_mails_an_hour(moved_clock):
    for _each in range(5):
        ask()
    assert Letter.objects.count() == 3

    moved_clock(kit.now() + datetime.timedelta(hours=1))
    ask()
    assert Letter.objects.count() == 4


def test_a_strangers_wish_changes_nothing_that_its_owner_confirmed():
    owned = SubscriptionFactory(address="reader@province.example", language="ar", consent_text="Mine.")

    ask("Reader@province.example", language="en", ip="203.0.113.9", consent_text="Theirs.")

    owned.refresh_from_db()
    assert (owned.language, owned.consent_text, owned.asked_from) == ("ar", "Mine.", None)
    assert owned.is_active


def test_confirming_keeps_the_proof():
    subscription = ask(ip="203.0.113.9", source="newsletter page")

    confirmed = actions.confirm(subscription, ip="203.0.113.10")
    again = actions.confirm(subscription, ip="203.0.113.99")

    assert confirmed.is_active
    assert (confirmed.consent_text, confirmed.consent_source) == ("I want the newsletter.", "newsletter page")
    assert (confirmed.asked_from, confirmed.confirmed_from) == ("203.0.113.9", "203.0.113.10")
    assert again.confirmed_at == confirmed.confirmed_at


def test_who_left_joins_again_only_by_confirming():
    subscription = SubscriptionFactory(address="reader@province.example")
    actions.leave(address="reader@province.example", topic="newsletter")

    asked = ask()
    assert not asked.is_active

    assert actions.confirm(asked).is_active
    assert Subscription.objects.get().pk == subscription.pk


def test_leaving_is_kept_for_who_was_put_on_a_list_too():
    mailing = SendingMailingFactory(topic="members")

    actions.leave(address="member@province.example", topic="members", through=mailing, language="ar")
    actions.leave(address="MEMBER@province.example", topic="members", through=None)

    (left,) = Subscription.objects.all()
    assert (left.is_active, left.left_through) == (False, mailing)


def test_leaving_everything_leaves_every_topic_of_one_address():
    SubscriptionFactory(address="reader@province.example", topic="newsletter")
    SubscriptionFactory(address="Reader@province.example", topic="theme:12")
    other = SubscriptionFactory()

    assert actions.leave_everything("READER@province.example") == 2
    assert list(Subscription.objects.active()) == [other]


def test_an_import_keeps_consent_and_leaves_alone_who_left():
    SubscriptionFactory(address="there@province.example")
    SubscriptionFactory(address="left@province.example", left_at=kit.now())
    SubscriptionFactory(address="pending@province.example", confirmed_at=None, consent_text="")
    rows = [
        ("new@province.example", "en"),
        ("NEW@province.example", ""),
        ("There@province.example", "en"),
        ("left@province.example", ""),
        ("pending@province.example", ""),
        ("rubbish", ""),
    ]

    report = actions.import_subscribers(
        rows=rows, topic="newsletter", consent="Signed at the workshop of 3 May.", source="import: may.csv"
    )

    assert (report.added, report.already, report.left, report.invalid) == (2, 1, 1, ["rubbish"])
    new = Subscription.objects.of("new@province.example").get()
    assert (new.language, new.consent_text, new.is_active) == ("en", "Signed at the workshop of 3 May.", True)
    assert Subscription.objects.of("there@province.example").get().language == "ar"
    assert not Subscription.objects.of("left@province.example").get().is_active
    assert Subscription.objects.of("pending@province.example").get().is_active


def test_an_import_twice_adds_nothing():
    rows = [("new@province.example", "en")]
    actions.import_subscribers(rows=rows, topic="newsletter", consent="Signed.", source="a")

    assert actions.import_subscribers(rows=rows, topic="newsletter", consent="Signed.", source="a").added == 0


def test_an_import_without_consent_is_refused():
    with pytest.raises(ValueError, match="agreed"):
        actions.import_subscribers(rows=[], topic="newsletter", consent=" ", source="a")
