"""What the database never lets be false about mail."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

import kit
from mailing import addresses
from mailing.kinds import KINDS, make_kinds
from mailing.models import Delivery, Kind, Mailing, Subscription, Suppression
from tests.factories.mailing import (
    DeliveryFactory,
    LetterFactory,
    MailingFactory,
    SubscriptionFactory,
    SuppressionFactory,
)

pytestmark = pytest.mark.django_db


def refused(constraint, make, **fields):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make(**fields)
    return True


def test_a_mailing_goes_to_an_address_once_in_whatever_letters():
    row = DeliveryFactory(address="Reader@province.example")

    assert refused(
        "delivery_once_a_mailing", DeliveryFactory, mailing=row.mailing, address="reader@province.example"
    )
    assert DeliveryFactory(address="reader@province.example").pk


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("delivery_sent_at_a_time", {"state": "sent"}),
        ("delivery_sent_at_a_time", {"sent_at": kit.now()}),
        ("delivery_leased_to_someone", {"state": "leased"}),
        ("delivery_leased_to_someone", {"lease": "a", "lease_until": kit.now()}),
        ("delivery_of_one_thing", {"mailing": None}),
    ],
)
def test_a_delivery_is_never_in_two_minds(constraint, fields):
    assert refused(constraint, DeliveryFactory, **fields)


def test_a_delivery_is_of_a_mailing_or_of_a_letter():
    assert refused("delivery_of_one_thing", DeliveryFactory, letter=LetterFactory())


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("mailing_has_a_subject", {"subject_ar": "", "subject_en": ""}),
        ("mailing_subject_on_one_line", {"subject_en": "Hello\nBcc: all@province.example"}),
        ("mailing_sender_on_one_line", {"sender_ar": "Hello\r\nBcc: all@province.example"}),
        ("mailing_started_at_a_time", {"state": "sending"}),
        ("mailing_finished_at_a_time", {"state": "done", "starts_at": kit.now()}),
        ("mailing_finished_at_a_time", {"finished_at": kit.now()}),
        ("mailing_expires_after_its_start", {"starts_at": kit.now() + datetime.timedelta(days=30)}),
        ("mailing_mailing_key", {"key": "edition:same"}),
    ],
)
def test_a_mailing_is_never_in_two_minds(constraint, fields):
    MailingFactory(key="edition:same")

    assert refused(constraint, MailingFactory, **fields)


def test_an_address_follows_a_topic_once():
    SubscriptionFactory(address="reader@province.example")

    assert refused("subscription_once", SubscriptionFactory, address="READER@province.example")
    assert SubscriptionFactory(address="reader@province.example", topic="theme:12").pk


def test_nobody_is_subscribed_without_words_of_consent():
    assert refused("subscription_confirmed_with_consent", SubscriptionFactory, consent_text="")
    assert SubscriptionFactory(consent_text="", confirmed_at=None).pk


def test_an_address_is_suppressed_once():
    SuppressionFactory(address="gone@province.example")

    assert refused("suppression_once", SuppressionFactory, address="Gone@province.example")
    assert Suppression.objects.of("GONE@province.example").exists()


def test_constraints_speak_to_people():
    mailing = MailingFactory.build(subject_ar="", subject_en="")

    with pytest.raises(ValidationError) as error:
        mailing.validate_constraints()

    assert "subject" in str(error.value) or "عنوان" in str(error.value)


def test_the_kinds_of_mail_are_there_and_stay_as_staff_worded_them():
    Kind.objects.filter(pk="newsletter").update(name_en="Monthly letter")
    Kind.objects.filter(pk="notice").delete()

    make_kinds()

    assert set(Kind.objects.values_list("pk", flat=True)) >= set(KINDS)
    assert Kind.objects.get(pk="newsletter").name_en == "Monthly letter"


def test_due_is_what_a_sender_may_take_now():
    due = DeliveryFactory()
    now = kit.now()
    DeliveryFactory(next_attempt_at=now + datetime.timedelta(hours=1))
    DeliveryFactory(mailing__state=Mailing.State.PAUSED)
    DeliveryFactory(state="leased", lease="a", lease_until=now + datetime.timedelta(minutes=1))
    lapsed = DeliveryFactory(state="leased", lease="a", lease_until=now)
    DeliveryFactory(state="failed")

    assert list(Delivery.objects.due(now)) == [due]
    assert list(Delivery.objects.lapsed(now)) == [lapsed]


def test_active_subscriptions_are_confirmed_and_not_left():
    active = SubscriptionFactory()
    SubscriptionFactory(confirmed_at=None)
    SubscriptionFactory(left_at=kit.now())

    assert list(Subscription.objects.active()) == [active]
    assert [s.is_active for s in Subscription.objects.order_by("pk")] == [True, False, False]


def test_a_topic_is_called_by_its_title_else_by_its_kind():
    followed = SubscriptionFactory(topic="theme:12", title_ar="المشتريات الشفافة", title_en="Fair tenders")

    assert followed.name_in("ar") == "المشتريات الشفافة"
    assert SubscriptionFactory(topic="newsletter").name_in("en") == "E-newsletter"
    assert SubscriptionFactory(topic="unknown:3").name_in("en") == "unknown:3"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (" Reader@PROVINCE.example ", "Reader@province.example"),
        ("reader@محافظة.example", "reader@xn--mgbek9b4bv.example"),
    ],
)
def test_an_address_is_stored_in_one_spelling(typed, stored):
    assert addresses.clean(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "reader",
        "@province.example",
        "reader@",
        "a b@province.example",
        "a@b\r\nBcc: c@d.example",
        "قارئ@a.example",
        f"{'a' * 250}@b.example",
        "a@b..example",
    ],
)
def test_what_is_not_an_address_is_refused(typed):
    with pytest.raises(ValidationError):
        addresses.clean(typed)


def test_a_masked_address_shows_little():
    assert addresses.masked("haidar@anbar.example") == "h…@anbar.example"
