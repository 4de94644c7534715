"""Real parts for tests: an SMTP server, a Celery worker, a web server and Chromium."""

import os
import shutil
import signal
import subprocess
import sys
import time
from email import message_from_bytes, policy
from urllib.parse import quote

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def eventually(ask, limit=20):
    """Ask until the answer is true; fail after `limit` seconds. Returns the answer."""
    end = time.monotonic() + limit
    while not (answer := ask()):
        assert time.monotonic() < end, "did not happen in time"
        time.sleep(0.05)
    return answer


class Sink:
    """Keeps what an SMTP client hands in: `messages` is a list of (recipients, message)."""

    def __init__(self):
        self.messages = []
        self.refuse = lambda recipient: None  # recipient → an SMTP answer such as "550 no such user", or None

    async def handle_RCPT(self, server, session, envelope, address, options):
        if answer := self.refuse(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server, session, envelope):
        self.messages.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 stored"

    def of(self, address):
        return [message for recipients, message in self.messages if address in recipients]


def start_smtp(handler, port=0):
    """A running aiosmtpd on 127.0.0.1; port 0 takes a free one."""
    from aiosmtpd.controller import Controller

    class FreePort(Controller):  # port 0 alone: aiosmtpd tests itself on port 0 and fails
        def _trigger_server(self):
            self.port = self.server.sockets[0].getsockname()[1]
            super()._trigger_server()

    controller = FreePort(handler, hostname="127.0.0.1", port=port)
    controller.start()
    handler.port = controller.port
    return controller


@pytest.fixture(scope="session")
def _smtp():
    handler = Sink()
    controller = start_smtp(handler)
    yield handler
    controller.stop()


@pytest.fixture
def sink(_smtp, settings):
    """The SMTP server, empty, and the settings that lead to it."""
    _smtp.messages.clear()
    _smtp.refuse = lambda recipient: None
    settings.EMAIL_PORT = _smtp.port
    return _smtp


def database_url():
    """The test database of this process, for a subprocess."""
    from django.db import connection

    at = connection.settings_dict
    host = at["HOST"] or at["OPTIONS"].get("host", "")
    who = quote(at["USER"] or "") + (f":{quote(at['PASSWORD'])}" if at["PASSWORD"] else "")
    return f"postgres://{who}@/{at['NAME']}?host={quote(host)}&port={at['PORT'] or 5432}"


def environment(smtp_port):
    """What a subprocess needs to work on the same database, Redis pair, clock and SMTP server."""
    return {
        **os.environ,
        "DATABASE_URL": database_url(),
        "PORTAL_TEST_SMTP_PORT": str(smtp_port),
        "DJANGO_SETTINGS_MODULE": "en_portal.settings.test",
    }


def start_worker(smtp_port, log):
    """A Celery worker on all queues; returns when it is ready."""
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "en_portal",
        "worker",
        "-Q",
        "mail,files,default",
        "-c",
        "1",
        "--without-gossip",
        "--without-mingle",
        "--without-heartbeat",
        "-l",
        "INFO",
    ]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, env=environment(smtp_port), stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
    eventually(lambda: process.poll() is not None or " ready." in log.read_text(), 60)
    assert process.poll() is None, log.read_text()
    return process


def stop(process, limit=10):
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(limit)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def broker():
    """The Redis client of this process's broker."""
    from en_portal.celery import app

    with app.connection_for_write() as connection:
        return connection.default_channel.client


@pytest.fixture(scope="session")
def celery_process(django_db_setup, django_db_blocker, _smtp, tmp_path_factory):
    """One worker for each process of tests, held still until a test asks; ends before the database goes."""
    broker().flushdb()
    with django_db_blocker.unblock():
        process = start_worker(_smtp.port, tmp_path_factory.mktemp("celery") / "worker.log")
    os.killpg(process.pid, signal.SIGSTOP)
    yield process
    os.killpg(process.pid, signal.SIGCONT)
    stop(process)


@pytest.fixture
def worker(transactional_db, celery_process, sink):
    """The worker, at work for this test alone: other tests' hints must not be taken up behind their backs.

    Drained before the tables are emptied, since an open transaction would hold that up.
    """
    client = broker()
    client.flushdb()
    os.killpg(celery_process.pid, signal.SIGCONT)
    yield celery_process
    queues = ("mail", "files", "default")
    eventually(lambda: not any(client.llen(queue) for queue in queues) and not client.hlen("unacked"))
    os.killpg(celery_process.pid, signal.SIGSTOP)


@pytest.fixture(scope="session")
def browser():
    """Chromium, or a named skip where the machine has none."""
    if not CHROMIUM:
        pytest.skip("Chromium was not found")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


WATCH_CSP = (
    "addEventListener('securitypolicyviolation',"
    " e => console.error('CSP', e.effectiveDirective, e.blockedURI, e.sourceFile, e.lineNumber))"
)


def open_page(browser, url, *, language="ar", width=390, **options):
    """A new page in a context of its own; `page.faults` collects console errors and CSP reports."""
    context = browser.new_context(
        base_url=url,
        locale="ar-IQ" if language == "ar" else "en-GB",
        viewport={"width": width, "height": 844},
        **options,
    )
    context.set_default_timeout(15_000)
    context.add_init_script(WATCH_CSP)
    opened = context.new_page()
    opened.faults = []
    opened.on("console", lambda m: m.type in ("error", "warning") and opened.faults.append(m.text))
    opened.on("pageerror", lambda error: opened.faults.append(str(error)))
    return opened


@pytest.fixture
def page(browser, live_server):
    """A phone's page in Arabic; the test fails on any console error."""
    opened = open_page(browser, live_server.url)
    yield opened
    opened.context.close()
    assert not opened.faults, opened.faults
