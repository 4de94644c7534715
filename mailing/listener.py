"""The server that mail comes in by, LMTP or SMTP: known recipients alone, and 250 only for what is kept."""

import asyncio
import contextlib
import weakref
from concurrent.futures import ThreadPoolExecutor

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, syntax
from django.conf import settings
from django.db import connection

from kit.enqueue import enqueue
from mailing import intake

log = structlog.get_logger(__name__)

AT_ONCE = 4  # messages written down at the same time
RECIPIENTS = 100  # of one message (RFC 5321 section 4.5.3.1.8)
LONGEST_LINE = 64 * 1024  # bounces quote what broke the rules
FAREWELL = 10.0  # seconds that messages under way have to arrive before the server ends
LATER = "451 4.3.0 not now, please try again"


class Reception:
    """What aiosmtpd asks about each recipient and does with each message."""

    def __init__(self):
        self.pool = ThreadPoolExecutor(AT_ONCE, "mail-in")
        self.under_way, self.is_idle = 0, asyncio.Event()
        self.is_idle.set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if len(envelope.rcpt_tos) >= RECIPIENTS:
            return "452 4.5.3 too many recipients"
        if not await self.run(intake.is_known, address):
            return "550 5.1.1 no such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server, session, envelope):
        try:
            await self.run(intake.keep, envelope.mail_from, envelope.rcpt_tos, envelope.content)
        except Exception as error:  # whatever it is, the message is not kept: it must come again
            log.error("inbound_mail_not_kept", why=f"{type(error).__name__}: {error}")
            return LATER
        self.pool.submit(hint)
        return "250 2.0.0 kept"

    async def handle_exception(self, error):
        log.error("inbound_mail_refused_for_now", why=f"{type(error).__name__}: {error}")
        return LATER

    async def run(self, verb, *args):
        return await asyncio.get_running_loop().run_in_executor(self.pool, _in_a_connection, verb, args)

    @contextlib.contextmanager
    def message(self):
        """While one comes in, the server does not end."""
        self.under_way += 1
        self.is_idle.clear()
        try:
            yield
        finally:
            self.under_way -= 1
            if not self.under_way:
                self.is_idle.set()


def _in_a_connection(verb, args):
    """A connection for each: the database may have gone and come back since the last message."""
    try:
        return verb(*args)
    finally:
        connection.close()


def hint():
    from mailing.tasks import read_inbound

    enqueue(read_inbound)


class Smtp(SMTP):
    """One answer for a message, however many its recipients."""

    line_length_limit = LONGEST_LINE

    @syntax("DATA")
    async def smtp_DATA(self, arg):
        with self.event_handler.message():
            await super().smtp_DATA(arg)


class Lmtp(LMTP):
    """An answer for each recipient after the message (RFC 2033 section 4.2)."""

    line_length_limit = LONGEST_LINE
    answers = 1

    @syntax("DATA")
    async def smtp_DATA(self, arg):
        self.answers = len(self.envelope.rcpt_tos) or 1
        try:
            with self.event_handler.message():
                await super().smtp_DATA(arg)
        finally:
            self.answers = 1

    async def push(self, status):
        is_last = not status.startswith(("354", "501"))
        for _each in range(self.answers if is_last else 1):
            await super().push(status)


async def serve(*, host, port, is_lmtp, stopped, listening):
    """Takes mail in until the event `stopped`; `listening(port)` is called once it does.

    Then nothing new is begun, and what is under way is kept and answered.
    """
    loop, reception = asyncio.get_running_loop(), Reception()
    options = {
        "data_size_limit": settings.MAIL_IN_LARGEST,
        "hostname": settings.MAIL_RETURN_DOMAIN or settings.MAIL_DOMAIN,
        "ident": "ready",
        "loop": loop,
    }
    talk, talks = Lmtp if is_lmtp else Smtp, weakref.WeakSet()

    def begin():
        talks.add(one := talk(reception, **options))
        return one

    server = await loop.create_server(begin, host, port)
    try:
        listening(server.sockets[0].getsockname()[1])
        await stopped.wait()
        server.close()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(reception.is_idle.wait(), FAREWELL)
    finally:
        server.close()
        await hang_up(talks)
        reception.pool.shutdown()


async def hang_up(talks):
    """Ends connections on which nothing is under way any more."""
    for one in list(talks):
        if one.transport is not None:
            one.transport.close()
    for _turn in range(2):  # of the loop: sockets are closed in the next one
        await asyncio.sleep(0)
