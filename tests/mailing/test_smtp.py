"""Pipelining: every message is answered for, whatever the server says and wherever it stops."""

from collections import Counter
from itertools import count

import pytest

from mailing import sending
from mailing.models import Delivery
from mailing.smtp import stuffed
from tests.factories.mailing import DeliveryFactory, LetterDeliveryFactory, SendingMailingFactory
from tests.scripted import HANG_UP, SILENCE

State = Delivery.State
pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    return DeliveryFactory.create_batch(30, mailing=SendingMailingFactory())


def told(rows):
    return Counter(Delivery.objects.filter(pk__in=[row.pk for row in rows]).values_list("state", flat=True))


def on(verb, number, answer):
    """Answers the n-th line of that verb so, everything else as usual."""
    seen = count(1)
    return lambda said, words: answer if said == verb and next(seen) == number else None


def test_a_batch_leaves_over_several_connections_each_message_once(script, rows):
    assert sending.send_batch().sent == 30

    assert Counter(recipient for recipient, _content in script.taken) == Counter(row.address for row in rows)
    assert script.connections == 3


def test_connections_stay_open_from_batch_to_batch(script, rows):
    assert sending.send().sent == 30
    assert script.connections <= 4


def test_a_batch_of_few_uses_one_connection(script):
    DeliveryFactory()

    sending.send_batch()

    assert script.connections == 1


@pytest.mark.parametrize(
    ("verb", "answer", "state"),
    [
        ("MAIL", "451 not now", State.QUEUED),
        ("MAIL", "550 5.7.1 no", State.FAILED),
        ("RCPT", "450 4.2.1 greylisted", State.QUEUED),
        ("RCPT", "550 5.1.1 nobody here", State.FAILED),
        ("DATA", "452 disk full", State.QUEUED),
        ("DATA", "554 no", State.FAILED),
        ("CONTENT", "451 not now", State.QUEUED),
        ("CONTENT", "554 5.7.1 spam", State.FAILED),
    ],
)
def test_one_refusal_concerns_one_message(script, rows, verb, answer, state):
    script.say = on(verb, 5, answer)

    assert sending.send_batch().sent == 29

    assert told(rows) == {State.SENT: 29, state: 1}
    assert Delivery.objects.get(state=state).last_error == answer


@pytest.mark.parametrize("verb", ["MAIL", "RCPT"])
def test_a_server_that_asks_for_content_it_has_nobody_for_gets_none(script, rows, verb):
    """RFC 2920 section 3.1: 354 though the recipient was refused; here also when the sender was."""
    script.say = on(verb, 1, "550 no")

    sending.send_batch()

    assert told(rows) == {State.SENT: 29, State.FAILED: 1}
    assert len(script.taken) == 29


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA"])
def test_a_connection_lost_before_the_content_costs_nobody_an_attempt(script, rows, verb):
    script.say = on(verb, 4, HANG_UP)

    assert sending.send_batch().sent == 30
    assert Counter(recipient for recipient, _content in script.taken).most_common(1)[0][1] == 1


def test_a_connection_lost_after_the_content_is_tried_later(script, rows):
    script.say = on("CONTENT", 4, HANG_UP)

    assert sending.send_batch().sent == 29

    late = Delivery.objects.get(state=State.QUEUED)
    assert (late.attempts, late.last_error) == (1, "the connection broke")


def test_a_server_that_says_nothing_is_given_up(script, rows, settings):
    settings.EMAIL_TIMEOUT = 1
    script.say = on("CONTENT", 4, SILENCE)

    sending.send_batch()

    assert told(rows) == {State.SENT: 29, State.QUEUED: 1}


def test_a_server_that_breaks_every_connection_is_not_asked_for_ever(script, rows):
    script.say = lambda verb, words: HANG_UP if verb == "MAIL" else None

    assert sending.send_batch().sent == 0

    assert told(rows) == {State.QUEUED: 30}
    assert set(Delivery.objects.values_list("attempts", flat=True)) == {1}


def test_a_server_that_closes_in_words_of_its_own_is_believed(script, rows):
    script.say = on("MAIL", 7, "421 4.7.0 too many messages")

    assert sending.send_batch().sent == 29
    assert Delivery.objects.get(state=State.QUEUED).last_error == "421 4.7.0 too many messages"


def test_a_broken_connection_is_left_without_a_farewell(script, rows, settings):
    """While one waited for its last word, the answers to the others lay unread and counted as silence."""
    settings.EMAIL_TIMEOUT = 1
    closed = on("MAIL", 7, "421 4.7.0 too many messages")
    answers = []

    def say(verb, words):
        is_after = bool(answers and answers[-1])
        answers.append(closed(verb, words))
        return SILENCE if is_after else answers[-1]

    script.say = say

    assert sending.send_batch().sent == 29
    assert set(Delivery.objects.values_list("last_error", flat=True)) == {"", "421 4.7.0 too many messages"}


def test_lines_that_begin_with_a_dot_arrive_as_they_were(script):
    content = b"Subject: dots\r\n\r\n.one\r\n..two\r\nthree.\r\n"
    LetterDeliveryFactory(letter__content=content)

    sending.send_batch()

    ((_recipient, taken),) = script.taken
    assert taken.replace(b"\r\n..", b"\r\n.") == content


@pytest.mark.parametrize(
    ("content", "sent"),
    [
        (b"a\r\n", b"a\r\n.\r\n"),
        (b"a", b"a\r\n.\r\n"),
        (b".a\r\n.\r\n", b"..a\r\n..\r\n.\r\n"),
    ],
)
def test_content_ends_where_the_server_is_told(content, sent):
    assert stuffed(content) == sent
