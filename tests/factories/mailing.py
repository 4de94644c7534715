"""Mailings, deliveries, letters and readers for tests."""

import datetime

import factory

import kit
from mailing.models import (
    Bounce,
    Delivery,
    Digest,
    InboundMessage,
    Letter,
    Mailing,
    News,
    Subscription,
    Suppression,
)

MARKS = "[[reason]] [[preferences]] [[unsubscribe]]"


class MailingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mailing

    kind_id = "newsletter"
    topic = "newsletter"
    key = factory.Sequence(lambda n: f"edition:{n}")
    subject_ar = "إجازة البناء في ١٢ يوماً"
    subject_en = "Building permits in 12 days"
    text_ar = f"قبل عام كانت العائلة في الموصل تنتظر ثلاثة أشهر.\n\n{MARKS}\n"
    text_en = f"A year ago a family in Mosul waited three months.\n\n{MARKS}\n"
    html_ar = f'<div lang="ar" dir="rtl"><p>قبل عام كانت العائلة تنتظر.</p><p>{MARKS}</p></div>'
    html_en = f'<div lang="en" dir="ltr"><p>A year ago a family waited.</p><p>{MARKS}</p></div>'
    reason_ar = "تصلك هذه الرسالة لأنك اشتركت في النشرة."
    reason_en = "You get this because you subscribed to the newsletter."
    expires_at = factory.LazyFunction(lambda: kit.now() + datetime.timedelta(days=7))


class SendingMailingFactory(MailingFactory):
    state = Mailing.State.SENDING
    starts_at = factory.LazyFunction(kit.now)


class DeliveryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Delivery

    mailing = factory.SubFactory(SendingMailingFactory)
    address = factory.Sequence(lambda n: f"reader{n}@province.example")
    language = "ar"


class LetterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Letter

    kind_id = "notice"
    subject = "Please review"
    content = b"From: network@network.example\r\nSubject: Please review\r\n\r\nPlease review.\r\n"
    expires_at = factory.LazyFunction(lambda: kit.now() + datetime.timedelta(days=3))


class LetterDeliveryFactory(DeliveryFactory):
    mailing = None
    letter = factory.SubFactory(LetterFactory)


class DigestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Digest

    address = factory.Sequence(lambda n: f"reader{n}@province.example")
    language = "ar"
    on = factory.LazyFunction(kit.today)
    letter = factory.SubFactory(LetterFactory, kind_id="digest")


class NewsFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = News

    address = factory.Sequence(lambda n: f"reader{n}@province.example")
    language = "ar"
    topic = "notice"
    source = "notice"
    ref = factory.Sequence(lambda n: n + 1)


class SubscriptionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Subscription

    address = factory.Sequence(lambda n: f"subscriber{n}@province.example")
    topic = "newsletter"
    language = "ar"
    confirmed_at = factory.LazyFunction(kit.now)
    consent_text = "I want the newsletter."


class SuppressionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Suppression

    address = factory.Sequence(lambda n: f"gone{n}@province.example")
    reason = Suppression.Reason.BOUNCED


class InboundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = InboundMessage

    recipient = "complaints@bounces.network.example"
    content = b"From: somebody@province.example\r\nSubject: Hello\r\n\r\nHello\r\n"
    fingerprint = factory.Sequence(lambda n: f"fingerprint-{n}")


class SentFactory(DeliveryFactory):
    state = "sent"
    sent_at = factory.LazyFunction(kit.now)


class BounceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Bounce

    delivery = factory.SubFactory(SentFactory)
    kind = Bounce.Kind.SOFT
    status = "4.2.2"
    words = "452 4.2.2 mailbox full"
