"""Killed workers and dropped servers: nobody is lost, nobody gets it twice but for the message in flight."""

import datetime
import os
import signal
from collections import Counter

import pytest
from kombu import Connection

import kit
from en_portal.redis_url import celery_url
from mailing import actions, sending, tasks
from mailing.models import Delivery, Mailing
from tests.factories.mailing import DeliveryFactory, SendingMailingFactory
from tests.servers import Sink, eventually, start_smtp, start_worker, stop


@pytest.fixture
def own_queue(monkeypatch, settings):
    """A broker database of its own, so that the suite's worker does not step in for the killed one."""
    number = 5 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])  # a plain Redis has 16 databases
    monkeypatch.setenv("PORTAL_TEST_NUMBER", str(number))
    with Connection(celery_url(settings.REDIS_URL, 2 * number + 2)) as connection:
        connection.default_channel.client.flushdb()
        yield connection


@pytest.fixture
def start_own_worker(sink, tmp_path):
    """Starts workers that are ended after the test."""
    workers = []

    def start():
        workers.append(start_worker(sink.port, tmp_path / f"worker-{len(workers)}.log"))
        return workers[-1]

    yield start
    for worker in workers:
        if worker.poll() is None:
            stop(worker)


class Tripwire(list):
    """Received messages; the one at `at` trips the wire after it is stored and before its sender hears so."""

    def __init__(self, at, trip):
        super().__init__()
        self.at, self.trip = at, trip

    def append(self, message):
        super().append(message)
        if len(self) == self.at:
            self.trip()


def kill(worker):
    os.killpg(worker.pid, signal.SIGKILL)  # it leads its own group: the process and its child
    worker.wait(10)


def started_mailing(recipients):
    """Under way without a hint: the suite's worker would take it for its own."""
    mailing = SendingMailingFactory()
    Delivery.objects.bulk_create(
        DeliveryFactory.build(mailing=mailing, language="ar" if number % 2 else "en")
        for number in range(recipients)
    )
    return mailing


def finish_with(start_own_worker, own_queue, moved_clock, mailing):
    """Another worker, a beat after the lease has lapsed, until everybody has it."""
    moved_clock(kit.now() + datetime.timedelta(minutes=2))
    start_own_worker()
    tasks.sweep.apply_async(connection=own_queue, queue="mail")
    eventually(lambda: Mailing.objects.get(pk=mailing.pk).state == Mailing.State.DONE, 120)


def message_ids(sink):
    return Counter(str(message["Message-ID"]) for _, message in sink.messages)


def test_a_worker_killed_in_the_middle_loses_nobody(
    transactional_db, sink, own_queue, start_own_worker, moved_clock, settings
):
    mailing = started_mailing(1000)
    worker = start_own_worker()
    tasks.send_due.apply_async(connection=own_queue, queue="mail")
    eventually(lambda: actions.progress(mailing).sent >= 250, 60)
    kill(worker)
    assert actions.progress(mailing).waiting > 0

    finish_with(start_own_worker, own_queue, moved_clock, mailing)

    received = message_ids(sink)
    rows = dict(mailing.deliveries.values_list("message_id", "address"))
    assert set(received) == set(rows)
    in_flight = sum(received.values()) - len(received)
    assert in_flight <= settings.MAIL_CONNECTIONS  # stored by the server, its answer not yet read
    assert {rows[str(message["Message-ID"])] for _, message in sink.messages} == {
        recipient for recipients, _ in sink.messages for recipient in recipients
    }
    assert actions.progress(mailing).sent == 1000


def test_a_message_in_flight_when_the_worker_was_killed_comes_again_with_the_same_message_id(
    transactional_db, sink, own_queue, start_own_worker, moved_clock, monkeypatch, settings
):
    mailing = started_mailing(250)
    worker = start_own_worker()
    monkeypatch.setattr(sink, "messages", Tripwire(120, lambda: os.killpg(worker.pid, signal.SIGKILL)))
    tasks.send_due.apply_async(connection=own_queue, queue="mail")
    eventually(lambda: worker.poll() is not None, 60)

    finish_with(start_own_worker, own_queue, moved_clock, mailing)

    received = message_ids(sink)
    assert set(received) == set(mailing.deliveries.values_list("message_id", flat=True))
    twice = [message_id for message_id, count in received.items() if count > 1]
    assert max(received.values()) == 2
    assert 1 <= len(twice) <= settings.MAIL_CONNECTIONS  # one in flight on each connection
    for message_id in twice:
        first, second = (message for _, message in sink.messages if message["Message-ID"] == message_id)
        assert (first["To"], first["Subject"]) == (second["To"], second["Subject"])


class Dropping(Sink):
    """Stores a message and hangs up before saying so, once."""

    def __init__(self, at):
        super().__init__()
        self.at = at

    async def handle_DATA(self, server, session, envelope):
        answer = await super().handle_DATA(server, session, envelope)
        if len(self.messages) == self.at:
            server.transport.abort()
        return answer


@pytest.mark.django_db
def test_a_connection_that_breaks_in_the_middle_is_made_anew(settings, moved_clock):
    handler = Dropping(at=4)
    controller = start_smtp(handler)
    settings.EMAIL_PORT = handler.port
    mailing = SendingMailingFactory()
    rows = DeliveryFactory.create_batch(10, mailing=mailing)
    try:
        first = sending.send_batch()
        moved_clock(kit.now() + datetime.timedelta(minutes=1))
        second = sending.send_batch()
    finally:
        controller.stop()

    assert (first.sent, second.sent) == (9, 1)
    received = message_ids(handler)
    assert set(received) == {row.message_id for row in rows}
    assert sorted(received.values())[-2:] == [1, 2]


class Limiting(Sink):
    """Takes four messages a connection and says 421 to the fifth, as servers of providers do."""

    async def handle_MAIL(self, server, session, envelope, address, options):
        session.count = getattr(session, "count", 0) + 1
        if session.count > 4:
            return "421 too many messages on this connection"
        envelope.mail_from = address
        return "250 ok"


@pytest.mark.django_db
def test_a_server_that_limits_a_connection_is_called_again(settings):
    handler = Limiting()
    controller = start_smtp(handler)
    settings.EMAIL_PORT = handler.port
    mailing = SendingMailingFactory()
    DeliveryFactory.create_batch(10, mailing=mailing)
    try:
        batch = sending.send_batch()
    finally:
        controller.stop()

    # the fifth and the tenth were told to come back later
    assert (batch.sent, actions.progress(mailing).waiting) == (8, 2)


@pytest.mark.django_db
def test_a_server_that_goes_away_and_comes_back_loses_nobody(settings, moved_clock):
    handler = Sink()
    controller = start_smtp(handler)
    settings.EMAIL_PORT = handler.port
    mailing = SendingMailingFactory()
    rows = DeliveryFactory.create_batch(6, mailing=mailing)
    sending.BATCH, before = 3, sending.BATCH
    try:
        sending.send_batch()
        controller.stop()
        away = sending.send_batch()
        controller = start_smtp(handler, handler.port)
        moved_clock(kit.now() + datetime.timedelta(minutes=1))
        sending.send_batch()
    finally:
        sending.BATCH = before
        controller.stop()

    assert away.is_reachable is False
    assert message_ids(handler) == Counter(row.message_id for row in rows)
