"""Django's own way of sending mail ends in the ledger."""

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.utils.translation import override

from mailing import sending
from mailing.models import Delivery, Letter

pytestmark = pytest.mark.django_db


def test_mail_is_kept_and_hinted_at_when_the_transaction_commits(sink, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as hints:
        assert send_mail("Subject", "Text", None, ["reader@province.example"]) == 1

    assert len(hints) == 1
    assert Delivery.objects.get().state == Delivery.State.QUEUED
    assert sink.messages == []


def test_each_recipient_gets_a_mail_of_their_own(sink):
    EmailMessage(
        "Subject", "Text", to=["a@province.example"], cc=["b@province.example"], bcc=["A@x.example"]
    ).send()

    sending.send_batch()

    assert sorted((message["To"], message["Cc"]) for _, message in sink.messages) == [
        ("A@x.example", None),
        ("a@province.example", None),
        ("b@province.example", None),
    ]


def test_the_style_is_written_into_html(sink):
    message = EmailMultiAlternatives("Subject", "Text", to=["reader@province.example"])
    message.attach_alternative('<p class="mail-button">Press</p>', "text/html")
    message.send()

    sending.send_batch()

    assert "background" in sink.messages[0][1].get_body(("html",)).get_content()


@pytest.mark.parametrize(("kind", "kept"), [(None, "account"), ("notice", "notice")])
def test_a_message_may_name_its_kind(kind, kept):
    message = EmailMessage("Subject", "Text", to=["reader@province.example"])
    if kind:
        message.kind = kind
    message.send()

    assert Letter.objects.get().kind_id == kept


def test_the_sender_is_named_in_the_readers_language(sink):
    with override("ar"):
        send_mail("Subject", "Text", None, ["reader@province.example"])

    sending.send_batch()

    assert sink.messages[0][1]["From"].addresses[0].display_name == "شبكة التميز"


def test_what_is_no_address_is_left_out():
    assert send_mail("Subject", "Text", None, ["nobody"]) == 0
    assert not Delivery.objects.exists()


def test_a_subject_of_two_lines_is_refused():
    with pytest.raises(ValueError, match="linefeed|CR|header"):
        send_mail("Hello\nBcc: all@province.example", "Text", None, ["reader@province.example"])

    assert not Letter.objects.exists()
