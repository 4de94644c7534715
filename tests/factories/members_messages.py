"""Notices, messages, blocks and reports for tests."""

import factory

from members.models import Block, Message, MessageReport, Notice
from tests.factories.members import UserFactory


class NoticeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Notice

    person = factory.SubFactory(UserFactory)
    title_ar = factory.Sequence(lambda n: f"إشعار {n}")
    title_en = factory.Sequence(lambda n: f"Notice {n}")
    body_ar = "تفاصيل الإشعار."
    body_en = "What it is about."
    path = "library/"
    is_mail_wanted = False


class MessageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Message

    sender = factory.SubFactory(UserFactory)
    recipient = factory.SubFactory(UserFactory)
    body = factory.Sequence(lambda n: f"هل نجح النموذج عندكم؟ {n}")


class BlockFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Block

    person = factory.SubFactory(UserFactory)
    blocked = factory.SubFactory(UserFactory)


class MessageReportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MessageReport

    message = factory.SubFactory(MessageFactory)
    by = factory.SelfAttribute("message.recipient")
    reason = "إعلان، وليس عن العمل."
