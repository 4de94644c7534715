"""Mail comes in over real sockets: known recipients alone, and 250 only for what is kept."""

import os
import signal
import smtplib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from mailing import returns
from mailing.models import Delivery, InboundMessage
from tests import bounced
from tests.factories.mailing import SentFactory
from tests.listening import Listening
from tests.servers import broker, environment, eventually, stop

IN_THE_DATABASE = pytest.mark.django_db(transaction=True)
DOMAIN = "bounces.network.example"


@pytest.fixture(autouse=True)
def own_hints():
    """Hints of these listeners stay with them."""
    yield
    broker().flushdb()


@pytest.fixture
def lmtp(transactional_db):
    with Listening() as server, smtplib.LMTP("127.0.0.1", server.port) as client:
        client.ehlo()
        yield client


def path():
    return returns.path_of(SentFactory().pk)


def answers(client, content, *recipients):
    """What the server says to each recipient, and after the message as many answers as it took."""
    client.mail("")
    codes = [client.rcpt(recipient)[0] for recipient in recipients]
    client.docmd("DATA")
    client.send(content + b"\r\n.\r\n")
    return codes, [client.getreply()[0] for code in codes if code == 250]


@IN_THE_DATABASE
def test_a_message_is_kept_whole_before_the_answer_and_strangers_are_refused(lmtp):
    known, other = path(), path()
    content = b"Subject: \xff\r\n\r\n.a line with a dot\r\n" + b"x" * 5000

    codes, kept = answers(lmtp, content.replace(b"\n.", b"\n.."), known, f"nobody@{DOMAIN}", other)

    assert codes == [250, 550, 250]
    assert kept == [250, 250]  # RFC 2033: one for each
    rows = InboundMessage.objects.order_by("pk")
    assert [row.recipient for row in rows] == [known, other]
    assert bytes(rows[0].content) == content + b"\r\n"
    assert lmtp.noop()[0] == 250


@IN_THE_DATABASE
def test_smtp_is_spoken_as_well_and_what_is_too_large_is_refused(settings):
    settings.MAIL_IN_LARGEST = 1000
    with Listening(is_lmtp=False) as server, smtplib.SMTP("127.0.0.1", server.port) as client:
        refused = client.sendmail("", [path(), f"b+1-{'a' * 16}@{DOMAIN}"], "Subject: x\r\n\r\nx\r\n")
        codes, kept = answers(client, b"x" * 900 + b"\r\n" + b"y" * 900, path())

    assert [code for code, _words in refused.values()] == [550]
    assert (codes, kept) == ([250], [552])
    assert InboundMessage.objects.count() == 1


@IN_THE_DATABASE
def test_several_at_once_are_all_kept_and_read_by_the_worker(worker):
    rows = SentFactory.create_batch(12)

    def bring(row):
        with smtplib.LMTP("127.0.0.1", server.port) as client:
            return client.sendmail("", [returns.path_of(row.pk)], bounced.dsn(row))

    with Listening() as server, ThreadPoolExecutor(12) as pool:
        refused = list(pool.map(bring, rows))

    assert refused == [{}] * 12
    assert InboundMessage.objects.count() == 12
    eventually(lambda: InboundMessage.objects.filter(outcome="bounce").count() == 12)
    assert Delivery.objects.filter(state="bounced").count() == 12


@IN_THE_DATABASE
def test_a_message_under_way_is_still_taken_when_the_server_ends():
    with Listening() as server, smtplib.LMTP("127.0.0.1", server.port) as client:
        client.ehlo()
        client.mail("")
        client.rcpt(path())
        client.docmd("DATA")
        server.end()
        with pytest.raises(ConnectionRefusedError):
            smtplib.LMTP("127.0.0.1", server.port)
        client.send(b"Subject: x\r\n\r\nx\r\n.\r\n")
        answer = client.getreply()[0]

    assert answer == 250
    assert InboundMessage.objects.count() == 1


KILLED = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from mailing import intake
keep = intake.keep
def keep_and_die(*args):
    keep(*args)
    os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[1] == "die":
    intake.keep = keep_and_die
call_command("listen_mail", port=int(sys.argv[2]), lmtp=True)
"""


@pytest.fixture
def start():
    """Starts listeners as processes of their own, which are ended after the test."""
    processes = []

    def begin(how, **changed):
        processes.append(
            subprocess.Popen(
                [sys.executable, "-c", KILLED, how, "0"],
                env={**environment(1), **changed},
                stdout=subprocess.PIPE,
                text=True,
            )
        )
        line = processes[-1].stdout.readline()
        return processes[-1], int(line.rpartition(":")[2])

    yield begin
    for process in processes:
        if process.poll() is None:
            stop(process)
        process.stdout.close()


@IN_THE_DATABASE
def test_a_listener_killed_between_keeping_and_answering_loses_nothing_and_doubles_nothing(start):
    delivery = SentFactory()
    to, content = returns.path_of(delivery.pk), bounced.dsn(delivery)
    process, port = start("die")
    with smtplib.LMTP("127.0.0.1", port) as client, pytest.raises(smtplib.SMTPServerDisconnected):
        client.sendmail("", [to], content)
    assert process.wait(10) == -signal.SIGKILL
    assert InboundMessage.objects.count() == 1

    process, port = start("live")
    with smtplib.LMTP("127.0.0.1", port) as client:  # the other server heard nothing and comes again
        assert client.sendmail("", [to], content) == {}
    os.kill(process.pid, signal.SIGTERM)

    assert process.wait(20) == 0
    assert InboundMessage.objects.count() == 1


def test_without_a_database_nothing_is_lost_and_nothing_is_promised(start):
    _process, port = start("live", DATABASE_URL="postgres://x@127.0.0.1:1/x")

    with smtplib.LMTP("127.0.0.1", port) as client, pytest.raises(smtplib.SMTPDataError) as refused:
        client.sendmail("", [returns.path_of(1)], b"Subject: x\r\n\r\nx\r\n")

    assert refused.value.smtp_code == 451
