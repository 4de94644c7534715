"""Writing to a member: once a form, within limits, never to who wants none; no address is shown."""

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

import kit
from mailing.models import Delivery
from members import actions
from members.actions import messages as limits
from members.models import AuditEvent, Block, Message, MessageReport, Notice
from tests.factories.members import member, staff
from tests.factories.members_messages import MessageFactory, MessageReportFactory
from tests.mails import mail_to
from tests.racing import at_once

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)
SECOND = datetime.timedelta(seconds=1)


@pytest.fixture
def pair():
    return member(), member()


def send(sender, recipient, body="هل نجح النموذج عندكم؟", **fields):
    return actions.send(sender=sender, recipient=recipient, body=body, **fields)


def sent(sender, recipient, ago, **fields):
    return MessageFactory(sender=sender, recipient=recipient, at=kit.now() - ago, **fields)


def test_a_message_is_kept_told_and_audited_without_its_words(pair):
    sender, recipient = pair

    message = send(sender, recipient, "  أول سطر\r\nسطر ثانٍ \r\n")

    assert message.body == "أول سطر\nسطر ثانٍ"
    notice = Notice.objects.get()
    assert (notice.person, notice.body_ar) == (recipient, message.body)
    assert notice.address.endswith(f"/members/messages/{sender.public_id}/")
    event = AuditEvent.objects.get(verb="message.sent")
    assert (event.actor, event.label) == (sender, recipient.public_id)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_mail_is_ours_holds_the_words_and_no_address_of_the_sender(language):
    sender, recipient = member(name_ar="مها عدنان"), member(language=language)

    message = send(sender, recipient)

    mail = mail_to(recipient.email)
    assert "network.example" in mail["From"]
    assert mail["Reply-To"] is None
    assert "مها عدنان" in mail["Subject"]
    for part in mail.iter_parts():
        assert message.body in part.get_content()
        assert f"/{language}/members/messages/{sender.public_id}/#write" in part.get_content()
    assert sender.email not in mail.as_string()
    assert Delivery.objects.count() == 1


def test_hostile_words_stay_words_in_the_mail(pair):
    sender, recipient = pair
    sender.name_ar = "Maha\r\nBcc: all@province.example"
    sender.save()

    send(sender, recipient, "<script>alert(1)</script> {{ origin }} [[unsubscribe]]")

    mail = mail_to(recipient.email)
    assert mail["Bcc"] is None
    page = mail.get_body(("html",)).get_content()
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ origin }} [[unsubscribe]]" in page


def test_who_has_no_address_finds_the_message_in_the_portal(pair):
    sender, recipient = pair
    recipient.email = None
    recipient.save()

    send(sender, recipient)

    assert Notice.objects.filter(person=recipient).count() == 1
    assert Delivery.objects.count() == 0


def test_a_form_sent_twice_is_one_message(pair):
    key = uuid.uuid4()

    first, second = send(*pair, form_key=key), send(*pair, form_key=key)

    assert first == second
    assert Message.objects.count() == Notice.objects.count() == Delivery.objects.count() == 1


def test_another_person_s_form_key_is_no_message_of_mine(pair):
    key = uuid.uuid4()
    send(*pair, form_key=key)

    send(*pair[::-1], form_key=key)

    assert Message.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_twice_at_once_is_one_message(pair):
    key = uuid.uuid4()

    answers = at_once(*[lambda: send(*pair, form_key=key)] * 2, held=pair[0])

    assert answers == [Message.objects.get()] * 2
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize("body", ["", "  \r\n ", "ا" * 4001])
def test_what_is_empty_or_too_long_is_refused_in_words(pair, body):
    with pytest.raises(ValidationError):
        send(*pair, body)

    assert not Message.objects.exists()


def test_the_longest_message_is_counted_as_it_is_kept(pair):
    assert len(send(*pair, "\r\n".join("ا" * 2000)).body) == 3999


def test_who_is_blocked_is_refused(pair):
    sender, recipient = pair
    actions.block(person=recipient, blocked=sender)

    for way in (pair, pair[::-1]):
        with pytest.raises(PermissionDenied):
            send(*way)

    actions.unblock(person=recipient, blocked=sender)
    assert send(*pair).pk


def test_blocking_twice_is_one_block(pair):
    assert actions.block(person=pair[0], blocked=pair[1]) == actions.block(person=pair[0], blocked=pair[1])
    assert Block.objects.count() == 1


def test_twenty_messages_an_hour_and_then_a_pause(pair):
    for number in range(limits.MOST_AN_HOUR):
        sent(*pair, HOUR - SECOND * (30 + number))

    with pytest.raises(actions.TooMany) as refusal:
        send(*pair)

    oldest = Message.objects.earliest("at")
    assert refusal.value.until == oldest.at + HOUR
    assert Message.objects.count() == limits.MOST_AN_HOUR

    Message.objects.filter(pk=oldest.pk).update(at=kit.now() - HOUR - SECOND)
    assert send(*pair).pk


def test_the_messages_of_others_do_not_count(pair):
    for _ in range(limits.MOST_AN_HOUR):
        sent(*pair[::-1], 10 * SECOND)

    assert send(*pair).pk


def test_five_new_people_a_day_but_any_number_of_answers():
    sender = member()
    asked_first = member()
    sent(asked_first, sender, 2 * HOUR)
    sent(sender, asked_first, HOUR)
    old = member()
    sent(sender, old, 25 * HOUR)
    sent(sender, old, 3 * HOUR)
    for number in range(limits.MOST_NEW_A_DAY):
        sent(sender, member(), (5 + number) * HOUR)

    with pytest.raises(actions.TooMany) as refusal:
        send(sender, member())

    oldest = kit.now() - (4 + limits.MOST_NEW_A_DAY) * HOUR
    assert abs(refusal.value.until - (oldest + 24 * HOUR)) < 10 * SECOND
    assert send(sender, asked_first).pk
    assert send(sender, old).pk


@pytest.mark.django_db(transaction=True)
def test_the_limit_holds_for_two_at_once(pair):
    for number in range(limits.MOST_AN_HOUR - 1):
        sent(*pair, SECOND * (30 + number))

    answers = at_once(*[lambda: send(*pair)] * 2, held=pair[0])

    assert Message.objects.count() == limits.MOST_AN_HOUR
    assert sorted(type(answer).__name__ for answer in answers) == ["Message", "TooMany"]


def test_answering_reads_what_came_before(pair):
    sender, recipient = pair
    first = send(sender, recipient)

    send(recipient, sender)

    first.refresh_from_db()
    assert first.read_at
    assert Notice.objects.get(person=recipient).read_at
    assert Notice.objects.get(person=sender).read_at is None


def test_reading_a_conversation_leaves_the_others_unread(pair):
    sender, recipient = pair
    send(sender, recipient)
    other = send(member(), recipient)

    assert actions.read_conversation(person=recipient, other=sender) == 1

    assert list(recipient.messages.unread()) == [other]
    assert recipient.notices.unread().count() == 1


def test_a_report_reaches_staff_once_and_is_closed_once(pair):
    message, helper = send(*pair), staff()

    reports = [actions.report(message=message, by=pair[1], reason="إعلان.") for _ in range(2)]

    assert reports[0] == reports[1] == MessageReport.objects.get()
    notice = Notice.objects.get(person=helper)
    assert notice.body_ar == "إعلان."
    assert message.body not in notice.title_ar + notice.body_ar
    closed = [actions.close_report(report=reports[0], by=helper) for _ in range(2)]
    assert closed[0].closed_at == closed[1].closed_at
    verbs = AuditEvent.objects.filter(verb__startswith="message.report").values_list("verb", flat=True)
    assert sorted(verbs) == ["message.report_closed", "message.reported"]


def test_only_the_recipient_reports_and_only_staff_close(pair):
    message = send(*pair)

    for person in (pair[0], member(), staff()):
        with pytest.raises(PermissionDenied):
            actions.report(message=message, by=person, reason="لا")
    with pytest.raises(PermissionDenied):
        actions.close_report(report=MessageReportFactory(), by=member())
    with pytest.raises(ValidationError):
        actions.report(message=message, by=pair[1], reason=" ")


def test_the_newest_of_each_conversation_with_what_is_unread():
    me, first, second = member(), member(), member()
    for body in ("واحد", "اثنان"):
        MessageFactory(sender=first, recipient=me, body=body)
    MessageFactory(sender=me, recipient=second, body="مني")
    MessageFactory(sender=second, recipient=first)

    rows = Message.objects.newest_of_each(me)

    assert [(row.body, row.unread) for row in rows] == [("مني", 0), ("اثنان", 2)]
